import { createRoute } from '@tanstack/react-router';
import { oneOf } from '../../shell/address.js';
import { lazyPage } from '../../shell/lazy-page.js';
import { shellRoute } from '../../shell/roots.js';

export const KINDS = ['chat', 'embeddings', 'rerank', 'speech'] as const;
export type Kind = (typeof KINDS)[number];

const playgroundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/playground',
  validateSearch: ({ kind }: Record<string, unknown>): { kind?: Kind | undefined } => ({
    kind: oneOf(KINDS, kind),
  }),
  component: lazyPage(() => import('./PlaygroundPage.js'), 'PlaygroundPage'),
});

export const playgroundRoutes = [playgroundRoute] as const;
