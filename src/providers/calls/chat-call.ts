import type { TokenUsage } from './token-usage.js';

/** A picture inside a message: its bytes, or where the provider finds it. */
export type ImageSource = { mediaType: string; base64: string } | { url: string };

export type UserPart = { type: 'text'; text: string } | { type: 'image'; image: ImageSource };

export interface ToolCall {
  /** Ties the tool's result to the call; ours when the provider gives none. */
  id: string;
  name: string;
  /** JSON text, as the model wrote it; may be malformed. */
  arguments: string;
}

export type ChatMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string | readonly UserPart[] }
  | { role: 'assistant'; content: string; toolCalls?: readonly ToolCall[] }
  /** `name` is that of the tool, which some providers want beside the id. */
  | { role: 'tool'; toolCallId: string; name: string; content: string };

export interface ToolDefinition {
  name: string;
  description?: string;
  /** JSON schema of the arguments. */
  parameters: Readonly<Record<string, unknown>>;
}

export type ToolChoice = 'auto' | 'none' | 'required' | { name: string };

export type ResponseFormat =
  | { type: 'json_object' }
  | { type: 'json_schema'; name: string; schema: Readonly<Record<string, unknown>>; strict: boolean };

export type ReasoningEffort = 'minimal' | 'low' | 'medium' | 'high';

/** A chat, in the words that all dialects share. What is left out is for the provider to decide. */
export interface ChatRequest {
  model: string;
  messages: readonly ChatMessage[];
  /** Upper bound of generated tokens, thinking included. */
  maxTokens?: number;
  temperature?: number;
  topP?: number;
  /** Texts that end the answer. */
  stop?: readonly string[];
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  tools?: readonly ToolDefinition[];
  toolChoice?: ToolChoice;
  responseFormat?: ResponseFormat;
  reasoningEffort?: ReasoningEffort;
}

/** `other`: the provider gave a reason of its own that is none of these. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'other';

export interface ChatAnswer {
  /** May be empty: a reasoning model can spend its whole limit on thinking, and a tool call needs no words. */
  text: string;
  /** What the model let be seen of its thinking; empty when nothing. */
  reasoning: string;
  toolCalls: readonly ToolCall[];
  finishReason: FinishReason;
  /** Null when the provider does not count. */
  usage: TokenUsage | null;
}

/** One step of a streamed answer. The last one is `end`; a stream that breaks off before it fails instead. */
export type ChatEvent =
  | { kind: 'text'; text: string }
  | { kind: 'reasoning'; text: string }
  /** A tool call begins; `index` counts the answer's calls from 0. */
  | { kind: 'tool_call'; index: number; id: string; name: string }
  /** More of the arguments' JSON of a call that has begun. */
  | { kind: 'tool_arguments'; index: number; text: string }
  | { kind: 'end'; finishReason: FinishReason; usage: TokenUsage | null };

/** What a chat can ask for that not every dialect can express. */
export const CHAT_FEATURES = [
  'max_tokens',
  'image_bytes',
  'image_url',
  'tools',
  'tool_choice',
  'json_object',
  'json_schema',
  'stop',
  'seed',
  'presence_penalty',
  'frequency_penalty',
  'top_p',
  'reasoning_effort',
] as const;
export type ChatFeature = (typeof CHAT_FEATURES)[number];
