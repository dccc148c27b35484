import type { FakeEndpoint } from '../../test/support/fake-provider/exchange.js';
import { fakeKindOf, modelFor, targetAt } from '../../test/support/fake-provider/fake-for-factory.js';
import type { Behaviour } from '../../test/support/fake-provider/misbehaviour.js';
import { type FakeProvider, startFakeProvider } from '../../test/support/fake-provider/start-fake-provider.js';
import type { ModelType } from '../kernel/model-type.js';
import { AdapterRegistry } from './adapter-registry.js';
import { adaptersOver } from './adapters/adapters.js';
import type { Cause, Verdict } from './failure-cause.js';
import type { Factory } from './factory.js';
import { FactoryCatalog } from './factory-catalog.js';
import { OutboundGuard } from './outbound-guard.js';
import { PriceTable } from './prices/price-table.js';
import { ProviderVerifier } from './provider-verifier.js';
import { waysOut } from './transport/ways-out.js';
import type { NamedModel, VerificationReport } from './verification-report.js';

/** Ways to fail that mean the same in every dialect. */
const FAILURES: readonly (readonly [Behaviour, Verdict, Cause])[] = [
  ['unauthorized', 'rejected', 'unauthorized'],
  ['forbidden', 'rejected', 'forbidden'],
  ['model_not_found', 'rejected', 'model_not_found'],
  ['bad_path', 'rejected', 'bad_path'],
  ['redirect', 'rejected', 'bad_path'],
  ['rate_limited', 'unknown', 'rate_limited'],
  ['quota', 'unknown', 'quota'],
  ['region', 'unknown', 'region'],
  ['bad_request', 'unknown', 'bad_answer'],
  ['server_error', 'unknown', 'bad_answer'],
  ['html', 'unknown', 'bad_answer'],
  ['truncated', 'unknown', 'bad_answer'],
  ['hang_up', 'unknown', 'connection_refused'],
];

/** Calls that come before the one that is to fail: a token for it, the account behind a key. */
const aside = ({ name }: Factory, mode: Behaviour): readonly FakeEndpoint[] => {
  if (name === 'Replicate') return mode === 'model_not_found' ? ['proof'] : [];
  return ['BaiduYiyan', 'Google Cloud'].includes(name) ? ['token'] : [];
};

/** iFLYTEK's free proof is the handshake of a web socket; what it says in messages after that, only a paid call hears. */
const SAID_AFTER_THE_HANDSHAKE: readonly Behaviour[] = [
  'forbidden',
  'model_not_found',
  'rate_limited',
  'quota',
  'bad_request',
  'server_error',
  'html',
  'truncated',
];

const isUnseen = ({ name }: Factory, type: ModelType, mode: Behaviour): boolean =>
  name === 'XunFei Spark' && type === 'tts' && SAID_AFTER_THE_HANDSHAKE.includes(mode);

/** Servers at the user's own place ask for a key only behind a proxy. */
const asking = ({ authKind }: Factory): { apiKey?: string } =>
  authKind === 'none' ? { apiKey: 'fake-key-0123456789' } : {};

const FACTORIES = new FactoryCatalog().list().filter(({ available }) => available);

/** No verification makes more calls: three models of three types, one question which models there are, one token. */
const MAX_CALLS = 11;

describe('the verification of every factory', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapters = new AdapterRegistry(adaptersOver(waysOut(guard.dispatcher)));
  const verifier = new ProviderVerifier(adapters, PriceTable.of({}));
  let fake: FakeProvider;

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  const oneOfEach = (factory: Factory): NamedModel[] =>
    factory.modelTypes.map((type) => ({ type, name: modelFor(factory, type) }));
  const verify = (factory: Factory): Promise<VerificationReport> =>
    verifier.verify(targetAt(factory, fake), oneOfEach(factory), { mode: 'model' });

  describe.each(FACTORIES)('$name', (factory) => {
    beforeEach(async () => {
      fake = await startFakeProvider({ kind: fakeKindOf(factory) });
    });

    it('finds a good credential valid, for every type, in few calls', async () => {
      const { verdict, results } = await verify(factory);

      expect(results.map(({ type, verdict: each, message }) => ({ type, each, message }))).toEqual(
        factory.modelTypes.map((type) => ({ type, each: 'valid', message: '' })),
      );
      expect(verdict).toBe('valid');
      expect(fake.requests.length).toBeLessThanOrEqual(MAX_CALLS);
    });

    it('rejects a wrong one where one is asked for', async () => {
      await fake.close();
      fake = await startFakeProvider({ kind: fakeKindOf(factory), ...asking(factory) });
      const { credential, ...right } = targetAt(factory, fake);
      const wrong = factory.credentialFields.map(({ name, secret }) => [
        name,
        secret ? 'wrong-0123456789' : (credential[name] ?? ''),
      ]);
      const target = { ...right, credential: Object.fromEntries(wrong) as Record<string, string> };
      const report = await verifier.verify(target, oneOfEach(factory), { mode: 'model' });

      expect(report.results.map(({ type, cause }) => `${type}: ${cause}`)).toEqual(
        factory.modelTypes.map((type) => `${type}: unauthorized`),
      );
      expect(report.verdict).toBe('rejected');
      expect(JSON.stringify(report)).not.toContain('wrong-0123456789');
    });

    it.each(FAILURES)('takes %s for %s: %s', async (mode, verdict, cause) => {
      fake.behave(mode);
      for (const endpoint of aside(factory, mode)) fake.behave('well', endpoint);
      const report = await verify(factory);

      expect(report.results.map(({ type, cause: each }) => `${type}: ${each}`)).toEqual(
        factory.modelTypes.map((type) => `${type}: ${isUnseen(factory, type, mode) ? null : cause}`),
      );
      expect(report.verdict).toBe(factory.modelTypes.some((type) => isUnseen(factory, type, mode)) ? 'valid' : verdict);
      expect(fake.requests.length).toBeLessThanOrEqual(MAX_CALLS);
    });

    it('gives up in time on a provider that never answers', async () => {
      fake.behave('timeout');
      const report = await verifier.verify(targetAt(factory, fake), oneOfEach(factory), {
        mode: 'model',
        totalTimeoutMs: 30,
      });

      expect(report.verdict).toBe('unknown');
      expect(report.results.map(({ cause }) => cause)).toEqual(factory.modelTypes.map(() => 'timeout'));
    });

    it('does not call an address that is not allowed', async () => {
      const strict = new OutboundGuard({ allow: [] });
      const through = new AdapterRegistry(adaptersOver(waysOut(strict.dispatcher)));
      const report = await new ProviderVerifier(through, PriceTable.of({})).verify(
        targetAt(factory, fake),
        oneOfEach(factory),
        { mode: 'model' },
      );
      await strict.close();

      expect(report.results.map(({ cause }) => cause)).toEqual(factory.modelTypes.map(() => 'blocked_address'));
      expect(fake.requests).toHaveLength(0);
    });
  });
});
