import { IsIn, IsInt, IsIP, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';

/** What a request can be for, by the endpoint that takes it. */
export const EXPLAINED = {
  chat: ['chat', 'image2text'],
  embeddings: ['embedding'],
  rerank: ['rerank'],
  speech: ['tts'],
  transcriptions: ['speech2text'],
} as const;
export type ExplainedEndpoint = keyof typeof EXPLAINED;
export const EXPLAINED_ENDPOINTS = Object.keys(EXPLAINED) as ExplainedEndpoint[];

const MOST_TOKENS = 1_000_000_000;

/** A request that somebody thinks of. */
@KnownFieldsOnly()
export class ExplainRequestDto {
  /** The key that would make it. */
  @IsUUID(undefined, { message: 'key_id must be the id of an API key' })
  key_id: string;

  /** As a client would name it; left out for the tenant's default. */
  @IsOptional()
  @IsString()
  @MaxLength(400)
  model?: string;

  /** Where it would go. */
  @IsOptional()
  @IsIn(EXPLAINED_ENDPOINTS, { message: `endpoint must be one of: ${EXPLAINED_ENDPOINTS.join(', ')}` })
  endpoint?: ExplainedEndpoint = 'chat';

  /** Where it would come from; left out, addresses are not looked at. */
  @IsOptional()
  @IsIP(undefined, { message: 'address must be an IP address' })
  address?: string;

  /** Tokens of its prompt. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_TOKENS)
  input_tokens?: number = 0;

  /** What it would set as `max_tokens`, where it is a chat; left out, what is usual. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_TOKENS)
  max_tokens?: number;
}

/** One rule, and whether it lets the request pass. */
export class ExplainedRuleDto {
  /** `key`, `user`, `address`, `scope`, `model`, `allowed_models`, `provider`, or `limit`. */
  rule: string;

  passes: boolean;

  /** @example "The API key may use 10 USD a month, of which 3.5 USD are left" */
  message: string;

  /** The limit in question, where there is one. */
  limit_id: string | null;
}

/** Whether a request would pass, and which rule decides. */
export class ExplanationDto {
  would_pass: boolean;

  /** The first rule that does not let it pass; null when all do. */
  decided_by: ExplainedRuleDto | null;

  /** All rules in the order in which they are judged, up to the one that decides. */
  rules: ExplainedRuleDto[];

  /** `name@Factory` of those that would be asked, in order. */
  models: string[];
}
