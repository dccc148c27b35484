import { type Dispatcher, request } from 'undici';
import { closedPortUrl } from '../../test/support/fake-provider/closed-port.js';
import { type FakeProvider, startFakeProvider } from '../../test/support/fake-provider/start-fake-provider.js';
import { BadInputError } from '../kernel/app-error.js';
import { OutboundGuard, type OutboundGuardOptions } from './outbound-guard.js';
import { BlockedAddressError } from './outbound/blocked-address-error.js';

describe('OutboundGuard', () => {
  let fake: FakeProvider;
  const guards: OutboundGuard[] = [];

  beforeAll(async () => {
    fake = await startFakeProvider({ kind: 'ollama' });
  });

  afterAll(async () => {
    await Promise.all(guards.map((guard) => guard.close()));
    await fake.close();
  });

  function guardWith(options: Partial<OutboundGuardOptions>): OutboundGuard {
    const guard = new OutboundGuard({ allow: [], ...options });
    guards.push(guard);
    return guard;
  }

  /** A resolver in which every name has these addresses. */
  const resolvesTo = (...addresses: string[]) => ({
    resolve: () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
  });
  const noSuchName = {
    resolve: () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })),
  };
  const port = (): string => new URL(fake.url).port;
  const get = (guard: OutboundGuard, origin: string): Promise<Dispatcher.ResponseData> =>
    request(`${origin}/api/version`, { dispatcher: guard.dispatcher });

  describe('at the moment of connecting', () => {
    it.each([
      ['127.0.0.1', '127.0.0.1'],
      ['2130706433', '127.0.0.1'],
      ['0x7f.1', '127.0.0.1'],
      ['[::1]', '::1'],
      ['[::ffff:127.0.0.1]', '127.0.0.1'],
    ])('refuses %s', async (host, address) => {
      await expect(get(guardWith({}), `http://${host}:${port()}`)).rejects.toThrow(new BlockedAddressError(address));
      await expect(get(guardWith({}), `https://${host}:${port()}`)).rejects.toThrow(new BlockedAddressError(address));
    });

    it('refuses a name that leads inside, though another of its addresses is public', async () => {
      const guard = guardWith(resolvesTo('8.8.8.8', '127.0.0.1'));

      await expect(get(guard, `http://rebind.example:${port()}`)).rejects.toThrow(new BlockedAddressError('127.0.0.1'));
    });

    it('judges every connection anew, whatever the check said', async () => {
      const answers = [['8.8.8.8'], ['127.0.0.1']];
      const guard = guardWith({ resolve: () => resolvesTo(...answers.shift()!).resolve() });

      await expect(guard.check(`http://rebind.example:${port()}`)).resolves.toBe('allowed');
      await expect(get(guard, `http://rebind.example:${port()}`)).rejects.toThrow(new BlockedAddressError('127.0.0.1'));
    });

    it('reaches an allowed address, by literal and by name', async () => {
      const guard = guardWith({ allow: ['127.0.0.0/8'], ...resolvesTo('::1', '127.0.0.1') });

      expect((await get(guard, `http://127.0.0.1:${port()}`)).statusCode).toBe(200);
      expect((await get(guard, `http://some.name:${port()}`)).statusCode).toBe(200);
    });

    it('reaches an allowed name wherever it leads, and no other name there', async () => {
      const guard = guardWith({ allow: ['ollama.internal'], ...resolvesTo('127.0.0.1') });

      expect((await get(guard, `http://ollama.internal:${port()}`)).statusCode).toBe(200);
      await expect(get(guard, `http://other.internal:${port()}`)).rejects.toThrow(new BlockedAddressError('127.0.0.1'));
    });

    it('does not follow a redirect', async () => {
      const redirecting = await startFakeProvider({ kind: 'ollama' });
      redirecting.behave('redirect');
      const answer = await get(guardWith({ allow: ['127.0.0.1/32'] }), redirecting.url);
      await redirecting.close();

      expect(answer.statusCode).toBe(302);
      expect(redirecting.requests).toHaveLength(1);
    });

    it('says that a name without an address is not found', async () => {
      await expect(get(guardWith(noSuchName), 'http://nowhere.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
      await expect(get(guardWith(resolvesTo()), 'http://empty.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    });

    it('leaves a closed port to say so itself', async () => {
      const url = await closedPortUrl();

      await expect(get(guardWith({ allow: ['127.0.0.1/32'] }), url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });
  });

  describe('check', () => {
    it('refuses a literal and a resolved address, in the words of the contract', async () => {
      await expect(guardWith({}).check('http://localhost:11434')).rejects.toThrow(BlockedAddressError);
      await expect(guardWith({}).check('http://192.168.1.9:11434')).rejects.toThrow(
        'Address 192.168.1.9 is not allowed; set OUTBOUND_ALLOW=192.168.1.9/32',
      );
      await expect(guardWith(resolvesTo('fd00::1')).check('https://inside.example')).rejects.toThrow(
        'Address fd00::1 is not allowed; set OUTBOUND_ALLOW=fd00::1/128',
      );
    });

    it('lets public and allowed addresses pass', async () => {
      await expect(guardWith({}).check('https://8.8.8.8/v1')).resolves.toBe('allowed');
      await expect(guardWith(resolvesTo('8.8.8.8')).check('https://api.example/v1')).resolves.toBe('allowed');
      await expect(guardWith({ allow: ['host'], ...noSuchName }).check('http://host:1')).resolves.toBe('allowed');
      await expect(guardWith({ allow: ['10.0.0.0/8'] }).check('http://10.1.1.1')).resolves.toBe('allowed');
    });

    it('leaves a name that does not resolve to the caller', async () => {
      await expect(guardWith(noSuchName).check('http://later.example')).resolves.toBe('unresolved');
      await expect(guardWith(resolvesTo()).check('http://later.example')).resolves.toBe('unresolved');
    });

    it.each(['nonsense', 'ftp://8.8.8.8/', 'http://user:pw@8.8.8.8/'])('refuses %s', async (url) => {
      await expect(guardWith({}).check(url)).rejects.toThrow(BadInputError);
    });
  });
});
