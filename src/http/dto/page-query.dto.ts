import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

const MOST_PER_PAGE = 200;

/** How every list of our own is paged. */
export class PageQueryDto {
  /** How many records at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1, { message: 'limit must be at least 1' })
  @Max(MOST_PER_PAGE, { message: `limit must be at most ${MOST_PER_PAGE}` })
  limit?: number = 50;

  /** `next_cursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  cursor?: string;

  /** Only records whose name contains this, in any case. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  search?: string;

  /** Newest first (`-created_at`), or oldest first. */
  @IsOptional()
  @IsIn(['created_at', '-created_at'], { message: 'sort must be created_at or -created_at' })
  sort?: string = '-created_at';
}
