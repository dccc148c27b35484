import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { InboundContent, SessionType } from './inbound.js';

export type MessageStatus = 'queued' | 'answering' | 'done' | 'failed';

/** A message as far as whoever answers it needs to know. */
export type AcceptedMessage = Pick<
  BotMessage,
  'id' | 'tenantId' | 'botId' | 'sessionType' | 'sessionId' | 'content' | 'isSync' | 'attempts'
>;

export const SYNC_INDEX = 'bot_messages_sync_idx';

/** What a bot was told. It is kept from the moment it was accepted until some time after it was answered. */
@Entity('bot_messages')
@Index('bot_messages_open_idx', ['botId', 'sessionType', 'sessionId', 'id'], {
  where: `status IN ('queued', 'answering')`,
})
@Index('bot_messages_queue_idx', ['id'], { where: `status = 'queued'` })
@Index('bot_messages_alive_idx', ['aliveUntil'], { where: `status = 'answering'` })
@Index('bot_messages_finished_idx', ['finishedAt'])
@Index('bot_messages_bot_idx', ['botId'])
@Index(SYNC_INDEX, ['botId', 'sessionType', 'sessionId'], {
  unique: true,
  where: `is_sync AND status = 'answering'`,
})
export class BotMessage {
  /** Sorts by arrival. */
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  tenantId: string;

  @Column({ name: 'bot_id', type: 'uuid' })
  @ForeignKey('Bot', { name: 'bot_messages_bot_fk', onDelete: 'CASCADE' })
  botId: string;

  @Column({ name: 'session_type', type: 'varchar', length: 8 })
  sessionType: SessionType;

  @Column({ name: 'session_id', type: 'varchar', length: 128 })
  sessionId: string;

  @Column({ type: 'jsonb' })
  content: InboundContent;

  /** Whether a request waits for the answer; such a message is never tried again. */
  @Column({ name: 'is_sync', type: 'boolean', default: false })
  isSync: boolean;

  @Column({ type: 'varchar', length: 16 })
  status: MessageStatus;

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  /** How many parts of the answer were given, the one on its way included; with any, it is not answered again. */
  @Column({ type: 'integer', default: 0 })
  sent: number;

  @Column({ type: 'varchar', length: 512, nullable: true })
  error: string | null;

  /** A message that is being answered, and was not prolonged by then, has lost its process. */
  @Column({ name: 'alive_until', type: 'timestamptz', precision: 3, nullable: true })
  aliveUntil: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
