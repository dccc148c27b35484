import { aUser } from '../../support/actors.js';
import { startEmbeddingServer } from '../../support/embedding-server.js';
import { eventually } from '../../support/eventually.js';
import { aGate } from '../../support/gate.js';
import { startServerProcess } from '../../support/server-process.js';
import { startTestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, beginAnswer, config, pipelineApi } from '../pipelines/pipeline-world.js';
import { aBase, beginImport, connect, filesOf, finished, upload } from './knowledge-world.js';

const LONG = Array.from({ length: 100 }, (_, part) =>
  Array.from({ length: 150 }, (_, word) => `w${part}x${word}`).join(' '),
).join('\n\n');

it('leaves nothing on processing or running when a server is killed and another one starts', async () => {
  const world = await startTestApp({ environment: ALLOW_LOOPBACK });
  const owner = await aUser(world);
  const embeddings = await startEmbeddingServer();
  const model = await aScriptedModel(world, owner);
  await connect(world, owner, embeddings);
  const base = await aBase(world, owner);
  const pipeline = await pipelineApi(world, owner.headers).made({ name: 'p', ...config({}) });
  await world.app.close();

  const first = await startServerProcess(world.databaseUrl, ALLOW_LOOPBACK);
  const onFirst = { ...world, http: first.http };
  const [inImport, inRun] = [aGate(), aGate()];
  embeddings.beforeAnswer = (request) => {
    if (request !== 2) return;
    inImport.open();
    return new Promise(() => undefined);
  };
  model.answers = [{ byHand: (response) => beginAnswer(response, 'Hel', inRun.open) }, { says: ['Hello'] }];
  const task = await beginImport(onFirst, owner, base, await upload(onFirst, owner, 'a.txt', LONG));
  const cut = pipelineApi(onFirst, owner.headers)
    .say(pipeline, 'Hi', { is_stream: true })
    .then(
      () => 'answered',
      () => 'cut',
    );
  await Promise.all([inImport.opened, inRun.opened]);
  expect(await filesOf(onFirst, owner, base)).toEqual([expect.objectContaining({ status: 'processing' })]);
  await first.kill();
  expect(await cut).toBe('cut');

  const states = () =>
    world.dataSource
      .query(`SELECT (SELECT status FROM knowledge_files) AS file, (SELECT status FROM pipeline_runs) AS run,
      (SELECT count(*)::int FROM tasks WHERE NOT is_done) AS tasks`);
  expect(await states()).toEqual([{ file: 'processing', run: 'running', tasks: 1 }]);
  // As if a minute had passed.
  await world.dataSource.query(`UPDATE knowledge_files SET lease_until = lease_until - interval '1 minute'`);
  await world.dataSource.query(`UPDATE tasks SET alive_until = alive_until - interval '1 minute'`);
  await world.dataSource.query(`UPDATE pipeline_runs SET alive_until = alive_until - interval '1 minute'`);

  const second = await startServerProcess(world.databaseUrl, ALLOW_LOOPBACK);
  const onSecond = { ...world, http: second.http };
  await eventually(async () => expect(await states()).toEqual([{ file: 'completed', run: 'interrupted', tasks: 0 }]));
  const [file] = await filesOf(onSecond, owner, base);
  expect(file).toMatchObject({ status: 'completed', error: null });
  expect((await finished(onSecond, owner, task)).runtime.done).toBe(true);
  expect((await finished(onSecond, owner, file!.task_id)).runtime.exception).toBeNull();
  const again = pipelineApi(onSecond, owner.headers);
  expect((await again.say(pipeline, 'Hi').expect(200)).body.data.message.content).toBe('Hello');
  expect((await again.runs(pipeline)).map(({ status }) => status)).toEqual(['succeeded', 'interrupted']);

  await second.kill();
  await Promise.all([embeddings.close(), model.close(), world.dataSource.destroy()]);
});
