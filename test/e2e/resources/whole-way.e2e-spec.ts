import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import process from 'node:process';
import { signatureOf } from '../../../src/bots/adapters/http-bot/signature.js';
import { aUser, type Actor } from '../../support/actors.js';
import { pdf } from '../../support/documents.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../support/embedding-server.js';
import { eventually } from '../../support/eventually.js';
import { TelegramStandIn } from '../../support/telegram-stand-in.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { botsApi } from '../bots/bots-world.js';
import { aBase, connect, imported } from '../knowledge/knowledge-world.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, config, pipelineApi, type ScriptedModel } from '../pipelines/pipeline-world.js';

const SECRET = 'inbound-secret-of-the-bot-1234';
const QUESTION = 'How many keys does the north gate have together with the south gate?';
const FACT = 'The north gate has seven keys and the south gate has five keys.';
const ANSWER = 'Together they have 12 keys.';

/** A released MCP server in a process of its own, over streamable HTTP. */
async function startMcpServer(): Promise<{ url: string; process: ChildProcess }> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  const program = createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js');
  const child = spawn(process.execPath, [program, 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The MCP server ended: ${said}`)));
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('listening')) resolve();
    });
  });
  return { url: `http://127.0.0.1:${port}/mcp`, process: child };
}

/** The whole way: bot, pipeline, an uploaded PDF, a tool of a real MCP server, an answer. */
describe('a question', () => {
  let testApp: TestApp;
  let owner: Actor;
  let model: ScriptedModel;
  let embeddings: EmbeddingServer;
  let mcp: Awaited<ReturnType<typeof startMcpServer>>;
  let pipeline: string;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
    owner = await aUser(testApp);
    embeddings = await startEmbeddingServer();
    mcp = await startMcpServer();
    await connect(testApp, owner, embeddings);
    model = await aScriptedModel(testApp, owner);
    const base = await aBase(testApp, owner);
    const file = await imported(testApp, owner, base, 'gates.pdf', pdf([FACT]));
    expect(file).toMatchObject({ status: 'completed', error: null });
    const server = { name: 'everything', mode: 'http', enable: true, extra_args: { url: mcp.url } };
    await testApp.http.post('/api/v1/mcp/servers').set(owner.headers).send(server).expect(200);
    await eventually(async () => {
      const { body } = await testApp.http.get('/api/v1/mcp/servers/everything').set(owner.headers).expect(200);
      expect(body.data.server.runtime_info.status).toBe('connected');
    });
    pipeline = await pipelineApi(testApp, owner.headers).made({
      name: 'gates',
      ...config({ 'knowledge-bases': [base] }),
    });
  });

  beforeEach(() => {
    model.asked.length = 0;
    model.answers = [
      { calls: [{ name: 'get-sum', arguments: '{"a":7,"b":5}' }] },
      { says: ['Together they ', 'have 12 keys.'] },
    ];
  });

  afterAll(async () => {
    await testApp.close();
    mcp.process.kill();
    await Promise.all([model.close(), embeddings.close()]);
  });

  /** The model saw the PDF's passage, was offered the tool, and got what the real server said. */
  function expectTheWholeWay(): void {
    expect(model.asked).toHaveLength(2);
    const [first, second] = model.asked;
    expect(JSON.stringify(first?.messages)).toContain(FACT);
    expect(first?.tools?.map(({ function: tool }) => tool.name)).toContain('get-sum');
    expect(second?.messages.at(-1)).toMatchObject({ role: 'tool', content: 'The sum of 7 and 5 is 12.' });
  }

  async function expectRecorded(origin: string): Promise<void> {
    const [run] = await pipelineApi(testApp, owner.headers).runs(pipeline);
    expect(run).toMatchObject({ status: 'succeeded', origin, model: 'm@OpenAI-API-Compatible' });
    expect(JSON.stringify(run)).toContain('get-sum');
  }

  it('is answered through an HTTP bot, and leaves a run and log lines', async () => {
    const bots = botsApi(testApp, owner);
    const uuid = await bots.made({
      name: 'Web',
      adapter: 'http_bot',
      enable: true,
      config: { inbound_secret: SECRET, callback_url: 'http://127.0.0.1:9/callback' },
    });
    await bots.update(uuid, { use_pipeline_uuid: pipeline }).expect(200);
    await eventually(async () =>
      expect((await bots.read(uuid)).adapter_runtime_values).toMatchObject({ status: 'running' }),
    );
    const body = JSON.stringify({
      session_id: 's1',
      sender: { id: 'u1' },
      message: [{ type: 'Plain', text: QUESTION }],
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const response = await testApp.http
      .post(`/bots/${uuid}/sync`)
      .set({
        'content-type': 'application/json',
        'x-lb-timestamp': timestamp,
        'x-lb-signature': signatureOf(SECRET, timestamp, body),
      })
      .send(body);

    expect(response.body).toMatchObject({ code: 0, msg: 'ok', data: { message: [{ type: 'Plain', text: ANSWER }] } });
    expectTheWholeWay();
    await expectRecorded(`bot:${uuid}`);
    // The bot itself may say meanwhile that its restart is over.
    const said = (await bots.logs(uuid)).filter(({ message_session_id: session }) => session !== '');
    expect(said).toMatchObject([
      { level: 'info', text: `Received: ${QUESTION}`, message_session_id: 'person_s1' },
      { level: 'info', text: 'Answered', message_session_id: 'person_s1' },
    ]);
  });

  it('is answered through Telegram', async () => {
    const telegram = await new TelegramStandIn().start();
    const bots = botsApi(testApp, owner);
    const uuid = await bots.made({
      name: 'T',
      adapter: 'telegram',
      enable: true,
      config: { token: telegram.token, api_root: telegram.url },
    });
    await bots.update(uuid, { use_pipeline_uuid: pipeline }).expect(200);
    await eventually(async () =>
      expect((await bots.read(uuid)).adapter_runtime_values).toMatchObject({ status: 'running' }),
    );
    telegram.say(QUESTION);
    await eventually(() => expect(telegram.texts()).toEqual([ANSWER]));

    expectTheWholeWay();
    await bots.remove(uuid).expect(200);
    await telegram.stop();
  });

  it('is answered on /v1, with the usage of both calls of the model', async () => {
    const response = await testApp.http
      .post('/v1/chat/completions')
      .set(owner.headers)
      .send({ model: 'pipeline:gates', messages: [{ role: 'user', content: QUESTION }] })
      .expect(200);

    expect(response.body).toMatchObject({
      model: 'pipeline:gates',
      choices: [{ message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 20, completion_tokens: 6 },
    });
    expectTheWholeWay();
    await expectRecorded('v1');
  });

  it('is answered in the debug chat', async () => {
    const response = await pipelineApi(testApp, owner.headers).say(pipeline, QUESTION).expect(200);

    expect(response.body.data.message.content).toBe(ANSWER);
    expectTheWholeWay();
    await expectRecorded('debug');
  });
});
