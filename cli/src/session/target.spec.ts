import { describe, expect, it } from '@jest/globals';
import type { Settings } from '../settings/settings.js';
import { serverAddress } from './server-address.js';
import { isGivenWhole, targetOf } from './target.js';

const KEY = { kind: 'key', key: 'lbk_stored', masked: '***' } as const;
const SETTINGS: Settings = {
  version: 1,
  current: 'home',
  contexts: {
    home: { url: 'https://home.example.com', tenant: { id: 'a'.repeat(32), name: 'Research' }, identity: KEY },
    work: { url: 'https://work.example.com', tenant: null, identity: KEY },
  },
};

describe('targetOf', () => {
  it('is the context in use, else what is named', () => {
    expect(targetOf({}, {}, SETTINGS)).toMatchObject({ url: 'https://home.example.com', tenant: 'a'.repeat(32) });
    expect(targetOf({ context: 'work' }, {}, SETTINGS).url).toBe('https://work.example.com');
    expect(targetOf({}, { LATCHKEY_CONTEXT: 'work' }, SETTINGS).url).toBe('https://work.example.com');
    expect(targetOf({ url: 'work.example.com' }, {}, SETTINGS)).toMatchObject({ context: 'work', identity: KEY });
  });

  it('lets options win over the environment, and this over the context', () => {
    const env = { LATCHKEY_URL: 'https://env.example.com', LATCHKEY_API_KEY: 'lbk_env', OTHER: 'lbk_other' };
    expect(targetOf({}, env, SETTINGS)).toMatchObject({ url: 'https://env.example.com', identity: { key: 'lbk_env' } });
    const options = { url: 'https://option.example.com', keyEnv: 'OTHER' };
    expect(targetOf(options, env, SETTINGS)).toMatchObject({ url: options.url, identity: { key: 'lbk_other' } });
  });

  it('takes nobody along to a server without a context', () => {
    expect(targetOf({ url: 'https://elsewhere.example.com' }, {}, SETTINGS)).toMatchObject({
      context: null,
      identity: null,
      tenant: null,
    });
    expect(() => targetOf({ url: 'https://elsewhere.example.com', context: 'home' }, {}, SETTINGS)).toThrow(
      'Context home is for https://home.example.com, not for https://elsewhere.example.com',
    );
  });

  it('takes a key without what stands around it, and tells nothing of what cannot be one', () => {
    const url = 'https://env.example.com';
    expect(targetOf({}, { LATCHKEY_URL: url, LATCHKEY_API_KEY: ' lbk_env\r\n' }, SETTINGS).identity).toMatchObject({
      key: 'lbk_env',
    });
    for (const key of ['lbk_one\nlbk_two', 'lbk_abcd…wxyz', ' '])
      expect(() => targetOf({}, { LATCHKEY_URL: url, LATCHKEY_API_KEY: key }, SETTINGS)).toThrow(
        /^What is given as an API key is none$/,
      );
  });

  it('needs no settings where address and key are given', () => {
    const env = { LATCHKEY_URL: 'https://env.example.com', LATCHKEY_API_KEY: 'lbk_env' };
    expect(isGivenWhole({}, env)).toBe(true);
    expect(isGivenWhole({ context: 'home' }, env)).toBe(false);
    expect(isGivenWhole({}, { LATCHKEY_API_KEY: 'lbk_env' })).toBe(false);
    expect(isGivenWhole({ url: 'https://env.example.com' }, {})).toBe(false);
  });

  it('refuses a tenant beside a key, unknown contexts and variables, and no server at all', () => {
    expect(() => targetOf({ tenant: 'x' }, { LATCHKEY_API_KEY: 'k' }, SETTINGS)).toThrow('a key has its own');
    expect(() => targetOf({ context: 'none' }, {}, SETTINGS)).toThrow('There is no context none');
    expect(() => targetOf({ context: '__proto__' }, {}, SETTINGS)).toThrow('There is no context __proto__');
    expect(() => targetOf({ keyEnv: 'UNSET' }, {}, SETTINGS)).toThrow('The environment has no UNSET');
    expect(() => targetOf({}, {}, { version: 1, current: null, contexts: {} })).toThrow('No server is known yet');
  });
});

describe('serverAddress', () => {
  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['keys.example.com', 'https://keys.example.com'],
    ['https://keys.example.com/console/', 'https://keys.example.com'],
    ['https://example.com/latchkey/api', 'https://example.com/latchkey'],
  ])('reads %s', (typed, address) => {
    expect(serverAddress(typed)).toBe(address);
  });

  it('refuses what is none, and a password in it', () => {
    expect(() => serverAddress('ftp://example.com')).toThrow('is no address of a server');
    expect(() => serverAddress('')).toThrow('is no address of a server');
    expect(() => serverAddress('https://ada:secret@example.com')).toThrow('must not hold a password');
  });
});
