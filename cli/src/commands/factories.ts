import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { noun, verb } from './described.js';

export function factoryCommands(program: Command, cli: Cli): void {
  const factories = noun(program, 'factories', 'The kinds of provider that can be connected.').alias('factory');
  verb(factories, 'list', 'List all factories.', ['latchkey factories list', 'latchkey factories list --type rerank'])
    .alias('ls')
    .option('--type <type>', 'only those that have models of this type')
    .option('--search <text>', 'only those whose name contains this')
    .action(async ({ type, search }: { type?: string; search?: string }) => {
      const all = await (await cli.client()).factories.list();
      const found = all.filter(
        ({ name, model_types }) =>
          (type === undefined || model_types.some((one) => one === type)) &&
          (search === undefined || name.toLowerCase().includes(search.toLowerCase())),
      );
      cli.answer.list(
        found,
        found,
        [
          ['name', ({ name }) => name],
          ['types', ({ model_types }) => model_types],
          ['models', ({ model_count }) => model_count],
          [
            'credential',
            ({ credential_fields }) => credential_fields.map(({ name, required }) => `${name}${required ? '' : '?'}`),
          ],
          ['address', ({ base_url, base_url_required }) => (base_url_required ? 'must be given' : base_url)],
          ['available', ({ available }) => available],
        ],
        'There is no such factory.',
      );
    });
  showCommand(factories, cli);
}

function showCommand(factories: Command, cli: Cli): void {
  verb(factories, 'show', 'Show a factory: the fields of its credential, and the models that come with it.', [
    'latchkey factories show OpenAI',
  ])
    .argument('<name>', 'as `latchkey factories list` spells it')
    .action(async (name: string) => {
      const factory = await (await cli.client()).factories.get(name);
      cli.answer.record(factory, [
        ['Name', factory.name],
        ['Available', factory.available || factory.unavailable_reason],
        ['Types', factory.model_types],
        ['Address', factory.base_url_required ? 'must be given' : factory.base_url],
        ['Self-deployed', factory.self_deployed],
        ...factory.credential_fields.map(({ name: field, label, secret, required }): [string, unknown] => [
          `Field ${field}`,
          `${label}${required ? '' : ' (optional)'}${secret ? ', secret' : ''}`,
        ]),
        ...factory.models.map(({ name: model, type, max_tokens }): [string, unknown] => [
          `Model ${model}`,
          `${type}${max_tokens === null ? '' : `, ${max_tokens} tokens`}`,
        ]),
      ]);
    });
}
