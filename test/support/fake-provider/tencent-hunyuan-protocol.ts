import {
  bodyOf,
  eventStream,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  type RecordedRequest,
} from './exchange.js';
import { isTc3Signed, tencentAnswer, tencentRefusal } from './tencent-cloud-signature.js';

const USAGE = { PromptTokens: 4, CompletionTokens: 9, TotalTokens: 13 };
const WORDS = ['你好', '！我能', '帮你什么？'];

/** Hunyuan's ChatCompletions and GetEmbedding, version 2023-09-01. */
export const tencentHunyuanProtocol: FakeProtocol = {
  reference: 'https://cloud.tencent.com/document/api/1729/105701 (ChatCompletions) and /102832 (GetEmbedding)',
  basePath: '',
  credential: { hunyuan_sid: 'AKIDfakeprovider0123456789', hunyuan_sk: 'fake-provider-secret-key-0123456789' },
  isAuthorized: (request, { hunyuan_sid: id = '', hunyuan_sk: key = '' }) => isTc3Signed(request, 'hunyuan', id, key),
  endpointOf: ({ method, path, headers, body }) => {
    if (method !== 'POST' || path !== '/' || headers['x-tc-version'] !== '2023-09-01') return null;
    if (headers['x-tc-action'] === 'GetEmbedding') return 'embeddings';
    if (headers['x-tc-action'] !== 'ChatCompletions') return null;
    return (body as { Stream?: unknown }).Stream === true ? 'stream' : 'chat';
  },
  modelOf: (request) => {
    const { Model: model } = bodyOf(request);
    return typeof model === 'string' ? model : null;
  },
  answer,
  emptyAnswer: (endpoint) => tencentAnswer(endpoint === 'embeddings' ? { Data: [] } : { Choices: [] }),
  refusal: (reason) => tencentRefusal(reason, {}),
};

function answer(endpoint: FakeEndpoint, request: RecordedRequest): FakeAnswer {
  const body = bodyOf(request);
  if (endpoint === 'embeddings') {
    const inputs = body['InputList'];
    if (!Array.isArray(inputs) || inputs.length > 50) return tencentRefusal('bad_request', {});
    const Data = inputs.map((_text, Index) => ({ Embedding: [0.1, -0.2], Index, Object: 'embedding' }));
    return tencentAnswer({ Data, Usage: { PromptTokens: 6, TotalTokens: 6 } });
  }
  // "Messages" and "Model" are required, and a content or contents in each message.
  const messages = body['Messages'];
  if (typeof body['Model'] !== 'string' || !Array.isArray(messages) || !messages.every(hasContent))
    return tencentRefusal('bad_request', {});
  if (endpoint === 'stream') return streamed();
  const [choice, shell] = [{ FinishReason: 'stop', Message: { Role: 'assistant', Content: WORDS.join('') } }, SHELL];
  return tencentAnswer({ ...shell, Choices: [choice], Usage: USAGE });
}

const SHELL = { Note: '以上内容为AI生成', Created: 1_700_000_000, Id: 'ed93f3cb' };

/** Without the `Response` around it. */
function streamed(): FakeAnswer {
  const chunk = (content: string, reason: string): object => ({
    ...SHELL,
    Choices: [{ Delta: { Role: 'assistant', Content: content }, FinishReason: reason }],
    Usage: USAGE,
  });
  return eventStream([...WORDS.map((word) => chunk(word, '')), chunk('', 'stop')]);
}

function hasContent(message: object): boolean {
  return 'Content' in message || 'Contents' in message;
}
