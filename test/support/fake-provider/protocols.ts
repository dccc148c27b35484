import { anthropicProtocol } from './anthropic-protocol.js';
import { bedrockProtocol } from './bedrock-protocol.js';
import { cohereProtocol } from './cohere-protocol.js';
import type { FakeProtocol } from './exchange.js';
import { geminiProtocol } from './gemini-protocol.js';
import { ollamaProtocol } from './ollama-protocol.js';
import { openAiProtocol } from './openai-protocol.js';
import { vertexProtocol } from './vertex-protocol.js';

/** Every dialect that a fake speaks. */
export const FAKE_PROTOCOLS = {
  openai: openAiProtocol,
  anthropic: anthropicProtocol,
  bedrock: bedrockProtocol,
  cohere: cohereProtocol,
  gemini: geminiProtocol,
  ollama: ollamaProtocol,
  vertex: vertexProtocol,
} satisfies Readonly<Record<string, FakeProtocol>>;

export type FakeKind = keyof typeof FAKE_PROTOCOLS;
