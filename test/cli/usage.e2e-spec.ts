import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { promisify } from 'node:util';
import { used } from '../e2e/usage/usage-world.js';
import { aKey, aUser, anAdministrator, type Actor } from '../support/actors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { BUILT, CliHome } from './cli-process.js';

const MOMENT = Date.parse('2026-11-02T10:00:00Z');
const NOVEMBER = ['--from', '2026-11-01', '--to', '2026-12-01'];
const MANY = 4_500;

describe('latchkey usage', () => {
  let testApp: TestApp;
  let owner: Actor;
  let other: Actor;
  let administrator: Actor;
  let key: { id: string };
  let home: CliHome;
  let administrators: CliHome;

  beforeAll(async () => {
    testApp = await startTestApp();
    owner = await aUser(testApp, { email: 'ada@example.com' });
    other = await aUser(testApp, { email: 'bob@example.com' });
    administrator = await anAdministrator(testApp);
    key = await aKey(testApp, owner, { name: '=ci' });
    home = await CliHome.make();
    administrators = await CliHome.make();
    await home.signIn(testApp.url, owner);
    await administrators.signIn(testApp.url, administrator);
    await used(testApp, owner, [
      { at: MOMENT, keyId: key.id, durationMs: 40, requestId: 'r-1' },
      { at: MOMENT + 1, endpoint: 'embeddings', durationMs: 40, requestId: 'r-2' },
    ]);
    await used(
      testApp,
      other,
      Array.from({ length: MANY }, (_, index) => ({ at: MOMENT + index, requestId: `o-${index}` })),
    );
  });

  afterAll(async () => {
    await home.remove();
    await administrators.remove();
    await testApp.close();
  });

  const ids = async (...words: string[]): Promise<string[]> => {
    const list = await home.json<{ items: { id: string }[] }>(['usage', 'requests', ...NOVEMBER, ...words]);
    return list.items.map(({ id }) => id);
  };

  it('lists the requests of an endpoint, and of a key by its name', async () => {
    expect(await ids()).toEqual(['r-2', 'r-1']);
    expect(await ids('--endpoint', 'embeddings')).toEqual(['r-2']);
    expect(await ids('--key', '=ci')).toEqual(['r-1']);
    expect(await ids('--key', key.id)).toEqual(['r-1']);
    expect(await ids('--key', 'none')).toEqual(['r-2']);
    const unknown = await home.run(['usage', 'requests', '--endpoint', 'chats']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Allowed choices are chat, messages, embeddings, rerank,');
  });

  it('adds up by tenant, of all of them for administrators alone', async () => {
    const words = ['usage', 'list', ...NOVEMBER, '--by', 'tenant', '--sort', 'requests', '--all-tenants'];
    const { items } = await administrators.json<{ items: { tenant_id: string; requests: number }[] }>(words);
    expect(items.map(({ tenant_id, requests }) => [tenant_id, requests])).toEqual([
      [other.tenantId, MANY],
      [owner.tenantId, 2],
    ]);
    expect((await administrators.ok(words)).split('\n')[0]).toMatch(/^TENANT +REQUESTS /);
    expect((await home.run(words)).code).toBe(3);
    const of = await administrators.ok(['usage', 'list', ...NOVEMBER, '--of', owner.tenantId, '--by', 'day']);
    expect(of.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
      ['DAY', 'REQUESTS'],
      ['2026-11-02', '2'],
    ]);
  });

  it('names every grouping in its help', async () => {
    const help = (await home.ok(['usage', 'list', '--help'])).replace(/\s+/g, ' ');
    expect(help).toContain('three at most: one of hour, day, month; key, user, model, tenant');
  });

  it('prints the file that the server makes, of all pages', async () => {
    const sums = await home.run(['usage', 'list', ...NOVEMBER, '--by', 'key', '--sort', 'requests', '--csv']);
    expect(sums).toMatchObject({ code: 0, stderr: '' });
    const [head, ...lines] = sums.stdout.split('\r\n');
    expect(head).toMatch(/^key_id,key_name,requests,failures,/);
    expect(lines.sort()).toEqual([
      '',
      `,,1,0,10,5,0,0,0,15,0.000042,0,0,40,25,48`,
      `${key.id},'=ci,1,0,10,5,0,0,0,15,0.000042,0,0,40,25,48`,
    ]);
    const words = ['usage', 'requests', ...NOVEMBER, '--of', other.tenantId, '--csv'];
    const all = (await administrators.ok(words)).split('\r\n');
    expect(all).toHaveLength(1 + MANY);
    expect(new Set(all.map((line) => line.split(',')[0])).size).toBe(1 + MANY);
    const few = await home.ok(['usage', 'requests', ...NOVEMBER, '--endpoint', 'embeddings', '--csv']);
    expect(few.split('\r\n').map((line) => line.split(',')[0])).toEqual(['id', 'r-2']);
  });

  it('is refused as anything else is', async () => {
    const refused = await home.run(['usage', 'list', '--all-tenants', '--csv']);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('error: Only an instance administrator may set all_tenants\n');
    expect(await home.run(['usage', 'list', '--csv', '--json'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'error: It is either --csv or --json\n',
    });
    for (const word of [['--all'], ['--limit', '5']])
      expect(await home.run(['usage', 'list', '--csv', ...word])).toMatchObject({ code: 2, stdout: '' });
  });

  it('ends well when its reader leaves', async () => {
    const words = `usage requests ${NOVEMBER.join(' ')} --of ${other.tenantId} --csv`;
    const command = `"${process.execPath}" "${BUILT}" ${words} | head -c 3`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', command], {
      env: administrators.environment(),
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'id,', stderr: '' });
  });

  describe('of a server that takes its time', () => {
    const listening = async (answer: (response: ServerResponse) => void) => {
      const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const env = {
        LATCHKEY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        LATCHKEY_API_KEY: 'lbk_x',
      };
      return { env, close: () => server.close() };
    };

    it('comes as it is sent', async () => {
      let end = (): void => undefined;
      const { env, close } = await listening((response) => {
        response.write('day,requests\r\n');
        end = () => response.end('2026-11-02,1\r\n');
      });
      const child = spawn(process.execPath, [BUILT, 'usage', 'list', '--csv'], { env: home.environment(env) });
      const [first] = (await once(child.stdout, 'data')) as [Buffer];
      expect(first.toString()).toBe('day,requests\r\n');
      end();
      const [second] = (await once(child.stdout, 'data')) as [Buffer];
      expect(second.toString()).toBe('2026-11-02,1\r\n');
      expect(await once(child, 'close')).toEqual([0, null]);
      close();
    });

    it('is a failure where there is more than a file takes', async () => {
      const { env, close } = await listening((response) =>
        response.setHeader('x-truncated', 'true').end('day,requests\r\n'),
      );
      expect(await home.run(['usage', 'list', '--csv'], { env })).toEqual({
        code: 1,
        stdout: 'day,requests\r\n',
        stderr: 'error: The file ends after a million rows, and there are more\nhint: Ask for a shorter range\n',
      });
      close();
    });

    it('is a failure where it breaks off', async () => {
      let breakOff = (): void => undefined;
      const { env, close } = await listening((response) => {
        response.write('day,requests\r\n');
        breakOff = () => void response.destroy();
      });
      const child = spawn(process.execPath, [BUILT, 'usage', 'list', '--csv'], { env: home.environment(env) });
      let stderr = '';
      child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
      await once(child.stdout, 'data');
      breakOff();
      expect(await once(child, 'close')).toEqual([6, null]);
      expect(stderr).toBe('error: The file broke off: it is not whole\n');
      close();
    });
  });
});
