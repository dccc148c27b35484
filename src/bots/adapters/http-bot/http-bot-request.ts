import { BadInputError } from '../../../kernel/app-error.js';
import { findUnstorableText } from '../../../http/text-content.js';
import { segmentsProblem } from '../../dto/is-segments.js';
import {
  SESSION_TYPES,
  type BotSession,
  type InboundContent,
  type Segment,
  type SessionType,
} from '../../messages/inbound.js';

/** A body that breaks a rule; the message names field and rule. */
export class BadHttpBotRequestError extends Error {}

const LONGEST_ID = 128;
const LONGEST_NAME = 256;
const MOST_SEGMENTS = 64;

type Fields = Readonly<Record<string, unknown>>;

/** @throws BadHttpBotRequestError */
export function readFields(body: Buffer): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new BadHttpBotRequestError('The body must be JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadHttpBotRequestError('The body must be an object');
  demandStorable(value);
  return value as Fields;
}

function demandStorable(fields: object): void {
  let path: string | null;
  try {
    path = findUnstorableText(fields);
  } catch (error) {
    if (error instanceof BadInputError) throw new BadHttpBotRequestError('The body is nested too deeply');
    throw error;
  }
  if (path !== null) throw new BadHttpBotRequestError(`${path} contains invalid characters`);
}

/** @throws BadHttpBotRequestError */
export function readSession(fields: Fields, defaultType: SessionType): BotSession {
  const { session_id: id, session_type: type = defaultType } = fields;
  if (typeof id !== 'string' || id === '') throw new BadHttpBotRequestError('session_id is required');
  if (id.length > LONGEST_ID) throw new BadHttpBotRequestError(`session_id must have at most ${LONGEST_ID} characters`);
  if (!SESSION_TYPES.includes(type as SessionType))
    throw new BadHttpBotRequestError('session_type must be either "person" or "group"');
  return { id, type: type as SessionType };
}

/** @throws BadHttpBotRequestError */
export function readContent(fields: Fields): InboundContent {
  const { message, sender } = fields;
  if (message === undefined || message === null) throw new BadHttpBotRequestError('message is required');
  const problem = segmentsProblem(message);
  if (problem !== null) throw new BadHttpBotRequestError(`message${problem}`);
  const segments = message as Segment[];
  if (segments.length === 0) throw new BadHttpBotRequestError('message must not be empty');
  if (segments.length > MOST_SEGMENTS) throw new BadHttpBotRequestError(`message must hold at most ${MOST_SEGMENTS}`);
  return { segments, ...readSender(sender) };
}

function readSender(sender: unknown): Pick<InboundContent, 'sender'> {
  if (sender === undefined || sender === null) return {};
  if (typeof sender !== 'object' || Array.isArray(sender)) throw new BadHttpBotRequestError('sender must be an object');
  const { id = '', name = '' } = sender as Fields;
  for (const [field, value] of Object.entries({ id, name }))
    if (typeof value !== 'string' || value.length > LONGEST_NAME)
      throw new BadHttpBotRequestError(`sender.${field} must be a string of at most ${LONGEST_NAME} characters`);
  return { sender: { id: id as string, name: name as string } };
}
