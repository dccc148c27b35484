import { isoSeconds } from '../../kernel/iso-seconds.js';
import type { TokenRow } from '../user-keys.service.js';

/** A new key as RAGFlow's surfaces answer it. */
export class NewTokenDto {
  /**
   * The key itself.
   * @example ragflow-…
   */
  token: string;

  /** Publishable token for embedding; it does not authenticate here. */
  beta: string | null;

  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  tenant_id: string;

  /** Epoch milliseconds. */
  create_time: number;

  /** @example 2026-11-24T16:03:41Z */
  create_date: string;

  /** Epoch milliseconds; null while nothing was changed. */
  update_time: number | null;

  /** Null while nothing was changed. */
  update_date: string | null;

  static from(row: TokenRow): NewTokenDto {
    return Object.assign(new NewTokenDto(), fieldsOf(row));
  }
}

/** A key in a list of RAGFlow's surfaces. */
export class TokenDto extends NewTokenDto {
  /** Always null for keys of this kind. */
  dialog_id: string | null;

  /** Always null for keys of this kind. */
  source: string | null;

  static override from(row: TokenRow): TokenDto {
    return Object.assign(new TokenDto(), { ...fieldsOf(row), dialog_id: null, source: null });
  }
}

function fieldsOf({ token, beta, tenantId, createdAt, updatedAt }: TokenRow) {
  return {
    token,
    beta,
    tenant_id: tenantId,
    create_time: createdAt.getTime(),
    create_date: isoSeconds(createdAt),
    update_time: updatedAt?.getTime() ?? null,
    update_date: updatedAt && isoSeconds(updatedAt),
  };
}
