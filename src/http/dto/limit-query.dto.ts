import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const MOST_PER_PAGE = 200;

/** How much of a list is shown at a time. */
export class LimitQueryDto {
  /** How many records at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1, { message: 'limit must be at least 1' })
  @Max(MOST_PER_PAGE, { message: `limit must be at most ${MOST_PER_PAGE}` })
  limit?: number = 50;
}
