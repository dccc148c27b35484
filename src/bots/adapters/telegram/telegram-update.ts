import type { Update } from 'grammy/types';
import { storableText } from '../../../http/text-content.js';
import type { Inbound } from '../bot-adapter.js';

const LONGEST_NAME = 256;

/** What an update says to the bot; null for what nobody said, or no words say. */
export function inboundOf({ message }: Update): Inbound | null {
  const text = message?.text ?? message?.caption ?? '';
  const from = message?.from;
  if (!message || !from || from.is_bot || text.trim() === '') return null;
  const { chat } = message;
  const name = [from.first_name, from.last_name].filter((part) => part !== undefined).join(' ');
  return {
    session: { type: chat.type === 'private' ? 'person' : 'group', id: String(chat.id) },
    content: {
      // One update that could not be written down would keep all others out.
      segments: [{ type: 'Plain', text: storableText(text) }],
      sender: { id: String(from.id), name: storableText(name.slice(0, LONGEST_NAME)) },
      replyTo: String(message.message_id),
    },
  };
}
