import { Option, type Command } from 'commander';
import type { Credential, UpdateCredential } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { Ended } from '../failure.js';
import { EXIT } from '../exit-codes.js';
import { addCommand } from './credentials-add.js';
import { CREDENTIAL_COLUMNS, credentialFacts, credentialOf, showVerification } from './credential-records.js';
import { sharingCommands } from './credentials-share.js';
import { fieldsGiven } from './credential-fields.js';
import { noun, paged, repeated, sure, verb, type PageOptions, type Sure } from './described.js';
import { showPages } from './pages.js';

export function credentialCommands(program: Command, cli: Cli): void {
  const credentials = noun(program, 'credentials', 'Credentials of providers.').aliases(['credential', 'providers']);
  addCommand(credentials, cli);
  listCommand(credentials, cli);
  verb(credentials, 'show', 'Show one credential, what is secret in it masked.', ['latchkey credentials show OpenAI'])
    .argument('<credential>', 'label or id')
    .action(async (asked: string) => {
      const credential = await credentialOf(await cli.client(), asked);
      cli.answer.record(credential, credentialFacts(credential));
    });
  verifyCommand(credentials, cli);
  updateCommand(credentials, cli);
  sharingCommands(credentials, cli);
  discoverCommand(credentials, cli);
  sure(
    verb(credentials, 'delete', 'Remove a credential with its models.', ['latchkey credentials delete OpenAI --yes']),
  )
    .alias('rm')
    .argument('<credential>', 'label or id')
    .option('--force', 'although defaults or aliases use its models')
    .action(async (asked: string, { yes, force }: Sure & { force?: boolean }) => {
      const client = await cli.client();
      const { id, label, model_count } = await credentialOf(client, asked);
      await cli.prompts.confirm(`Remove ${label} with its ${model_count} models?`, { isSure: yes === true });
      const gone = await client.credentials.delete(id, force === true ? { force } : {});
      cli.answer.done(gone, `Removed ${label}.`);
    });
}

function listCommand(credentials: Command, cli: Cli): void {
  paged(verb(credentials, 'list', 'List the credentials of the tenant.', ['latchkey credentials list']))
    .alias('ls')
    .option('--search <text>', 'only those whose label contains this')
    .action(async ({ search, ...page }: PageOptions & { search?: string }) => {
      const client = await cli.client();
      const query = search === undefined ? {} : { search };
      await showPages<Credential>(
        cli,
        page,
        {
          one: (cut) => client.credentials.list({ ...query, ...cut }),
          every: (cut) => client.credentials.iterate({ ...query, ...cut }),
        },
        CREDENTIAL_COLUMNS,
        'There is no such credential. `latchkey credentials add <factory>` connects a provider.',
      );
    });
}

function verifyCommand(credentials: Command, cli: Cli): void {
  verb(credentials, 'verify', 'Ask the provider whether a credential works, for each type of model.', [
    'latchkey credentials verify OpenAI',
  ])
    .argument('<credential>', 'label or id')
    .action(async (asked: string) => {
      const client = await cli.client();
      const { id, label, factory } = await credentialOf(client, asked);
      const { items } = await client.credentials.models.list(id);
      const types = [...new Set(items.map(({ type }) => type))];
      const verification = await cli.progress.during(`Asking ${factory} for ${types.join(', ') || 'an answer'} …`, () =>
        client.credentials.verifyStored(id),
      );
      showVerification(cli, verification, label);
      if (verification.verdict !== 'valid') throw new Ended(EXIT.failed);
    });
}

interface UpdateOptions {
  label?: string;
  baseUrl?: string;
  field?: string[];
  verify: boolean;
}

function updateCommand(credentials: Command, cli: Cli): void {
  verb(credentials, 'update', 'Change a credential. The provider is asked first.', [
    'latchkey credentials update OpenAI --field api_key=env:OPENAI_API_KEY',
    'latchkey credentials update OpenAI --label "OpenAI, research"',
  ])
    .argument('<credential>', 'label or id')
    .option('--label <label>', 'another label')
    .option('--base-url <address>', 'where the provider is')
    .option('--field <name=value>', 'another value of a field, as in `latchkey credentials add`', repeated)
    .addOption(new Option('--no-verify', 'do not ask the provider'))
    .action(async (asked: string, { label, baseUrl, field, verify }: UpdateOptions) => {
      const client = await cli.client();
      const credential = await credentialOf(client, asked);
      const { credential_fields } = await client.factories.get(credential.factory);
      const given = await fieldsGiven(cli, credential_fields, field ?? []);
      const change: UpdateCredential = {
        ...(label === undefined ? {} : { label }),
        ...(baseUrl === undefined ? {} : { base_url: baseUrl }),
        ...(field === undefined ? {} : { credential: { ...credential.credential, ...given } }),
        ...(verify ? {} : { verify }),
      };
      const changed = await cli.progress.during(`Asking ${credential.factory} …`, () =>
        client.credentials.update(credential.id, change),
      );
      cli.answer.done(changed, `Changed ${changed.label}.`);
    });
}

function discoverCommand(credentials: Command, cli: Cli): void {
  verb(credentials, 'discover', 'Ask the provider which models it has.', ['latchkey credentials discover OpenAI'])
    .argument('<credential>', 'label or id')
    .action(async (asked: string) => {
      const client = await cli.client();
      const { id, factory } = await credentialOf(client, asked);
      const found = await cli.progress.during(`Asking ${factory} …`, () => client.credentials.models.discover(id));
      cli.answer.list(
        found,
        found.models,
        [
          ['model', ({ name }) => name],
          ['type', ({ type }) => type],
          ['context', ({ context_length }) => context_length],
          ['abilities', ({ abilities }) => abilities],
          ['added', ({ added }) => added],
        ],
        'The provider names no models.',
      );
    });
}
