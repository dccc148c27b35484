import { aUser } from '../../support/actors.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../support/embedding-server.js';
import { eventually } from '../../support/eventually.js';
import { aGate } from '../../support/gate.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aBase, beginImport, connect, filesOf, finished, upload } from './knowledge-world.js';

/** No two chunks of it are alike. */
const LONG = Array.from({ length: 100 }, (_, part) =>
  Array.from({ length: 150 }, (_, word) => `w${part}x${word}`).join(' '),
).join('\n\n');

describe('imports that are interrupted', () => {
  let first: TestApp;
  let second: TestApp;
  let server: EmbeddingServer;

  beforeEach(async () => {
    server = await startEmbeddingServer();
    first = await startTestApp({ environment: ALLOW_LOOPBACK });
  });

  afterEach(() => server.close());

  /** An import that waits for the answer to its second batch. */
  async function aHalfDoneImport() {
    const actor = await aUser(first);
    await connect(first, actor, server);
    const base = await aBase(first, actor);
    const stuck = aGate();
    server.beforeAnswer = (request) => {
      if (request !== 2) return;
      stuck.open();
      return new Promise(() => undefined);
    };
    const task = await beginImport(first, actor, base, await upload(first, actor, 'a.txt', LONG));
    await stuck.opened;
    return { actor, base, task };
  }

  it('go on elsewhere when the server stops in time', async () => {
    const { actor, base, task } = await aHalfDoneImport();
    second = await startTestApp({ environment: ALLOW_LOOPBACK, databaseUrl: first.databaseUrl });
    await first.app.close();
    const { runtime } = await finished(second, actor, task);
    expect(runtime).toMatchObject({ exception: null, result: { chunks: server.batches.slice(2).flat().length + 32 } });
    expect(await filesOf(second, actor, base)).toEqual([expect.objectContaining({ status: 'completed' })]);
    await second.close();
    await first.dataSource.destroy();
  });

  it('are taken over when the server is gone without a word, and only then', async () => {
    const { actor, base, task } = await aHalfDoneImport();
    second = await startTestApp({ environment: ALLOW_LOOPBACK, databaseUrl: first.databaseUrl });
    // As if the first one's process had ended a while ago.
    await first.dataSource.query(`UPDATE knowledge_files SET lease_until = now() - interval '1 second'`);
    await first.dataSource.query(
      `UPDATE tasks SET is_done = true, exception = 'The server stopped before this was done'`,
    );
    await eventually(async () => {
      const [file] = await filesOf(second, actor, base);
      expect(file).toMatchObject({ status: 'completed' });
      expect(file!.task_id).not.toBe(task);
    });
    const [file] = await filesOf(second, actor, base);
    expect((await finished(second, actor, file!.task_id)).runtime.exception).toBeNull();
    const again = server.batches.slice(2).flat();
    expect(new Set(again).size).toBe(again.length);
    expect(again).not.toEqual(expect.arrayContaining(server.batches[0]!.slice(0, 1)));
    await second.close();
    await first.close();
  });

  it('fail at last when they end every process', async () => {
    const { actor, base } = await aHalfDoneImport();
    await first.dataSource.query(`UPDATE knowledge_files SET attempts = 5, lease_until = now() - interval '1 second'`);
    await eventually(async () => {
      expect(await filesOf(first, actor, base)).toEqual([
        expect.objectContaining({ status: 'failed', error: 'The import was begun 5 times and never ended' }),
      ]);
    });
    await first.close();
  });
});
