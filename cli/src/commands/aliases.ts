import type { Command } from 'commander';
import type { Alias, CreateAlias, Latchkey } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { isUuid, theOne } from '../named.js';
import { choice } from './choices.js';
import { noun, paged, repeated, sure, verb, type PageOptions, type Sure } from './described.js';
import { gatheredWhere, showPages } from './pages.js';

type Strategy = 'ordered' | 'weighted';

interface AliasOptions {
  strategy?: Strategy;
  target?: string[];
}

const TARGET = [
  '--target <model>',
  'a model: its id, name@Factory or a bare name; with =3 at its end its weight. Give it once for each',
  repeated,
] as const;
const STRATEGIES = ['ordered', 'weighted'];

export function aliasCommands(program: Command, cli: Cli): void {
  const aliases = noun(program, 'aliases', "Names of the tenant's own for one or several models.").alias('alias');
  listCommand(aliases, cli);
  verb(aliases, 'create', 'Give one or several models a name.', [
    'latchkey aliases create fast --target gpt-4o-mini@OpenAI',
    'latchkey aliases create mixed --strategy weighted --target gpt-4o-mini=3 --target gpt-4o=1',
  ])
    .alias('add')
    .argument('<name>')
    .requiredOption(...TARGET)
    .addOption(choice('--strategy <strategy>', 'the first that answers, or by lot', STRATEGIES))
    .action(async (name: string, { strategy, target }: AliasOptions) => {
      const client = await cli.client();
      const made = await client.aliases.create({
        name,
        targets: targetsOf(target ?? []),
        ...(strategy ? { strategy } : {}),
      });
      cli.answer.done(made, `${made.name} stands for ${targetText(made)}.`);
    });
  updateCommand(aliases, cli);
  sure(verb(aliases, 'delete', 'Remove an alias. Its models stay.', ['latchkey aliases delete fast --yes']))
    .alias('rm')
    .argument('<alias>', 'name or id')
    .action(async (asked: string, { yes }: Sure) => {
      const client = await cli.client();
      const { id, name } = await aliasOf(client, asked);
      await cli.prompts.confirm(`Remove alias ${name}?`, { isSure: yes === true });
      cli.answer.done(await client.aliases.delete(id), `Removed alias ${name}.`);
    });
}

function listCommand(aliases: Command, cli: Cli): void {
  paged(verb(aliases, 'list', 'List the aliases of the tenant.', ['latchkey aliases list']))
    .alias('ls')
    .action(async (page: PageOptions) => {
      const client = await cli.client();
      await showPages<Alias>(
        cli,
        page,
        { one: (cut) => client.aliases.list(cut), every: (cut) => client.aliases.iterate(cut) },
        [
          ['name', ({ name }) => name],
          ['strategy', ({ strategy }) => strategy],
          ['targets', (alias) => targetText(alias)],
          ['id', ({ id }) => id],
        ],
        'There are no aliases.',
      );
    });
}

function updateCommand(aliases: Command, cli: Cli): void {
  verb(aliases, 'update', 'Change an alias; targets that are given replace those there are.', [
    'latchkey aliases update fast --target gpt-4o-mini@OpenAI --target gpt-4o@OpenAI',
  ])
    .argument('<alias>', 'name or id')
    .option('--name <name>', 'another name')
    .option(...TARGET)
    .addOption(choice('--strategy <strategy>', 'the first that answers, or by lot', STRATEGIES))
    .action(async (asked: string, { name, strategy, target }: AliasOptions & { name?: string }) => {
      const client = await cli.client();
      const { id, version } = await aliasOf(client, asked);
      const changed = await client.aliases.update(id, {
        version,
        ...(name === undefined ? {} : { name }),
        ...(strategy === undefined ? {} : { strategy }),
        ...(target === undefined ? {} : { targets: targetsOf(target) }),
      });
      cli.answer.done(changed, `${changed.name} stands for ${targetText(changed)}.`);
    });
}

function targetsOf(targets: readonly string[]): CreateAlias['targets'] {
  return targets.map((target) => {
    const [, model = target, weight] = /^(.+)=(\d+)$/s.exec(target) ?? [];
    return weight === undefined ? { model } : { model, weight: Number(weight) };
  });
}

function targetText({ targets, strategy }: Alias): string {
  const text = targets.map(({ model, weight }) => (strategy === 'weighted' ? `${model}=${weight}` : model));
  return text.length === 0 ? 'nothing' : text.join(', ');
}

async function aliasOf(client: Latchkey, asked: string): Promise<Alias> {
  if (isUuid(asked)) return client.aliases.get(asked);
  const same = ({ name }: Alias): boolean => name.toLowerCase() === asked.toLowerCase();
  return theOne('alias', asked, await gatheredWhere(client.aliases.iterate({ search: asked, limit: 200 }), same));
}
