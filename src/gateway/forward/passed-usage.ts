import type { TokenUsage } from '../../providers/calls/token-usage.js';
import { estimateTokens } from '../translation/token-estimate.js';
import { estimated, type UsedTokens } from '../used-tokens.js';

/** What models say, in OpenAI's and Anthropic's answers, streamed or whole. */
const SAID = /"(?:content|reasoning_content|arguments|text|thinking|partial_json)"\s*:\s*("(?:[^"\\]|\\.)*")/g;
const MOST_STRINGS = 10_000;

/** A count of our own for bytes that passed by untold. @param wholeToAnswer how many times as long the whole answer was */
export async function estimatePassed(
  request: Readonly<Record<string, unknown>>,
  answer: string,
  wholeToAnswer = 1,
): Promise<UsedTokens & TokenUsage> {
  const prompt: string[] = [];
  for (const name of ['system', 'messages', 'tools', 'input']) collectStrings(request[name], prompt);
  const said = [...answer.matchAll(SAID)].map(([, text]) => parsed(text ?? '""'));
  const remembered = await estimateTokens(said.join(''));
  return estimated(await estimateTokens(prompt.join('\n')), Math.ceil(remembered * wholeToAnswer));
}

/** Pictures and sound are not counted as text. */
function collectStrings(value: unknown, into: string[]): void {
  if (into.length >= MOST_STRINGS) return;
  if (typeof value === 'string') {
    if (!value.startsWith('data:')) into.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collectStrings(part, into);
  }
}

function parsed(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}
