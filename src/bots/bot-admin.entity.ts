import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

export const BOT_ADMINS_LAUNCHER_INDEX = 'bot_admins_launcher_idx';

/** A person or group that administers a bot on its platform. */
@Entity('bot_admins')
@Index(BOT_ADMINS_LAUNCHER_INDEX, ['botId', 'launcherType', 'launcherId'], { unique: true })
export class BotAdmin {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'bot_admins_pkey',
  })
  id: number;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  tenantId: string;

  @Column({ name: 'bot_id', type: 'uuid' })
  @ForeignKey('Bot', { name: 'bot_admins_bot_fk', onDelete: 'CASCADE' })
  botId: string;

  @Column({ name: 'launcher_type', type: 'varchar', length: 16 })
  launcherType: string;

  /** As the platform names the person or group. */
  @Column({ name: 'launcher_id', type: 'varchar', length: 128 })
  launcherId: string;
}
