import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CONFIGURATION, type Shape } from './shape.js';

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

const { components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  components: { schemas: Record<string, Schema> };
};

/** How a request is to be carried out, which options of the command line say. */
const NOT_IN_FILES = ['dry_run', 'expect', 'prune', 'verify'];

function resolved(schema: Schema): Schema {
  const [one] = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(({ $ref }) => $ref);
  const ref = schema.$ref ?? one?.$ref;
  return ref === undefined ? schema : (components.schemas[ref.split('/').at(-1) ?? ''] ?? {});
}

/** Every key of a shape, with the path to it. */
function keysOf(shape: Shape, path = ''): string[] {
  if (shape.kind === 'each') return keysOf(shape.item, `${path}[]`);
  if (shape.kind !== 'fields') return [];
  return Object.entries(shape.fields).flatMap(([key, inner]) => [`${path}.${key}`, ...keysOf(inner, `${path}.${key}`)]);
}

function keysIn(given: Schema, path = ''): string[] {
  const schema = resolved(given);
  if (schema.items) return keysIn(schema.items, `${path}[]`);
  return Object.entries(schema.properties ?? {})
    .filter(([key]) => path !== '' || !NOT_IN_FILES.includes(key))
    .flatMap(([key, inner]) => [`${path}.${key}`, ...keysIn(inner, `${path}.${key}`)]);
}

describe('what a configuration file may hold', () => {
  it('is what the API takes', () => {
    expect(keysOf(CONFIGURATION).sort()).toEqual(keysIn({ $ref: '#/components/schemas/ConfigurationDto' }).sort());
  });
});
