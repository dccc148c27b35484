import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppConfig } from '../../config/app-config.js';
import { JournalKeeper } from './journal-keeper.js';
import { linesOf, type JournalPiece } from './journal-reader.js';
import type { JournalTables } from './journal-tables.js';

let folder: string;
let keeper: JournalKeeper;
/** The lines of each batch that the tables were given. */
let batches: string[][];
/** What comes while the tables are being written. */
let meanwhile: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keeper-'));
  batches = [];
  meanwhile = [];
  const tables = {
    findLedger: () => Promise.resolve('ledger'),
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    confirm: () => Promise.resolve(true),
    listOwners: () => Promise.resolve([]),
    write: (_id: string, piece: JournalPiece) => {
      batches.push(linesOf(piece));
      for (const line of meanwhile.splice(0)) keeper.journal.append(line);
      keeper.journal.flush();
      return Promise.resolve({ written: piece.to, rejected: [] });
    },
  };
  keeper = new JournalKeeper(tables as unknown as JournalTables, { dataDir: folder } as AppConfig);
  await keeper.onModuleInit();
});

afterEach(async () => {
  await keeper.onApplicationShutdown();
  rmSync(folder, { recursive: true });
});

describe('a drain', () => {
  it('reads all that was written before it, and leaves what comes meanwhile for the next', async () => {
    keeper.journal.append('{"a":1}');
    keeper.journal.append('{"a":2}');
    meanwhile = ['{"a":3}'];
    await keeper.drain();
    expect(batches).toEqual([['{"a":1}', '{"a":2}']]);
    expect(keeper.pendingBytes).toBe('{"a":3}\n'.length);
    await keeper.drain();
    expect(batches.slice(1)).toEqual([['{"a":3}']]);
    expect(keeper.pendingBytes).toBe(0);
  });

  it('goes on for as many pieces as there were lines for', async () => {
    const line = `{"a":"${'x'.repeat(999_991)}"}`;
    for (let count = 0; count < 3; count++) keeper.journal.append(line);
    await keeper.drain();
    expect(batches).toEqual([[line], [line], [line]]);
  });
});

describe('the end of the process', () => {
  it('leaves nothing unread', async () => {
    keeper.journal.append('{"a":1}');
    await keeper.onApplicationShutdown();
    expect(batches).toEqual([['{"a":1}']]);
  });
});
