import { RetCode } from '../../../src/kernel/ret-code.js';
import { FilesRepository } from '../../../src/files/files.repository.js';
import { SystemDb } from '../../../src/database/system-db.js';
import { aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const TEN_MIB = 10 * 1024 * 1024;

describe('files', () => {
  let app: TestApp;
  let owner: Actor;

  beforeAll(async () => {
    app = await startTestApp();
  });

  beforeEach(async () => {
    owner = await aUser(app);
  });

  afterAll(() => app.close());

  const post = (kind: 'documents' | 'images', name: string, content: Buffer | string, field = 'file') =>
    app.http.post(`/api/v1/files/${kind}`).set(owner.headers).attach(field, Buffer.from(content), name);

  it.each([
    ['handbook.PDF', /^handbook_[0-9a-f]{8}\.pdf$/],
    ['Übersicht 2026.txt', /^Übersicht 2026_[0-9a-f]{8}\.txt$/],
    ['no extension', /^no extension_[0-9a-f]{8}$/],
    ['..', /^file_[0-9a-f]{8}$/],
    ['.env', /^env_[0-9a-f]{8}$/],
    ['a<b>:|?*.txt', /^a_b______[0-9a-f]{8}\.txt$/],
    [`${'long'.repeat(100)}.txt`, /^(long){50}_[0-9a-f]{8}\.txt$/],
  ])('name %s', async (name, pattern) => {
    expectDone(await post('documents', name, 'x'), { file_id: expect.stringMatching(pattern) });
  });

  it.each(['../../etc/passwd', 'a/b.txt', 'a\\b.txt'])('refuse %s', async (name) => {
    expectRefused(await raw(name), 400, 'File name contains invalid characters', RetCode.BAD_REQUEST);
  });

  /** superagent takes paths off names, which others do not. */
  function raw(name: string) {
    const body = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name.replace(/\\/g, '\\\\')}"\r\n\r\nx\r\n--b--\r\n`;
    return app.http
      .post('/api/v1/files/documents')
      .set(owner.headers)
      .set('content-type', 'multipart/form-data; boundary=b')
      .send(body);
  }

  it('hold 10 MiB and no byte more', async () => {
    expect((await post('documents', 'a.txt', Buffer.alloc(TEN_MIB - 1))).status).toBe(200);
    const message = 'File size exceeds 10MB limit. Please split large files into smaller parts.';
    for (const size of [TEN_MIB + 1, TEN_MIB + 1024 * 1024]) {
      expectRefused(await post('documents', 'a.txt', Buffer.alloc(size)), 400, message, RetCode.BAD_REQUEST);
    }
    const image = await post('images', 'a.png', Buffer.alloc(TEN_MIB + 1));
    expectRefused(image, 400, 'Image size exceeds 10MB limit.', RetCode.BAD_REQUEST);
  });

  it.each([
    [
      'another field',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="x"\r\n\r\ny\r\n--b--\r\n',
    ],
    ['no boundary', 'multipart/form-data', 'x'],
    ['a form that breaks off', 'multipart/form-data; boundary=b', '--b\r\ncontent-disp'],
    ['JSON', 'application/json', '{}'],
    ['nothing', 'multipart/form-data; boundary=b', ''],
  ])('refuse %s', async (_, type, body) => {
    for (const [kind, message] of [
      ['documents', 'No file provided in request'],
      ['images', 'No image file provided'],
    ]) {
      const answer = await app.http
        .post(`/api/v1/files/${kind}`)
        .set(owner.headers)
        .set('content-type', type)
        .send(body);
      expectRefused(answer, 400, message!, RetCode.BAD_REQUEST);
    }
  });

  it('are no JSON elsewhere', async () => {
    const answer = await app.http.post('/api/v1/knowledge/bases').set(owner.headers).attach('file', PNG, 'a.png');
    expectRefused(answer, 400, 'Invalid request body');
  });

  it('show pictures as what they are, to their tenant alone', async () => {
    const { body } = await post('images', 'logo.jpg', PNG).expect(200);
    const { file_key: key } = body.data as { file_key: string };
    const shown = await app.http.get(`/api/v1/files/image/${key}`).set(owner.headers).expect(200);
    expect(shown.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
    expect(shown.body).toEqual(PNG);
    const stranger = await aUser(app);
    for (const [path, headers] of [
      [key, stranger.headers],
      ['nothing.png', owner.headers],
      ['..%2F..%2Fetc%2Fpasswd', owner.headers],
    ] as const) {
      expectRefused(await app.http.get(`/api/v1/files/image/${path}`).set(headers), 404, 'Resource not found');
    }
  });

  it.each([
    ['a page', 'a.png', '<html>', 'Invalid image format. Allowed formats: jpg, jpeg, png, gif, webp'],
    ['another extension', 'a.svg', PNG, 'Invalid image format. Allowed formats: jpg, jpeg, png, gif, webp'],
    ['no extension', 'a', PNG, 'Invalid image file: no file extension'],
  ])('take no %s for a picture', async (_, name, content, message) => {
    expectRefused(await post('images', name, content), 400, message, RetCode.BAD_REQUEST);
  });

  it('are forgotten when nobody uses them', async () => {
    const { body } = await post('images', 'logo.png', PNG).expect(200);
    const { file_key: key } = body.data as { file_key: string };
    await app.dataSource.query(`UPDATE stored_files SET expires_at = now() WHERE key = $1`, [key]);
    expect((await app.http.get(`/api/v1/files/image/${key}`).set(owner.headers)).status).toBe(404);
    await app.app.get(SystemDb).run('test', (tx) => app.app.get(FilesRepository).deleteExpired(tx));
    expect(await app.dataSource.query(`SELECT 1 FROM stored_files WHERE key = $1`, [key])).toEqual([]);
  });

  it('take no more than a tenant’s share', async () => {
    await post('documents', 'a.txt', 'x').expect(200);
    await app.dataSource.query(`UPDATE stored_files SET size = 536870912 WHERE tenant_id = $1`, [owner.tenantId]);
    expectRefused(
      await post('documents', 'a.txt', 'x'),
      400,
      'Your uploads that are not in use take 512 MiB already; import or wait until they expire',
      RetCode.BAD_REQUEST,
    );
  });
});
