import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

export type BotLogLevel = 'debug' | 'info' | 'warning' | 'error';

/** One line of a bot's log. */
@Entity('bot_logs')
export class BotLogEntry {
  @PrimaryColumn({ name: 'bot_id', type: 'uuid', primaryKeyConstraintName: 'bot_logs_pkey' })
  @ForeignKey('Bot', { name: 'bot_logs_bot_fk', onDelete: 'CASCADE' })
  botId: string;

  /** Counts a bot's entries from 0; never used again. */
  @PrimaryColumn({ name: 'seq_id', type: 'integer', primaryKeyConstraintName: 'bot_logs_pkey' })
  seqId: number;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  tenantId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column({ type: 'varchar', length: 8 })
  level: BotLogLevel;

  @Column({ type: 'varchar', length: 2048 })
  text: string;

  /** `person_<id>` or `group_<id>`; empty for what concerns the bot itself. */
  @Column({ type: 'varchar', length: 160, default: '' })
  session: string;
}
