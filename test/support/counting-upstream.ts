import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A provider that counts who came, and answers chats with a usage that the test chose. */
export interface CountingUpstream {
  url: string;
  /** Requests that have come. */
  readonly received: number;
  /** Of them, those that were answered whole. */
  readonly served: number;
  /** From now on requests wait for their answers. */
  hold(): void;
  /** Answers all that wait, and all that come. */
  release(): void;
  close(): Promise<void>;
}

/** @param usedTokens of each answer */
export async function startCountingUpstream(usedTokens: number): Promise<CountingUpstream> {
  let [received, served, isHolding] = [0, 0, false];
  const waiting: (() => void)[] = [];
  const answer = (response: ServerResponse): void => {
    const usage = { prompt_tokens: usedTokens - 1, completion_tokens: 1, total_tokens: usedTokens };
    const choices = [{ index: 0, message: { role: 'assistant', content: 'Yes' }, finish_reason: 'stop' }];
    const body = JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices,
      usage,
    });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body, () => (served += 1));
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    received += 1;
    request.resume();
    request.on('end', () => (isHolding ? waiting.push(() => answer(response)) : answer(response)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    get received() {
      return received;
    },
    get served() {
      return served;
    },
    hold: () => void (isHolding = true),
    release: () => {
      isHolding = false;
      for (const answerNow of waiting.splice(0)) answerNow();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
