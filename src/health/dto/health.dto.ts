import type { Readiness } from '../health.service.js';

export class AliveDto {
  /** @example 0 */
  code: number;

  /** @example ok */
  msg: string;
}

export class ReadyDto {
  /** `degraded`: the database is away, keys that are known go on for a while. */
  status: Readiness;
}
