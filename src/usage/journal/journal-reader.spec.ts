import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalPath } from './journal-files.js';
import { halvesOf, linesOf, readPiece } from './journal-reader.js';

const ID = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const line = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;

describe('a piece of a journal', () => {
  it('takes no more memory than what there is to read', async () => {
    writeFileSync(journalPath(folder, ID, 0), `${line(20_000)}\n`);
    const piece = await readPiece(folder, ID, 0);
    expect(piece?.lines.buffer.byteLength).toBe(20_001);
  });

  it('is read from where the one before it ended, without the line that is not whole yet', async () => {
    writeFileSync(journalPath(folder, ID, 0), '{"a":1}\n{"a":2}\n{"a":');
    const piece = await readPiece(folder, ID, 8);
    expect(piece).toMatchObject({ from: 8, to: 16 });
    expect(linesOf(piece!)).toEqual(['{"a":2}']);
  });

  it('is not there when all has been read', async () => {
    writeFileSync(journalPath(folder, ID, 0), '{"a":1}\n');
    expect(await readPiece(folder, ID, 8)).toBeNull();
    expect(await readPiece(folder, ID, 0)).toMatchObject({ from: 0, to: 8 });
  });

  it('is of the next file once a file was read', async () => {
    writeFileSync(journalPath(folder, ID, 0), '{"a":1}\n');
    writeFileSync(journalPath(folder, ID, 8), '{"a":2}\n');
    expect(await readPiece(folder, ID, 8)).toMatchObject({ from: 8, to: 16 });
  });
});

describe('the halves of a piece', () => {
  it('follow each other where its lines are, though what was before them is lost', async () => {
    writeFileSync(journalPath(folder, ID, 100), '{"a":1}\n{"a":2}\n');
    const piece = await readPiece(folder, ID, 50);
    expect(piece).toMatchObject({ from: 50, to: 116 });
    const [first, second] = halvesOf(piece!)!;
    expect([first.from, first.to, linesOf(first)]).toEqual([50, 108, ['{"a":1}']]);
    expect([second.from, second.to, linesOf(second)]).toEqual([108, 116, ['{"a":2}']]);
    expect(await readPiece(folder, ID, first.to)).toMatchObject({ from: 108, to: 116 });
  });

  it('of a line that a turn wrote are what it told, and reading goes on between them', async () => {
    const objects = ['{"i":"1","q":",{\\"i\\":"}', '{"h":[{"m":"1"},{"m":"2"}]}', '{"i":"2"}'];
    writeFileSync(journalPath(folder, ID, 0), `${objects.join()}\n`);
    const piece = (await readPiece(folder, ID, 0))!;
    expect(linesOf(piece)).toEqual(objects);
    const [first, second] = halvesOf(piece)!;
    expect([linesOf(first), linesOf(second)]).toEqual([objects.slice(0, 2), objects.slice(2)]);
    expect(await readPiece(folder, ID, first.to)).toEqual(second);
    expect(halvesOf(first)!.map(linesOf)).toEqual([[objects[0]], [objects[1]]]);
    expect(halvesOf(second)).toBeNull();
  });
});
