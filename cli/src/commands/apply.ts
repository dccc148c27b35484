import { Option, type Command } from 'commander';
import {
  ApiError,
  BadRequestError,
  NotFoundError,
  type AppliedConfiguration,
  type Configuration,
  type Latchkey,
} from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { wantedFrom, type Wanted } from '../configuration/desired.js';
import { planSummary, planText } from '../configuration/plan-text.js';
import { EXIT } from '../exit-codes.js';
import { Ended, Failure, failureOf, UsageFailure } from '../failure.js';
import { repeated, sure, verb, type Sure } from './described.js';

interface ApplyOptions {
  file: string[];
  prune?: boolean;
  verify: boolean;
}

const MEANING = 'YAML or JSON, a folder of such files, or - for stdin; may be given several times';

export function applyCommands(program: Command, cli: Cli): void {
  described(
    verb(program, 'plan', 'Show what `latchkey apply` would change, and change nothing.', [
      'latchkey plan -f latchkey.yaml',
      'latchkey plan -f latchkey.yaml --exit-code',
    ]),
  )
    .option('--exit-code', `end with ${EXIT.changes} when something would change`)
    .action(async ({ exitCode, ...options }: ApplyOptions & { exitCode?: boolean }) => {
      const wanted = await wantedFrom(cli, options.file);
      const plan = await planned(cli, await cli.client(), wanted, options);
      if (cli.answer.isForScripts) cli.answer.json(plan);
      else showPlan(cli, plan);
      if (exitCode === true && plan.changes.length > 0) throw new Ended(EXIT.changes);
    });
  sure(
    described(
      verb(program, 'apply', 'Make the server as files describe it: all of it, or nothing.', [
        'latchkey apply -f latchkey.yaml',
        'latchkey apply -f latchkey.yaml --prune --yes',
      ]),
    ),
  ).action(async ({ yes, ...options }: ApplyOptions & Sure) => {
    const wanted = await wantedFrom(cli, options.file);
    const client = await cli.client();
    const plan = await planned(cli, client, wanted, options);
    if (!cli.answer.isForScripts) showPlan(cli, plan);
    if (plan.changes.length > 0) {
      if (cli.answer.isForScripts && yes !== true)
        throw new UsageFailure('With --json nobody is shown the plan to say yes to', 'Give --yes');
      await cli.prompts.confirm('Make these changes?', { isSure: yes === true });
      await carriedOut(cli, client, wanted, options, plan);
    } else if (cli.answer.isForScripts) cli.answer.json(plan);
  });
}

function described(command: Command): Command {
  return command
    .requiredOption('-f, --file <file>', MEANING, repeated)
    .option('--prune', 'delete what the files leave out, in the sections that they have')
    .addOption(new Option('--no-verify', 'do not ask providers about new and changed credentials'));
}

function planned(cli: Cli, client: Latchkey, wanted: Wanted, options: ApplyOptions): Promise<AppliedConfiguration> {
  return cli.progress.during('Working out what would change …', () =>
    sent(client, wanted, { ...bodyOf(options), dry_run: true }),
  );
}

async function carriedOut(
  cli: Cli,
  client: Latchkey,
  wanted: Wanted,
  options: ApplyOptions,
  plan: AppliedConfiguration,
): Promise<void> {
  try {
    const done = await cli.progress.during('Applying …', () =>
      sent(client, wanted, { ...bodyOf(options), expect: plan.plan_digest }),
    );
    cli.answer.done(done, `Done: ${done.changes.length} ${done.changes.length === 1 ? 'change' : 'changes'}.`);
  } catch (error) {
    throw afterwards(error);
  }
}

function bodyOf({ prune, verify }: ApplyOptions): Configuration {
  return { prune: prune === true, verify };
}

async function sent(
  client: Latchkey,
  { desired, placeOf }: Wanted,
  options: Configuration,
): Promise<AppliedConfiguration> {
  try {
    return await client.configuration.apply({ ...desired, ...options });
  } catch (error) {
    if (error instanceof BadRequestError || error instanceof NotFoundError) throw inPlace(error, placeOf);
    throw error;
  }
}

/** The refusal with file and line in front. */
function inPlace(error: BadRequestError | NotFoundError, placeOf: Wanted['placeOf']): Failure {
  const { message, exit, details } = failureOf(error);
  if (error.faults.length === 0) {
    const place = placeOf(/^[a-z]+(\[\d+\]|\.[a-z_]+)*/.exec(error.message)?.[0] ?? '');
    return new Failure(place === null ? message : `${place}: ${message}`, { exit, details });
  }
  return new Failure('The configuration cannot be used', {
    exit,
    details: error.faults.map((fault) => `${placeOf(fault.field) ?? fault.field}: ${fault.message}`),
  });
}

/** Says what is certain: a refusal left everything as it was; of an answer that never came nobody knows. */
function afterwards(error: unknown): Failure {
  const { message, exit, details, hint } = failureOf(error);
  const isRefusal = (error instanceof ApiError && error.status < 500) || error instanceof Failure;
  const certainty = isRefusal ? 'Nothing was changed.' : 'Whether it was done is not known: `latchkey plan` tells.';
  const stale = exit === EXIT.conflict ? 'Something changed since the plan was made; run the command again' : hint;
  return new Failure(`${message.replace(/\.$/, '')}. ${certainty}`, {
    exit,
    details,
    ...(stale === null ? {} : { hint: stale }),
  });
}

function showPlan({ answer }: Cli, { changes }: AppliedConfiguration): void {
  if (changes.length === 0) {
    answer.text('Nothing to do: the server is as the files describe it.');
    return;
  }
  answer.text(`${planText(changes, { isColoured: answer.isColoured })}\n\nPlan: ${planSummary(changes)}.`);
}
