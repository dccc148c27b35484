import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UsageRecorder } from '../../src/usage/usage-recorder.js';
import { aUser, anAdministrator, type Actor } from '../support/actors.js';
import { windowAt } from '../../src/limits/metering/windows.js';
import type { TestApp } from '../support/test-app.js';
import { CliHome } from './cli-process.js';
import { startCliWorld, type CliWorld } from './cli-world.js';

interface Limit {
  id: string;
  tenant_id: string;
  key_id: string | null;
  version: number;
  budgets: { unit: string; amount: number; period: string; alert_at_percent: number[]; spent: number }[];
}

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

describe('latchkey limits', () => {
  let world: CliWorld;
  let testApp: TestApp;
  let owner: Actor;
  let home: CliHome;
  let administrators: CliHome;
  let token: string;

  beforeAll(async () => {
    world = await startCliWorld();
    ({ testApp, home } = world);
    owner = await aUser(testApp, { email: 'ada@example.com' });
    await home.signIn(testApp.url, owner);
    administrators = await CliHome.make();
    await administrators.signIn(testApp.url, await anAdministrator(testApp));
    const words = ['--base-url', world.provider.url, '--field', 'api_key=-', '--model', 'chat:gpt-4o-mini'];
    await home.ok(['credentials', 'add', 'OpenAI', ...words], { stdin: world.provider.credential['api_key'] ?? '' });
    token = await home.ok(['keys', 'create', 'ci', '--quiet']);
  });

  afterAll(async () => {
    await administrators.remove();
    await world.close();
  });

  const create = async (...words: string[]): Promise<string> => {
    const { id } = await home.json<Limit>(['limits', 'create', ...words]);
    return id;
  };
  const read = (id: string): Promise<Limit> => home.json<Limit>(['limits', 'show', id]);
  const facts = async (words: string[]): Promise<Record<string, string>> =>
    Object.fromEntries((await home.ok(words)).split('\n').map((line) => line.split(/: +(.*)/s) as [string, string]));
  const endOf = (period: 'month'): string =>
    new Date(windowAt(period, Date.now()).end).toISOString().slice(0, 16).replace('T', ' ');

  it('limits a key, and shows how its budgets stand', async () => {
    const bounds = ['--requests-per-minute', '600', '--tokens-per-minute', '50000', '--parallel', '1'];
    const budgets = ['--budget', '25usd/month', '--budget', '1000000tokens/month', '--alert-at', '80,100'];
    const words = ['limits', 'create', '--key', 'ci', '--model', 'gpt-4o-mini', ...bounds, ...budgets];
    const said = await home.ok(words);
    const rates = '600 requests a minute, 50,000 tokens a minute, 1 request at a time';
    const [id = ''] = ID.exec(said) ?? [];
    expect(said).toBe(`Limited key ci with gpt-4o-mini to ${rates}, 25 USD a month, 1,000,000 tokens a month (${id}).`);
    await testApp.http
      .post('/v1/chat/completions')
      .set({ authorization: `Bearer ${token}` })
      .send({ model: 'gpt-4o-mini', max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }] })
      .expect(200);
    await testApp.app.get(UsageRecorder).flush();
    const [usd, tokens] = (await read(id)).budgets;
    const key = await home.json<{ id: string }>(['keys', 'show', 'ci']);
    const standing = (spent: number, amount: string, left: string): string =>
      `${spent} of ${amount} spent, 0 reserved, ${left} left; begins anew ${endOf('month')} UTC; alerts at 80%, 100%`;
    expect(tokens!.spent).toBeGreaterThan(0);
    expect(Object.entries(await facts(['limits', 'show', id])).slice(0, 10)).toEqual([
      ['Id', id],
      ['Tenant', owner.tenantId],
      ['Key', `ci (${key.id})`],
      ['Model', 'gpt-4o-mini'],
      ['Requests a minute', '600'],
      ['Tokens a minute', '50,000'],
      ['Requests at a time', '1'],
      ['Budget usd/month', standing(usd!.spent, '25 USD', String(Number((25 - usd!.spent).toFixed(6))))],
      ['Budget tokens/month', standing(tokens!.spent, '1,000,000 tokens', `999,${1000 - tokens!.spent}`)],
      ['Unknown spend', 'deny'],
    ]);
    await home.ok(['limits', 'delete', id, '--yes']);
  });

  it('shows the secret of alerts once, alone on stdout', async () => {
    const url = 'https://example.com/hook';
    const made = await home.run(['limits', 'create', '--key', 'ci', '--budget', '5usd/day', '--alert-url', url]);
    const [id = ''] = ID.exec(made.stderr) ?? [];
    expect(made.stdout).toMatch(/^whsec_[A-Za-z0-9+/=]+\n$/);
    expect(made.stderr).toBe(
      `Limited key ci to 5 USD a day (${id}). Keep the secret of its alerts, it is not shown again:\n`,
    );
    const shown = await home.ok(['limits', 'show', id]);
    expect(shown).toMatch(/^Alerts go to: +https:\/\/example\.com\/hook$/m);
    expect(shown).not.toContain('whsec_');
    const elsewhere = await home.run(['limits', 'update', id, '--alert-url', `${url}/2`]);
    expect(elsewhere.stdout).toMatch(/^whsec_/);
    expect(elsewhere.stderr).toBe(
      `Limit ${id} allows 5 USD a day now. Keep the secret of its alerts, it is not shown again:\n`,
    );
    expect(await home.ok(['limits', 'update', id, '--remove', 'alert-url'])).toBe(
      `Limit ${id} allows 5 USD a day now.`,
    );
    expect(await facts(['limits', 'show', id])).toMatchObject({ 'Alerts go to': '-' });
    await home.ok(['limits', 'delete', id, '--yes']);
  });

  it('changes what is named, and leaves the rest', async () => {
    const shares = ['--alert-at', '80,100'];
    const id = await create(
      '--key',
      'ci',
      '--parallel',
      '4',
      '--budget',
      '5usd/day',
      '--budget',
      '9tokens/hour',
      ...shares,
    );
    const update = (...words: string[]): Promise<string> => home.ok(['limits', 'update', id, ...words]);
    expect(await update('--budget', '1000usd/day')).toBe(
      `Limit ${id} allows 4 requests at a time, 1,000 USD a day, 9 tokens an hour now.`,
    );
    const usd = { unit: 'usd', period: 'day', amount: 1000, alert_at_percent: [80, 100], spent: 0 };
    const tokens = { unit: 'tokens', period: 'hour', amount: 9, alert_at_percent: [80, 100], spent: 0 };
    expect((await read(id)).budgets).toMatchObject([usd, tokens]);
    await update('--budget', '9tokens/hour', '--alert-at', '50');
    expect((await read(id)).budgets).toMatchObject([usd, { ...tokens, alert_at_percent: [50] }]);
    await update('--alert-at', '90%');
    expect((await read(id)).budgets.map((one) => one.alert_at_percent)).toEqual([[90], [90]]);
    await update('--remove', 'alert-at', '--unknown-spend', 'allow');
    expect(await read(id)).toMatchObject({
      budgets: [{ alert_at_percent: [] }, { alert_at_percent: [] }],
      unknown_spend: 'allow',
    });
    expect(await update('--remove', 'usd/day', '--remove', 'parallel', '--requests-per-minute', '60')).toBe(
      `Limit ${id} allows 60 requests a minute, 9 tokens an hour now.`,
    );
    expect(await home.run(['limits', 'update', id, '--remove', 'usd/day'])).toMatchObject({
      code: 2,
      stderr: 'error: The limit has no budget usd/day\n',
    });
    expect(await home.run(['limits', 'update', id])).toMatchObject({
      code: 2,
      stderr: 'error: Say what is to change\n',
    });
    await home.ok(['limits', 'delete', id, '--yes']);
  });

  it('lists limits, of one key, of the tenant as a whole, and of another tenant', async () => {
    const ofKey = await create('--key', 'ci', '--requests-per-minute', '60', '--budget', '5usd/day');
    const whole = await administrators.ok(['limits', 'create', '--of', owner.tenantId, '--parallel', '8']);
    const [ofTenant = ''] = ID.exec(whole) ?? [];
    expect(whole).toBe(`Limited tenant ${owner.tenantId} to 8 requests at a time (${ofTenant}).`);
    const { id: key } = await home.json<{ id: string }>(['keys', 'show', 'ci']);
    expect((await home.ok(['limits', 'list'])).split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['KEY', 'MODEL', 'RATES', 'BUDGETS', 'ID'],
      ['all of the tenant', 'all', '8 requests at a time', '-', ofTenant],
      [key, 'all', '60 requests a minute', '0 of 5 USD a day', ofKey],
    ]);
    const ids = async (cli: CliHome, ...words: string[]): Promise<string[]> =>
      (await cli.json<{ items: Limit[] }>(['limits', 'list', ...words])).items.map(({ id }) => id);
    expect(await ids(home, '--key', 'ci')).toEqual([ofKey]);
    expect(await ids(home, '--key', 'none')).toEqual([ofTenant]);
    expect(await ids(administrators, '--of', owner.tenantId)).toEqual([ofTenant, ofKey]);
    expect(await ids(administrators, '--of', owner.tenantId, '--key', 'ci')).toEqual([ofKey]);
    expect(await administrators.run(['limits', 'list'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'There are no such limits.\n',
    });
    const first = await home.run(['limits', 'list', '--limit', '1']);
    expect(first.stdout).toContain(ofTenant);
    expect(first.stderr).toBe('There are more than these 1; --all shows everything.\n');
    expect(await ids(home, '--all')).toEqual([ofTenant, ofKey]);
    expect((await home.run(['limits', 'list', '--of', owner.tenantId])).code).toBe(3);
    await administrators.ok(['limits', 'delete', ofTenant, '--yes']);
    await home.ok(['limits', 'delete', ofKey, '--yes']);
  });

  it('asks before it removes one, and says what is gone', async () => {
    const id = await create('--key', 'ci', '--requests-per-minute', '60', '--budget', '1requests/hour');
    const what = 'the limit of 60 requests a minute, 1 request an hour';
    expect(await home.run(['limits', 'delete', id])).toMatchObject({
      code: 2,
      stderr: `error: Remove ${what}: there is no terminal to ask on\nhint: Give --yes\n`,
    });
    expect(await home.ok(['limits', 'rm', id, '--yes'])).toBe(`Removed ${what}.`);
    expect(await home.run(['limits', 'show', id])).toMatchObject({
      code: 4,
      stderr: `error: There is no limit ${id}\n`,
    });
  });

  it('is refused what may not be, or is there already', async () => {
    const wrong = await home.run(['limits', 'create', '--key', 'ci', '--budget', '25']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('Say it like 25usd/month, 1000000tokens/day or 500requests/hour.');
    expect(await home.run(['limits', 'create', '--key', 'ci', '--alert-at', '80'])).toMatchObject({
      code: 2,
      stderr: 'error: --alert-at goes with --budget\n',
    });
    const tenant = await home.run(['limits', 'create', '--parallel', '1']);
    expect(tenant.code).toBe(3);
    expect(tenant.stderr).toContain('error: Only an administrator can limit a tenant\n');
    const id = await create('--key', 'ci', '--parallel', '1');
    expect(await home.run(['limits', 'create', '--key', 'ci', '--parallel', '2'])).toMatchObject({ code: 5 });
    await home.ok(['limits', 'delete', id, '--yes']);
  });

  it('tells whether a request would pass, and which rule decides', async () => {
    const id = await create('--key', 'ci', '--budget', '0requests/day');
    const words = ['keys', 'explain', 'ci', '--model', 'gpt-4o-mini'];
    expect(await facts(words)).toEqual({
      'Would pass': 'no',
      'Decided by': 'limit',
      Limit: id,
      Models: 'gpt-4o-mini@OpenAI',
      'Rule key': 'The key holds',
      'Rule user': 'Its user may act in the tenant',
      'Rule address': 'The address may use it',
      'Rule scope': 'It has the scope inference',
      'Rule model': 'It is answered by gpt-4o-mini@OpenAI',
      'Rule provider': 'A provider can be asked',
      'Rule limit': '0 requests a day, of which 0 are left; the request takes 1',
    });
    await home.ok(['limits', 'delete', id, '--yes']);
    const more = ['--endpoint', 'chat', '--address', '192.0.2.1', '--input-tokens', '10', '--max-tokens', '20'];
    expect(await home.json([...words, ...more])).toMatchObject({ would_pass: true, decided_by: null });
    expect(await facts(words)).toMatchObject({ 'Would pass': 'yes', 'Decided by': '-' });
  });
});
