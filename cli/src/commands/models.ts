import type { Command } from 'commander';
import type { CredentialModel, Latchkey } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { theOne } from '../named.js';
import { choice, MODEL_TYPES, type ModelType } from './choices.js';
import { credentialOf } from './credential-records.js';
import { noun, sure, verb, wholeNumber, type Sure } from './described.js';

export function modelCommands(program: Command, cli: Cli): void {
  const models = noun(program, 'models', 'The models that the tenant can use.').alias('model');
  listCommand(models, cli);
  verb(models, 'add', 'Add a model to a credential, without asking the provider.', [
    'latchkey models add OpenAI gpt-4o-mini --type chat',
  ])
    .argument('<credential>', 'label or id')
    .argument('<name>', 'as the provider calls it')
    .addOption(choice('--type <type>', 'what it is for', MODEL_TYPES).makeOptionMandatory())
    .option('--max-tokens <count>', 'how much it takes in', wholeNumber)
    .action(async (asked: string, name: string, { type, maxTokens }: { type: ModelType; maxTokens?: number }) => {
      const client = await cli.client();
      const { id, label } = await credentialOf(client, asked);
      const size = maxTokens === undefined ? {} : { max_tokens: maxTokens };
      const added = await client.credentials.models.add(id, { name, type, ...size });
      cli.answer.done(added, `Added ${added.name} (${added.type}) to ${label}.`);
    });
  switchCommand(models, cli, 'enable', 'Switch a model on.', true);
  switchCommand(models, cli, 'disable', 'Switch a model off: nobody can call it until it is on again.', false);
  removeCommand(models, cli);
}

function listCommand(models: Command, cli: Cli): void {
  verb(models, 'list', 'List the models that the tenant can use, shared ones included; or those of one credential.', [
    'latchkey models list',
    'latchkey models list OpenAI',
  ])
    .alias('ls')
    .argument('[credential]', 'label or id')
    .action(async (asked: string | undefined) => {
      const client = await cli.client();
      if (asked !== undefined) return listOfCredential(cli, client, asked);
      const factories = await client.models.list();
      const all = Object.entries(factories).flatMap(([factory, { llm }]) =>
        llm.map((model) => ({ ...model, factory })),
      );
      cli.answer.list(
        factories,
        all,
        [
          ['model', ({ name, factory }) => `${name}@${factory}`],
          ['type', ({ type }) => type],
          ['enabled', ({ status }) => status === '1'],
          ['tokens used', ({ used_token }) => used_token],
        ],
        'There are no models yet. `latchkey credentials add <factory>` connects a provider.',
      );
    });
}

async function listOfCredential(cli: Cli, client: Latchkey, asked: string): Promise<void> {
  const { id, label } = await credentialOf(client, asked);
  const list = await client.credentials.models.list(id);
  cli.answer.list(
    list,
    list.items,
    [
      ['model', ({ name }) => name],
      ['type', ({ type }) => type],
      ['enabled', ({ enabled }) => enabled],
      ['max tokens', ({ max_tokens }) => max_tokens],
      ['tokens used', ({ used_token }) => used_token],
      ['id', ({ id: model }) => model],
    ],
    `${label} has no models. \`latchkey models add\` adds one.`,
  );
}

interface Which {
  type?: ModelType;
}

function switchCommand(models: Command, cli: Cli, name: string, about: string, enabled: boolean): void {
  verb(models, name, about, [`latchkey models ${name} OpenAI gpt-4o-mini`])
    .argument('<credential>', 'label or id')
    .argument('<model>', 'name or id')
    .addOption(choice('--type <type>', 'which of several of that name', MODEL_TYPES))
    .action(async (asked: string, model: string, { type }: Which) => {
      const client = await cli.client();
      const { id } = await credentialOf(client, asked);
      const found = await modelOf(client, id, model, type);
      const changed = await client.credentials.models.update(id, found.id, { enabled });
      cli.answer.done(changed, `${changed.name} (${changed.type}) is ${changed.enabled ? 'on' : 'off'} now.`);
    });
}

function removeCommand(models: Command, cli: Cli): void {
  sure(verb(models, 'remove', 'Remove a model from a credential.', ['latchkey models remove OpenAI gpt-4o-mini --yes']))
    .alias('rm')
    .argument('<credential>', 'label or id')
    .argument('<model>', 'name or id')
    .addOption(choice('--type <type>', 'which of several of that name', MODEL_TYPES))
    .option('--force', 'although defaults or aliases use it')
    .action(async (asked: string, model: string, { type, yes, force }: Which & Sure & { force?: boolean }) => {
      const client = await cli.client();
      const { id, label } = await credentialOf(client, asked);
      const found = await modelOf(client, id, model, type);
      await cli.prompts.confirm(`Remove ${found.name} (${found.type}) from ${label}?`, { isSure: yes === true });
      const gone = await client.credentials.models.remove(id, found.id, force === true ? { force } : {});
      cli.answer.done(gone, `Removed ${found.name} from ${label}.`);
    });
}

async function modelOf(
  client: Latchkey,
  credentialId: string,
  asked: string,
  type: ModelType | undefined,
): Promise<CredentialModel> {
  const { items } = await client.credentials.models.list(credentialId);
  return theOne('model', asked, type === undefined ? items : items.filter((one) => one.type === type));
}
