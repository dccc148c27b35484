import { isLocalRequest, isLocalUrl } from './local-request.js';

const asked = (remoteAddress: string | undefined, headers: Record<string, string> = {}) => ({
  headers: { host: '127.0.0.1:3000', ...headers },
  raw: { socket: { remoteAddress } },
});

describe('isLocalUrl', () => {
  it.each([
    ['http://localhost:3000', true],
    ['http://127.0.0.1:3000', true],
    ['http://[::1]:3000', true],
    ['https://latchkey.example', false],
    ['https://localhost.example', false],
  ])('says of %s %s', (url, expected) => {
    expect(isLocalUrl(url)).toBe(expected);
  });
});

describe('isLocalRequest', () => {
  it.each([
    ['127.0.0.1', {}],
    ['127.8.9.10', { host: 'localhost' }],
    ['::1', { host: '[::1]:3000' }],
    ['::ffff:127.0.0.1', { host: 'localhost:5300' }],
    ['127.0.0.1', { origin: 'http://127.0.0.1:3000' }],
  ])('is true for the peer %s with %j', (address, headers) => {
    expect(isLocalRequest(asked(address, headers))).toBe(true);
  });

  it.each([undefined, '', '10.0.0.1', '203.0.113.7', '::ffff:10.0.0.1', '2001:db8::1'])(
    'is false for the peer %s',
    (address) => {
      expect(isLocalRequest(asked(address))).toBe(false);
    },
  );

  it.each([
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'fastly-client-ip',
  ])('is false behind a proxy that says %s', (header) => {
    expect(isLocalRequest(asked('127.0.0.1', { [header]: '127.0.0.1' }))).toBe(false);
  });

  it('is false for a name that was made to point here', () => {
    expect(isLocalRequest(asked('127.0.0.1', { host: 'rebound.example:3000' }))).toBe(false);
  });

  it.each(['https://elsewhere.example', 'http://localhost:8080', 'null'])(
    'is false for a page of %s in a browser on this machine',
    (origin) => {
      expect(isLocalRequest(asked('127.0.0.1', { origin }))).toBe(false);
    },
  );
});
