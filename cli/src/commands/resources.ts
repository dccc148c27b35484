import type { Command } from 'commander';
import type { Latchkey } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { recordFrom } from '../configuration/record-file.js';
import { theOne } from '../named.js';
import type { Column } from '../output/table.js';
import { sure, verb, type Sure } from './described.js';

/** A kind of resource that is described by a record of many fields: bots, pipelines, knowledge bases, MCP servers. */
export interface ResourceKind<Item extends { name: string }> {
  /** As it is called in sentences, and what goes before that. */
  one: string;
  article: 'a' | 'an';
  many: string;
  noun: string;
  /** A name as examples have it. */
  example: string;
  columns: readonly Column<Item>[];
  list: (client: Latchkey) => Promise<{ data: unknown; items: Item[] }>;
  /** What the API calls it by. */
  idOf: (item: Item) => string;
  show: (client: Latchkey, id: string) => Promise<{ data: unknown; item: Item }>;
  facts: (item: Item) => [string, unknown][];
  create: (client: Latchkey, record: never) => Promise<unknown>;
  update: (client: Latchkey, id: string, record: never) => Promise<unknown>;
  delete: (client: Latchkey, id: string) => Promise<unknown>;
}

const FILE = ['-f, --file <file>', 'JSON or YAML with the fields of the API; - for stdin'] as const;

/** Adds list, show, create, update and delete of a kind. */
export function resourceCommands<Item extends { name: string }>(
  parent: Command,
  cli: Cli,
  kind: ResourceKind<Item>,
): void {
  const { one, article, many, noun, example } = kind;
  verb(parent, 'list', `List the ${many} of the tenant.`, [`latchkey ${noun} list`])
    .alias('ls')
    .action(async () => {
      const { data, items } = await kind.list(await cli.client());
      cli.answer.list(data, items, kind.columns, `There are no ${many}.`);
    });
  verb(parent, 'show', `Show one ${one}.`, [
    `latchkey ${noun} show ${example}`,
    `latchkey ${noun} show ${example} --json`,
  ])
    .argument('<name>', 'name or id')
    .action(async (asked: string) => {
      const client = await cli.client();
      const { data, item } = await kind.show(client, kind.idOf(await resourceOf(client, kind, asked)));
      cli.answer.record(data, kind.facts(item));
    });
  verb(parent, 'create', `Make ${article} ${one} from a file.`, [`latchkey ${noun} create -f ${example}.yaml`])
    .alias('add')
    .requiredOption(...FILE)
    .action(async ({ file }: { file: string }) => {
      const record = await recordFrom(cli, file);
      const made = await kind.create(await cli.client(), record as never);
      cli.answer.done(made, `Made ${one} ${nameIn(record)}.`);
    });
  verb(parent, 'update', `Change ${article} ${one}; what the file leaves out stays.`, [
    `latchkey ${noun} update ${example} -f ${example}.yaml`,
  ])
    .argument('<name>', 'name or id')
    .requiredOption(...FILE)
    .action(async (asked: string, { file }: { file: string }) => {
      const record = await recordFrom(cli, file);
      const client = await cli.client();
      const item = await resourceOf(client, kind, asked);
      cli.answer.done(await kind.update(client, kind.idOf(item), record as never), `Changed ${one} ${item.name}.`);
    });
  deleteCommand(parent, cli, kind);
}

function deleteCommand<Item extends { name: string }>(parent: Command, cli: Cli, kind: ResourceKind<Item>): void {
  const { one, article, noun, example } = kind;
  sure(verb(parent, 'delete', `Remove ${article} ${one}.`, [`latchkey ${noun} delete ${example} --yes`]))
    .alias('rm')
    .argument('<name>', 'name or id')
    .action(async (asked: string, { yes }: Sure) => {
      const client = await cli.client();
      const item = await resourceOf(client, kind, asked);
      await cli.prompts.confirm(`Remove ${one} ${item.name}?`, { isSure: yes === true });
      cli.answer.done(await kind.delete(client, kind.idOf(item)), `Removed ${one} ${item.name}.`);
    });
}

function nameIn({ name }: Record<string, unknown>): string {
  return typeof name === 'string' ? name : '';
}

/** A resource by id or name. */
export async function resourceOf<Item extends { name: string }>(
  client: Latchkey,
  { list, idOf, one }: ResourceKind<Item>,
  asked: string,
): Promise<Item> {
  const { items } = await list(client);
  return theOne(
    one,
    asked,
    items.map((item) => ({ ...item, id: idOf(item) })),
  );
}
