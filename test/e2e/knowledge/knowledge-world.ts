import type { Response } from 'supertest';
import type { Actor } from '../../support/actors.js';
import type { EmbeddingServer } from '../../support/embedding-server.js';
import { eventually } from '../../support/eventually.js';
import type { TestApp } from '../../support/test-app.js';

export const BASES = '/api/v1/knowledge/bases';
export const MODEL = 'bag-64';

export interface WireFile {
  uuid: string;
  file_name: string;
  extension: string;
  status: string;
  error: string | null;
  task_id: number;
}

export interface WireTask {
  id: number;
  label: string;
  task_context: { current_action: string; metadata: Record<string, unknown> };
  runtime: { done: boolean; state: string; exception: string | null; result: unknown };
}

export interface WireChunk {
  id: string;
  metadata: { uuid: string; file_id: string; file_name: string; text: string };
  distance: number;
  score: number;
}

/** Lets a tenant use an embedding server. */
export async function connect(
  { http }: TestApp,
  { headers }: Actor,
  server: EmbeddingServer,
  models: readonly { name: string; type: string }[] = [{ name: MODEL, type: 'embedding' }],
): Promise<void> {
  await http
    .post('/api/v1/credentials')
    .set(headers)
    .send({
      factory: 'OpenAI-API-Compatible',
      label: 'embeddings',
      base_url: server.url,
      credential: { api_key: server.apiKey },
      models,
      verify: false,
    })
    .expect(200);
}

export async function aBase({ http }: TestApp, { headers }: Actor, body: object = {}): Promise<string> {
  const response = await http
    .post(BASES)
    .set(headers)
    .send({ name: 'Handbook', embedding_model_uuid: MODEL, ...body })
    .expect(200);
  return (response.body.data as { uuid: string }).uuid;
}

export async function upload(
  { http }: TestApp,
  { headers }: Actor,
  name: string,
  content: Buffer | string,
): Promise<string> {
  const response = await http
    .post('/api/v1/files/documents')
    .set(headers)
    .attach('file', Buffer.from(content), name)
    .expect(200);
  return (response.body.data as { file_id: string }).file_id;
}

/** @returns the task's id */
export async function beginImport(app: TestApp, actor: Actor, base: string, fileId: string): Promise<number> {
  const response = await app.http
    .post(`${BASES}/${base}/files`)
    .set(actor.headers)
    .send({ file_id: fileId })
    .expect(200);
  return (response.body.data as { task_id: number }).task_id;
}

/** Waits for the end of a task. */
export async function finished(app: TestApp, actor: Actor, task: number): Promise<WireTask> {
  for (let tries = 0; ; tries++) {
    try {
      return await finishedSoon(app, actor, task);
    } catch (error) {
      if (tries === 8) throw error;
    }
  }
}

async function finishedSoon({ http }: TestApp, { headers }: Actor, task: number): Promise<WireTask> {
  const seen: WireTask[] = [];
  await eventually(async () => {
    const { body } = await http.get(`/api/v1/system/tasks/${task}`).set(headers).expect(200);
    const found = body.data as WireTask;
    expect(found.runtime.done).toBe(true);
    seen.push(found);
  });
  return seen[0]!;
}

export async function filesOf({ http }: TestApp, { headers }: Actor, base: string): Promise<WireFile[]> {
  const { body } = await http.get(`${BASES}/${base}/files`).set(headers).expect(200);
  return (body.data as { files: WireFile[] }).files;
}

/** Imports a file and waits until that is over. @returns the file */
export async function imported(
  app: TestApp,
  actor: Actor,
  base: string,
  name: string,
  content: Buffer | string,
): Promise<WireFile> {
  const task = await beginImport(app, actor, base, await upload(app, actor, name, content));
  await finished(app, actor, task);
  const file = (await filesOf(app, actor, base)).find(({ task_id }) => task_id === task);
  return file!;
}

export async function retrieve(
  { http }: TestApp,
  { headers }: Actor,
  base: string,
  body: object,
): Promise<WireChunk[]> {
  const response: Response = await http.post(`${BASES}/${base}/retrieve`).set(headers).send(body).expect(200);
  return (response.body.data as { results: WireChunk[] }).results;
}
