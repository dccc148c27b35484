import { AnthropicUsage, OpenAiUsage, type UsageReader } from './upstream-usage.js';

const NONE = { cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };

function read(reader: UsageReader, ...chunks: string[]) {
  for (const chunk of chunks) reader.add(Buffer.from(chunk));
  return reader.read();
}

describe('OpenAiUsage', () => {
  it('reads a whole answer, with its details', () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 3 },
    };
    expect(read(new OpenAiUsage(), JSON.stringify({ choices: [], usage }))).toEqual({
      inputTokens: 10,
      outputTokens: 5,
      cachedInputTokens: 4,
      cacheWriteTokens: 0,
      reasoningTokens: 3,
    });
  });

  it.each([
    ['cut inside its name', ['{"us', 'age": {"prompt_tokens":1,"completion_tokens":2}}'], [1, 2]],
    ['null in all events but the last', ['"usage":null', '"usage":{"prompt_tokens":3}', '"usage":null'], [3, 0]],
    ['told twice', ['"usage":{"prompt_tokens":1}', '"usage":{"prompt_tokens":2,"completion_tokens":7}'], [2, 7]],
    ['told as a total', ['{"usage":{"total_tokens":15}}'], [15, 0]],
    ['written with blanks', ['"usage": {"prompt_tokens": 12, "completion_tokens":  7 }'], [12, 7]],
    ['written over lines', ['"usage": {\n  "prompt_tokens": 9,\n  "completion_tokens": 4\n}'], [9, 4]],
    ['written as no integer', ['"usage":{"prompt_tokens":1.2e1,"completion_tokens":6.6}'], [12, 7]],
    ['longer than any count', ['"usage":{"prompt_tokens":12345678901234567890,"completion_tokens":0}'], [12345678901234567000, 0]], // prettier-ignore
    ['told in the words of newer endpoints', ['{"usage":{"input_tokens":6,"output_tokens":1}}'], [6, 1]],
  ])('reads what is %s', (_what, chunks, [inputTokens, outputTokens]) => {
    expect(read(new OpenAiUsage(), ...chunks)).toEqual({ inputTokens, outputTokens, ...NONE });
  });

  it.each([
    ['nothing', ''],
    ['a text that speaks of it', '{"content":"\\"usage\\":{\\"prompt_tokens\\":1}"}'],
    ['an object that does not end', '"usage":{"prompt_tokens":1'],
    ['counts that are none', '"usage":{"prompt_tokens":"many","completion_tokens":-1,"total_tokens":null}'],
    ['no object', '"usage":[1]'],
  ])('says null to %s', (_what, text) => {
    expect(read(new OpenAiUsage(), text)).toBeNull();
  });

  it('remembers the end of a long answer, that came a byte at a time', () => {
    const reader = new OpenAiUsage();
    for (let at = 0; at < 600_000; at += 1) reader.add(Buffer.from('x'));
    expect(read(reader, '"usage":', '{"prompt_tokens":1,"completion_tokens":2}')).toMatchObject({ inputTokens: 1 });
    expect(reader.text().length).toBe(256 * 1024);
  });

  it('looks at a bounded number of places of an answer that is nothing but its name', () => {
    const hostile = '"usage":{'.repeat(30_000);
    expect(read(new OpenAiUsage(), hostile, '"usage":{"prompt_tokens":1,"completion_tokens":2}')).toEqual({
      inputTokens: 1,
      outputTokens: 2,
      ...NONE,
    });
  });
});

describe('AnthropicUsage', () => {
  const start =
    '"usage":{"input_tokens":10,"cache_read_input_tokens":3,"cache_creation_input_tokens":2,"output_tokens":1}';

  it('adds up what a stream tells at its start and its end', () => {
    expect(read(new AnthropicUsage(), start, '"usage":{"output_tokens":42}')).toEqual({
      inputTokens: 15,
      outputTokens: 42,
      cachedInputTokens: 3,
      cacheWriteTokens: 2,
      reasoningTokens: 0,
    });
  });

  it('remembers both ends of a long one', () => {
    const reader = new AnthropicUsage();
    reader.add(Buffer.from(start));
    for (let at = 0; at < 1000; at += 1) reader.add(Buffer.alloc(1024, 'x'));
    expect(read(reader, '"usage":{"output_tokens":42}')).toMatchObject({ inputTokens: 15, outputTokens: 42 });
  });

  it('says null when it was not told', () => {
    expect(read(new AnthropicUsage(), 'event: ping\ndata: {}\n\n')).toBeNull();
  });
});

describe.each([
  ['OpenAiUsage', () => new OpenAiUsage(), 4],
  ['AnthropicUsage', () => new AnthropicUsage(), 2],
])('%s', (_name, reader, times) => {
  it('knows how many times as long the whole answer was as what it remembers', () => {
    const long = reader();
    expect(long.wholeToText).toBe(1);
    for (let count = 0; count < 16; count++) long.add(Buffer.alloc(64 * 1024, 'x'));
    expect(long.wholeToText).toBe(times);
  });
});
