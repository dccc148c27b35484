import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense } from 'react';
import { queries } from './queries.js';
import { router } from './router.js';
import { theme, variables } from './theme.js';
import { lazyPart } from './shell/lazy-page.js';
import { styleNonce } from './style-nonce.js';

/** Nothing is to be said before something was done. */
const Notifications = lazyPart(() => import('./shell/Notifications.js').then((module) => module.NotificationCorner));

export function Console() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Suspense fallback={null}>
          <Notifications />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
