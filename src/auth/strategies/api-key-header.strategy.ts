import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import { UnauthenticatedError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import { ApiKeyAuthenticator } from '../../api-key/api-key-authenticator.js';

export const API_KEY_HEADER = 'api-key-header';

/** `X-API-Key`: once it is there, it alone decides. */
@Injectable()
export class ApiKeyHeaderStrategy extends PassportStrategy(HeaderAPIKeyStrategy, API_KEY_HEADER) {
  constructor(private readonly apiKeys: ApiKeyAuthenticator) {
    super({ header: 'X-API-Key', prefix: '' }, false);
  }

  async validate(header: string): Promise<Principal> {
    const principal = await this.apiKeys.authenticate(header.trim());
    if (!principal) throw new UnauthenticatedError('bad-api-key');
    return principal;
  }
}
