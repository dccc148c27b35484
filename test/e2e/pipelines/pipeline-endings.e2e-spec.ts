import { request as openRequest } from 'node:http';
import { RunRecords } from '../../../src/pipelines/running/run-records.js';
import { sessionKey } from '../../../src/pipelines/running/session-key.js';
import { Tasks } from '../../../src/tasks/tasks.service.js';
import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, beginAnswer, config, pipelineApi, type ScriptedModel } from './pipeline-world.js';

describe('how runs and tasks end', () => {
  let app: TestApp;
  let owner: Actor;
  let model: ScriptedModel;
  let api: ReturnType<typeof pipelineApi>;
  let uuid: string;

  beforeEach(async () => {
    app = await startTestApp({ environment: ALLOW_LOOPBACK });
    owner = await aUser(app);
    model = await aScriptedModel(app, owner);
    api = pipelineApi(app, owner.headers);
    uuid = await api.made({ name: 'p', ...config({}) });
  });

  afterEach(() => model.close());

  const session = () => sessionKey(owner.tenantId, uuid, { origin: 'debug', type: 'person', id: 'x' });

  it('is written down, whatever others put into words and names', async () => {
    const records = app.app.get(RunRecords);
    const run = await records.begin(session(), new AbortController().signal);
    run.toolCalls.push({ server: 's\0', tool: 't\ud800', ms: 1, isError: false });
    await records.finish(run, session(), { status: 'failed', error: 'no\0!' });
    expect(await api.runs(uuid)).toEqual([
      expect.objectContaining({
        status: 'failed',
        error: 'no!',
        tool_calls: [expect.objectContaining({ server: 's', tool: 't\ufffd' })],
      }),
    ]);

    const task = { tenantId: owner.tenantId, kind: 'mcp-operation' as const, name: 'n', label: 'l\0' };
    const tasks = app.app.get(Tasks);
    const failed = await tasks.run(task, async (report) => {
      await report({ logLine: 'a\0b', currentAction: 'c\0' });
      throw new Error('d\0e');
    });
    const done = await tasks.run(task, () => Promise.resolve({ 'tool\0': 'x\udc00' }));
    await eventually(async () => {
      expect(await tasks.get(owner.tenantId, failed)).toMatchObject({ isDone: true, exception: 'de', log: 'ab\n' });
      expect(await tasks.get(owner.tenantId, done)).toMatchObject({ isDone: true, result: { tool: 'x\ufffd' } });
    });
    await app.close();
  });

  it('waits for the removal of the pipeline without holding what that needs', async () => {
    const records = app.app.get(RunRecords);
    const run = await records.begin(session(), new AbortController().signal);
    const remover = app.dataSource.createQueryRunner();
    await remover.startTransaction();
    await remover.query('SELECT 1 FROM pipelines WHERE id = $1 FOR UPDATE', [uuid]);
    const turn = { question: 'q', answer: 'a' };
    const finished = records.finish(run, session(), { status: 'succeeded', error: null, turn });
    await eventually(async () => {
      const waiting = await app.dataSource.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    await remover.query('SELECT 1 FROM pipeline_runs WHERE id = $1 FOR UPDATE NOWAIT', [run.id]);
    await remover.query('DELETE FROM pipelines WHERE id = $1', [uuid]);
    await remover.commitTransaction();
    await remover.release();
    await finished;
    expect(await app.dataSource.query('SELECT 1 FROM pipeline_runs UNION ALL SELECT 1 FROM pipeline_turns')).toEqual(
      [],
    );
    await app.close();
  });

  it('leaves no connection open when a client leaves a stream', async () => {
    let modelLeft = false;
    model.answers = [
      {
        byHand: (response) => {
          response.once('close', () => (modelLeft = true));
          beginAnswer(response, 'Hel');
        },
      },
    ];
    const outgoing = openRequest(`${app.url}/api/v1/pipelines/${uuid}/chat/send`, {
      method: 'POST',
      agent: false,
      headers: { ...owner.headers, 'content-type': 'application/json' },
    });
    outgoing.on('error', () => undefined);
    outgoing.end(JSON.stringify({ message: [{ type: 'Plain', text: 'Hi' }], is_stream: true }));
    await new Promise<void>((resolve) => outgoing.on('response', (answer) => answer.once('data', () => resolve())));
    outgoing.destroy();
    await eventually(async () => {
      expect((await api.runs(uuid)).map(({ status }) => status)).toEqual(['cancelled']);
      expect(modelLeft).toBe(true);
    });
    // Hangs where a connection is left.
    await app.close();
  });

  it('shows a long answer in small pieces again only as it grows by a hundredth', async () => {
    const says = Array.from({ length: 4_000 }, () => 'word ');
    model.answers = [{ says }];
    const { text } = await api.say(uuid, 'Hi', { is_stream: true }).buffer(true).expect(200);
    const messages = text.split('\n\n').filter((line) => line.includes('"message"'));
    expect(messages.length).toBeLessThan(700);
    expect(JSON.parse(messages.at(-1)!.slice(6))).toMatchObject({
      message: { content: says.join(''), is_final: true },
    });
    await app.close();
  });
});
