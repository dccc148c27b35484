import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export type BotStatus = 'stopped' | 'starting' | 'running' | 'error';

/** What changes about a bot while it runs: who runs it, how it fares, how far it has read. */
@Entity('bot_states')
@Index('bot_states_holder_idx', ['holder'], { where: 'holder IS NOT NULL' })
export class BotState {
  @PrimaryColumn({ name: 'bot_id', type: 'uuid' })
  @ForeignKey('Bot', { name: 'bot_states_bot_fk', onDelete: 'CASCADE' })
  botId: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  tenantId: string;

  /** Of the log's next entry. */
  @Column({ name: 'next_seq_id', type: 'integer', default: 0 })
  nextSeqId: number;

  /** The process that runs the bot; it is lost when nothing was heard of it until `heldUntil`. */
  @Column({ type: 'uuid', nullable: true })
  holder: string | null;

  @Column({ name: 'held_until', type: 'timestamptz', precision: 3, nullable: true })
  heldUntil: Date | null;

  @Column({ type: 'varchar', length: 16, default: 'stopped' })
  status: BotStatus;

  @Column({ name: 'last_error', type: 'varchar', length: 512, nullable: true })
  lastError: string | null;

  /** In a row, since it last ran well. */
  @Column({ type: 'integer', default: 0 })
  failures: number;

  @Column({ name: 'next_try_at', type: 'timestamptz', precision: 3, nullable: true })
  nextTryAt: Date | null;

  /** What the platform calls the bot. */
  @Column({ name: 'account_id', type: 'varchar', length: 128, nullable: true })
  accountId: string | null;

  /** The first update that the platform has not given yet. */
  @Column({ name: 'update_offset', type: 'bigint', default: 0 })
  updateOffset: string;
}
