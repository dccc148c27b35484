import type { Command } from 'commander';
import type { ChangedLimit, CreateLimit, Limit, UpdateLimit } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import { anyTenantId } from '../session/tenant-id.js';
import { asWanted, budgetName, budgets, percents, removable, type Budget } from './budgets.js';
import { choice } from './choices.js';
import { verb, wholeNumber } from './described.js';
import { keyOf } from './key-records.js';
import { boundsText } from './limit-records.js';
import { showOnce } from './shown-once.js';

interface BoundOptions {
  requestsPerMinute?: number;
  tokensPerMinute?: number;
  parallel?: number;
  budget?: Budget[];
  alertAt?: number[];
  alertUrl?: string;
  unknownSpend?: 'deny' | 'allow';
}

interface CreateOptions extends BoundOptions {
  key?: string;
  model?: string;
  of?: string;
}

interface UpdateOptions extends BoundOptions {
  remove?: string[];
}

/** Commands that say what a limit allows. */
export function settingCommands(limits: Command, cli: Cli): void {
  bounded(
    verb(limits, 'create', "Limit a key, a key's use of one model, or all of a tenant together. Holds at once.", [
      'latchkey limits create --key ci --budget 25usd/month',
      'latchkey limits create --key ci --model gpt-4o-mini --requests-per-minute 60 --parallel 4',
      'latchkey limits create --of Research --budget 1000000tokens/day --alert-at 80,100 --alert-url https://example.com/hook',
    ]),
  )
    .alias('add')
    .option('--key <key>', 'name or id; when left out, all requests of the tenant together, for administrators')
    .option('--model <model>', 'only its use of this model, by name or as name@Factory; all together when left out')
    .option('--of <tenant>', 'name or id of another tenant than the one that you act in; for administrators')
    .action(async ({ key, model, of, ...bounds }: CreateOptions) => {
      if (bounds.alertAt !== undefined && bounds.budget === undefined)
        throw new UsageFailure('--alert-at goes with --budget');
      const client = await cli.client();
      const place = of === undefined ? {} : { tenant_id: await anyTenantId(client, of) };
      const made = await client.limits.create({
        ...place,
        ...boundsFrom(bounds),
        ...(key === undefined ? {} : { key_id: await keyOf(client, key, place) }),
        ...(model === undefined ? {} : { model }),
        ...(bounds.budget === undefined ? {} : { budgets: withShares(bounds.budget, bounds.alertAt) }),
      });
      const tenant = of === undefined ? 'the tenant' : `tenant ${of}`;
      const whom = key === undefined ? tenant : `key ${key}`;
      const withModel = made.model === null ? '' : ` with ${made.model}`;
      tellChanged(cli, made, `Limited ${whom}${withModel} to ${boundsText(made)} (${made.id}).`);
    });
  bounded(
    verb(limits, 'update', 'Change a limit; what is not named stays, and what was spent of a budget too.', [
      'latchkey limits update 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 --budget 50usd/month',
      'latchkey limits update 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 --remove parallel --remove tokens/day',
    ]),
  )
    .argument('<id>', 'as `latchkey limits list` shows it')
    .option(
      '--remove <what>',
      'what it is not to bound any more: requests-per-minute, tokens-per-minute, parallel, or a budget like usd/month; or alert-at, alert-url. Give it once for each',
      removable,
    )
    .action(async (id: string, options: UpdateOptions) => {
      if (Object.keys(options).length === 0) throw new UsageFailure('Say what is to change');
      const client = await cli.client();
      const changed = await client.limits.update(id, changeOf(await client.limits.get(id), options));
      tellChanged(cli, changed, `Limit ${changed.id} allows ${boundsText(changed)} now.`);
    });
}

function bounded(command: Command): Command {
  return command
    .option('--requests-per-minute <count>', 'how many requests in a minute of the clock', wholeNumber)
    .option('--tokens-per-minute <count>', 'how many tokens in one, of prompts and answers together', wholeNumber)
    .option('--parallel <count>', 'how many requests may be answered at a time', wholeNumber)
    .option(
      '--budget <amount>',
      'what may be used in an hour, day, week or month (UTC): 25usd/month, 1000000tokens/day, 500requests/hour. Give it once for each',
      budgets,
    )
    .option('--alert-at <percents>', 'shares of the budgets given, or of all, at which --alert-url is told', percents)
    .option('--alert-url <address>', 'webhook that is told; its secret is shown once')
    .addOption(
      choice('--unknown-spend <what>', 'what becomes of requests whose cost is not known; else deny', [
        'deny',
        'allow',
      ]),
    );
}

function boundsFrom(bounds: BoundOptions): Omit<CreateLimit, 'budgets'> {
  const { requestsPerMinute, tokensPerMinute, parallel, alertUrl, unknownSpend } = bounds;
  return {
    ...(requestsPerMinute === undefined ? {} : { requests_per_minute: requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokens_per_minute: tokensPerMinute }),
    ...(parallel === undefined ? {} : { parallel_requests: parallel }),
    ...(alertUrl === undefined ? {} : { alert_url: alertUrl }),
    ...(unknownSpend === undefined ? {} : { unknown_spend: unknownSpend }),
  };
}

/** The API replaces all budgets at once: those that stay go along, of the version that they were read at. */
function changeOf(limit: Limit, { remove = [], ...bounds }: UpdateOptions): UpdateLimit {
  const isAboutBudgets = bounds.budget !== undefined || bounds.alertAt !== undefined || remove.some(isOfBudgets);
  return {
    version: limit.version,
    ...boundsFrom(bounds),
    ...(remove.includes('requests-per-minute') ? { requests_per_minute: null } : {}),
    ...(remove.includes('tokens-per-minute') ? { tokens_per_minute: null } : {}),
    ...(remove.includes('parallel') ? { parallel_requests: null } : {}),
    ...(remove.includes('alert-url') ? { alert_url: null } : {}),
    ...(isAboutBudgets ? { budgets: budgetsAfter(limit, { remove, ...bounds }) } : {}),
  };
}

function isOfBudgets(removed: string): boolean {
  return removed === 'alert-at' || removed.includes('/');
}

function budgetsAfter(limit: Limit, { remove = [], budget: given = [], alertAt }: UpdateOptions): Budget[] {
  const before = limit.budgets.map(asWanted);
  const find = (name: string): Budget | undefined => before.find((one) => budgetName(one) === name);
  const gone = remove.filter((name) => name.includes('/'));
  const unknown = gone.find((name) => !find(name));
  if (unknown !== undefined) throw new UsageFailure(`The limit has no budget ${unknown}`);
  const replaced = [...gone, ...given.map(budgetName)];
  const kept = before.filter((one) => !replaced.includes(budgetName(one)));
  const changed = given.map((one) => ({ alert_at_percent: find(budgetName(one))?.alert_at_percent ?? [], ...one }));
  if (remove.includes('alert-at')) return withShares([...kept, ...changed], alertAt ?? []);
  if (given.length > 0) return [...kept, ...withShares(changed, alertAt)];
  if (alertAt !== undefined && kept.length === 0) throw new UsageFailure('--alert-at goes with --budget');
  return withShares(kept, alertAt);
}

function withShares(all: readonly Budget[], shares: number[] | undefined): Budget[] {
  return shares === undefined ? [...all] : all.map((one) => ({ ...one, alert_at_percent: shares }));
}

function tellChanged(cli: Cli, limit: ChangedLimit, sentence: string): void {
  if (limit.alert_secret === null) return void cli.answer.done(limit, sentence);
  showOnce(cli, limit, { secret: limit.alert_secret, called: 'secret of its alerts', sentence });
}
