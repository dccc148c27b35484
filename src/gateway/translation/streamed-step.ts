import type { ChatEvent } from '../../providers/calls/chat-call.js';

/** What comes before the end of a streamed answer. The end is told apart, because it may need a usage of ours. */
export type StreamedStep = Exclude<ChatEvent, { kind: 'end' }>;
