import { IsIn, IsOptional, Matches } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { ENDPOINTS, type Endpoint } from '../../metrics/metrics.js';
import { OUTCOMES, readRequestsCursor, type Outcome, type RequestsRequest } from '../usage-requests.js';
import { UsageQueryDto } from './usage-query.dto.js';

const STATUS = new RegExp(`^(${OUTCOMES.join('|')}|[1-5]\\d\\d)$`);

/** Which requests. */
@KnownFieldsOnly()
export class UsageRequestsQueryDto extends UsageQueryDto {
  /**
   * How they ended: `ok`, `failed` (400 or more), `left` (the client, before the end), or a status.
   * @example failed
   */
  @IsOptional()
  @Matches(STATUS, { message: `status must be one of: ${OUTCOMES.join(', ')}, or an HTTP status` })
  status?: string;

  /**
   * What was called.
   * @example chat
   */
  @IsOptional()
  @IsIn(ENDPOINTS, { message: `endpoint must be one of: ${ENDPOINTS.join(', ')}` })
  endpoint?: Endpoint;

  /** In the service's terms. @throws BadInputError for a cursor of another list */
  toRequest(): RequestsRequest {
    return {
      ...this.toFilter(),
      status: this.status === undefined ? null : statusOf(this.status),
      endpoint: this.endpoint ?? null,
      limit: this.limit ?? 50,
      after: this.cursor ? readRequestsCursor(this.cursor) : null,
    };
  }
}

function statusOf(text: string): Outcome | number {
  return OUTCOMES.find((outcome) => outcome === text) ?? Number(text);
}
