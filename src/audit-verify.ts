import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AuditFinding, AuditReport } from './audit/verification/audit-finding.js';
import { AuditVerification } from './audit/verification/audit-verification.js';
import { AuditVerificationModule } from './audit/verification/audit-verification.module.js';
import { readAnchor, type Anchor } from './audit/sealing/seal.js';
import { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { readEnvironment } from './config/env.js';
import { CryptoModule } from './crypto/crypto.module.js';
import { DatabaseModule } from './database/database.module.js';
import { recordPath } from './database/embedded/cluster-record.js';
import { messageOf } from './kernel/message-of.js';
import { PinoLogger } from './logging/logger.js';
import { openDatabase } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Exit codes. */
const FOUND = 1;
const CANT_CHECK = 2;

const HELP = `Usage: npm run audit:verify -- [options]

Compares the audit trail with its seals, and tells of each event that was edited, removed or inserted. It changes no
event, and servers may go on meanwhile; only the embedded database is for one process at a time.

Options:
  --anchor ANCHOR  the newest anchor that an earlier check printed: the chain has to go through it
  -h, --help       show this

Environment, the same as the server's:
  DATABASE_URL     the database; when it is not set, the embedded one
  DATA_DIR         folder of the embedded one and of secret.key; ./data when it is not set
  SECRET_KEY       what the seals were made with; when it is not set, secret.key in DATA_DIR

Ends with:
  0  all is as it was recorded
  1  something was found; each finding is a line
  2  it can't be checked: wrong options, no database, another SECRET_KEY, nothing sealed yet, or an anchor too far back`;

@Module({})
class VerificationRoot {}

/** `npm run audit:verify [-- --anchor ANCHOR]`: compares the audit trail with its seals. @returns the exit code */
async function verify(anchor: Anchor | null): Promise<number> {
  const config = new AppConfig(readEnvironment({ ...process.env, LOG_LEVEL: 'error' }));
  if (!config.databaseUrl && !existsSync(recordPath(config.dataDir))) {
    // Else one would be made there, and nothing be found in it.
    throw new Error(`There is no database in ${config.dataDir}: DATA_DIR, or DATABASE_URL, has to be the server's`);
  }
  const database = await openDatabase(config, say);
  try {
    const parts = [
      ConfigModule.forRoot(config),
      DatabaseModule.forRoot(database),
      CryptoModule,
      AuditVerificationModule,
    ];
    const app = await NestFactory.createApplicationContext(
      { module: VerificationRoot, imports: parts },
      { abortOnError: false, logger: new PinoLogger(config.logLevel) },
    );
    try {
      return tellEnd(await app.get(AuditVerification).verify(anchor, tell));
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

function tell({ kind, eventId, at, says }: AuditFinding): void {
  const event = eventId === null ? '' : `event ${eventId} of ${timeOf(at)}: `;
  say(`${kind.toUpperCase()}  ${event}${says}`);
}

function tellEnd({ checked, oldest, newest, unsealed, findings, chain }: AuditReport): number {
  say(
    checked === 0 ? 'No event was checked' : `Checked: ${checked} events, from ${timeOf(oldest)} to ${timeOf(newest)}`,
  );
  if (unsealed > 0) say(`Of these, not sealed yet: ${unsealed}`);
  if (chain) {
    const { anchor, beganAt, adopted, droppedBefore } = chain;
    const older = adopted === 0 ? '' : `; events that were older, and taken as they were: ${adopted}`;
    say(`The chain began at ${timeOf(beganAt)}${older}`);
    if (droppedBefore) say(`Dropped by AUDIT_RETENTION: events from before ${timeOf(droppedBefore)}`);
    say(`Newest anchor: ${anchor}`);
  }
  if (findings > 0) {
    say(`The audit trail is not as it was recorded. Findings: ${findings}`);
    return FOUND;
  }
  if (!chain) {
    say('Nothing was sealed yet: the server does that while it runs');
    return CANT_CHECK;
  }
  say('The audit trail is as it was recorded');
  return 0;
}

function timeOf(time: Date | null): string {
  return time?.toISOString() ?? 'an unknown time';
}

interface Arguments {
  isHelp: boolean;
  anchor: Anchor | null;
}

/** @throws Error for an option that there is not */
function readArguments(): Arguments {
  const { help = false, anchor: text } = parsedOptions();
  if (help || text === undefined) return { isHelp: help, anchor: null };
  const anchor = readAnchor(text);
  if (!anchor) throw new Error('--anchor must be what a run before printed, such as 1042:9f86d0…');
  return { isHelp: false, anchor };
}

function parsedOptions() {
  try {
    return parseArgs({ options: { anchor: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    const [problem] = messageOf(error).split(/\.\s/); // What follows is of positional arguments, of which there are none.
    throw new Error(`${problem}; npm run audit:verify -- --help tells what there is`, { cause: error });
  }
}

async function run(): Promise<number> {
  const { isHelp, anchor } = readArguments();
  if (!isHelp) return verify(anchor);
  say(HELP);
  return 0;
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`The audit trail can't be checked. ${messageOf(error)}\n`);
  process.exitCode = CANT_CHECK;
}
