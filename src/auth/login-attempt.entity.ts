import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A counter of `rate-limiter-flexible`, which fixes these columns; `expire` is in epoch milliseconds. */
@Entity('login_attempts')
export class LoginAttempt {
  @PrimaryColumn({ type: 'varchar', length: 255 })
  key: string;

  @Column({ type: 'integer', default: 0 })
  points: number;

  @Column({ type: 'bigint', nullable: true })
  expire: string | null;
}
