import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../shell/lazy-page.js';
import { shellRoute } from '../../shell/roots.js';

const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/profile',
  component: lazyPage(() => import('./ProfilePage.js'), 'ProfilePage'),
});

export const profileRoutes = [profileRoute] as const;
