import { parsedJson } from './json-value.js';
import type { ProviderTarget } from '../provider-adapter.js';
import { badAnswer } from './refusal.js';

/** No line of a stream is longer; one without line ends must not fill the memory. */
const MAX_LINE_CHARS = 10 * 1024 * 1024;

/** The objects of a stream that has one on each line (application/x-ndjson). */
export async function* jsonLines(target: ProviderTarget, chunks: AsyncIterable<Buffer>): AsyncGenerator<object> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARS) throw badAnswer(target, 'A line of the stream is too long', '');
    for (const line of lines) if (line.trim() !== '') yield objectOf(target, line);
  }
  if (rest.trim() !== '') yield objectOf(target, rest);
}

function objectOf(target: ProviderTarget, line: string): object {
  const json = parsedJson(line);
  if (typeof json !== 'object' || json === null)
    throw badAnswer(target, 'The stream has a line that is no object', line);
  return json;
}
