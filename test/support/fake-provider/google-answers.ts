import { bodyOf, eventStream, type FakeAnswer, json, type RecordedRequest, type Refusal } from './exchange.js';

const WORDS = ['Hello', '! How can I', ' help?'];
const USAGE = { promptTokenCount: 10, candidatesTokenCount: 12, totalTokenCount: 27, thoughtsTokenCount: 5 };

/** What Gemini says, at whichever of Google's doors. */
export function generated(request: RecordedRequest): FakeAnswer {
  const call = forcedCall(request);
  const parts = call === null ? [{ text: wordsFor(request).join('') }] : [call];
  return contentsMissing(request) ?? json(200, answerOf(parts, 'STOP'));
}

/** The same in pieces; `alt=sse` asks for them as events, without it they would come as a JSON array. */
export function streamed(request: RecordedRequest): FakeAnswer {
  if (request.query.get('alt') !== 'sse') return json(200, []);
  const call = forcedCall(request);
  const pieces = call === null ? wordsFor(request).map((text) => ({ text })) : [call];
  const chunks = pieces.map((part, index) => answerOf([part], index === pieces.length - 1 ? 'STOP' : null));
  return contentsMissing(request) ?? eventStream(chunks);
}

function answerOf(parts: readonly object[], finishReason: string | null): object {
  const reason = finishReason === null ? {} : { finishReason };
  const candidate = { content: { parts, role: 'model' }, ...reason, index: 0 };
  return { candidates: [candidate], usageMetadata: USAGE, modelVersion: 'gemini', responseId: 'r1' };
}

function contentsMissing(request: RecordedRequest): FakeAnswer | null {
  const { contents } = bodyOf(request);
  return Array.isArray(contents) && contents.length > 0
    ? null
    : googleError(400, 'INVALID_ARGUMENT', '* GenerateContentRequest.contents: contents is not specified');
}

function wordsFor(request: RecordedRequest): readonly string[] {
  const { generationConfig: config = {} } = bodyOf(request) as { generationConfig?: object };
  return 'responseSchema' in config || 'responseJsonSchema' in config ? ['{"city":', '"Oslo"}'] : WORDS;
}

interface ToolsBody {
  tools?: readonly { functionDeclarations: readonly { name: string }[] }[];
  toolConfig?: { functionCallingConfig?: { mode?: string; allowedFunctionNames?: readonly string[] } };
}

/** A model that must call does; one that may prefers to talk. */
function forcedCall(request: RecordedRequest): object | null {
  const { tools, toolConfig } = bodyOf(request) as ToolsBody;
  const { mode, allowedFunctionNames: allowed } = toolConfig?.functionCallingConfig ?? {};
  if (mode !== 'ANY') return null;
  const name = allowed?.[0] ?? tools?.[0]?.functionDeclarations[0]?.name;
  return { functionCall: { name, args: { city: 'Oslo' } } };
}

/** google.rpc.Status as JSON, with what it says about the error. */
export function googleError(
  status: number,
  code: string,
  message: string,
  details: readonly object[] = [],
): FakeAnswer {
  const more = details.length === 0 ? {} : { details };
  return json(status, { error: { code: status, message, status: code, ...more } });
}

/** What both doors say alike (google.rpc, `code.proto` and `error_details.proto`). */
export const GOOGLE_REFUSALS: Readonly<Record<Exclude<Refusal, 'unauthorized' | 'model_not_found'>, () => FakeAnswer>> =
  {
    forbidden: () =>
      googleError(
        403,
        'PERMISSION_DENIED',
        'Generative Language API has not been used in project 1 before or it is disabled.',
        [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED', domain: 'googleapis.com' }],
      ),
    region: () => googleError(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    bad_path: () => ({
      status: 404,
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><title>Error 404 (Not Found)!!1</title><p><b>404.</b> The requested URL was not found on this server.',
    }),
    rate_limited: () =>
      googleError(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details.\nPlease retry in 7.25s.',
        [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7s' }],
      ),
    quota: () =>
      googleError(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details.',
      ),
    bad_request: () => googleError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
    max_tokens_unsupported: () =>
      googleError(
        400,
        'INVALID_ARGUMENT',
        'Unable to submit request because it has a maxOutputTokens value of 1 but the supported range is different.',
      ),
    server_error: () => googleError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
  };
