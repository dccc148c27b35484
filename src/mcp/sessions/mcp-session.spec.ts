import { eventually } from '../../../test/support/eventually.js';
import type { OpenMcpServer } from '../mcp-vault.js';
import { McpLimits } from './mcp-limits.js';
import type { McpConnector } from './mcp-connector.js';
import { McpSession } from './mcp-session.js';
import { ToolList } from './tool-list.js';

const OPENED = { server: { mode: 'http' }, arguments: { url: 'http://a.example' } } as OpenMcpServer;

/** A connection whose server lists the tools of these names, one list after another, and then the last. */
class FakeConnection {
  lists = 0;
  onToolsChanged: () => void = () => undefined;
  lose: (reason: Error) => void = () => undefined;
  readonly lost = new Promise<Error>((resolve) => (this.lose = resolve));

  constructor(
    private readonly names: string[],
    private readonly whileListing: (connection: FakeConnection) => void = () => undefined,
  ) {}

  tools(): Promise<ToolList> {
    const name = this.names[Math.min(this.lists, this.names.length - 1)] ?? '';
    this.lists += 1;
    this.whileListing(this);
    const list = new ToolList();
    list.add([{ name, inputSchema: { type: 'object' } }]);
    return Promise.resolve(list);
  }

  watch = (): Promise<void> => Promise.resolve();
  close = (): Promise<void> => Promise.resolve();
}

function sessionWith(open: () => FakeConnection, limits: Partial<McpLimits>): McpSession {
  const connector = { open: () => Promise.resolve(open()) } as unknown as McpConnector;
  return new McpSession(OPENED, connector, Object.assign(new McpLimits(), limits), undefined);
}

const failuresTold = ({ log }: McpSession) => log.last(500, 'error').length;

describe('a session', () => {
  it('waits longer and longer for a server that is lost as soon as it is connected', async () => {
    const session = sessionWith(
      () => {
        const connection = new FakeConnection(['one']);
        connection.lose(new Error('gone'));
        return connection;
      },
      { firstRetryMs: 1 },
    );
    session.start();
    await eventually(() => expect(failuresTold(session)).toBeGreaterThan(5));
    await eventually(() => expect(session.state.retryCount).toBe(failuresTold(session)));
    await session.stop();
  });

  it('takes a failure after a long connection for a first one', async () => {
    const session = sessionWith(
      () => {
        const connection = new FakeConnection(['one']);
        connection.lose(new Error('gone'));
        return connection;
      },
      { firstRetryMs: 1, steadyMs: 0 },
    );
    session.start();
    const seen = new Set<number>();
    await eventually(() => {
      seen.add(session.state.retryCount);
      expect(failuresTold(session)).toBeGreaterThan(5);
    });
    expect([...seen].every((count) => count <= 1)).toBe(true);
    await session.stop();
  });

  it('reads the tools again that changed while they were read first', async () => {
    const connection = new FakeConnection(['former', 'latter'], ({ lists, onToolsChanged }) => {
      if (lists === 1) onToolsChanged();
    });
    const session = sessionWith(() => connection, {});
    session.start();
    await eventually(() => expect(session.state.tools.map(({ name }) => name)).toEqual(['latter']));
    await session.stop();
  });
});
