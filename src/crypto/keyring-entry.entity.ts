import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One random key, wrapped by SECRET_KEY. */
@Entity('keyring')
export class KeyringEntry {
  /** `pepper`, `checksum`, `session`, `audit`, or `tenant:<id>` for a tenant's data key. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  purpose: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ type: 'bytea' })
  wrapped: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
