import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A key whose publishable token may talk to one bot. */
@Entity('bot_embeds')
export class BotEmbed {
  @PrimaryColumn({ name: 'key_id', type: 'uuid' })
  @ForeignKey('ApiKey', { name: 'bot_embeds_key_fk', onDelete: 'CASCADE' })
  keyId: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  tenantId: string;

  @Index('bot_embeds_bot_idx')
  @Column({ name: 'bot_id', type: 'uuid' })
  @ForeignKey('Bot', { name: 'bot_embeds_bot_fk', onDelete: 'CASCADE' })
  botId: string;

  /** HMAC of the publishable token: the only way to find it. */
  @Index('bot_embeds_digest_idx', { unique: true })
  @Column({ type: 'bytea' })
  digest: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
