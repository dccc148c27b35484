import { maskArguments, readArguments, secretsIn } from './server-arguments.js';

const URL_WITH_KEY = 'https://mcp.example.com/mcp?api_key=0123456789abcdefghij&city=Bonn';
const HEADERS = { Authorization: 'Bearer abcdefghijklmnop', 'X-Empty': '' };
const STORED = readArguments('http', { url: URL_WITH_KEY, headers: HEADERS, timeout: 5 }, null);

describe('arguments of a server', () => {
  it('that is called by HTTP are checked, and unknown ones dropped', () => {
    expect(
      readArguments('sse', { url: ' https://a.example/sse ', timeout: 0.5, ssereadtimeout: 3600, more: 1 }, null),
    ).toEqual({ url: 'https://a.example/sse', headers: {}, timeout: 0.5, ssereadtimeout: 3600 });
  });

  it('that is a process are checked, and unknown ones dropped', () => {
    const given = { command: 'npx', args: ['-y', 'it'], env: { TOKEN: 'abc' }, timeout: 600, url: 'x' };
    expect(readArguments('stdio', given, null)).toEqual({
      command: 'npx',
      args: ['-y', 'it'],
      env: { TOKEN: 'abc' },
      timeout: 600,
    });
    expect(readArguments('stdio', { command: 'it' }, null)).toEqual({ command: 'it', args: [], env: {} });
  });

  it.each([
    [{}, 'Field extra_args.url is required'],
    [{ url: 7 }, 'Field extra_args.url is required'],
    [{ url: `https://a.example/${'x'.repeat(2048)}` }, 'Field extra_args.url is too long'],
    [{ url: 'https://a.example', headers: [] }, 'Field extra_args.headers must be an object'],
    [{ url: 'https://a.example', headers: { a: 1 } }, 'Field extra_args.headers.a must be a string'],
    [{ url: 'https://a.example', headers: { 'a b': '' } }, 'Field extra_args.headers.a b is not a name of a header'],
    [{ url: 'https://a.example', headers: { Host: 'b' } }, 'Field extra_args.headers.Host is set by the protocol'],
    [
      { url: 'https://a.example', headers: { 'Mcp-Session-Id': 'b' } },
      'Field extra_args.headers.Mcp-Session-Id is set by the protocol',
    ],
    [
      { url: 'https://a.example', headers: { a: 'b\r\nc: d' } },
      'Field extra_args.headers.a contains invalid characters',
    ],
    [{ url: 'https://a.example', timeout: 0 }, 'Field extra_args.timeout must be a number of seconds up to 600'],
    [{ url: 'https://a.example', timeout: '9' }, 'Field extra_args.timeout must be a number of seconds up to 600'],
    [{ url: 'https://a.example', more: 'x'.repeat(65_536) }, 'Field extra_args is too long'],
  ])('by HTTP may not be %j', (given, message) => {
    expect(() => readArguments('http', given, null)).toThrow(message);
  });

  it.each([
    [{}, 'Field extra_args.command must be the command to run'],
    [{ command: ' ' }, 'Field extra_args.command must be the command to run'],
    [{ command: 'it', args: 'x' }, 'Field extra_args.args must be a list of at most 64 texts'],
    [{ command: 'it', args: [1] }, 'Field extra_args.args must be a list of at most 64 texts'],
    [{ command: 'it', env: { '1A': '' } }, 'Field extra_args.env.1A is not a name of an environment variable'],
    [{ command: 'it', env: { A: 'b\0' } }, 'Field extra_args.env.A must be a string'],
  ])('of a process may not be %j', (given, message) => {
    expect(() => readArguments('stdio', given, null)).toThrow(message);
  });

  it('are shown masked', () => {
    expect(maskArguments(STORED)).toEqual({
      url: 'https://mcp.example.com/mcp?api_key=01234567…ghij&city=Bonn',
      headers: { Authorization: 'Bearer a…mnop', 'X-Empty': '' },
      timeout: 5,
    });
    expect(maskArguments({ command: 'it', args: ['a'], env: { TOKEN: 'abc' } })).toEqual({
      command: 'it',
      args: ['a'],
      env: { TOKEN: '***' },
    });
  });

  it('may come back masked', () => {
    expect(readArguments('http', maskArguments(STORED), STORED)).toEqual(STORED);
  });

  it('keep what is not masked as it comes, whatever was stored', () => {
    const shown = maskArguments(STORED) as { headers: object };
    const given = { ...shown, headers: { ...shown.headers, 'X-Empty': 'full' } };
    expect(readArguments('http', given, STORED).headers).toEqual({ ...HEADERS, 'X-Empty': 'full' });
    expect(readArguments('http', { url: 'https://other.example' }, STORED)).toEqual({
      url: 'https://other.example',
      headers: {},
    });
  });

  it.each([
    ['another origin', 'https://other.example/mcp'],
    ['another port', 'https://mcp.example.com:444/mcp'],
    ['another scheme', 'http://mcp.example.com/mcp'],
  ])('are not unmasked for %s', (_what, url) => {
    const { headers } = maskArguments(STORED);
    expect(() => readArguments('http', { url, headers }, STORED)).toThrow('sends secrets to another address');
  });

  it('are not unmasked by a mask of something else', () => {
    const masked = { Authorization: 'Bearer x…mnop' };
    expect(() => readArguments('http', { url: URL_WITH_KEY, headers: masked }, STORED)).toThrow('is masked');
    expect(() => readArguments('http', { url: URL_WITH_KEY, headers: { Other: '***' } }, STORED)).toThrow('is masked');
    expect(() => readArguments('http', { url: URL_WITH_KEY, headers: { Other: '***' } }, null)).toThrow('is masked');
    expect(() => readArguments('http', { url: 'https://mcp.example.com/?key=***' }, STORED)).toThrow('is masked');
  });

  it('name their secrets', () => {
    const secrets = secretsIn({ url: URL_WITH_KEY, headers: HEADERS, env: { TOKEN: 'in-the-env', SHORT: 'abc' } });
    expect(new Set(secrets)).toEqual(
      new Set(['0123456789abcdefghij', 'Bearer abcdefghijklmnop', 'abcdefghijklmnop', 'in-the-env']),
    );
  });

  it('name a secret of the address as it is written and as it is read', () => {
    expect(secretsIn({ url: 'https://a.example/?token=ab%2Fcd%2Fef' })).toEqual(['ab%2Fcd%2Fef', 'ab/cd/ef']);
  });
});
