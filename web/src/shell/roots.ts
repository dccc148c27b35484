import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { session } from '../api/session.js';
import { queries } from '../queries.js';
import { meQuery } from './me.js';
import { Unknown } from './Unknown.js';

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: Unknown });

/** Every page of whoever is signed in is below this one. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: ({ location }) => {
    if (!session.isOpen) redirect({ to: '/sign-in', search: { next: location.href }, throw: true });
  },
  loader: () => queries.query(meQuery),
  component: lazyRouteComponent(() => import('./Shell.js'), 'Shell'),
});
