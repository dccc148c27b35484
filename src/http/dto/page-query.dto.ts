import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { KnownFieldsOnly } from '../validation.pipe.js';
import { LimitQueryDto } from './limit-query.dto.js';

/** How every list of our own is paged. */
@KnownFieldsOnly()
export class PageQueryDto extends LimitQueryDto {
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
