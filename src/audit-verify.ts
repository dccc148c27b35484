import 'reflect-metadata';
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
import { messageOf } from './kernel/message-of.js';
import { PinoLogger } from './logging/logger.js';
import { openDatabase } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Exit codes. */
const FOUND = 1;
const CANT_CHECK = 2;

@Module({})
class VerificationRoot {}

/** `npm run audit:verify [-- --anchor ANCHOR]`: compares the audit trail with its seals. @returns the exit code */
async function verify(anchor: Anchor | null): Promise<number> {
  const config = new AppConfig(readEnvironment({ ...process.env, LOG_LEVEL: 'error' }));
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

function readArguments(): Anchor | null {
  const { values } = parseArgs({ options: { anchor: { type: 'string' } } });
  if (values.anchor === undefined) return null;
  const anchor = readAnchor(values.anchor);
  if (!anchor) throw new Error('--anchor must be what a run before printed, such as 1042:9f86d0…');
  return anchor;
}

try {
  process.exitCode = await verify(readArguments());
} catch (error) {
  process.stderr.write(`The audit trail can't be checked. ${messageOf(error)}\n`);
  process.exitCode = CANT_CHECK;
}
