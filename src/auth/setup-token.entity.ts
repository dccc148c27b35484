import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A one-time link that makes the first administrator; all of them go with the first use. */
@Entity('setup_tokens')
export class SetupToken {
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
