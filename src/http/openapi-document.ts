import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DiscoveryService, ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { API_KEY_SCHEME, type AuthDeclaration, BEARER_SCHEME, securityOf } from './auth.decorator.js';
import { declaredAuth, operationIdOf } from './route-table.js';
import { FAILURE_SCHEMAS, failureSchema, type Schema, successSchema } from './openapi-envelopes.js';
import { surfaceOf, type SurfaceName } from './surfaces.js';
import { CLOSED_SHAPES } from './validation.pipe.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Answer = Exclude<Operation['responses'][string], { $ref: string } | undefined>;

/** Operations that are not Nest's, ready for the document, and the schemas that they name. */
export interface RawOperations {
  paths: OpenAPIObject['paths'];
  schemas: Readonly<Record<string, Schema>>;
}

const DESCRIPTION = `Latchkey hands out API keys and models to teams that run LLM applications, and is the gateway through which those call
the models: under **Gateway**, in the words of OpenAI's API and of Anthropic's messages.

Every call takes a user token (\`Authorization: Bearer …\`, from \`POST /api/v1/auth/login\`) or an API key
(\`Authorization: Bearer …\` or \`X-API-Key: …\`). To try calls here, sign in with that call, copy \`access_token\`, and
paste it under **Authorize**.

Answers come in an envelope, where code 0 is success: \`{code, message, data}\`, on LangBot's paths \`{code, msg, data}\`. A
refusal names the field and the rule in its message; on Latchkey's own paths \`errors\` lists all of them, and a field or
parameter that there is not is refused (rule \`unknown\`), where RAGFlow's and LangBot's paths read past it.

The gateway's answers have no envelope: they are what clients of OpenAI and Anthropic expect, refusals included. Where a
provider refuses, its own status is passed on, be it listed or not.`;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Handlers with several paths get an index in their id; the first is the one that is documented. */
const FIRST_SPELLING = /\[0\]$/;
const OTHER_SPELLING = /\[[1-9]\d*\]$/;

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'The input breaks a rule, or a provider refused',
  401: 'No credential, or one that is not accepted',
  403: 'The role or the scope is missing',
  404: 'There is no such thing, or not for you',
  409: 'The state of things speaks against it',
  413: 'The body is too large',
  429: 'Too many tries; see Retry-After',
  500: 'A fault of ours',
  503: 'The database is away; see Retry-After',
};

const WITHOUT_CREDENTIALS = ['400', '404', '413', '429', '500', '503'];

/** Builds the document from the controllers and the raw routes; done by `npm run openapi`, never by the server. */
export function buildDocument(app: NestFastifyApplication, version: string, raw: RawOperations): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Latchkey')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A user token or an API key' }, BEARER_SCHEME)
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key' }, API_KEY_SCHEME)
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'E-mail address and password' })
    .addCookieAuth('latchkey_refresh', { type: 'apiKey', in: 'cookie' }, 'latchkey_refresh')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationIdOf });
  // An application that is only looked at makes no providers, this one among them.
  const discovery = new DiscoveryService(app.get(ModulesContainer));
  return complete(document, raw, declaredAuth(discovery));
}

function complete(
  document: OpenAPIObject,
  raw: RawOperations,
  declared: ReadonlyMap<string, AuthDeclaration>,
): OpenAPIObject {
  const paths = Object.entries(document.paths).flatMap(([path, item]) => {
    const documented = operationsOf(item).filter(([, { operationId }]) => !OTHER_SPELLING.test(operationId ?? ''));
    for (const [, operation] of documented) {
      completeOperation(path, operation);
      sayWhoMayCall(operation, declared.get(operation.operationId ?? ''));
    }
    return documented.length > 0 ? [[path, Object.fromEntries(documented)] as const] : [];
  });
  const schemas: Record<string, Schema> = { ...document.components?.schemas, ...FAILURE_SCHEMAS, ...raw.schemas };
  for (const schema of Object.values(schemas)) dropMixedEnums(schema);
  for (const name of CLOSED_SHAPES) Object.assign(schemas[name] ?? {}, { additionalProperties: false });
  return {
    ...document,
    paths: { ...Object.fromEntries(paths), ...raw.paths },
    components: { ...document.components, schemas },
  };
}

/** Of a field of several types each choice lists its own values; one list of all, which the plugin adds, no generator takes. */
function dropMixedEnums(schema: Schema): void {
  const properties = 'properties' in schema ? (schema.properties ?? {}) : {};
  for (const property of Object.values(properties)) if ('oneOf' in property) delete property.enum;
}

function operationsOf(item: PathItem): [(typeof METHODS)[number], Operation][] {
  return METHODS.flatMap((method) => {
    const operation = item[method];
    return operation ? [[method, operation] as [typeof method, Operation]] : [];
  });
}

function completeOperation(path: string, operation: Operation): void {
  if (operation.operationId) operation.operationId = operation.operationId.replace(FIRST_SPELLING, '');
  addPathParameters(path, operation);
  const { name: surface } = surfaceOf(path);
  const success = operation.responses['200'] as Answer | undefined;
  if (success) operation.responses['200'] = envelop(surface, success);
  for (const status of operation.security ? Object.keys(REFUSALS) : WITHOUT_CREDENTIALS) {
    operation.responses[status] ??= { description: REFUSALS[status] ?? '' };
  }
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (Number(status) >= 400) operation.responses[status] = refusal(surface, answer as Answer);
  }
}

/**
 * What the route declares, in place of what decorators of class and method add up to.
 */
function sayWhoMayCall(operation: Operation, auth: AuthDeclaration | undefined): void {
  const others = (operation.security ?? []).filter(
    (each) => ![BEARER_SCHEME, API_KEY_SCHEME].some((scheme) => scheme in each) && Object.keys(each).length > 0,
  );
  const security = [...others, ...(auth === undefined || auth === 'public' ? [] : securityOf(auth))];
  if (security.length > 0) operation.security = security;
  else delete operation.security;
}

/** Parameters that a handler does not read are documented all the same. */
function addPathParameters(path: string, operation: Operation): void {
  const known = (operation.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : ''));
  const missing = [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => !known.includes(name));
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...missing.map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' } })),
  ];
}

/** The answer as the surface sends it. */
function envelop(surface: SurfaceName, success: Answer): Answer {
  const description = success.description || 'Success';
  const content = success.content?.['application/json'];
  const isPlain = success.content !== undefined && !content;
  if (isPlain || ['operations', 'openai', 'bots', 'mcp'].includes(surface)) return { ...success, description };
  const data: Schema = content?.schema ?? { description: 'null' };
  const schema = successSchema(surface, data);
  return { ...success, description, content: { ...success.content, 'application/json': { schema } } };
}

function refusal(surface: SurfaceName, answer: Answer): Answer {
  return { ...answer, content: { 'application/json': { schema: failureSchema(surface) } } };
}
