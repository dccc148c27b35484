import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { eventually } from '../../../test/support/eventually.js';
import { Inflow } from './inflow.js';
import { McpLimits } from './mcp-limits.js';
import { ProcessTransport } from './process-transport.js';

const MESSAGE: JSONRPCMessage = { jsonrpc: '2.0', method: 'notifications/x' };
const SAY = `console.log('${JSON.stringify(MESSAGE)}');`;
const STAY = 'setInterval(() => undefined, 1000);';

function running(script: string, more: Partial<McpLimits> = {}) {
  const limits = Object.assign(new McpLimits(), more);
  const complaints: string[] = [];
  const transport = new ProcessTransport({
    command: process.execPath,
    args: ['-e', script],
    env: { MARK: 'marked' },
    messageBytes: limits.messageBytes,
    inflow: new Inflow(limits),
    onComplaint: (text) => complaints.push(text),
  });
  const seen = { messages: [] as JSONRPCMessage[], errors: [] as string[], closed: 0, complaints };
  transport.onmessage = (message) => seen.messages.push(message);
  transport.onerror = ({ message }) => seen.errors.push(message);
  transport.onclose = () => (seen.closed += 1);
  return { transport, seen };
}

describe('a server that is a process', () => {
  it('inherits nothing of ours but what a program needs', async () => {
    const { transport, seen } = running(`console.error(JSON.stringify(process.env)); ${STAY}`);
    await transport.start();
    await eventually(() => expect(seen.complaints).toHaveLength(1));
    const names = Object.keys(JSON.parse(seen.complaints[0] ?? '') as object);
    expect(names).toEqual(expect.arrayContaining(['MARK', 'PATH']));
    // Which this very process has.
    expect(names).not.toContain('NODE_OPTIONS');
    await transport.close();
  });

  it('that says too much is ended', async () => {
    const { transport, seen } = running(`for (;;) process.stdout.write('x\\n'.repeat(1000))`, { messagesAMinute: 50 });
    await transport.start();
    await eventually(() => expect(seen.closed).toBe(1));
    expect(seen.errors).toContain('The server says too much');
    await transport.close();
  });

  it('that never ends its line is ended', async () => {
    const { transport, seen } = running(`for (;;) process.stdout.write('x'.repeat(65536))`, { messageBytes: 200_000 });
    await transport.start();
    await eventually(() => expect(seen.closed).toBe(1));
    expect(seen.errors[0]).toContain('exceeded maximum size');
    await transport.close();
  });

  it('is no longer listened to once closed, though a process that it set free holds its output', async () => {
    const free = `process.stderr.write('pid ' + process.pid); setInterval(() => console.log('{}'), 10)`;
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(free)}],
      { detached: true, stdio: 'inherit' }).unref(); ${STAY}`;
    const { transport, seen } = running(script);
    await transport.start();
    await eventually(() => expect(seen.complaints).toHaveLength(1));
    await transport.close();
    const pid = Number(seen.complaints[0]?.slice('pid '.length));
    await eventually(() => expect(seen.closed).toBe(1));
    // Nobody reads what it writes.
    await eventually(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
  });

  it('that does not read is not written to without end', async () => {
    const { transport, seen } = running(SAY + STAY, { messageBytes: 100_000 });
    await transport.start();
    await eventually(() => expect(seen.messages).toEqual([MESSAGE]));
    const large = { ...MESSAGE, params: { text: 'x'.repeat(50_000) } };
    const sent = Array.from({ length: 20 }, () => transport.send(large));
    const outcomes = Promise.allSettled(sent);
    await expect(sent.at(-1)).rejects.toThrow('The process does not read what it is sent');
    await transport.close();
    expect((await outcomes).filter(({ status }) => status === 'fulfilled').length).toBeLessThan(10);
  });

  it('that can’t be started is an error', async () => {
    const transport = new ProcessTransport({
      command: '/no/such/program',
      args: [],
      env: {},
      messageBytes: 1,
      inflow: new Inflow(new McpLimits()),
      onComplaint: () => undefined,
    });
    await expect(transport.start()).rejects.toThrow('ENOENT');
    await expect(transport.send(MESSAGE)).rejects.toThrow('The process has ended');
    await transport.close();
  });
});
