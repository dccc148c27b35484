import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretBox, type Place } from '../../crypto/secret-box.js';
import type { Limit } from '../limit.entities.js';

const BYTES = 24;
/** So that people and scanners know what it is (Standard Webhooks). */
const PREFIX = 'whsec_';

/** What alerts are signed with: one secret for each limit, shown once. */
@Injectable()
export class AlertSecrets {
  constructor(private readonly secretBox: SecretBox) {}

  generate(): string {
    return PREFIX + randomBytes(BYTES).toString('base64');
  }

  seal(limit: Pick<Limit, 'id' | 'tenantId'>, secret: string): Promise<Buffer> {
    return this.secretBox.seal(placeOf(limit), secret);
  }

  /** @returns the key itself */
  async open(limit: Pick<Limit, 'id' | 'tenantId'>, sealed: Buffer): Promise<Buffer> {
    const secret = await this.secretBox.open(placeOf(limit), sealed);
    return Buffer.from(secret.slice(PREFIX.length), 'base64');
  }
}

function placeOf({ id, tenantId }: Pick<Limit, 'id' | 'tenantId'>): Place {
  return { tenantId, table: 'limits', column: 'alert_secret', rowId: id };
}
