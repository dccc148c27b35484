import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsNotEmpty, IsOptional } from 'class-validator';
import { zonelessTime } from '../../kernel/zoneless-time.js';
import { AsPosted } from '../../langbot/dto/as-posted.js';
import type { DebugMessage, DebugQuestion } from '../debug-chat/debug-chat.js';
import { readSegments, type MessageSegment } from '../debug-chat/message-segments.js';

export const SESSION_TYPES = ['person', 'group'] as const;
export const BAD_SESSION_TYPE = 'session_type must be person or group';
const MOST_SEGMENTS = 100;

/** A question to a pipeline on trial. */
export class SendDebugMessageDto {
  /** Which of the two conversations it belongs to. */
  @IsOptional()
  @IsIn(SESSION_TYPES, { message: BAD_SESSION_TYPE })
  session_type?: (typeof SESSION_TYPES)[number] | null = 'person';

  /**
   * Pieces: `Plain` with a `text`, `Image` with a `url` or a data URL as `base64`, `At` with a `target`; others are
   * passed over.
   * @example [{ "type": "Plain", "text": "Hello" }]
   */
  @IsNotEmpty({ message: 'message is required' })
  @IsArray()
  @ArrayMaxSize(MOST_SEGMENTS, { message: `message must hold at most ${MOST_SEGMENTS}` })
  @AsPosted()
  message: MessageSegment[];

  /** The answer comes as server-sent events: `start`, the message as it grows, `end`. */
  @IsOptional()
  @IsBoolean()
  is_stream?: boolean | null = false;

  /** In the service's terms. @throws BadInputError naming a piece */
  toQuestion(pipelineId: string): DebugQuestion {
    return { pipelineId, type: this.session_type ?? 'person', message: readSegments(this.message) };
  }
}

/** One piece of a message. */
export class PlainSegmentDto {
  /** @example Plain */
  type: string;

  /** @example "Hello! How can I help?" */
  text: string;
}

/** A message of a conversation. */
export class DebugMessageDto {
  /** @example 2 */
  id: number;

  /** `user` or `assistant`. @example assistant */
  role: string;

  /** @example "Hello! How can I help?" */
  content: string;

  message_chain: PlainSegmentDto[];

  /** UTC, without a zone. @example 2026-01-01T00:00:00 */
  timestamp: string;

  /** False while more of it is to come. */
  is_final: boolean;

  static from({ id, role, text, at, isFinal }: DebugMessage): DebugMessageDto {
    return Object.assign(new DebugMessageDto(), {
      id,
      role,
      content: text,
      message_chain: [{ type: 'Plain', text }],
      timestamp: zonelessTime(at),
      is_final: isFinal,
    } satisfies DebugMessageDto);
  }
}

export class DebugReplyDto {
  message: DebugMessageDto;
}

export class DebugMessageListDto {
  messages: DebugMessageDto[];
}

export class DebugResetDto {
  /** @example "Session reset successfully" */
  message: string;
}
