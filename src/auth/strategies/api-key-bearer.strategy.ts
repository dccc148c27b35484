import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import { UnauthenticatedError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import { ApiKeyAuthenticator } from '../../api-key/api-key-authenticator.js';
import { tokenOf } from '../authorization-header.js';

export const API_KEY_BEARER = 'api-key-bearer';

/**
 * `Authorization` with an API key. The last to be asked, so its no is final. The scheme is read by ourselves, since the
 * package compares its prefix by case and RAGFlow's clients send the token bare.
 */
@Injectable()
export class ApiKeyBearerStrategy extends PassportStrategy(HeaderAPIKeyStrategy, API_KEY_BEARER) {
  constructor(private readonly apiKeys: ApiKeyAuthenticator) {
    super({ header: 'Authorization', prefix: '' }, false);
  }

  /** @returns null for no token at all */
  async validate(header: string): Promise<Principal | null> {
    const token = tokenOf(header);
    if (token === '') return null;
    const principal = await this.apiKeys.authenticate(token);
    if (!principal) throw new UnauthenticatedError('bad-bearer');
    return principal;
  }
}
