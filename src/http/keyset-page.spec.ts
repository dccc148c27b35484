import fc from 'fast-check';
import { BadInputError } from '../kernel/app-error.js';
import { newUuid } from '../kernel/ids.js';
import { cutPage, readPage } from './keyset-page.js';

const row = (milliseconds: number) => ({ createdAt: new Date(milliseconds), id: newUuid() });

describe('keyset pages', () => {
  it('begin at the newest, fifty at a time, unless asked otherwise', () => {
    expect(readPage({})).toEqual({ limit: 50, after: null, isDescending: true, search: null });
  });

  it('go on where the page before ended, whatever the time', () => {
    const times = fc.integer({ min: 0, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(times, (time) => {
        const [first, second] = [row(time), row(time + 1)];
        const { items, nextCursor } = cutPage([first, second], 1);
        expect(items).toEqual([first]);
        expect(readPage({ cursor: nextCursor ?? '' }).after).toEqual(first);
      }),
    );
  });

  it('have no cursor on the last page', () => {
    expect(cutPage([row(1)], 1).nextCursor).toBeNull();
    expect(cutPage([], 1)).toEqual({ items: [], nextCursor: null });
  });

  it('refuse any cursor that they did not give out, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (cursor) => {
        expect(() => readPage({ cursor })).toThrow(BadInputError);
      }),
    );
  });
});
