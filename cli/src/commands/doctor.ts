import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { callerFindings } from '../doctor/caller-checks.js';
import { fail, ok, Unfit, warn, type Finding } from '../doctor/finding.js';
import { serverFindings } from '../doctor/server-checks.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { Ended, failureOf } from '../failure.js';
import { isGivenWhole, type Target } from '../session/target.js';
import { verb } from './described.js';

/** What was examined when a failure came up. */
const CHECK_BY_EXIT: Readonly<Record<number, string>> = { [EXIT.refused]: 'identity', [EXIT.unreachable]: 'server' };

const COLOURS = { ok: 32, warn: 33, fail: 31 } as const;

export function doctorCommand(program: Command, cli: Cli): void {
  verb(program, 'doctor', 'Check that everything works between here, the server and a model, and say what helps.', [
    'latchkey doctor',
    'latchkey doctor --no-call --json',
  ])
    .option('--no-call', 'do not call a model, which may cost a little')
    .action(async ({ call }: { call: boolean }) => {
      const findings: Finding[] = [];
      const exit = await examine(cli, findings, call);
      show(cli, findings);
      if (exit !== EXIT.ok) throw new Ended(exit);
    });
}

async function examine(cli: Cli, findings: Finding[], mayCall: boolean): Promise<ExitCode> {
  try {
    const target = await settingsFindings(cli, findings);
    findings.push(
      ...(await cli.progress.during(`Asking ${target.url} …`, () => serverFindings(target.url, cli.io.env))),
    );
    if (target.identity === null) {
      throw new Unfit(
        fail('identity', `You are not signed in at ${target.url}`, 'Sign in with `latchkey login`'),
        EXIT.refused,
      );
    }
    const client = await cli.clientOf(target);
    findings.push(...(await cli.progress.during('Asking who you are …', () => callerFindings(client, { mayCall }))));
  } catch (error) {
    const unfit = asUnfit(error);
    findings.push(unfit.finding);
    return unfit.exit;
  }
  return findings.some(({ state }) => state === 'fail') ? EXIT.failed : EXIT.ok;
}

async function settingsFindings(cli: Cli, findings: Finding[]): Promise<Target> {
  if (isGivenWhole(cli.options(), cli.io.env)) {
    findings.push(ok('settings', 'Options and environment say it all'));
    return cli.target();
  }
  const { settings } = cli;
  const problem = await settings.problem();
  const { contexts } = await settings.read();
  findings.push(
    problem === null
      ? ok('settings', `${settings.path}: ${contextCount(contexts)}, for you alone`)
      : warn(
          'settings',
          `${settings.path}: ${problem}`,
          'Its mode is 0600 now; sign in anew if somebody may have read it',
        ),
  );
  return cli.target();
}

function contextCount(contexts: object): string {
  const { length } = Object.keys(contexts);
  return length === 1 ? '1 context' : `${length} contexts`;
}

function asUnfit(error: unknown): Unfit {
  if (error instanceof Unfit) return error;
  const { message, hint, exit } = failureOf(error);
  const check = CHECK_BY_EXIT[exit] ?? 'settings';
  return new Unfit(fail(check, message, hint ?? 'Mend it, and try again'), exit);
}

function show({ answer }: Cli, findings: readonly Finding[]): void {
  if (answer.isForScripts)
    return void answer.json({ ok: findings.every(({ state }) => state !== 'fail'), checks: findings });
  const width = Math.max(...findings.map(({ check }) => check.length));
  for (const { check, state, text, hint } of findings) {
    const mark = state.padEnd(4);
    const coloured = answer.isColoured ? `\u001b[${COLOURS[state]}m${mark}\u001b[39m` : mark;
    answer.foreign(`${coloured}  ${check.padEnd(width)}  `, text);
    if (hint !== null) answer.foreign(`      ${''.padEnd(width)}  `, hint);
  }
}
