import type { AttendedReply } from '../http/wire/wire-reply.js';
import type { Principal } from '../kernel/principal.js';
import type { Endpoint } from './endpoints/endpoint.js';
import type { ClientExchange } from './exchange.js';
import { GatewayService } from './gateway.service.js';
import type { PlaneRequest } from './plane-request.js';
import { PROTOCOLS } from './protocols.js';

class Reply implements AttendedReply {
  headersSent = false;
  readonly writableLength = 0;
  readonly written: unknown[] = [];
  attend(): void {
    // Its client stays.
  }
  writeHead(status: number): void {
    this.headersSent = true;
    this.written.push(status);
  }
  write(body: string): boolean {
    this.written.push(body);
    return true;
  }
  end(body: string): void {
    this.written.push(body);
  }
  destroy(): void {
    this.written.push('destroyed');
  }
  setTimeout(): void {
    // Whatever is written is taken.
  }
  once(): void {
    // The same.
  }
}

/** @param counting what is waited for when the request has been answered */
function aService(counting: Promise<void> | null): GatewayService {
  const none = {} as never;
  const keys = { snapshotBehind: () => null };
  const records = { begin: () => undefined, end: () => counting, whenWritten: (step: () => void) => step() };
  return new GatewayService(keys as never, none, none, none, none, records as never);
}

/** Asks, and is answered so. */
function ask(service: GatewayService, reply: Reply, answer: (exchange: ClientExchange) => Promise<void>) {
  const endpoint = { name: 'chat', open: () => ({ model: 'm', isStream: true, answer }) };
  const words = PROTOCOLS.openai;
  const [request, caller, to] = [{ id: '1' } as PlaneRequest, {} as Principal, reply];
  return service.answer(endpoint as unknown as Endpoint, words, request, caller, to, []);
}

const untilLeft = (exchange: ClientExchange) =>
  new Promise<void>((resolve) => exchange.whenClientLeaves(() => resolve()));

describe('a request that is cut off', () => {
  it('is refused where nothing has been answered yet', async () => {
    const [service, reply] = [aService(null), new Reply()];
    const asking = ask(service, reply, untilLeft);
    service.cutOff();
    await asking;
    expect(reply.written).toEqual([
      503,
      '{"error":{"message":"The server is stopping; ask again","type":"server_error","param":null,"code":"unavailable"}}',
    ]);
  });

  it('keeps its own end where that has been said, and is only being counted', async () => {
    let counted = (): void => undefined;
    const service = aService(new Promise((resolve) => (counted = resolve)));
    const reply = new Reply();
    const asking = ask(service, reply, (exchange) => {
      exchange.isEventStream = true;
      exchange.endWith('data: [DONE]\n\n');
      return Promise.resolve();
    });
    service.cutOff();
    counted();
    await asking;
    expect(reply.written).toEqual(['data: [DONE]\n\n']);
  });
});
