import type { ChatMessage, UserPart } from '../../providers/calls/chat-call.js';

export const SESSION_TYPES = ['person', 'group'] as const;

export type SessionType = (typeof SESSION_TYPES)[number];

/** Who talks to a bot: a person or a group, as their platform names them. */
export interface BotSession {
  type: SessionType;
  id: string;
}

/** A piece of a message in LangBot's form: `{type: "Plain", text}`, `{type: "Image", url}`, … */
export interface Segment {
  type: string;
  text?: string;
  url?: string;
  base64?: string;
  target?: string;
}

/** What was said, and what its adapter needs to answer it. */
export interface InboundContent {
  segments: readonly Segment[];
  sender?: { id: string; name: string };
  /** The adapter's own: a message to quote, a chat to answer in. */
  replyTo?: string;
}

/** As logs and clients of LangBot write it. */
export function sessionName({ type, id }: BotSession): string {
  return `${type}_${id}`;
}

/** The words of a message; what is none is left out. */
export function textOf(segments: readonly Segment[]): string {
  return segments
    .map(({ type, text, target }) => (type === 'Plain' ? (text ?? '') : type === 'At' ? `@${target ?? ''} ` : ''))
    .join('')
    .trim();
}

/** What a pipeline is asked; null when nothing in the message says anything. */
export function questionOf(segments: readonly Segment[]): ChatMessage | null {
  const text = textOf(segments);
  const images = segments.flatMap(imageOf);
  if (images.length === 0) return text === '' ? null : { role: 'user', content: text };
  return { role: 'user', content: [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...images] };
}

const DATA_URL = /^data:(image\/[a-z0-9.+-]+);base64,(.*)$/is;

function imageOf({ type, url, base64 }: Segment): UserPart[] {
  if (type !== 'Image') return [];
  if (base64 === undefined || base64 === '') return url ? [{ type: 'image', image: { url } }] : [];
  const [, mediaType = 'image/png', bytes = base64] = DATA_URL.exec(base64) ?? [];
  return [{ type: 'image', image: { mediaType, base64: bytes } }];
}
