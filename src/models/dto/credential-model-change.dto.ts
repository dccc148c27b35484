import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, IsOptional, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { OperatorPriceDto } from './operator-price.dto.js';
import type { CallTimeouts } from '../call-timeouts.js';
import type { CredentialModelChange } from '../credentials/credential-models.service.js';

const LEAST_MS = 100;
const MOST_MS = 3_600_000;
const LEAST = { message: `timeouts.$property must be at least ${LEAST_MS}` };
const MOST = { message: `timeouts.$property must be at most ${MOST_MS}` };

/** How long the gateway waits for a model, in milliseconds. What is left out is the gateway's own. */
@KnownFieldsOnly()
export class CallTimeoutsDto {
  /**
   * Until the answer begins.
   * @example 30000
   */
  @IsOptional()
  @IsInt()
  @Min(LEAST_MS, LEAST)
  @Max(MOST_MS, MOST)
  first_byte_ms?: number | null;

  /** Between two pieces of an answer. */
  @IsOptional()
  @IsInt()
  @Min(LEAST_MS, LEAST)
  @Max(MOST_MS, MOST)
  idle_ms?: number | null;

  /** In all. */
  @IsOptional()
  @IsInt()
  @Min(LEAST_MS, LEAST)
  @Max(MOST_MS, MOST)
  total_ms?: number | null;

  /** In the service's terms; null when nothing is said. */
  toTimeouts(): CallTimeouts | null {
    const said = Object.entries(this).filter(([, milliseconds]) => typeof milliseconds === 'number');
    return said.length === 0 ? null : Object.fromEntries(said);
  }
}

/** What is to change; fields that are absent stay. */
@KnownFieldsOnly()
export class UpdateCredentialModelDto {
  /** Whether it can be called and is offered. */
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  enabled?: boolean;

  /** All of them anew; null for the gateway's own. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CallTimeoutsDto)
  timeouts?: CallTimeoutsDto | null;

  /**
   * What requests cost from now on; null for the public price. What was used before keeps its cost.
   */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OperatorPriceDto)
  price?: OperatorPriceDto | null;

  /** In the service's terms. */
  toChange(): CredentialModelChange {
    return {
      ...(this.enabled === undefined ? {} : { isEnabled: this.enabled }),
      ...(this.timeouts === undefined ? {} : { timeouts: this.timeouts?.toTimeouts() ?? null }),
      ...(this.price === undefined ? {} : { price: this.price?.toPrice() ?? null }),
    };
  }
}
