import type { Command } from 'commander';
import type { BotList } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { noun } from './described.js';
import { resourceCommands, type ResourceKind } from './resources.js';

type Bot = BotList['bots'][number];

const BOTS: ResourceKind<Bot> = {
  one: 'bot',
  article: 'a',
  many: 'bots',
  noun: 'bots',
  example: 'support',
  columns: [
    ['name', ({ name }) => name],
    ['adapter', ({ adapter }) => adapter],
    ['pipeline', ({ use_pipeline_name }) => use_pipeline_name],
    ['enabled', ({ enable }) => enable],
    ['id', ({ uuid }) => uuid],
  ],
  list: async (client) => {
    const data = await client.bots.list();
    return { data, items: data.bots };
  },
  idOf: ({ uuid }) => uuid,
  show: async (client, id) => {
    const data = await client.bots.get(id);
    return { data, item: data.bot };
  },
  facts: (bot) => [
    ['Name', bot.name],
    ['Id', bot.uuid],
    ['Description', bot.description],
    ['Adapter', bot.adapter],
    ['Pipeline', bot.use_pipeline_name],
    ['Enabled', bot.enable],
    ['Created', bot.created_at],
  ],
  create: (client, record) => client.bots.create(record),
  update: (client, id, record) => client.bots.update(id, record),
  delete: (client, id) => client.bots.delete(id),
};

export function botCommands(program: Command, cli: Cli): void {
  resourceCommands(noun(program, 'bots', 'Bots on messaging platforms.').alias('bot'), cli, BOTS);
}
