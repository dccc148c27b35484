import { EventSourceParserStream } from 'eventsource-parser/stream';

/** What the server sends as events, one after the other. */
export async function* eventsOf({ body }: Response): AsyncGenerator<string, void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value.data;
}
