import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const DIMENSION = 64;

export interface EmbeddingServer {
  url: string;
  apiKey: string;
  /** The texts of each request so far, the oldest first. */
  batches: readonly (readonly string[])[];
  /** What happens before a request is answered; it counts from 1. */
  beforeAnswer: (request: number) => Promise<void> | void;
  /** Answers this status instead; null: answers well. */
  status: number | null;
  close(): Promise<void>;
}

/**
 * Speaks OpenAI's embeddings: texts that share words are near. A model's name ends in the length of its vectors, where
 * it does: `bag-128`.
 */
export async function startEmbeddingServer(): Promise<EmbeddingServer> {
  const batches: string[][] = [];
  const http = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { input: string | string[]; model: string };
      const texts = [body.input].flat();
      batches.push(texts);
      await server.beforeAnswer(batches.length);
      const dimension = Number(/-(\d+)$/.exec(body.model)?.[1] ?? DIMENSION);
      const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: bagOfWords(text, dimension) }));
      const { status } = server;
      response.writeHead(status ?? 200, { 'content-type': 'application/json' });
      const refusal = { error: { message: 'The embedding server refuses', type: 'invalid_request_error', code: null } };
      const answer = { object: 'list', data, model: body.model, usage: { prompt_tokens: 8, total_tokens: 8 } };
      response.end(JSON.stringify(status === null ? answer : refusal));
    })();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server: EmbeddingServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    apiKey: 'sk-embedding-server-0123456789',
    batches,
    beforeAnswer: () => undefined,
    status: null,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return server;
}

function bagOfWords(text: string, dimension: number): number[] {
  const vector = Array<number>(dimension).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 2166136261;
    for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
    vector[hash % dimension] = (vector[hash % dimension] ?? 0) + 1;
  }
  return vector;
}
