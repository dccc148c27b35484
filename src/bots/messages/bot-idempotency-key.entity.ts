import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Names a message that was accepted, so that it is not accepted twice. */
@Entity('bot_idempotency_keys')
export class BotIdempotencyKey {
  @PrimaryColumn({ name: 'bot_id', type: 'uuid', primaryKeyConstraintName: 'bot_idempotency_keys_pkey' })
  @ForeignKey('Bot', { name: 'bot_idempotency_keys_bot_fk', onDelete: 'CASCADE' })
  botId: string;

  @PrimaryColumn({ type: 'varchar', length: 255, primaryKeyConstraintName: 'bot_idempotency_keys_pkey' })
  key: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  tenantId: string;

  @Index('bot_idempotency_keys_expiry_idx')
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
