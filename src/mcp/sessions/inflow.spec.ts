import { Inflow } from './inflow.js';

const LIMITS = { messageBytes: 100, bytesAMinute: 1_000, messagesAMinute: 10 };

describe('Inflow', () => {
  it('takes what a minute may hold, and as much in the next', () => {
    let now = 0;
    const inflow = new Inflow(LIMITS, () => now);
    inflow.count(1_000, 10);
    expect(() => inflow.count(1, 0)).toThrow('The server says too much');
    now = 60_001;
    inflow.count(1_000, 10);
    expect(() => inflow.count(0, 1)).toThrow('The server says too much');
  });

  it.each([
    ['line feeds', 'data: 1\n\ndata: 2\n\n'],
    ['both', 'data: 1\r\n\r\ndata: 2\r\n\r\n'],
    ['carriage returns', 'data: 1\r\rdata: 2\r\r'],
    ['a mixture', 'data: 1\r\n\ndata: 2\r\r\n'],
  ])('counts events whose lines end with %s, however they are cut', async (_what, text) => {
    for (const size of [1, 2, 3, text.length]) {
      const inflow = new Inflow({ ...LIMITS, messagesAMinute: 2 });
      expect(await read(inflow, pieces(text, size))).toBe(text);
      expect(() => inflow.count(0, 0)).not.toThrow();
      expect(() => inflow.count(0, 1)).toThrow('The server says too much');
    }
  });

  it('passes on events of any number that are small enough', async () => {
    const text = `data: ${'x'.repeat(60)}\n\n`.repeat(9);
    expect(await read(new Inflow(LIMITS), pieces(text, 7))).toBe(text);
  });

  it('breaks an event off that grows too large', async () => {
    await expect(read(new Inflow(LIMITS), pieces('x'.repeat(101), 10))).rejects.toThrow(
      'The server sends a message that is too large',
    );
  });

  it('breaks a stream off that says too much', async () => {
    await expect(read(new Inflow(LIMITS), pieces('data: 1\n\n'.repeat(11), 50))).rejects.toThrow(
      'The server says too much',
    );
  });
});

function pieces(text: string, size: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size));
}

function read(inflow: Inflow, chunks: Uint8Array[]): Promise<string> {
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return new Response(stream.pipeThrough(inflow.meterEvents())).text();
}
