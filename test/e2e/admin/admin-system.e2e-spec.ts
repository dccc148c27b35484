import { readFileSync } from 'node:fs';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { anAdministrator, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, TEST_SECRET_KEY, type TestApp } from '../../support/test-app.js';

const NOT_HERE = 'Not available in this edition';
const RECOVERY_KEY = 'canary-recovery-93hf7s';
const DATABASE = 'postgres://canary-role:canary-password@127.0.0.1:5/canary';

let testApp: TestApp;
let administrator: Actor;
let names = 0;

beforeAll(async () => {
  testApp = await startTestApp({
    environment: {
      RECOVERY_KEY,
      DATABASE_URL: DATABASE,
      OUTBOUND_ALLOW: '10.0.0.0/8, models.internal',
      ADMIN_EMAIL: 'root@example.com',
      ADMIN_PASSWORD: 'canary-lantern-77',
    },
  });
  administrator = await anAdministrator(testApp);
});

afterAll(() => testApp.close());

type Method = 'get' | 'post' | 'put' | 'delete';

const call = (method: Method, path: string, body?: object) =>
  testApp.http[method](`/api/v1/admin/${path}`).set(administrator.headers).send(body);
const newName = () => `name-${++names}`;

describe('GET /api/v1/admin/version', () => {
  it('answers the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expectSuccess(await call('get', 'version'), { version });
  });
});

describe('/api/v1/admin/services', () => {
  const SERVER = {
    id: 0,
    name: 'latchkey',
    host: '127.0.0.1',
    port: 3000,
    service_type: 'api_server',
    status: 'alive',
  };
  const POSTGRES = {
    id: 1,
    name: 'postgres',
    host: expect.any(String),
    port: expect.any(Number),
    service_type: 'meta_data',
    status: 'alive',
  };

  it('lists the server and its database', async () => {
    expectSuccess(await call('get', 'services'), [SERVER, POSTGRES], 'Get all services');
  });

  it('tells of one', async () => {
    expectSuccess(await call('get', 'services/0'), {
      service_name: 'latchkey',
      status: 'alive',
      message: 'latchkey at 127.0.0.1:3000 is alive',
    });
  });

  it.each(['2', '-1', 'postgres', '00'])('knows no number %s', async (id) => {
    expectFailure(await call('get', `services/${id}`), 400, RetCode.BAD_REQUEST, `invalid service_index: ${id}`);
  });

  it.each([
    ['restarts', 'put', 'restart_service'],
    ['stops', 'delete', 'shutdown_service'],
  ] as const)('%s nothing', async (_, method, name) => {
    expectFailure(await call(method, 'services/0'), 400, RetCode.BAD_REQUEST, `${NOT_HERE}: ${name}`);
  });
});

describe('/api/v1/admin/variables', () => {
  const set = (body?: object) => call('put', 'variables', body);
  const variable = (name: string, value: string) => ({ name, source: 'variable', data_type: 'string', value });

  describe('200', () => {
    it('makes a variable that was not there, and changes one that was', async () => {
      const name = newName();
      expectSuccess(await set({ var_name: name, var_value: 'one' }), null, 'Set variable successfully');
      expectSuccess(await call('get', 'variables', { var_name: name }), [variable(name, 'one')]);
      expectSuccess(await set({ var_name: name, var_value: 'two' }), null, 'Set variable successfully');
      expectSuccess(await call('get', 'variables', { var_name: name }), [variable(name, 'two')]);
    });

    it('lists all by name when none is named, with an empty body as well as without', async () => {
      await set({ var_name: newName(), var_value: 'x' });
      const { body } = await call('get', 'variables');
      const listed = (body.data as { name: string }[]).map(({ name }) => name);
      expect(listed).toEqual([...listed].sort());
      expect((await call('get', 'variables', {})).body.data).toEqual(body.data);
    });

    it('writes down who set what, without the value', async () => {
      const name = newName();
      await set({ var_name: name, var_value: 'told to nobody' });
      expect(await auditTrail(testApp.dataSource, `variable:${name}`)).toEqual([
        { actor: `user:${administrator.user.id}`, action: 'variable.set', tenant_id: null, details: {} },
      ]);
    });
  });

  describe('400', () => {
    it.each<[string, object | undefined, string]>([
      ['no body', undefined, 'Var name is required'],
      ['no name', { var_value: 'x' }, 'Var name is required'],
      ['no value', { var_name: 'x' }, 'Var value is required'],
      ['an empty value', { var_name: 'x', var_value: '' }, 'Var value is required'],
      ['a name that is no text', { var_name: 5, var_value: 'x' }, 'Field var_name must be a string'],
      ['a name without end', { var_name: 'x'.repeat(129), var_value: 'x' }, 'Field var_name is too long'],
      ['a value without end', { var_name: 'x', var_value: 'x'.repeat(4097) }, 'Field var_value is too long'],
    ])('sets nothing for %s', async (_, body, message) => {
      expectFailure(await set(body), 400, RetCode.BAD_REQUEST, message);
    });

    it('knows no variable that was never set', async () => {
      const response = await call('get', 'variables', { var_name: 'no such' });
      expectFailure(response, 400, RetCode.BAD_REQUEST, "Can't get setting: no such");
    });

    it('knows no variable by a name with NUL in it', async () => {
      const response = await call('get', 'variables', { var_name: 'a\u0000' });
      expectFailure(response, 400, RetCode.BAD_REQUEST, 'Field var_name contains invalid characters');
    });
  });
});

describe('GET /api/v1/admin/configs', () => {
  it('answers how the parts are configured', async () => {
    const response = await call('get', 'configs');
    expect((response.body.data as { name: string }[]).map(({ name }) => name)).toEqual(['latchkey', 'postgres']);
  });
});

describe('GET /api/v1/admin/environments', () => {
  it('answers what is in force, defaults included', async () => {
    const response = await call('get', 'environments');
    expect(response.body.data).toEqual(
      expect.arrayContaining([
        { env: 'PORT', value: '3000' },
        { env: 'REGISTRATION', value: 'closed' },
        { env: 'OUTBOUND_ALLOW', value: '10.0.0.0/8,models.internal' },
        { env: 'SNAPSHOT_MAX_AGE', value: '900s' },
        { env: 'SHUTDOWN_GRACE', value: '25s' },
      ]),
    );
  });

  it('tells of a secret only that it is set', async () => {
    const response = await call('get', 'environments');
    expect(response.body.data).toEqual(
      expect.arrayContaining([
        { env: 'SECRET_KEY', value: '(set)' },
        { env: 'RECOVERY_KEY', value: '(set)' },
        { env: 'DATABASE_URL', value: '(set)' },
        { env: 'DATABASE_DIRECT_URL', value: '' },
      ]),
    );
  });
});

describe('what the instance tells of itself', () => {
  it.each(['services', 'services/1', 'configs', 'environments', 'variables'])('has no secret in %s', async (path) => {
    const { status, text } = await call('get', path);
    expect(status).toBe(200);
    expect(text).not.toContain('canary');
    expect(text).not.toContain(TEST_SECRET_KEY);
  });
});

describe('what is not in this edition', () => {
  it.each<[Method, string, object | undefined, string]>([
    ['get', 'roles', undefined, NOT_HERE],
    ['post', 'roles', undefined, 'Role name is required'],
    ['post', 'roles', { role_name: '' }, 'Role name is required'],
    ['post', 'roles', { role_name: 'editor' }, NOT_HERE],
    ['put', 'roles/editor', {}, 'Role description is required'],
    ['put', 'roles/editor', { description: 'edits' }, NOT_HERE],
    ['delete', 'roles/editor', undefined, NOT_HERE],
    ['get', 'roles/editor/permission', undefined, NOT_HERE],
    ['post', 'roles/editor/permission', {}, 'Permission is required'],
    ['post', 'roles/editor/permission', { actions: ['read'] }, 'Permission is required'],
    ['post', 'roles/editor/permission', { actions: ['read'], resource: 'dataset' }, NOT_HERE],
    ['delete', 'roles/editor/permission', {}, 'Permission is required'],
    ['delete', 'roles/editor/permission', { actions: ['read'], resource: 'dataset' }, NOT_HERE],
    ['get', 'fingerprint', undefined, NOT_HERE],
    ['get', 'license', undefined, NOT_HERE],
    ['post', 'license', { license: 'x' }, NOT_HERE],
    ['post', 'license/config', { value1: 1 }, NOT_HERE],
  ])('%s %s %j says so, after its fields', async (method, path, body, message) => {
    expectFailure(await call(method, path, body), 400, RetCode.BAD_REQUEST, message);
  });
});
