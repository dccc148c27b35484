import { AdapterRegistry } from '../../providers/adapter-registry.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import { parseOutboundUrl } from '../../providers/outbound/outbound-url.js';
import { RequesterCatalog } from './requester-catalog.js';
import { REQUESTER_ROWS } from './requester-rows.js';

const factories = new FactoryCatalog();
const requesters = new RequesterCatalog(factories, new AdapterRegistry([]));

describe('the requesters', () => {
  it.each(REQUESTER_ROWS.map(({ name, factory }) => [name, factory]))('%s is served by %s', (name, factory) => {
    expect(requesters.resolve(name, '').factory).toBe(factories.find(factory));
  });

  it('cover every factory that has a kind of model which LangBot knows, and lead back to it', () => {
    const listed = factories
      .list()
      .filter(({ name }) => !['Builtin', 'FastEmbed', 'Fish Audio', 'Tencent Cloud'].includes(name));
    const lost = listed.filter(({ name }) => requesters.resolve(requesters.nameOf(name), 'https://x.example.com').factory.name !== name); // prettier-ignore
    expect(lost.map(({ name }) => name)).toEqual([]);
  });

  it('are at addresses that can be called, or say none', () => {
    const addresses = requesters.list().map(({ baseUrl }) => baseUrl);
    expect(addresses.filter((address) => address !== '' && !parseOutboundUrl(address))).toEqual([]);
  });

  it('serve an unknown name with an address as any server', () => {
    const { factory, baseUrl } = requesters.resolve('nobody-knows', 'https://x.example.com/v1');
    expect([factory.name, baseUrl]).toEqual(['OpenAI-API-Compatible', 'https://x.example.com/v1']);
  });

  it.each([
    ['nobody-knows', 'requester nobody-knows is not known; with a base_url it is served as OpenAI-compatible'],
    ['azure-openai', 'base_url is required for azure-openai'],
  ])('say what is missing of %s', (name, message) => {
    expect(() => requesters.resolve(name, '')).toThrow(message);
  });
});
