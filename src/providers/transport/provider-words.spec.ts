import { readWords } from './provider-words.js';

describe('readWords', () => {
  it.each([
    [
      "OpenAI's",
      { error: { message: 'Incorrect API key', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } },
      { text: 'Incorrect API key', codes: 'invalid_api_key invalid_request_error' },
    ],
    ["Ollama's", { error: "model 'x' not found" }, { text: "model 'x' not found", codes: '' }],
    ["vLLM's", { object: 'error', message: 'No such model', code: 404 }, { text: 'No such model', codes: '404' }],
    ["FastAPI's", { detail: 'Not Found' }, { text: 'Not Found', codes: '' }],
    [
      "FastAPI's of a field",
      { detail: [{ msg: 'field required', type: 'missing' }] },
      { text: 'field required', codes: 'missing' },
    ],
    [
      "SiliconFlow's",
      { code: 20012, message: 'Model does not exist.', data: null },
      { text: 'Model does not exist.', codes: '20012' },
    ],
    [
      "MiniMax's",
      { base_resp: { status_code: 1004, status_msg: 'login fail' } },
      { text: 'login fail', codes: '1004' },
    ],
    [
      "Tencent's",
      { Response: { Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'No such id' }, RequestId: 'r' } },
      { text: 'No such id', codes: 'AuthFailure.SecretIdNotFound' },
    ],
    ["Tencent's in a stream", { ErrorMsg: { Code: 4001, Msg: 'Too slow' } }, { text: 'Too slow', codes: '4001' }],
    [
      "OpenRouter's, with the upstream's own",
      { error: { message: 'Provider returned error', code: 400, metadata: { reason: 'no credits' } } },
      { text: 'no credits', codes: '400' },
    ],
    [
      "Google's list",
      [{ error: { message: 'API key not valid.', status: 'INVALID_ARGUMENT' } }],
      { text: 'API key not valid.', codes: 'INVALID_ARGUMENT' },
    ],
    [
      "AWS's",
      { __type: 'AccessDeniedException', Message: 'User is not authorized' },
      { text: 'User is not authorized', codes: 'AccessDeniedException' },
    ],
    ['a bare string', 'Unauthorized', { text: 'Unauthorized', codes: '' }],
  ])('reads %s', (_whose, body, words) => {
    expect(readWords(JSON.stringify(body))).toEqual(words);
  });

  it.each([
    ['plain text', '404 page\n not found', '404 page not found'],
    ['a page', '<html><style>p{}</style><h1>Bad</h1><script>x()</script> <p>gateway</p></html>', 'Bad gateway'],
    ['nothing', '', ''],
    ['JSON without a sentence', '{"a":1}', '{"a":1}'],
  ])('reads %s', (_what, body, text) => {
    expect(readWords(body)).toEqual({ text, codes: '' });
  });
});
