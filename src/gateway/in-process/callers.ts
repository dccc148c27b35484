import { Injectable } from '@nestjs/common';
import { ApiKeyAuthenticator } from '../../api-key/api-key-authenticator.js';
import type { Principal } from '../../kernel/principal.js';
import type { Caller } from '../exchange.js';

/** Those who have models called by a route that is not the model's own: what their key is held to holds there too. */
@Injectable()
export class Callers {
  constructor(private readonly apiKeys: ApiKeyAuthenticator) {}

  of(principal: Principal): Caller {
    const { tenantId, userId, keyId } = principal;
    const allowedModels = this.apiKeys.snapshotBehind(principal)?.allowedModels ?? null;
    return { tenantId, userId, ...(keyId === undefined ? {} : { keyId }), allowedModels };
  }
}
