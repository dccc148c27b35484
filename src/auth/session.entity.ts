import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Through which door a session was opened; it decides how long its tokens last. */
export type SessionChannel = 'own' | 'admin' | 'user-mode' | 'langbot';

/** One sign-in. Deleting the row ends it. */
@Entity('sessions')
export class Session {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Index('sessions_user_idx')
  @Column({ name: 'user_id', type: 'varchar', length: 32 })
  @ForeignKey('User', { name: 'sessions_user_fk', onDelete: 'CASCADE' })
  userId: string;

  @Column({ type: 'varchar', length: 16 })
  channel: SessionChannel;

  /** The user's epoch at sign-in; a higher one since then has ended this session. */
  @Column({ type: 'integer' })
  epoch: number;

  @Column({ type: 'varchar', length: 64 })
  address: string;

  @Column({ name: 'user_agent', type: 'varchar', length: 255, default: '' })
  userAgent: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  /** Digest of the refresh token that is good now; null for sessions that are not refreshed. */
  @Column({ name: 'refresh_digest', type: 'bytea', nullable: true })
  refreshDigest: Buffer | null;

  /** Digest of the one before: presented again later, it tells of theft. */
  @Column({ name: 'former_digest', type: 'bytea', nullable: true })
  formerDigest: Buffer | null;

  @Column({ name: 'refreshed_at', type: 'timestamptz', nullable: true })
  refreshedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
