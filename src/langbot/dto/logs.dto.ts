import { Type } from 'class-transformer';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';

const IfGiven = () => ValidateIf((_, value) => value !== undefined);
const MOST = 2 ** 31 - 1;

/** A place in the log: what the last answer called its end. */
export class LogsQueryDto {
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(0, { message: 'start_page_number must be at least 0' })
  @Max(MOST, { message: 'start_page_number is too large' })
  start_page_number: number = 0;

  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(0, { message: 'start_offset must be at least 0' })
  @Max(MOST, { message: 'start_offset is too large' })
  start_offset: number = 0;
}

/** A part of the log. */
export class LogsDto {
  /** Lines of JSON, the oldest first. */
  logs: string;

  /** Where the next call is to begin. */
  end_page_number: number;

  end_offset: number;
}
