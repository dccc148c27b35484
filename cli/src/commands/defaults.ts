import type { Command } from 'commander';
import type { DefaultModels, Latchkey, SetDefaultModels } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import { noun, verb } from './described.js';

/** What each default is for → its field. */
const FIELDS = {
  chat: 'llm_id',
  embedding: 'embd_id',
  rerank: 'rerank_id',
  image2text: 'img2txt_id',
  speech2text: 'asr_id',
  tts: 'tts_id',
} as const;

type Slot = keyof typeof FIELDS;

const SLOTS = Object.keys(FIELDS) as Slot[];

interface Place {
  instance?: boolean;
}

const INSTANCE = [
  '--instance',
  'those of the instance, which fill what tenants leave empty; for administrators',
] as const;

export function defaultCommands(program: Command, cli: Cli): void {
  const defaults = noun(program, 'defaults', 'The models that are used where none is named.').alias('default');
  verb(defaults, 'show', 'Show the default models.', ['latchkey defaults show', 'latchkey defaults show --instance'])
    .alias('list')
    .option(...INSTANCE)
    .option('--own', 'only what the tenant has set itself')
    .action(async ({ instance, own }: Place & { own?: boolean }) => {
      const client = await cli.client();
      show(cli, instance ? await client.instance.defaults.get() : await client.models.defaults.get(own ? { own } : {}));
    });
  verb(defaults, 'set', 'Set default models, all that are given or none.', [
    'latchkey defaults set chat=gpt-4o-mini',
    'latchkey defaults set chat=gpt-4o-mini@OpenAI embedding=text-embedding-3-small@OpenAI',
  ])
    .argument('<type=model...>', `the types are ${SLOTS.join(', ')}`)
    .option(...INSTANCE)
    .action(async (pairs: string[], { instance }: Place) => {
      const wanted = Object.fromEntries(pairs.map(parsed));
      await set(cli, await cli.client(), wanted, instance === true);
    });
  verb(defaults, 'clear', 'Clear default models.', ['latchkey defaults clear tts', 'latchkey defaults clear --all'])
    .argument('[types...]', SLOTS.join(', '))
    .option('--all', 'all six')
    .option(...INSTANCE)
    .action(async (types: string[], { instance, all }: Place & { all?: boolean }) => {
      if ((types.length === 0) !== (all === true)) throw new UsageFailure('Name types, or say --all');
      const cleared = (all === true ? SLOTS : types).map((type) => [fieldOf(type), '']);
      await set(cli, await cli.client(), Object.fromEntries(cleared) as SetDefaultModels, instance === true);
    });
}

async function set(cli: Cli, client: Latchkey, wanted: SetDefaultModels, isInstance: boolean): Promise<void> {
  if (isInstance) return void show(cli, await client.instance.defaults.set(wanted));
  await client.models.defaults.set(wanted);
  show(cli, await client.models.defaults.get());
}

function show(cli: Cli, defaults: DefaultModels): void {
  cli.answer.record(
    defaults,
    SLOTS.map((slot) => [slot, defaults[FIELDS[slot]]]),
  );
}

function parsed(pair: string): [string, string] {
  const [, slot, model] = /^([a-z0-9]+)=(.+)$/s.exec(pair) ?? [];
  if (slot === undefined || model === undefined) {
    throw new UsageFailure(`${JSON.stringify(pair)} is not type=model`, 'As in chat=gpt-4o-mini@OpenAI');
  }
  return [fieldOf(slot), model];
}

function fieldOf(slot: string): string {
  const field = SLOTS.find((one) => one === slot);
  if (field === undefined) throw new UsageFailure(`There is no default ${slot}`, `The types are ${SLOTS.join(', ')}`);
  return FIELDS[field];
}
