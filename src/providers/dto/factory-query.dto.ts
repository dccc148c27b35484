import { IsIn, IsOptional } from 'class-validator';

export class FactoryQueryDto {
  /** `true` adds what each model costs, how long its answers may be, and when the vendor ends it. */
  @IsOptional()
  @IsIn(['true', 'false'])
  include_prices?: 'true' | 'false';
}
