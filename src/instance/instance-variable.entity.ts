import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A setting that administrators keep by name (`SET VAR`). */
@Entity('instance_variables')
export class InstanceVariable {
  @PrimaryColumn({ type: 'varchar', length: 128 })
  name: string;

  @Column({ type: 'text' })
  value: string;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
