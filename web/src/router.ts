import { createRouter } from '@tanstack/react-router';
import { session } from './api/session.js';
import { adminRoutes } from './pages/admin/routes.js';
import { entryRoutes } from './pages/entry/routes.js';
import { homeRoutes } from './pages/home/routes.js';
import { keysRoutes } from './pages/keys/routes.js';
import { modelsRoutes } from './pages/models/routes.js';
import { playgroundRoutes } from './pages/playground/routes.js';
import { profileRoutes } from './pages/profile/routes.js';
import { resourcesRoutes } from './pages/resources/routes.js';
import { usageRoutes } from './pages/usage/routes.js';
import { PageProblem } from './shell/PageProblem.js';
import { rootRoute, shellRoute } from './shell/roots.js';
import { Waiting } from './ui/Waiting.js';

export const router = createRouter({
  basepath: import.meta.env.BASE_URL,
  routeTree: rootRoute.addChildren([
    ...entryRoutes,
    shellRoute.addChildren([
      ...homeRoutes,
      ...keysRoutes,
      ...modelsRoutes,
      ...playgroundRoutes,
      ...resourcesRoutes,
      ...adminRoutes,
      ...usageRoutes,
      ...profileRoutes,
    ]),
  ]),
  defaultPendingComponent: Waiting,
  defaultErrorComponent: PageProblem,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

// Who signs in or out stands before another door.
session.onChange(() => void router.invalidate());

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
