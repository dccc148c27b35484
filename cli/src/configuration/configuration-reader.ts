import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { UsageFailure } from '../failure.js';
import type { Io } from '../io.js';
import { CONFIGURATION, type Shape } from './shape.js';

/** Enough for the largest configuration that the server takes; less than what a bomb of aliases unfolds to. */
const MOST_NODES = 200_000;

export interface Source {
  /** As messages call it. */
  name: string;
  text: string;
  /** Where relative paths in it start from. */
  folder: string;
}

/** What one document says, and where in its file each part of that stands. */
export interface ReadDocument {
  content: Record<string, unknown>;
  /** Path in the document (`tenants[0].name`) → `file.yaml:12`. */
  places: ReadonlyMap<string, string>;
}

/** @returns what the documents of a file say, references to environment and files put in place */
export async function readConfiguration(source: Source, env: Io['env']): Promise<ReadDocument[]> {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(source.text, { lineCounter, prettyErrors: false });
  const read: ReadDocument[] = [];
  for (const document of documents) {
    // A tag that is not known is a warning, and its value would be taken as it stands: `!env NAME` for the secret itself.
    const [fault] = [...document.errors, ...document.warnings];
    if (fault) throw new UsageFailure(`${source.name}:${lineCounter.linePos(fault.pos[0]).line}: ${fault.message}`);
    if (document.contents === null || isNothing(document.contents)) continue;
    const reader = new DocumentReader(document, source, env, lineCounter);
    const content = await reader.read(document.contents, CONFIGURATION, '');
    read.push({ content: content as Record<string, unknown>, places: reader.places });
  }
  return read;
}

class DocumentReader {
  readonly places = new Map<string, string>();
  private nodes = 0;

  constructor(
    private readonly document: Document.Parsed,
    private readonly source: Source,
    private readonly env: Io['env'],
    private readonly lineCounter: LineCounter,
  ) {}

  async read(given: Node, shape: Shape, path: string): Promise<unknown> {
    const node = this.followed(given);
    if (path !== '') this.places.set(path, this.placeOf(given));
    if (shape.kind === 'value') return this.plain(node, path);
    if (isNothing(node)) return null;
    if (shape.kind === 'each') return this.readEach(node, shape.item, path);
    if (!isMap(node)) throw this.fault(given, `${path || 'the document'} must have fields, as in \`name: value\``);
    return shape.kind === 'fields' ? this.readFields(node, shape.fields, path) : this.readCredential(node, path);
  }

  private async readEach(node: Node, item: Shape, path: string): Promise<unknown[]> {
    if (!isSeq(node)) throw this.fault(node, `${path} must be a list`);
    const items: unknown[] = [];
    for (const [index, one] of node.items.entries()) {
      if (isNothing(this.followed(one as Node))) throw this.fault(one as Node, `${path}[${index}] is empty`);
      items.push(await this.read(one as Node, item, `${path}[${index}]`));
    }
    return items;
  }

  private async readFields(map: YAMLMap, fields: Readonly<Record<string, Shape>>, path: string): Promise<object> {
    const entries: [string, unknown][] = [];
    for (const pair of map.items) {
      const name = this.keyOf(pair);
      const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (!shape) {
        const known = Object.keys(fields).join(', ');
        throw this.fault(
          pair.key as Node,
          `${JSON.stringify(name)} is not known ${path === '' ? 'here' : `in ${path}`}`,
          `Known are: ${known}`,
        );
      }
      if (pair.value !== null)
        entries.push([name, await this.read(pair.value as Node, shape, path === '' ? name : `${path}.${name}`)]);
    }
    return Object.fromEntries(entries);
  }

  private async readCredential(map: YAMLMap, path: string): Promise<object> {
    const entries: [string, unknown][] = [];
    for (const pair of map.items) {
      const name = this.keyOf(pair);
      const node = pair.value === null ? null : this.followed(pair.value as Node);
      this.places.set(`${path}.${name}`, this.placeOf(pair.key as Node));
      entries.push([
        name,
        isMap(node) ? await this.referred(node, `${path}.${name}`) : node && this.plain(node, `${path}.${name}`),
      ]);
    }
    return Object.fromEntries(entries);
  }

  /** `{env: NAME}` or `{file: path}`. The value is never part of a message. */
  private async referred(map: YAMLMap, path: string): Promise<string> {
    const [pair, another] = map.items;
    const kind = pair === undefined || another !== undefined ? '' : this.keyOf(pair);
    const named = pair?.value;
    const target = isScalar(named) && typeof named.value === 'string' ? named.value : '';
    if (!['env', 'file'].includes(kind) || target === '') {
      throw this.fault(map, `${path} must be a text, {env: NAME} or {file: path}`);
    }
    if (kind === 'env') {
      const value = this.env[target];
      if (!value) throw this.fault(map, `the environment has no ${target}`);
      return value;
    }
    try {
      return (await readFile(resolve(this.source.folder, target), 'utf8')).replace(/\r?\n$/, '');
    } catch (error) {
      throw this.fault(map, `${target} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'failed'}`);
    }
  }

  /** A text, number or switch, or a list of them; what unfolds to more, or holds itself, is refused. */
  private plain(node: Node, path: string): unknown {
    if (isScalar(node)) return node.value;
    if (!isSeq(node)) throw this.fault(node, `${path} must be one value, or a list of values`);
    return node.items.map((one) => {
      const item = this.followed(one as Node);
      if (!isScalar(item)) throw this.fault(one as Node, `${path} must hold values, and no lists or fields`);
      return item.value;
    });
  }

  private keyOf({ key }: Pair): string {
    if (isScalar(key) && typeof key.value === 'string') return key.value;
    throw this.fault(key as Node, 'a key must be a word');
  }

  private followed(node: Node): Node {
    this.nodes += 1;
    if (this.nodes > MOST_NODES) throw this.fault(node, 'the document unfolds to too much');
    if (!isAlias(node)) return node;
    const target = node.resolve(this.document);
    if (!target) throw this.fault(node, `there is no anchor ${node.source}`);
    return target;
  }

  private placeOf(node: Node): string {
    return `${this.source.name}:${this.lineCounter.linePos(node.range?.[0] ?? 0).line}`;
  }

  private fault(node: Node, rule: string, hint?: string): UsageFailure {
    return new UsageFailure(`${this.placeOf(node)}: ${rule}`, hint);
  }
}

function isNothing(node: Node): boolean {
  return isScalar(node) && node.value === null;
}
