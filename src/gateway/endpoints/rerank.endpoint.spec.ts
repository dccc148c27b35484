import type { AdapterRegistry } from '../../providers/adapter-registry.js';
import { RerankEndpoint } from './rerank.endpoint.js';

describe('a rerank', () => {
  it('is counted by us where its client left before anybody counted', async () => {
    const body = Buffer.from(JSON.stringify({ model: 'r', query: 'a key', documents: ['Once upon a time', 'a door'] }));
    const call = new RerankEndpoint({} as AdapterRegistry).open({ body });
    expect(await call.estimate?.()).toMatchObject({ inputTokens: 10, outputTokens: 0, isEstimated: true });
  });
});
