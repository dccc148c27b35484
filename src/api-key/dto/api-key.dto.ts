import type { Scope } from '../../kernel/scope.js';
import type { RotatedKey, UsedKey } from '../api-keys.service.js';
import type { KeyFacts, ListedKey, ShownKey } from '../key-descriptions.js';
import type { KeyOfSecret } from '../key-issuer.js';
import { statusOf, type KeyStatus } from '../key-list.js';
import type { BotOfKey } from '../key-uses.js';

/** An API key, without its token. */
export class ApiKeyDto {
  /**
   * Permanent, whatever happens to the token.
   * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
   */
  id: string;

  /** @example "build server" */
  name: string;

  description: string;

  /** The tenant that the key is bound to for ever. */
  tenant_id: string;

  /** The user as whom it acts, and whose rights bound it. */
  user_id: string;

  /**
   * How the token looks.
   * @example lbk_Ab3d…x9_Z
   */
  masked: string;

  /**
   * What it may do; `*` is inference, models, resources and usage.
   * @example ["*"]
   */
  scopes: Scope[];

  /** The only models it may use at the gateway, or null for all of the tenant's. */
  allowed_models: string[] | null;

  /** The only addresses (or CIDRs) from which it may use the gateway, or null for all. */
  allowed_addresses: string[] | null;

  /** When it ends by itself, or null. */
  expires_at: Date | null;

  /** A paused key is refused until it is resumed. */
  paused: boolean;

  /** Some seconds late at most; null when it was never used. */
  last_used_at: Date | null;

  /** Grows with every change; send it along to be told of changes in between. */
  version: number;

  created_at: Date;

  updated_at: Date;

  static from({ key, masked, lastUsedAt }: ShownKey): ApiKeyDto {
    return Object.assign(new ApiKeyDto(), recordOf(key, masked, lastUsedAt));
  }
}

/** A key, and whose it is in words. */
export class ListedApiKeyDto extends ApiKeyDto {
  /**
   * Of the user as whom it acts.
   * @example ada@example.com
   */
  user_email: string;

  /** @example "Ada‘s Kingdom" */
  tenant_name: string;

  /** An expired key is expired, paused or not. */
  status: KeyStatus;

  static fromListed(listed: ListedKey): ListedApiKeyDto {
    return Object.assign(new ListedApiKeyDto(), listedRecordOf(listed));
  }
}

/** A bot that a page talks to with the key's publishable token. */
export class BotOfKeyDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  /** @example "help desk" */
  name: string;

  enabled: boolean;

  static from({ id, name, isEnabled }: BotOfKey): BotOfKeyDto {
    return Object.assign(new BotOfKeyDto(), { id, name, enabled: isEnabled });
  }
}

/** What would stop with the key; `last_used_at` tells of its other uses. */
export class KeyUsesDto {
  bots: BotOfKeyDto[];
}

/** A key with what uses it. */
export class ApiKeyDetailDto extends ListedApiKeyDto {
  used_by: KeyUsesDto;

  static fromUsed({ bots, ...listed }: UsedKey): ApiKeyDetailDto {
    const used_by = Object.assign(new KeyUsesDto(), { bots: bots.map((bot) => BotOfKeyDto.from(bot)) });
    return Object.assign(new ApiKeyDetailDto(), { ...listedRecordOf(listed), used_by });
  }
}

/** A key at the one moment when its token is shown. */
export class IssuedApiKeyDto extends ApiKeyDto {
  /**
   * The key itself. Keep it: it can't be shown again.
   * @example lbk_…
   */
  token: string;

  static fromIssued({ key, masked, token }: KeyOfSecret): IssuedApiKeyDto {
    return Object.assign(new IssuedApiKeyDto(), { ...recordOf(key, masked, null), token });
  }
}

/** A key with its new token. */
export class RotatedApiKeyDto extends IssuedApiKeyDto {
  /** Until when the former token still works. */
  previous_valid_until: Date;

  static fromRotated({ key, masked, token, previousValidUntil }: RotatedKey): RotatedApiKeyDto {
    const record = { ...recordOf(key, masked, key.lastUsedAt), token, previous_valid_until: previousValidUntil };
    return Object.assign(new RotatedApiKeyDto(), record);
  }
}

/** One page of keys. */
export class ApiKeyPageDto {
  items: ListedApiKeyDto[];

  /**
   * Send it as `cursor` for the next page; null on the last one. A page may be short, and even empty, before the last:
   * where no index finds the keys, only so many are looked at for one page.
   */
  next_cursor: string | null;
}

function listedRecordOf({ key, masked, lastUsedAt, userEmail, tenantName }: ListedKey) {
  const whose = { user_email: userEmail, tenant_name: tenantName, status: statusOf(key) };
  return { ...recordOf(key, masked, lastUsedAt), ...whose };
}

function recordOf(key: KeyFacts, masked: string, lastUsedAt: Date | null) {
  return {
    id: key.id,
    name: key.name,
    description: key.description,
    tenant_id: key.tenantId,
    user_id: key.userId,
    masked,
    scopes: [...key.scopes],
    allowed_models: key.allowedModels && [...key.allowedModels],
    allowed_addresses: key.allowedAddresses && [...key.allowedAddresses],
    expires_at: key.expiresAt,
    paused: key.paused,
    last_used_at: lastUsedAt,
    version: key.version,
    created_at: key.createdAt,
    updated_at: key.updatedAt,
  };
}
