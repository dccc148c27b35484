import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from '../../api/session.js';
import { rootRoute } from '../../shell/roots.js';

interface SignInSearch {
  /** Where the one who signs in was going. */
  next?: string | undefined;
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  // Said to be none: what is only left out stays as it came.
  validateSearch: ({ next }: Record<string, unknown>): SignInSearch => ({ next: isOurs(next) ? next : undefined }),
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
  // Browsers take more than `//` for the way to another site: `/\` too, and either with a line break in it.
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, location.origin)) return false;
  return new URL(next, location.origin).origin === location.origin;
}

export const entryRoutes = [signInRoute, setupRoute] as const;
