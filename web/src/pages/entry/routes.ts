import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from '../../api/session.js';
import { rootRoute } from '../../shell/roots.js';

interface SignInSearch {
  /** Where the one who signs in was going. */
  next?: string;
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ next }: Record<string, unknown>): SignInSearch => (isOurs(next) ? { next } : {}),
  beforeLoad: ({ search }) => {
    if (session.isOpen) redirect({ href: search.next ?? '/', throw: true });
  },
  component: lazyRouteComponent(() => import('./SignInPage.js'), 'SignInPage'),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('./SetupPage.js'), 'SetupPage'),
});

/** A path within the console: nobody is sent elsewhere. */
function isOurs(next: unknown): next is string {
  return typeof next === 'string' && next.startsWith('/') && !next.startsWith('//');
}

export const entryRoutes = [signInRoute, setupRoute] as const;
