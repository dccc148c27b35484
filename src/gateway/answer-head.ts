import type { ClientExchange } from './exchange.js';

/** Names of models may hold any character, header values may not. */
const UNSENDABLE = /[^\x20-\x7e]/;

/** What an answer's head has from elsewhere, in the flat form that `writeHead` takes. */
export function answerHead({ extraHead }: ClientExchange, contentType: string): string[] {
  const head = ['content-type', contentType];
  if (extraHead.length > 0) head.push(...extraHead);
  return head;
}

/** What the head of every answer has of ours. */
export function ownHead(exchange: ClientExchange): readonly string[] {
  const { route, attempts, id, limitsHead } = exchange;
  const head = ['x-request-id', id, 'x-content-type-options', 'nosniff'];
  if (limitsHead.length > 0) head.push(...limitsHead);
  if (route !== null) {
    head.push('x-latchkey-model', headerText(route.fullName), 'x-latchkey-attempts', String(attempts));
    head.push('server-timing', serverTiming(exchange));
  }
  return head;
}

/** What the gateway itself took until now, and what it waited for providers. */
function serverTiming(exchange: ClientExchange): string {
  const overhead = exchange.elapsed() - exchange.upstreamMs;
  return `gateway;dur=${rounded(overhead)}, upstream;dur=${rounded(exchange.upstreamMs)}`;
}

/** To hundredths: a tenth of the price of `toFixed`. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

function headerText(text: string): string {
  return UNSENDABLE.test(text) ? encodeURIComponent(text) : text;
}
