import { Option, type Command } from 'commander';
import type { CreateCredential, FactoryDetail, Latchkey, NewModel } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import { Failure, UsageFailure } from '../failure.js';
import { MODEL_TYPES, type ModelType } from './choices.js';
import { FIELD_ABOUT, FIELD_FLAG, fieldsGiven, withFieldsAsked } from './credential-fields.js';
import { credentialFacts } from './credential-records.js';
import { repeated, verb } from './described.js';

interface AddOptions {
  label?: string;
  baseUrl?: string;
  field?: string[];
  model?: string[];
  verify: boolean;
}

export function addCommand(credentials: Command, cli: Cli): void {
  verb(credentials, 'add', 'Connect a provider. It is asked first, and nothing is stored unless it answers.', [
    'latchkey credentials add OpenAI',
    'latchkey credentials add OpenAI --field api_key=env:OPENAI_API_KEY --model chat:gpt-4o-mini',
    'latchkey credentials add Ollama --base-url http://127.0.0.1:11434 --model chat:llama3.2',
  ])
    .alias('create')
    .argument('<factory>', 'as `latchkey factories list` spells it')
    .option('--label <label>', "what you call it; the factory's name when left out")
    .option('--base-url <address>', 'where the provider is, if not at its usual place')
    .option(FIELD_FLAG, FIELD_ABOUT, repeated)
    .option('--model <type:name>', "a model to add; all of the factory's catalog when left out", repeated)
    .addOption(new Option('--no-verify', 'do not ask the provider'))
    .action(async (name: string, options: AddOptions) => {
      const client = await cli.client();
      const factory = await client.factories.get(name);
      await demandFree(client, options.label ?? factory.name);
      const body = await credentialFrom(cli, factory, options);
      const types = [...new Set(body.models?.map((model) => model.type) ?? factory.model_types)];
      const made = await cli.progress.during(`Asking ${factory.name} for ${types.join(', ')} …`, () =>
        client.credentials.create(body),
      );
      cli.answer.record(made, credentialFacts(made));
    });
}

/** The server takes two of one label; here they are called by it. */
async function demandFree(client: Latchkey, label: string): Promise<void> {
  for await (const credential of client.credentials.iterate({ search: label })) {
    if (credential.label !== label) continue;
    throw new Failure(`There is a credential ${JSON.stringify(label)} already`, {
      exit: EXIT.conflict,
      hint: 'Give this one a --label of its own, or change that one with `latchkey credentials update`',
    });
  }
}

async function credentialFrom(cli: Cli, factory: FactoryDetail, options: AddOptions): Promise<CreateCredential> {
  const given = await fieldsGiven(cli, factory.credential_fields, options.field ?? []);
  const baseUrl = await addressOf(cli, factory, options);
  const credential = await withFieldsAsked(cli, factory.credential_fields, given);
  const { label, model, verify } = options;
  return {
    factory: factory.name,
    credential: credential,
    ...(label === undefined ? {} : { label }),
    ...(baseUrl === undefined ? {} : { base_url: baseUrl }),
    ...(model === undefined ? {} : { models: model.map(modelFrom) }),
    ...(verify ? {} : { verify }),
  };
}

async function addressOf(
  { prompts }: Cli,
  factory: FactoryDetail,
  { baseUrl }: AddOptions,
): Promise<string | undefined> {
  if (baseUrl !== undefined || !factory.base_url_required) return baseUrl;
  return prompts.text(`Address of ${factory.name}`, '--base-url');
}

function modelFrom(text: string): NewModel {
  const [, type, name] = /^([a-z0-9]+):(.+)$/s.exec(text) ?? [];
  if (name === undefined || !MODEL_TYPES.some((one) => one === type)) {
    throw new UsageFailure('--model is given as type:name', `The types are ${MODEL_TYPES.join(', ')}`);
  }
  return { type: type as ModelType, name };
}
