import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const LAST = 2_147_483_647;

export class LogsQueryDto {
  /** Where to begin: a page has 20 lines. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LAST)
  start_page_number: number = 0;

  /** Where to begin in that page. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LAST)
  start_offset: number = 0;
}

export class LogsDto {
  /** Lines as they were logged, one JSON object each. */
  logs: string;

  /** @example 3 */
  end_page_number: number;

  /** @example 7 */
  end_offset: number;
}
