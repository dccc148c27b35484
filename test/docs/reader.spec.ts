import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { blocksOf } from './page.js';
import { read } from './reader.js';

/** By path: what it answers. */
const ANSWERS: Readonly<Record<string, readonly [number, string]>> = {
  '/good': [200, '{"code":0,"data":{"id":"x1"}}'],
  '/refused': [404, '{"code":404,"message":"There is no such thing"}'],
  '/refused-in-words': [200, '{"code":101,"message":"name is required"}'],
};

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, body] = ANSWERS[request.url ?? ''] ?? [500, ''];
    response.writeHead(status).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => server.close());

const typed = (...lines: string[]) => {
  const B = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return read({
    blocks: blocksOf(lines.join('\n')),
    environment: { B },
    files: {},
    before: '',
    fillIn: (text) => text,
  });
};

describe('a reader', () => {
  it('has one shell for all blocks of a page', async () => {
    await typed(
      ...['```sh', 'export NAME=Ada', 'curl $B/good', '```', '```json', '{ "data": { "id": "x…" } }', '```'],
      ...['```python', 'import os', 'print(os.environ["NAME"])', '```', '```text', 'Ada', '```'],
      ...[
        '```ts',
        'const name: string = process.env.NAME ?? "";',
        'console.log(name);',
        '```',
        '```text',
        'Ada',
        '```',
      ],
    );
  });

  it('stops at the first command that fails, wherever it stands in a block', async () => {
    await expect(typed('Words.', '', '```sh', 'false', 'true', '```')).rejects.toThrow(
      'The block of line 3 ended with 1',
    );
  });

  it.each(['curl $B/refused', 'curl $B/refused-in-words', 'curl $B/refused | cat', 'export ID=$(curl $B/refused)'])(
    'takes a refusal for a failure: %s',
    async (command) => {
      await expect(typed('```sh', command, 'true', '```')).rejects.toThrow('curl: answered with');
    },
  );

  it('expects the refusal that a page announces', async () => {
    await typed('<!-- answers 404 -->', '```sh', 'curl $B/refused', '```');
    await expect(typed('<!-- answers 404 -->', '```sh', 'curl $B/good', '```')).rejects.toThrow('Nothing was answered');
    await expect(typed('<!-- answers 401 -->', '```sh', 'curl $B/refused', '```')).rejects.toThrow('answered with 404');
  });

  it('expects the failure that a page announces', async () => {
    await typed('<!-- fails -->', '```sh', 'false', '```');
    await expect(typed('<!-- fails -->', '```sh', 'true', '```')).rejects.toThrow('It did not fail');
  });

  it('compares what a page shows of an answer', async () => {
    const shown = typed('```sh', 'curl $B/good', '```', '```json', '{ "data": { "id": "x2" } }', '```');
    await expect(shown).rejects.toThrow('The answer shown in line 4 is not in what came');
    await expect(typed('```sh', 'echo one', '```', '```text', 'two', '```')).rejects.toThrow(
      'The answer shown in line 4',
    );
  });

  it('leaves out what is not to be run', async () => {
    await typed('<!-- not run: it would fail -->', '```sh', 'false', '```');
  });
});
