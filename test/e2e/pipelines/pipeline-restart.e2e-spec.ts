import { PipelineRuns } from '../../../src/pipelines/pipeline-runs.js';
import { aUser, principalOf } from '../../support/actors.js';
import { startTestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, beginAnswer, config, pipelineApi } from './pipeline-world.js';

const LOST = 'The server stopped before this was done';

it('says of runs that lost their process, and of those it stops with, that they were interrupted', async () => {
  const first = await startTestApp({ environment: ALLOW_LOOPBACK });
  const owner = await aUser(first);
  const api = pipelineApi(first, owner.headers);
  const model = await aScriptedModel(first, owner);
  const uuid = await api.made({ name: 'p', ...config({}) });
  await api.say(uuid, 'one').expect(200);
  await first.dataSource.query(
    `UPDATE pipeline_runs SET status = 'running', finished_at = NULL, alive_until = now() - interval '1 second'`,
  );

  const second = await startTestApp({ databaseUrl: first.databaseUrl, environment: ALLOW_LOOPBACK });
  const runs = () => first.dataSource.query('SELECT status, error, origin, session_id FROM pipeline_runs ORDER BY id');
  expect(await runs()).toEqual([{ status: 'interrupted', error: LOST, origin: 'debug', session_id: owner.user.id }]);

  model.answers = [{ byHand: (response) => void beginAnswer(response, 'Hel') }];
  const session = { origin: 'bot:x', type: 'person' as const, id: 'y' };
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  const input = { pipelineId: uuid, caller: principalOf(owner), session, messages, history: 'kept' as const };
  const steps = second.app.get(PipelineRuns).run({ ...input, signal: new AbortController().signal });
  expect(await steps.next()).toEqual({ done: false, value: { kind: 'text', text: 'Hel' } });
  const rest = expect(steps.next()).rejects.toThrow(LOST);
  await second.close();
  await rest;
  expect((await runs())[1]).toEqual({ status: 'interrupted', error: LOST, origin: 'bot:x', session_id: 'y' });

  await model.close();
  await first.close();
});
