import { BadInputError } from '../../kernel/app-error.js';
import type { ChatMessage, UserPart } from '../../providers/calls/chat-call.js';

/** A piece of a message in LangBot's form: `{type: "Plain", text}`, `{type: "Image", url | base64}`. */
export type MessageSegment = Readonly<Record<string, unknown>>;

const DATA_URL = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/=\s]+)$/;

/** Pieces of other kinds, as quotes and sources, say nothing to a model. @throws BadInputError naming the piece */
export function readSegments(segments: readonly unknown[]): ChatMessage {
  const parts = segments.flatMap((segment, index) => readSegment(segment, `message.${index}`));
  if (parts.length === 0) throw new BadInputError('message is required', { problems: [REQUIRED] });
  const isText = parts.every((part) => part.type === 'text');
  return { role: 'user', content: isText ? parts.map(({ text }) => text).join('') : parts };
}

const REQUIRED = { field: 'message', rule: 'required', message: 'message is required' };

function readSegment(segment: unknown, field: string): readonly UserPart[] {
  if (typeof segment !== 'object' || segment === null) throw wrong(field, 'object', 'must be an object');
  const { type, text, url, base64, target, display } = segment as MessageSegment;
  if (type === 'Plain') {
    if (typeof text !== 'string') throw wrong(`${field}.text`, 'string', 'must be a string');
    return text === '' ? [] : [{ type: 'text', text }];
  }
  if (type === 'At') {
    const name = [display, target].find((each) => typeof each === 'string' || typeof each === 'number');
    return name === undefined ? [] : [{ type: 'text', text: `@${name} ` }];
  }
  return type === 'Image' ? [readImage(url, base64, field)] : [];
}

function readImage(url: unknown, base64: unknown, field: string): UserPart {
  const [, mediaType, bytes] = DATA_URL.exec(typeof base64 === 'string' ? base64 : '') ?? [];
  if (mediaType && bytes) return { type: 'image', image: { mediaType, base64: bytes } };
  if (typeof url === 'string' && /^https?:\/\//.test(url)) return { type: 'image', image: { url } };
  throw wrong(field, 'image', 'must have a http(s) `url`, or a `base64` that is a data URL');
}

function wrong(field: string, rule: string, says: string): BadInputError {
  return BadInputError.inField(field, rule, `${field} ${says}`);
}
