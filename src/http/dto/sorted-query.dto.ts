import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { KnownFieldsOnly } from '../validation.pipe.js';
import { LimitQueryDto } from './limit-query.dto.js';
import { readSortedCursor, type SortedPlace } from '../sorted-page.js';

const NEWEST_FIRST = '-created_at';

/** A list ordered by when its records were made, as somebody asks for it. */
export interface CreationPage {
  limit: number;
  sort: string;
  isDescending: boolean;
  after: SortedPlace | null;
  search: string | null;
}

/** How lists of what exists across tenants are paged. */
@KnownFieldsOnly()
export class SortedQueryDto extends LimitQueryDto {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  cursor?: string;

  /** Only tenants whose name, or users whose e-mail address or nickname, contains this, in any case. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  search?: string;

  /** Newest first (`-created_at`), or oldest first. */
  @IsOptional()
  @IsIn(['created_at', NEWEST_FIRST], { message: 'sort must be created_at or -created_at' })
  sort?: string = NEWEST_FIRST;

  /** In the services' terms. @throws BadInputError for a cursor of another list */
  toPage(): CreationPage {
    const sort = this.sort ?? NEWEST_FIRST;
    return {
      limit: this.limit ?? 50,
      sort,
      isDescending: sort.startsWith('-'),
      after: this.cursor ? readSortedCursor(this.cursor, sort, 'time') : null,
      search: this.search ? this.search : null,
    };
  }
}
