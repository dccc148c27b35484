import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import type { Principal } from '../kernel/principal.js';
import { generateBeta, ApiKeyTokens } from './api-key-token.js';
import { ApiKeyNotFoundError } from './api-key.errors.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ownerOf } from './api-keys.service.js';
import { assertMayGrant } from './key-grants.js';
import { ApiKeyAuthenticator } from './api-key-authenticator.js';

/** The publishable tokens (`beta`) beside keys. What they open is for others to say; by themselves they open nothing. */
@Injectable()
export class PublishableTokens {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly tokens: ApiKeyTokens,
    private readonly authenticator: ApiKeyAuthenticator,
  ) {}

  /**
   * The publishable token of a key that the caller may manage; one is made for a key that has none.
   * @throws ApiKeyNotFoundError
   * @throws ForbiddenError for a key that may do more than the caller
   */
  async ofKey(tx: Tx, caller: Principal, keyId: string): Promise<string> {
    const key = await this.keys.getForUpdate(tx, ownerOf(caller), keyId);
    assertMayGrant(caller, this.authenticator.snapshotBehind(caller), key);
    const secret = (await this.keys.currentSecrets(tx, caller.tenantId, [keyId])).get(keyId);
    if (!secret) throw new ApiKeyNotFoundError(keyId);
    if (secret.beta !== null) return secret.beta;
    const beta = generateBeta();
    await this.keys.setBeta(tx, caller.tenantId, keyId, beta);
    return beta;
  }

  digest(token: string): Buffer {
    return this.tokens.digest(token);
  }
}
