/** Writes the generated half of the TypeScript SDK: types of the server's schemas, and a class per resource. */
import { createRequire } from 'node:module';
import { camel, isSwitch, pascal, schemaName, typeName } from './names.mjs';
import { operations, tree } from './operations.mjs';

const NOTE = '// Generated from openapi.json by `npm run sdk`; a change here is lost.\n\n';

const property = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function comment(text, indent = '') {
  if (!text) return '';
  const lines = text.replaceAll('*/', '*\\/').split('\n');
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function resultType(schema, used) {
  if (schema === null) return 'Uint8Array';
  if (schema.$ref) {
    used.add(schema.$ref);
    return typeName(schema.$ref);
  }
  if (schema.description === 'null') return 'null';
  if (schema.type === 'array') return `${resultType(schema.items, used)}[]`;
  if (schema.type === 'object') {
    const values = schema.additionalProperties;
    return `Record<string, ${values?.$ref ? resultType(values, used) : 'unknown'}>`;
  }
  if (['boolean', 'string'].includes(schema.type)) return schema.type;
  throw new Error(`The TypeScript SDK has no type for ${JSON.stringify(schema)}`);
}

function queryType(schema) {
  if (isSwitch(schema)) return 'boolean';
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  return schema.type === 'integer' ? 'number' : (schema.type ?? 'string');
}

function queryInterface(name, query) {
  const fields = query.map(
    ({ name: field, description, required, schema }) =>
      `${comment(description, '  ')}  ${property(field)}${required ? '' : '?'}: ${queryType(schema)};\n`,
  );
  return `export interface ${name} {\n${fields.join('')}}\n\n`;
}

function pathOf({ path }) {
  return `at\`${path.replace(/\{(\w+)\}/g, (_, name) => `\${${camel(name)}}`)}\``;
}

function method(one, used, queries) {
  const inPath = one.pathParameters.map(({ name }) => `${camel(name)}: string`);
  const query = one.query.length === 0 ? null : `${pascal([...one.group, one.method])}Query`;
  if (query !== null) queries.push(queryInterface(query, one.query));
  if (one.body) used.add(one.body.$ref);
  const body = one.body && `body: ${typeName(one.body.$ref)}${one.isBodyRequired ? '' : ' = {}'}`;
  const file = one.isUpload ? 'file: File' : null;
  const isQueryRequired = one.query.some(({ required }) => required);
  const inQuery = query && `query: ${query}${isQueryRequired ? '' : ' = {}'}`;
  const parameters = [...inPath, body, file, inQuery].filter((part) => part !== null);
  const request = [
    `verb: '${one.verb}'`,
    `path: ${pathOf(one)}`,
    ...(body === null ? [] : ['body']),
    ...(file === null ? [] : ['file']),
    ...(query === null ? [] : ['query']),
  ].join(', ');
  const call = one.result === null ? 'bytes' : 'json';
  const text = `${comment(one.about, '  ')}  ${one.method}(${parameters.join(', ')}): Promise<${resultType(one.result, used)}> {
    return this.transport.${call}({ ${request} });
  }\n`;
  if (one.item === null) return text;
  const pages = one.method.replace('list', 'iterate');
  return `${text}
  /** As \`${one.method}\`, but every item of every page, asked for as the loop goes on. */
  ${pages}(${[...inPath, `query: Omit<${query}, 'cursor'> = {}`].join(', ')}): AsyncGenerator<${resultType(one.item, used)}> {
    return everyItem((cursor) => this.${one.method}(${[...one.pathParameters.map(({ name }) => camel(name)), '{ ...query, ...cursor }'].join(', ')}));
  }\n`;
}

function resourceClass(path, { methods, children }, used, queries) {
  const name = `${pascal(path)}Api`;
  const nested = Object.entries(children).map(([child, node]) => ({
    child,
    type: `${pascal([...path, child])}Api`,
    text: resourceClass([...path, child], node, used, queries),
  }));
  const fields = nested.map(({ child, type }) => `  readonly ${child}: ${type};\n`).join('');
  const made = nested.map(({ child, type }) => `    this.${child} = new ${type}(transport);\n`).join('');
  const before = nested.map(({ text }) => text).join('');
  const kept = methods.length === 0 ? 'transport: Transport' : 'private readonly transport: Transport';
  return `${before}export class ${name} {
${fields}
  constructor(${kept}) {${made === '' ? '' : `\n${made}  `}}

${methods.map((one) => method(one, used, queries)).join('\n')}}

`;
}

/** The document's schemas that are used, and what they use in turn; no paths, whose types nobody would look at. */
function withSchemasOnly(document, used) {
  const kept = {};
  const keep = (ref) => {
    const name = schemaName(ref);
    if (name in kept) return;
    kept[name] = document.components.schemas[name];
    JSON.stringify(kept[name], (key, value) => {
      if (key === '$ref') keep(value);
      return value;
    });
  };
  [...used].sort().forEach(keep);
  return { ...document, paths: {}, components: { schemas: kept } };
}

/** @returns the files, by their names below sdk/typescript/src/generated */
export async function typescriptSdk(document) {
  const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));
  const { default: openapiTS, astToString } = fromWeb('openapi-typescript');
  const used = new Set();
  const queries = [];
  const root = tree(operations(document));
  const classes = Object.entries(root.children)
    .map(([name, node]) => resourceClass([name], node, used, queries))
    .join('');
  const places = Object.keys(root.children);
  const types = [...used].map(typeName).sort();
  return {
    'schema.ts': NOTE + astToString(await openapiTS(withSchemasOnly(document, used), { defaultNonNullable: false })),
    'types.ts': `${NOTE}import type { components } from './schema.js';

${[...used]
  .sort()
  .map(
    (ref) =>
      `${comment(document.components.schemas[schemaName(ref)].description)}export type ${typeName(ref)} = components['schemas']['${schemaName(ref)}'];\n`,
  )
  .join('\n')}`,
    'resources.ts': `${NOTE}import { at, everyItem, type Transport } from '../transport.js';
import type { ${types.join(', ')} } from './types.js';

${queries.join('')}${classes}/** Everything that the server can be asked for, by what it is about. */
export class Resources {
${places.map((name) => `  readonly ${name}: ${pascal([name])}Api;\n`).join('')}
  constructor(transport: Transport) {
${places.map((name) => `    this.${name} = new ${pascal([name])}Api(transport);\n`).join('')}  }
}
`,
  };
}
