import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Configuration } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import { readConfiguration, type ReadDocument, type Source } from './configuration-reader.js';
import { textFrom } from './record-file.js';

const NAMES = /\.(ya?ml|json)$/;

/** What all files together want; whether the values are what they should be is the server's to say. */
type Desired = Pick<Configuration, 'tenants' | 'instance'>;

export interface Wanted {
  desired: Desired;
  /** Where a field (`tenants.0.credentials.1.base_url`, or with `[0]`) stands; null for what no file says. */
  placeOf: (field: string) => string | null;
}

/** Reads files, folders of files, and `-` for stdin. */
export async function wantedFrom(cli: Cli, files: readonly string[]): Promise<Wanted> {
  const documents: ReadDocument[] = [];
  for (const source of await sourcesOf(cli, files)) documents.push(...(await readConfiguration(source, cli.io.env)));
  if (documents.length === 0) throw new UsageFailure('The files say nothing', 'They have `tenants:` or `instance:`');
  return joined(documents);
}

/** Tenants of all documents in their order. A tenant, and the instance, is spoken of in one place. */
export function joined(documents: readonly ReadDocument[]): Wanted {
  const places = new Map<string, string>();
  const tenants: unknown[] = [];
  const spokenOf = new Map<string, string>();
  let instance: unknown;
  for (const { content, places: own } of documents) {
    const before = tenants.length;
    for (const [path, place] of own)
      places.set(
        path.replace(/^tenants\[(\d+)\]/, (_, index) => `tenants[${Number(index) + before}]`),
        place,
      );
    if (content['instance'] !== undefined) once(spokenOf, 'instance', own.get('instance') ?? '', 'The instance');
    instance ??= content['instance'];
    const given = (content['tenants'] ?? []) as { id?: string; name?: string }[];
    for (const [index, tenant] of given.entries()) {
      const called = tenant.id ?? tenant.name ?? '';
      once(spokenOf, `tenant ${called}`, own.get(`tenants[${index}]`) ?? '', `Tenant ${called}`);
      tenants.push(tenant);
    }
  }
  const hasTenants = documents.some(({ content }) => Array.isArray(content['tenants']));
  return {
    desired: { ...(hasTenants ? { tenants } : {}), ...(instance === undefined ? {} : { instance }) } as Desired,
    placeOf: (field) => nearest(places, field.replace(/\.(\d+)(?=\.|$)/g, '[$1]')),
  };
}

function once(spokenOf: Map<string, string>, what: string, place: string, name: string): void {
  const before = spokenOf.get(what);
  if (before !== undefined) throw new UsageFailure(`${place}: ${name} is spoken of in ${before} already`);
  spokenOf.set(what, place);
}

function nearest(places: ReadonlyMap<string, string>, field: string): string | null {
  for (let path = field; path !== ''; path = path.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, '')) {
    const place = places.get(path);
    if (place !== undefined) return place;
  }
  return null;
}

async function sourcesOf(cli: Cli, files: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const file of files) {
    const path = resolve(cli.io.cwd, file);
    const isFolder = file !== '-' && (await stat(path).catch(() => null))?.isDirectory() === true;
    const names = isFolder ? await namesIn(path, file) : [file];
    for (const name of names) {
      const folder = name === '-' ? cli.io.cwd : dirname(resolve(cli.io.cwd, name));
      sources.push({ name: name === '-' ? 'stdin' : name, text: await textFrom(cli, name), folder });
    }
  }
  return sources;
}

async function namesIn(path: string, folder: string): Promise<string[]> {
  const names = (await readdir(path)).filter((name) => NAMES.test(name)).sort();
  if (names.length === 0) throw new UsageFailure(`${folder} holds no YAML or JSON`);
  return names.map((name) => join(folder, name));
}
