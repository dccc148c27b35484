import { estimatePromptTokens, estimateTokens } from './token-estimate.js';

describe('an estimate of tokens', () => {
  it.each([
    ['', 0],
    ['Hello', 1],
    ['Hello, world!', 4],
    ['你好，世界', 3],
    ['a <|endoftext|> b', 9],
    ['\ud83d', 1],
  ])('of %j is %d', async (text, tokens) => {
    await expect(estimateTokens(text)).resolves.toBe(tokens);
  });

  it('grows with the text beyond what is counted', async () => {
    // Each piece of 256 characters is the same, so that the sample tells the whole.
    const sentence = 'The quick brown fox jumps over the lazy dog. 12'.padEnd(64, '.');
    const [short, long] = [await estimateTokens(sentence.repeat(4)), await estimateTokens(sentence.repeat(400_000))];

    expect(long).toBe(short * 100_000);
  });

  it('takes a text as a whole into account, not its beginning only', async () => {
    const [light, heavy] = ['a'.repeat(256_000), '你'.repeat(256_000)];
    const [one, other] = [await estimateTokens(light), await estimateTokens(heavy)];

    expect(other).toBeGreaterThan(one);
    await expect(estimateTokens(light + heavy)).resolves.toBe(one + other);
  });

  it('of a prompt counts messages, calls, tools and pictures', async () => {
    const tokens = await estimatePromptTokens({
      messages: [
        { role: 'system', content: 'Hello' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hello' },
            { type: 'image', image: { url: 'https://example.com/a.png' } },
          ],
        },
        { role: 'assistant', content: 'Hello', toolCalls: [{ id: 'c', name: 'weather', arguments: '{}' }] },
        { role: 'tool', toolCallId: 'c', name: 'weather', content: 'Hello' },
      ],
      tools: [{ name: 'weather', parameters: {} }],
    });
    const text = ['Hello', 'Hello\n', 'Hello\nweather {}', 'Hello', '{"name":"weather","parameters":{}}'].join('\n');

    expect(tokens).toBe((await estimateTokens(text)) + 4 * 4 + 1_000);
  });
});
