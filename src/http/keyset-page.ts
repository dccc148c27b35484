import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { BadInputError } from '../kernel/app-error.js';

const MOST_PER_PAGE = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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

/** A place in a list ordered by creation. */
export interface KeysetPosition {
  createdAt: Date;
  id: string;
}

export interface KeysetPage {
  limit: number;
  after: KeysetPosition | null;
  isDescending: boolean;
  search: string | null;
}

/** @throws BadInputError for a cursor that is none of ours. */
export function readPage({ limit = 50, cursor, search, sort = '-created_at' }: PageQueryDto): KeysetPage {
  return {
    limit,
    after: cursor ? readCursor(cursor) : null,
    isDescending: sort.startsWith('-'),
    search: search ? search : null,
  };
}

/** Cuts one page out of rows that were read one beyond the limit. */
export function cutPage<T extends KeysetPosition>(rows: readonly T[], limit: number): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last) : null };
}

function writeCursor({ createdAt, id }: KeysetPosition): string {
  return Buffer.from(`${createdAt.toISOString()}|${id}`).toString('base64url');
}

function readCursor(cursor: string): KeysetPosition {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('|');
  const createdAt = new Date(time);
  if (Number.isNaN(createdAt.getTime()) || !UUID.test(id)) {
    const message = 'cursor is not one that this list gave out';
    throw new BadInputError(message, { problems: [{ field: 'cursor', rule: 'cursor', message }] });
  }
  return { createdAt, id };
}
