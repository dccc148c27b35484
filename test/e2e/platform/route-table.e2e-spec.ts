import { readFile } from 'node:fs/promises';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { RequestMethod, type Type } from '@nestjs/common';
import { GATEWAY_ROUTES } from '../../../src/gateway/gateway-routes.js';
import { operationIdOf, RouteTable, type Route } from '../../../src/http/route-table.js';
import { surfaceOf } from '../../../src/http/surfaces.js';
import { hasKnownFieldsOnly } from '../../../src/http/validation.pipe.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aUser } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const PUBLIC = [
  'GET /',
  'GET /api/v1/admin/auth',
  'GET /api/v1/admin/ping',
  'GET /api/v1/auth/setup',
  'GET /api/v1/platform/adapters/:name/icon',
  'GET /api/v1/provider/requesters/:name/icon',
  'GET /api/v1/system/info',
  'GET /api/v1/user/account-info',
  'GET /api/v1/user/init',
  'GET /bots/:uuid',
  'GET /bots/:uuid/*',
  'GET /healthz',
  'GET /openapi.json',
  'GET /readyz',
  'GET /setup',
  'GET /setup.css',
  'GET /setup.js',
  'GET /v1/system/ping',
  'POST /api/v1/admin/login',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/setup',
  'POST /api/v1/user/auth',
  'POST /api/v1/user/init',
  'POST /api/v1/user/reset-password',
  'POST /bots/:uuid',
  'POST /bots/:uuid/*',
  'POST /v1/user/login',
  'POST /v1/user/register',
];

/** Whether a mistyped field is told there. */
const isOwn = (path: string) =>
  (surfaceOf(path).name === 'own' || path === '/api/v1/configuration') && !path.startsWith('/api/v1/auth');

/** What a handler takes as its body or query. */
function shapesOf(controller: Type<object>, method: string): Type[] {
  type Arguments = Record<string, { index: number }>;
  const taken = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Arguments;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ?? []) as Type[];
  return Object.entries(taken)
    .filter(([key]) => [RouteParamtypes.BODY, RouteParamtypes.QUERY].includes(Number(key.split(':')[0])))
    .flatMap(([, { index }]) => types[index] ?? [])
    .filter((type) => type !== Object);
}

const isSwaggerUi = ({ path }: Route) => path.startsWith('/docs');
const nameOf = ({ method, path }: Route) => `${method} ${path}`;

describe('the route table', () => {
  let testApp: TestApp;
  let routes: readonly Route[];

  beforeAll(async () => {
    testApp = await startTestApp();
    routes = testApp.app
      .get(RouteTable)
      .list()
      .filter(({ method }) => method !== 'HEAD');
  });

  afterAll(() => testApp.close());

  it('says of every route who may call it', () => {
    expect(routes.filter(({ auth }) => auth === undefined).map(nameOf)).toEqual([]);
  });

  it('has no public routes but those that design names', () => {
    const open = routes.filter((route) => route.auth === 'public' && !isSwaggerUi(route));
    expect(open.map(nameOf).sort()).toEqual(PUBLIC);
  });

  it('demands the scope inference on every route of the data plane', () => {
    const plane = routes.filter(({ path }) => GATEWAY_ROUTES.some((route) => route.path === path));
    expect(plane.map(nameOf).sort()).toEqual(GATEWAY_ROUTES.map(nameOf).sort());
    expect(plane.filter(({ auth }) => auth === 'public' || auth?.scope !== 'inference').map(nameOf)).toEqual([]);
  });

  it('documents every operation once', async () => {
    const document = JSON.parse(await readFile('openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const documented = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map((one) => one.operationId),
    );
    const served = new Set(routes.flatMap(({ operationId }) => operationId ?? []));
    expect(documented.sort()).toEqual([...served].sort());
  });

  it('gives every operation an id of its own', () => {
    const scanner = new MetadataScanner();
    const ids = testApp.app
      .get(DiscoveryService)
      .getControllers()
      .flatMap(({ metatype }) => {
        const { name, prototype } = metatype as Type<object>;
        return scanner
          .getAllMethodNames(prototype as object)
          .filter((method) => Reflect.hasMetadata(METHOD_METADATA, (prototype as Record<string, object>)[method]!))
          .map((method) => operationIdOf(name, method));
      });
    ids.push(...GATEWAY_ROUTES.map(({ operationId }) => operationId));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(new Set(routes.flatMap(({ operationId }) => operationId ?? []))).toEqual(new Set(ids));
  });

  it('answers 200 to every POST that succeeds, which both systems’ clients test for', () => {
    const scanner = new MetadataScanner();
    const posts = testApp.app
      .get(DiscoveryService)
      .getControllers()
      .flatMap(({ metatype }) => {
        const prototype = (metatype as Type<object>).prototype as Record<string, object>;
        return scanner.getAllMethodNames(prototype).map((name) => prototype[name] as object);
      })
      .filter((handler) => Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.POST);
    expect(posts.length).toBeGreaterThan(10);
    expect(posts.filter((handler) => Reflect.getMetadata(HTTP_CODE_METADATA, handler) !== 200)).toEqual([]);
  });

  it('tells unknown fields on paths of its own, sign-in excepted, and on no others', () => {
    const scanner = new MetadataScanner();
    const shapes = testApp.app
      .get(DiscoveryService)
      .getControllers()
      .flatMap(({ metatype }) => {
        const controller = metatype as Type<object>;
        const path = `/${[Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat()[0]}`;
        const isStrict = isOwn(path);
        return scanner
          .getAllMethodNames(controller.prototype as object)
          .flatMap((method) => shapesOf(controller, method))
          .map((shape) => ({ path, shape: shape.name, isStrict, has: hasKnownFieldsOnly(shape) }));
      });
    expect(shapes.filter(({ isStrict, has }) => isStrict !== has)).toEqual([]);
    expect(new Set(shapes.filter(({ has }) => has).map(({ path }) => path))).toEqual(
      new Set([
        '/api/v1/aliases',
        '/api/v1/audit',
        '/api/v1/configuration',
        '/api/v1/credentials',
        '/api/v1/credentials/:id',
        '/api/v1/factories',
        '/api/v1/instance/defaults',
        '/api/v1/keys',
        '/api/v1/keys/explain',
        '/api/v1/keys/report',
        '/api/v1/limits',
        '/api/v1/tenants',
        '/api/v1/usage',
        '/api/v1/users',
      ]),
    );
  });

  describe('where there is no route', () => {
    it.each([
      ['/nope', { code: RetCode.NOT_FOUND, message: 'Not found', data: null }],
      ['/api/v1/nope', { code: RetCode.NOT_FOUND, message: 'Not found', data: null }],
      ['/api/v1/admin/nope', { code: RetCode.NOT_FOUND, message: 'Not found', data: null }],
      ['/api/v1/models/nope', { code: RetCode.NOT_FOUND, message: 'Not found', data: null }],
      ['/v1/user/nope', { code: RetCode.NOT_FOUND, message: 'Not found', data: null }],
      ['/v1/nope', { error: { message: 'Not found', type: 'invalid_request_error', param: null, code: null } }],
    ])('answers %s in the words of its surface', async (path, body) => {
      const response = await testApp.http.get(path);
      expect({ status: response.status, body: response.body as unknown }).toEqual({ status: 404, body });
    });

    it('answers a method that the path does not have with 404', async () => {
      expectFailure(await testApp.http.patch('/api/v1/models'), 404, RetCode.NOT_FOUND, 'Not found');
    });
  });

  describe('for a request that can’t be read', () => {
    it.each([
      ['/api/v1/admin/login', RetCode.BAD_REQUEST],
      ['/api/v1/models', RetCode.ARGUMENT_ERROR],
      ['/v1/user/login', RetCode.ARGUMENT_ERROR],
      ['/api/v1/auth/login', RetCode.ARGUMENT_ERROR],
    ])('says 400 to broken JSON on %s, known caller or not', async (path, code) => {
      const response = await testApp.http.post(path).set('content-type', 'application/json').send('{"a":');
      expectFailure(response, 400, code, 'Invalid request body');
    });

    it('refuses a body that would reach into prototypes', async () => {
      const response = await testApp.http
        .post('/api/v1/auth/login')
        .set('content-type', 'application/json')
        .send('{"__proto__": {"email": "x"}}');
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Invalid request body');
    });

    it('refuses a body nested beyond reason, without exhausting itself', async () => {
      const response = await testApp.http
        .post('/api/v1/auth/login')
        .set('content-type', 'application/json')
        .send(`{"email":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Invalid request body');
    });

    it('refuses a NUL in Basic credentials', async () => {
      const basic = Buffer.from(`a${String.fromCharCode(0)}b:c`).toString('base64');
      const response = await testApp.http.get('/api/v1/admin/auth').set('authorization', `Basic ${basic}`);
      expectFailure(response, 400, RetCode.BAD_REQUEST, 'Invalid characters in e-mail or password');
    });

    it('says 413 to a body above 1 MiB', async () => {
      const response = await testApp.http.post('/api/v1/auth/login').send({ email: 'x'.repeat(1024 * 1024) });
      expectFailure(response, 413, RetCode.PAYLOAD_TOO_LARGE, 'The request body is too large');
    });

    it('says 400 to broken percent-encoding', async () => {
      const response = await testApp.http.get('/api/v1/admin/users/%zz');
      expectFailure(response, 400, RetCode.BAD_REQUEST, 'Invalid URL');
    });
  });

  describe('for a client that declares JSON and sends none', () => {
    it.each(['get', 'delete'] as const)('takes an empty body with %s', async (method) => {
      const { headers } = await aUser(testApp);
      const response = await testApp.http[method]('/api/v1/keys/01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10')
        .set(headers)
        .set('content-type', 'application/json');
      expectFailure(response, 404, RetCode.NOT_FOUND, "API key '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10' not found");
    });
  });

  it('names each request in the answer', async () => {
    const response = await testApp.http.get('/healthz');
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
