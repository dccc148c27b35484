/** Writes the generated half of the Python SDK: a TypedDict for each schema, and a class per resource. */
import { isSwitch, pascal, schemaName, snake, typeName } from './names.mjs';
import { operations, tree } from './operations.mjs';

const NOTE = '# Generated from openapi.json by `npm run sdk`; a change here is lost.\n';
const KEYWORDS = ['and', 'as', 'assert', 'class', 'def', 'del', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'not', 'or', 'pass', 'raise', 'return', 'self', 'try', 'while', 'with', 'yield']; // prettier-ignore
const SCALARS = { string: 'str', number: 'float', integer: 'int', boolean: 'bool', null: 'None' };

const identifier = (name) => (KEYWORDS.includes(name) ? `${name}_` : snake(name));
const literal = (values) => `Literal[${values.map((value) => (value === null ? 'None' : JSON.stringify(value))).join(', ')}]`; // prettier-ignore

/** Names a type for each schema, and remembers which ones have to be defined. */
class PythonTypes {
  constructor(document) {
    this.schemas = document.components.schemas;
    this.definitions = new Map();
  }

  /** @param hint what a nameless object is called @param prefix before names of definitions, from another module */
  nameOf(schema, hint, prefix = '') {
    if (schema.$ref) {
      this.define(typeName(schema.$ref), this.schemas[schemaName(schema.$ref)]);
      return prefix + typeName(schema.$ref);
    }
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return union(choices.map((choice) => this.nameOf(choice, hint, prefix)));
    if (schema.enum) return literal(schema.enum);
    if (schema.description === 'null') return 'None';
    return union([schema.type ?? 'any'].flat().map((type) => this.plain(type, schema, hint, prefix)));
  }

  plain(type, schema, hint, prefix) {
    if (type in SCALARS) return SCALARS[type];
    if (type === 'any') return 'Any';
    if (type === 'array') return `List[${this.nameOf(schema.items, hint, prefix)}]`;
    if (schema.properties) {
      this.define(hint, schema);
      return prefix + hint;
    }
    const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    return `Dict[str, ${this.nameOf(values, hint, prefix)}]`;
  }

  define(name, schema) {
    if (this.definitions.has(name)) return;
    this.definitions.set(name, '');
    const required = schema.required ?? [];
    const fields = Object.entries(schema.properties).map(([field, its]) => {
      const type = this.nameOf(its, `${name}${pascal(field.split('_'))}`);
      return { field, type: required.includes(field) ? type : `NotRequired[${type}]`, about: its.description };
    });
    const write = fields.some(({ field }) => KEYWORDS.includes(field)) ? typedDictOf : typedClass;
    this.definitions.set(name, write(name, schema.description, fields));
  }

  text() {
    return [...this.definitions.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, definition]) => definition)
      .join('\n\n');
  }
}

function typedClass(name, about, fields) {
  const inside = fields.map((one) => `    ${one.field}: ${one.type}\n${documentation(one.about, '    ')}`).join('');
  return `class ${name}(TypedDict):\n${`${documentation(about, '    ')}${inside}` || '    pass\n'}`;
}

/** Where a field has the name of a keyword. Types are written as text, since they may be defined further down. */
function typedDictOf(name, about, fields) {
  const inside = fields.map((one) => `        ${JSON.stringify(one.field)}: ${JSON.stringify(one.type)},\n`).join('');
  return `${name} = TypedDict(\n    "${name}",\n    {\n${inside}    },\n)\n${documentation(about, '')}`;
}

function union(names) {
  return [...new Set(names)].join(' | ');
}

function documentation(text, indent) {
  if (!text) return '';
  const [first, ...rest] = text.replaceAll('\\', '\\\\').replaceAll('"""', "'''").split('\n');
  const end = /"$/.test(rest.at(-1) ?? first) ? ' ' : '';
  if (rest.length === 0) return `${indent}"""${first}${end}"""\n`;
  return `${indent}"""${first}\n${rest.map((line) => `${indent}${line}`.trimEnd()).join('\n')}\n${indent}"""\n`;
}

function queryType(schema) {
  if (isSwitch(schema)) return 'bool';
  return schema.enum ? literal(schema.enum) : (SCALARS[schema.type] ?? 'str');
}

function bodyParameters(types, { body, group, method }) {
  if (body === null) return [];
  const schema = types.schemas[schemaName(body.$ref)];
  return Object.entries(schema.properties).map(([name, its]) => ({
    name,
    type: types.nameOf(its, `${pascal([...group, method])}${pascal(name.split('_'))}`, 'types.'),
    isRequired: (schema.required ?? []).includes(name),
    about: its.description,
  }));
}

function queryParameters({ query }) {
  return query.map(({ name, required, schema, description }) => ({
    name,
    type: queryType(schema),
    isRequired: required === true,
    about: description,
  }));
}

function signature(name, inPath, named, result) {
  const required = named.filter(({ isRequired }) => isRequired).map((one) => `${identifier(one.name)}: ${one.type},`);
  const optional = named
    .filter(({ isRequired }) => !isRequired)
    .map((one) => `${identifier(one.name)}: ${one.type} | Omitted = OMIT,`);
  const keywords = [...required, ...optional];
  const lines = [
    'self,',
    ...inPath.map((part) => `${part}: str,`),
    ...(keywords.length > 0 ? ['*,', ...keywords] : []),
  ];
  return `    def ${name}(\n${lines.map((line) => `        ${line}\n`).join('')}    ) -> ${result}:\n`;
}

function docstring(about, named) {
  const described = named
    .filter((one) => one.about)
    .map((one) => `:param ${identifier(one.name)}: ${one.about.replaceAll('\n', '\n    ')}`);
  return documentation([about, ...(described.length > 0 ? ['', ...described] : [])].join('\n'), '        ');
}

const dictOf = (named) => `{${named.map(({ name }) => `${JSON.stringify(name)}: ${identifier(name)}`).join(', ')}}`;

/** Names of the parts of the path; what a thing is called now gives way to a body that would call it otherwise. */
function pathNames({ pathParameters }, named) {
  const taken = named.map(({ name }) => identifier(name));
  return pathParameters
    .map(({ name }) => identifier(name))
    .map((name) => (taken.includes(name) ? `current_${name}` : name));
}

const pathOf = ({ path }, names) =>
  `at("${path.replace(/\{\w+\}/g, '{}')}"${names.map((name) => `, ${name}`).join('')})`;

function method(one, types) {
  const name = identifier(one.method);
  const inBody = bodyParameters(types, one);
  const inQuery = queryParameters(one);
  const file = one.isUpload ? [{ name: 'file', type: 'Upload', isRequired: true, about: 'An open file, or its name and its bytes.' }] : []; // prettier-ignore
  const named = [...inBody, ...file, ...inQuery];
  const inPath = pathNames(one, named);
  const result =
    one.result === null ? 'bytes' : types.nameOf(one.result, pascal([...one.group, one.method, 'Result']), 'types.');
  const given = [
    `"${one.verb}"`,
    pathOf(one, inPath),
    ...(one.body === null ? [] : [`body=${dictOf(inBody)}`]),
    ...(one.isUpload ? ['file=file'] : []),
    ...(inQuery.length === 0 ? [] : [`query=${dictOf(inQuery)}`]),
  ];
  const call = one.result === null ? 'bytes' : 'json';
  const text = `${signature(name, inPath, named, result)}${docstring(one.about, named)}        return self._transport.${call}(\n${given.map((part) => `            ${part},\n`).join('')}        )\n`;
  return one.item === null ? text : `${text}\n${iteration(one, types, name, inPath, inQuery)}`;
}

function iteration(one, types, name, inPath, inQuery) {
  const named = inQuery.filter((parameter) => parameter.name !== 'cursor');
  const item = types.nameOf(one.item, pascal([...one.group, 'Item']), 'types.');
  const about = `As \`${name}\`, but every item of every page, asked for as the loop goes on.`;
  const passed = [...inPath, ...named.map((one) => `${identifier(one.name)}=${identifier(one.name)}`), 'cursor=cursor'];
  return `${signature(name.replace('list', 'iterate'), inPath, named, `Iterator[${item}]`)}${docstring(about, [])}        return every_item(\n            lambda cursor: self.${name}(\n${passed.map((part) => `                ${part},\n`).join('')}            )\n        )\n`;
}

function resourceClass(path, { methods, children }, types) {
  const nested = Object.entries(children).map(([name, node]) => ({
    name: identifier(name),
    type: `${pascal([...path, name])}Api`,
    text: resourceClass([...path, name], node, types),
  }));
  const made = nested.map(({ name, type }) => `        self.${name} = ${type}(transport)\n`).join('');
  const body = methods.map((one) => method(one, types)).join('\n');
  return `${nested.map(({ text }) => text).join('')}class ${pascal(path)}Api:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
${made}${body === '' ? '' : `\n${body}`}

`;
}

/** @returns the files, by their names below sdk/python/src/latchkey/generated */
export function pythonSdk(document) {
  const types = new PythonTypes(document);
  const root = tree(operations(document));
  const classes = Object.entries(root.children)
    .map(([name, node]) => resourceClass([name], node, types))
    .join('');
  const places = Object.keys(root.children);
  return {
    '__init__.py': NOTE,
    'types.py': `${NOTE}from __future__ import annotations

from typing import Any, Dict, List, Literal

from typing_extensions import NotRequired, TypedDict


${types.text()}`,
    'resources.py': `${NOTE}# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from typing import Any, Dict, Iterator, List, Literal

from ..transport import OMIT, Omitted, Transport, Upload, at, every_item
from . import types


${classes}class Resources:
    """Everything that the server can be asked for, by what it is about."""

    def __init__(self, transport: Transport) -> None:
${places.map((name) => `        self.${identifier(name)} = ${pascal([name])}Api(transport)\n`).join('')}`,
  };
}
