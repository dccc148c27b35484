import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

export const USER_EMAIL_INDEX = 'users_email_key_idx';

/** In which the console can speak. */
export const LANGUAGES = ['en', 'zh'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A person. Their own tenant has the same id. */
@Entity('users')
@Index('users_created_idx', ['createdAt', 'id'])
@Index('users_search_idx', { synchronize: false })
export class User {
  @PrimaryColumn({ type: 'varchar', length: 32 })
  id: string;

  /** As typed. */
  @Column({ type: 'varchar', length: 255 })
  email: string;

  /** Lower case, for look-up. */
  @Index(USER_EMAIL_INDEX, { unique: true })
  @Column({ name: 'email_key', type: 'varchar', length: 255 })
  emailKey: string;

  @Column({ name: 'password_hash', type: 'text', select: false })
  passwordHash: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  nickname: string;

  /** Null while none was chosen. */
  @Column({ type: 'varchar', length: 8, nullable: true })
  language: Language | null;

  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive: boolean;

  @Column({ name: 'is_instance_admin', type: 'boolean', default: false })
  isInstanceAdmin: boolean;

  /** Grows with every change that a snapshot of this user's keys or sessions depends on. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  /** Sessions opened under an older epoch are over: password changes and deactivation raise it. */
  @Column({ name: 'session_epoch', type: 'integer', default: 1 })
  sessionEpoch: number;

  @Column({ name: 'last_login_at', type: 'timestamptz', nullable: true })
  lastLoginAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}

/** How e-mail addresses are compared. */
export function emailKeyOf(email: string): string {
  return email.toLowerCase();
}
