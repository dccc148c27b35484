import { Injectable } from '@nestjs/common';
import { SecretBox, type Place } from '../crypto/secret-box.js';

/** The fields of a credential, by name. */
export type CredentialValues = Readonly<Record<string, string>>;

/** Seals provider credentials, and opens them where a provider is called. */
@Injectable()
export class CredentialVault {
  constructor(private readonly secretBox: SecretBox) {}

  seal(tenantId: string, credentialId: string, values: CredentialValues): Promise<Buffer> {
    return this.secretBox.seal(placeOf(tenantId, credentialId), JSON.stringify(values));
  }

  async open(tenantId: string, credentialId: string, sealed: Buffer): Promise<CredentialValues> {
    return JSON.parse(await this.secretBox.open(placeOf(tenantId, credentialId), sealed)) as CredentialValues;
  }
}

function placeOf(tenantId: string, credentialId: string): Place {
  return { tenantId, table: 'credentials', column: 'sealed', rowId: credentialId };
}
