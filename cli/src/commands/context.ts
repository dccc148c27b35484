import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import type { Context, Identity } from '../settings/settings.js';
import { noun, sure, verb, type Sure } from './described.js';

export function contextCommands(program: Command, cli: Cli): void {
  const context = noun(program, 'context', 'The servers that you signed in to.');
  listCommand(context, cli);
  verb(context, 'use', 'Let commands go to another server from now on.', ['latchkey context use latchkey.example.com'])
    .argument('<name>', 'name of the context')
    .action(async (name: string) => {
      const { contexts } = await cli.settings.change((now) => {
        known(now.contexts, name);
        return { ...now, current: name };
      });
      cli.answer.done({ current: name }, `Commands go to ${contexts[name]?.url} from now on.`);
    });
  verb(context, 'show', 'Show one context.', ['latchkey context show'])
    .argument('[name]', 'name of the context; else the one in use')
    .action(async (name: string | undefined) => {
      const { current, contexts } = await cli.settings.read();
      const asked = name ?? current ?? '';
      const one = shown(asked, known(contexts, asked), current);
      cli.answer.record(one, [
        ['Name', one.name],
        ['In use', one.current],
        ['Server', one.url],
        ['Signed in as', one.identity],
        ['Tenant', one.tenant?.name ?? 'own'],
        ['Settings', cli.settings.path],
      ]);
    });
  removeCommand(context, cli);
}

function listCommand(context: Command, cli: Cli): void {
  verb(context, 'list', 'List the servers that you signed in to.', ['latchkey context list'])
    .alias('ls')
    .action(async () => {
      const { current, contexts } = await cli.settings.read();
      const all = Object.entries(contexts).map(([name, one]) => shown(name, one, current));
      cli.answer.list(
        all,
        all,
        [
          ['', (one) => (one.current ? '*' : ' ')],
          ['name', ({ name }) => name],
          ['server', ({ url }) => url],
          ['signed in as', ({ identity }) => identity],
          ['tenant', ({ tenant }) => tenant?.name ?? 'own'],
        ],
        'There is no context yet. `latchkey login <url>` makes one.',
      );
    });
}

function removeCommand(context: Command, cli: Cli): void {
  sure(
    verb(context, 'remove', 'Forget a server, and the sign-in there.', [
      'latchkey context remove old.example.com --yes',
    ]),
  )
    .alias('rm')
    .argument('<name>', 'name of the context')
    .action(async (name: string, { yes }: Sure) => {
      known((await cli.settings.read()).contexts, name);
      await cli.prompts.confirm(`Forget ${name}?`, { isSure: yes === true });
      await cli.settings.change(({ version, current, contexts }) => ({
        version,
        current: current === name ? null : current,
        contexts: Object.fromEntries(Object.entries(contexts).filter(([other]) => other !== name)),
      }));
      cli.answer.done(null, `Forgot ${name}.`);
    });
}

function known(contexts: Record<string, Context>, name: string): Context {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  if (context) return context;
  throw new UsageFailure(
    name === '' ? 'No context is in use' : `There is no context ${name}`,
    '`latchkey context list` shows those there are',
  );
}

/** A context without what is secret in it. */
function shown(name: string, { url, tenant, identity }: Context, current: string | null) {
  return { name, url, current: name === current, identity: identity === null ? null : identityText(identity), tenant };
}

function identityText(identity: Identity): string {
  return identity.kind === 'key' ? `key ${identity.masked}` : identity.email;
}
