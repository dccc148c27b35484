import type { StoredVerification } from '../credential.entity.js';
import type { CredentialValues } from '../credential-vault.js';

/** A tenant's credential as it lies there. */
export interface CredentialRow {
  id: string;
  factory: string;
  label: string;
  source: string;
  baseUrl: string;
  sealed: Buffer;
  verification: StoredVerification | null;
  sharedWithAll: boolean;
  /** Tenants that it is shared with by name. */
  sharedWith: string[];
  modelCount: number;
  /** To the millisecond, as cursors have it. */
  createdAt: Date;
  updatedAt: Date;
}

/** What may be shown of it to those who own it: secrets are masked. */
export interface CredentialRecord extends Omit<CredentialRow, 'sealed'> {
  shown: CredentialValues;
}
