import { Injectable } from '@nestjs/common';
import { decrypt, encrypt } from './key-wrap.js';
import { Keyring } from './keyring.js';

/** Where a sealed value lives; it opens nowhere else. */
export interface Place {
  tenantId: string;
  table: string;
  column: string;
  rowId: string;
}

const FORMAT = 1;
const HEADER_BYTES = 5;

/** Seals values at rest under their tenant's data key, as format | key version | iv | tag | ciphertext. */
@Injectable()
export class SecretBox {
  constructor(private readonly keyring: Keyring) {}

  async seal(place: Place, plain: string): Promise<Buffer> {
    const { version, key } = await this.keyring.tenantKey(place.tenantId);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(FORMAT, 0);
    header.writeUInt32BE(version, 1);
    return Buffer.concat([header, encrypt(key, contextOf(place, version), Buffer.from(plain))]);
  }

  /** @throws Error when the value was moved, changed, or sealed under another key. */
  async open(place: Place, sealed: Buffer): Promise<string> {
    const { key } = await this.keyring.tenantKey(place.tenantId);
    const version = sealed.readUInt32BE(1);
    return decrypt(key, contextOf(place, version), sealed.subarray(HEADER_BYTES)).toString();
  }
}

function contextOf({ tenantId, table, column, rowId }: Place, version: number): string {
  return [FORMAT, version, tenantId, table, column, rowId].join('|');
}
