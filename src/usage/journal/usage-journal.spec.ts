import { mkdtempSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldTally } from './held-tally.js';
import { UsageJournal } from './usage-journal.js';

const ID = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const OTHER = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a11';
let folder: string;
let journal: UsageJournal;
/** Bytes that the disk still takes. */
let room: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  room = Infinity;
  journal = new UsageJournal(
    folder,
    ID,
    () => undefined,
    (file, bytes) => {
      if (room === 0) throw new Error('ENOSPC: no space left on device, write');
      const count = writeSync(file, bytes.subarray(0, Math.min(room, bytes.length)));
      room -= count;
      return count;
    },
  );
});

afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

const content = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join(''); // prettier-ignore

describe('the end of an answer', () => {
  it('waits for the request to be written down, for which no room is no reason to wait longer', async () => {
    const seen: string[] = [];
    const ended = () =>
      new Promise<void>((resolve) => {
        journal.afterWriting(() => resolve(void seen.push(content())));
      });
    journal.append('{"a":1}');
    const first = ended();
    expect(seen).toEqual([]);
    await first;
    room = 0;
    journal.append('{"a":2}');
    await ended();
    expect(seen).toEqual(['{"a":1}\n', '{"a":1}\n']);
  });
});

describe('what follows writing', () => {
  it('is done, whatever comes of what was to follow before it', async () => {
    journal.append('{"a":1}');
    journal.afterWriting(() => {
      throw new Error('its connection is gone');
    });
    await new Promise<void>((resolve) => {
      journal.afterWriting(resolve);
    });
    journal.append('{"a":2}');
    journal.flush();
    expect(content()).toBe('{"a":1}\n{"a":2}\n');
  });
});

describe('what is reserved and settled in a turn', () => {
  it('is one line with what ended in it, and begins anew with the next', async () => {
    const [one, other] = [new HeldTally(ID, 5), new HeldTally(ID, 6)];
    journal.change(one, 60, 0);
    journal.change(other, 1, 0);
    journal.append('{"i":"1"}');
    journal.change(one, 40, 0);
    journal.append('{"i":"2"}');
    await journal.whenWritten();
    journal.change(one, -60, 15);
    await journal.whenWritten();
    const [first, second] = content().split('\n');
    const held = `{"h":[{"m":"${ID}","w":5,"r":100,"s":0}]},{"h":[{"m":"${ID}","w":6,"r":1,"s":0}]}`;
    expect(first).toBe(`{"i":"1"},{"i":"2"},${held}`);
    expect(second).toBe(`{"h":[{"m":"${ID}","w":5,"r":-60,"s":15}]}`);
  });

  it('is a line each where it is more than a reader takes for one', () => {
    const ended = `{"i":"${'x'.repeat(1000)}"}`;
    journal.change(new HeldTally(ID, 5), 1, 0);
    for (let count = 0; count < 300; count += 1) journal.append(ended);
    journal.flush();
    expect(content()).toBe(`${ended}\n`.repeat(300) + `{"h":[{"m":"${ID}","w":5,"r":1,"s":0}]}\n`);
  });

  it('is lost, and counted, once the journal is closed; and not with that of the next journal', async () => {
    const next = new UsageJournal(folder, OTHER, () => undefined);
    const tally = new HeldTally(ID, 5);
    journal.close();
    journal.change(tally, 60, 0);
    next.change(tally, 7, 0);
    next.close();
    await journal.whenWritten();
    expect(content()).toBe(`{"h":[{"m":"${ID}","w":5,"r":7,"s":0}]}\n`);
    expect([journal.lostLines, next.lostLines]).toEqual([1, 0]);
  });
});

describe('the journal on a full disk', () => {
  it('keeps what has ended until there is room', () => {
    room = 0;
    journal.append('{"a":1}');
    journal.flush();
    journal.append('{"a":2}');
    journal.flush();
    room = Infinity;
    journal.flush();
    expect(content()).toBe('{"a":1}\n{"a":2}\n');
    expect(journal.written).toBe(16);
    expect(journal.lostLines).toBe(0);
  });

  it('says that a reservation is not written, so that it can be taken back behind it', async () => {
    room = 8;
    const tally = new HeldTally(ID, 5);
    journal.change(tally, 60, 0);
    await expect(journal.whenWritten()).resolves.toBe(false);
    journal.change(tally, -60, 0);
    room = Infinity;
    await expect(journal.whenWritten()).resolves.toBe(true);
    expect(content()).toBe(`{"h":[{"m":"${ID}","w":5,"r":60,"s":0}]}\n{"h":[{"m":"${ID}","w":5,"r":-60,"s":0}]}\n`);
  });

  it('writes into no file once it is closed', async () => {
    journal.close();
    journal.append('{"a":1}');
    journal.flush();
    await expect(journal.whenWritten()).resolves.toBe(false);
    expect(content()).toBe('');
    expect(journal.lostLines).toBe(1);
  });
});
