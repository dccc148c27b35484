import type { JournalKeeper } from '../../usage/journal/journal-keeper.js';
import { Admissions } from './admissions.js';
import type { LimitSnapshots } from './limit-snapshots.js';
import type { Meter } from './meter.js';
import { MeterBooks } from './meter-books.js';
import type { Holding, MeterStore } from './meter-store.js';

const NOW = Date.UTC(2026, 10, 15);
const MONTH = Date.UTC(2026, 10);
const METER: Meter = {
  ...{ id: 'meter', unit: 'money', period: 'month', amount: 1000, unknownSpend: 'allow' },
  limit: { id: 'limit', keyId: null, model: null },
};

describe('what a process holds of meters', () => {
  let changes: { holdings: readonly Holding[]; journalId: string }[];
  let journal: { id: string; change: () => void; whenWritten: () => Promise<boolean> };
  let books: MeterBooks;
  let admissions: Admissions;
  let onChange: () => void;

  beforeEach(() => {
    changes = [];
    onChange = () => undefined;
    journal = { id: 'own', change: () => undefined, whenWritten: () => Promise.resolve(true) };
    const keeper = { isConfirmed: true, whenReplaced: () => undefined, journal } as unknown as JournalKeeper;
    const store = {
      change: (holdings: readonly Holding[], journalId: string): Promise<void> => {
        changes.push({ holdings, journalId });
        onChange();
        return Promise.resolve();
      },
    } as unknown as MeterStore;
    books = new MeterBooks(store, keeper);
    admissions = new Admissions({} as LimitSnapshots, books, keeper);
  });

  it('knows what a request spent that had nothing reserved, however long it took', async () => {
    const tokens = { expected: 10, most: 10 };
    const demands = [
      { model: 'own@Ollama', tokens, money: null },
      { model: 'dear@OpenAI', tokens, money: { expected: 5, most: 10 } },
    ];
    const admission = await admissions.admit({ meters: [METER], subjects: [] }, demands, NOW);
    await books.balance();
    admission.settle({ wasSent: true, tokens: 10, costMicros: 500, model: 'dear@OpenAI' });
    await books.balance();
    expect(changes.map(({ holdings }) => holdings)).toEqual([[{ meterId: 'meter', windowStart: MONTH, amount: 500 }]]);
    await books.balance();
    expect(books.find(METER, NOW)).toBeNull();
  });

  it('settles with the journal under which it was granted, though another one is begun meanwhile', async () => {
    for (let count = 0; count < 501; count += 1) books.at({ ...METER, id: `meter-${count}` }, NOW).granted(5, 5);
    onChange = () => {
      journal.id = 'next';
    };
    await books.balance();
    expect(changes.map(({ holdings, journalId }) => [holdings.length, journalId])).toEqual([
      [500, 'own'],
      [1, 'own'],
    ]);
  });
});
