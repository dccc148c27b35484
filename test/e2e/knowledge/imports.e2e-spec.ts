import { aUser, type Actor } from '../../support/actors.js';
import { docx, pdf, zip } from '../../support/documents.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../support/embedding-server.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import {
  aBase,
  BASES,
  beginImport,
  connect,
  filesOf,
  finished,
  imported,
  retrieve,
  upload,
} from './knowledge-world.js';

const FACT = 'The spare key hangs behind the blue boiler.';
const QUESTION = 'Where does the spare key hang, behind which boiler?';

describe('imports', () => {
  let app: TestApp;
  let server: EmbeddingServer;
  let owner: Actor;
  let base: string;

  beforeAll(async () => {
    server = await startEmbeddingServer();
    app = await startTestApp({ environment: ALLOW_LOOPBACK });
    owner = await aUser(app);
    await connect(app, owner, server);
  });

  beforeEach(async () => {
    server.status = null;
    base = await aBase(app, owner);
  });

  afterAll(async () => {
    await app.close();
    await server.close();
  });

  it.each([
    ['txt', 'a.txt', FACT],
    ['markdown', 'a.md', `# Keys\n\n${FACT}`],
    ['html', 'a.html', `<html><head><style>p{}</style></head><script>alert("<p>")</script><p>${FACT}`],
    ['csv', 'a.csv', `what,where\nkeys,"${FACT}"\n`],
    ['pdf', 'a.pdf', pdf([FACT])],
    ['docx', 'a.docx', docx([FACT])],
    ['UTF-16', 'a.txt', Buffer.from(`\uFEFF${FACT}`, 'utf16le')],
    ['a PDF called text', 'a.txt', pdf([FACT])],
  ])('read %s', async (_, name, content) => {
    const file = await imported(app, owner, base, name, content);
    expect(file).toMatchObject({ status: 'completed', error: null });
    const [best] = await retrieve(app, owner, base, { query: QUESTION });
    expect(best?.metadata.text).toContain(FACT);
    expect(best?.metadata).toMatchObject({ uuid: best?.id, file_id: file.uuid, file_name: file.file_name });
  });

  it('read windows-1252 where it is no UTF-8', async () => {
    await imported(app, owner, base, 'a.txt', Buffer.from('Der Schlüssel hängt hier', 'latin1'));
    const [best] = await retrieve(app, owner, base, { query: 'Schlüssel' });
    expect(best?.metadata.text).toBe('Der Schlüssel hängt hier');
  });

  it.each([
    ['garbage called PDF', 'a.pdf', '%PDF-1.7 and then nothing that makes sense', 'The PDF is damaged'],
    ['text called PDF', 'a.pdf', FACT, 'The file is no pdf, in spite of its name'],
    ['an unknown type', 'a.exe', FACT, "Files of the type 'exe' can't be imported"],
    ['binary called text', 'a.txt', Buffer.from([1, 2, 0, 3]), 'The file is not text'],
    ['an empty file', 'a.txt', '', 'The file is empty'],
    ['blank text', 'a.txt', ' \n ', 'The file holds no text'],
    [
      'a docx that is an archive',
      'a.docx',
      zip([{ name: 'a.txt', content: FACT }]),
      'The file is no docx, in spite of its name',
    ],
    ['a broken docx', 'a.docx', docx([FACT]).subarray(0, 200), 'The archive is damaged'],
    [
      'a docx that inflates without end',
      'a.docx',
      docx([FACT], [{ name: 'word/media/a.bin', content: Buffer.alloc(70 * 1024 * 1024) }]),
      'The archive holds more than 64 MiB when unpacked',
    ],
    [
      'a docx that lies about its size',
      'a.docx',
      docx([FACT], [{ name: 'word/media/a.bin', content: Buffer.alloc(70 * 1024 * 1024), claimedSize: 10 }]),
      'The archive holds more than 64 MiB when unpacked',
    ],
    ['a page of nothing but tags', 'a.html', '<div>'.repeat(1_500_000), 'The file holds no text'],
    ['too much text', 'a.txt', 'words '.repeat(1_500_000), 'The file holds more than 8 million characters'],
  ])('say why %s fails', async (_, name, content, error) => {
    const task = await beginImport(app, owner, base, await upload(app, owner, name, content));
    const { runtime } = await finished(app, owner, task);
    expect(runtime).toMatchObject({ done: true, state: 'FINISHED', exception: error, result: null });
    expect(await filesOf(app, owner, base)).toEqual([expect.objectContaining({ status: 'failed', error })]);
  });

  it('unpack an archive, each member by itself', async () => {
    const archive = zip([
      { name: 'papers/keys.txt', content: FACT },
      { name: 'papers/broken.pdf', content: 'no' },
      { name: 'papers/picture.png', content: 'no' },
      { name: '__MACOSX/papers/._keys.txt', content: 'no' },
    ]);
    const task = await beginImport(app, owner, base, await upload(app, owner, 'all.zip', archive));
    await finished(app, owner, task);
    await finished(app, owner, task + 1);
    const files = await filesOf(app, owner, base);
    expect(
      files.map(({ file_name, status, task_id }) => [file_name.replace(/_\w{8}\./, '.'), status, task_id]),
    ).toEqual([
      ['keys.txt', 'completed', task],
      ['broken.pdf', 'failed', task + 1],
    ]);
  });

  it.each([
    ['no zip', 'PK\x03\x04 and nothing more', 'file_id: The archive is damaged'],
    ['empty', zip([]), 'file_id names an archive without a file that can be imported'],
    [
      'of pictures',
      zip([{ name: 'a.png', content: 'no' }]),
      'file_id names an archive without a file that can be imported',
    ],
    [
      'a bomb',
      zip([{ name: 'a.txt', content: Buffer.alloc(70 * 1024 * 1024, 'a') }]),
      'file_id: The archive holds more than 64 MiB when unpacked',
    ],
  ])('refuse an archive that is %s', async (_, content, msg) => {
    const fileId = await upload(app, owner, 'a.zip', content);
    const { status, body } = await app.http.post(`${BASES}/${base}/files`).set(owner.headers).send({ file_id: fileId });
    expect([status, body.code]).toEqual([400, -1]);
    expect(body.msg).toBe(msg);
  });

  it('take an upload once', async () => {
    const fileId = await upload(app, owner, 'a.txt', FACT);
    const tasks = await Promise.all([1, 2, 3].map(() => beginImport(app, owner, base, fileId)));
    expect(new Set(tasks).size).toBe(1);
    await finished(app, owner, tasks[0]!);
    expect(await filesOf(app, owner, base)).toHaveLength(1);
  });

  it('begin anew what failed', async () => {
    server.status = 400;
    const fileId = await upload(app, owner, 'a.txt', FACT);
    const first = await finished(app, owner, await beginImport(app, owner, base, fileId));
    expect(first.runtime.exception).toContain('The embedding server refuses');
    server.status = null;
    const second = await finished(app, owner, await beginImport(app, owner, base, fileId));
    expect(second.runtime).toMatchObject({ exception: null, result: { chunks: 1 } });
    expect(second.id).not.toBe(first.id);
    expect(await filesOf(app, owner, base)).toEqual([expect.objectContaining({ status: 'completed', error: null })]);
  });

  it('tell how far they are', async () => {
    const text = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}. ${'word '.repeat(380)}`).join('\n\n');
    const task = await finished(
      app,
      owner,
      await beginImport(app, owner, base, await upload(app, owner, 'a.txt', text)),
    );
    const { chunks } = task.runtime.result as { chunks: number };
    expect(chunks).toBeGreaterThan(32);
    expect(task.task_context).toMatchObject({ current_action: 'embedding', metadata: { chunks, embedded: chunks } });
  });
});
