/**
 * What the SDKs are made from: openapi.json's operations as methods of a tree of resources, in terms that both languages
 * share. Each operation id is `<resource><Verb>`; RESOURCES says where in the tree a resource stands.
 */

import { operationsOf } from '../document-operations.mjs';
import { schemaName } from './names.mjs';

/** Operation id's resource → its place in the client. */
const RESOURCES = {
  adminSystem: 'admin.system',
  adminUsers: 'admin.users',
  aliases: 'aliases',
  audit: 'audit',
  auth: 'auth',
  bots: 'bots',
  configuration: 'configuration',
  credentialModels: 'credentials.models',
  credentials: 'credentials',
  extensions: 'extensions',
  factories: 'factories',
  files: 'files',
  health: 'health',
  instanceDefaults: 'instance.defaults',
  keyExplanations: 'keys.explanations',
  keyReports: 'keys.report',
  keys: 'keys',
  knowledgeBases: 'knowledge.bases',
  knowledgeFiles: 'knowledge.files',
  langBotSystem: 'system',
  limits: 'limits',
  logs: 'logs',
  mcpServers: 'mcp.servers',
  models: 'models',
  modelsDefaults: 'models.defaults',
  pipelineChat: 'pipelines.chat',
  pipelineRuns: 'pipelines.runs',
  pipelineStats: 'pipelines.stats',
  pipelines: 'pipelines',
  platformAdapters: 'bots.adapters',
  tasks: 'tasks',
  tenantDirectory: 'tenants',
  tenants: 'tenants',
  tools: 'tools',
  usage: 'usage',
  users: 'users',
  webhooks: 'webhooks',
};

/** Where two resources share a place, and their verbs would meet. */
const METHODS = { tenantDirectoryList: 'listAll' };

/** Tags that are other clients' business: theirs, or the official ones of OpenAI, Anthropic and MCP. */
const LEFT_OUT_TAGS = [
  'Bot ingress',
  'Gateway',
  'LangBot API keys',
  'LangBot accounts',
  'LangBot models',
  'MCP',
  'RAGFlow user mode',
];

/** What is there for one client's sake only, or answers that this edition has it not. */
const LEFT_OUT_RESOURCES = ['adminLicense', 'adminRoles', 'adminSession', 'metrics', 'plugins'];

function resourceOf(operationId) {
  return [...Object.keys(RESOURCES), ...LEFT_OUT_RESOURCES]
    .filter((name) => operationId.startsWith(name) && /^[A-Z]/.test(operationId.slice(name.length)))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), '');
}

function methodOf(operationId, resource) {
  const verb = operationId.slice(resource.length);
  return METHODS[operationId] ?? verb[0].toLowerCase() + verb.slice(1);
}

/** @returns the schema of what a method gives back: `data` of an envelope, else the whole answer */
function resultOf({ schema }) {
  const { data } = schema.properties ?? {};
  return data ?? schema;
}

function pageOf(document, schema) {
  const { properties } = document.components.schemas[schemaName(schema.$ref ?? '')] ?? {};
  return properties?.items && properties.next_cursor ? properties.items.items : null;
}

function operation(
  document,
  { path, method, operationId, parameters = [], requestBody, responses, summary = '', description = '' },
) {
  const resource = resourceOf(operationId);
  if (resource === '') throw new Error(`scripts/sdk/operations.mjs does not say where ${operationId} belongs`);
  if (LEFT_OUT_RESOURCES.includes(resource)) return [];
  const [[contentType, answer]] = Object.entries(responses[200].content);
  const [[bodyType, body] = []] = Object.entries(requestBody?.content ?? {});
  const result = contentType === 'application/json' ? resultOf(answer) : null;
  return [
    {
      operationId,
      group: RESOURCES[resource].split('.'),
      method: methodOf(operationId, resource),
      verb: method.toUpperCase(),
      path,
      pathParameters: parameters.filter((one) => one.in === 'path'),
      query: parameters.filter((one) => one.in === 'query'),
      /** Schema of the JSON body, or null. */
      body: bodyType === 'application/json' ? body.schema : null,
      isBodyRequired: requestBody?.required === true,
      isUpload: bodyType === 'multipart/form-data',
      /** Schema of what it gives; null for bytes. */
      result,
      /** Schema of one item where the result is one page of a list, else null. */
      item: result === null ? null : pageOf(document, result),
      about: [summary, description].filter((text) => text !== '').join('\n\n'),
    },
  ];
}

/** @returns all operations of the SDKs, in the order of their places */
export function operations(document) {
  const found = operationsOf(document)
    .filter(({ tags }) => !LEFT_OUT_TAGS.includes(tags[0]))
    .flatMap((one) => operation(document, one));
  const names = found.map(({ group, method }) => [...group, method].join('.'));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two operations would be called ${twice}`);
  return found;
}

/** @returns the tree of resources: `{ methods, children: { name: tree } }` */
export function tree(all) {
  const root = { methods: [], children: {} };
  for (const one of all) {
    let place = root;
    for (const name of one.group) place = place.children[name] ??= { methods: [], children: {} };
    place.methods.push(one);
  }
  return root;
}
