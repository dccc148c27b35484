import { Readable } from 'node:stream';
import { createDeflate, deflateSync } from 'node:zlib';
import { DocumentParser } from '../../../src/knowledge/parsing/document-parser.js';

const PIECE = Buffer.alloc(16 * 1024 * 1024, ' ');
const PIECES = 128;

/** Made a piece at a time: what the test itself takes must not be what the process seems to have had before. */
async function packedSpaces(): Promise<Buffer> {
  const packed = Readable.from(Array.from({ length: PIECES }, () => PIECE)).pipe(createDeflate({ level: 1 }));
  return Buffer.concat((await packed.toArray()) as Buffer[]);
}

/** A page whose content inflates twice, to two gigabytes of spaces. */
async function pdfBomb(): Promise<Buffer> {
  const inner = await packedSpaces();
  const packed = deflateSync(inner, { level: 9 });
  const stream = Buffer.concat([
    Buffer.from(`<< /Length ${packed.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>'),
    stream,
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const places: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [index, object] of objects.entries()) {
    places.push(length());
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n'));
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 5\n0000000000 65535 f \n${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${length()}\n%%EOF`,
    ),
  );
  return Buffer.concat(parts);
}

it('stops a file that takes memory outside of the heap without end', async () => {
  const bomb = await pdfBomb();
  expect(bomb.length).toBeLessThan(100_000);
  await expect(new DocumentParser().chunks('pdf', bomb, new AbortController().signal)).rejects.toThrow(
    'Reading the file takes too much memory',
  );
}, 70_000);
