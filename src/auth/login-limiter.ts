import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { charge } from '../http/charge.js';
import { AppConfig } from '../config/app-config.js';
import { DirectSql } from '../database/direct-sql.js';
import { emailKeyOf } from '../tenants/user.entity.js';

const WINDOW_SECONDS = 60;

/** Who tries to sign in, from where. */
export interface LoginAttemptKey {
  email: string;
  address: string;
  /** Whether this account has signed in from this address before. */
  isKnownAddress: boolean;
}

/**
 * Limits failed sign-ins per account and per address, shared by all processes. Each try is charged at once and paid
 * back when it succeeds, so that a burst of guesses can't outrun the count. An address that the account has signed in
 * from before has an account counter of its own: a stranger's guesses can't keep the owner out. It counts accounts
 * that do not exist all the same.
 */
@Injectable()
export class LoginLimiter {
  private readonly limiter: RateLimiterAbstract;

  constructor(config: AppConfig, sql: DirectSql) {
    const limits = { points: config.loginAttemptsPerMinute, duration: WINDOW_SECONDS, keyPrefix: 'login' };
    this.limiter = new RateLimiterPostgres({
      ...limits,
      storeClient: {
        query: async ({ text, values }: { text: string; values: unknown[] }) => ({
          rows: await sql.query(text, values),
        }),
      },
      storeType: 'client',
      tableName: 'login_attempts',
      tableCreated: true,
      insuranceLimiter: new RateLimiterMemory(limits),
    });
  }

  /** @throws TooManyRequestsError when too many tries failed within the minute. */
  async charge(attempt: LoginAttemptKey): Promise<void> {
    for (const key of keysOf(attempt)) await charge(this.limiter, key, refusal);
  }

  /** The try was none that failed. */
  async payBack(attempt: LoginAttemptKey): Promise<void> {
    for (const key of keysOf(attempt)) await this.limiter.reward(key);
  }
}

function refusal(seconds: number): string {
  return `Too many failed sign-ins, please try again in ${seconds} seconds`;
}

/** A known address answers to its own counter alone: neither strangers nor neighbours behind one proxy can fill it. */
function keysOf({ email, address, isKnownAddress }: LoginAttemptKey): string[] {
  const account = emailKeyOf(email).slice(0, 150);
  const network = networkOf(address);
  return isKnownAddress ? [`account:${account}@${network}`] : [`address:${network}`, `account:${account}`];
}

/** One subscriber has a whole /64 of IPv6. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
