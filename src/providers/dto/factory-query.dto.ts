import { IsIn, IsOptional } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';

@KnownFieldsOnly()
export class FactoryQueryDto {
  /** `true` adds what each model costs, how long its answers may be, and when the vendor ends it. */
  @IsOptional()
  @IsIn(['true', 'false'])
  include_prices?: 'true' | 'false';
}
