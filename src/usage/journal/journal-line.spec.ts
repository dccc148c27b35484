import { aUsageRecord } from '../../../test/support/usage-records.js';
import { heldLine, takeApart, UnreadableLineError, usageLine } from './journal-line.js';

const METER = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const OTHER = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a11';

const bytesOf = (...lines: string[]) => Buffer.from(lines.join('\n'));
const change = (meterId: string, reserved: number, spent: number) => ({ meterId, windowStart: 3_600_000, reserved, spent }); // prettier-ignore

describe('the line of a request', () => {
  it('leaves out what is as usual', () => {
    const record = aUsageRecord({ requestId: 'r', at: 1, tenantId: 't', userId: 't', keyId: null, model: null });
    const { requestedModel } = record;
    expect(JSON.parse(usageLine(record))).toEqual({ i: 'r', a: 1, t: 't', e: 'chat', s: 200, q: requestedModel, d: 120, b: 80, ti: 10, to: 5, c: 42 }); // prettier-ignore
  });

  it('tells all else', () => {
    const record = aUsageRecord({
      ...{ requestId: 'r', at: 1, tenantId: 't', userId: 'u', keyId: METER, tenantModelId: OTHER, model: 'm@F' },
      ...{ requestedModel: 'm', status: 502, isStream: true, attempts: 3, firstByteMs: null, isEstimated: true },
      ...{ cachedInputTokens: 2, cacheWriteTokens: 3, reasoningTokens: 4, costMicros: null },
    });
    expect(JSON.parse(usageLine(record))).toEqual({
      ...{ i: 'r', a: 1, t: 't', u: 'u', y: METER, m: OTHER, n: 'm@F', q: 'm', e: 'chat', s: 502, z: true, r: 3 },
      ...{ d: 120, ti: 10, to: 5, tc: 2, tw: 3, tr: 4, x: true },
    });
  });
});

describe('what lines tell of budgets', () => {
  const [reserved, others, settled] = [change(METER, 10, 0), change(OTHER, 1, 0), change(METER, -10, 7)].map(heldLine) as [string, string, string]; // prettier-ignore
  const formerly = `{"h":[${[reserved, others].map((line) => line.slice(6, -2)).join()}]}`;
  const sums = [
    { m: METER, w: 3_600_000, r: 0, s: 7 },
    { m: OTHER, w: 3_600_000, r: 1, s: 0 },
  ];

  it.each([
    [
      'behind what ended in its turn',
      (request: string) => [[request, reserved, others].join(), [request, settled].join()],
    ],
    ['in lines of its own', (request: string) => [reserved, request, others, settled, request]],
    ['at the beginning', (request: string) => [[reserved, others].join(), settled, [request, request].join()]],
    ['as former releases wrote it', (request: string) => [formerly, request, `${request.slice(0, -1)},${settled.slice(1)}`]], // prettier-ignore
  ])('is added up by meter and window: %s', (_, linesWith) => {
    const request = usageLine(aUsageRecord());
    const { requests, held } = takeApart(bytesOf(...linesWith(request)));
    expect(held).toEqual(sums);
    expect(requests?.toString()).toBe(`[${request},${request}]`);
  });

  it('may be all that they tell', () => {
    expect(takeApart(bytesOf([reserved, others].join(), settled))).toEqual({ requests: null, held: sums });
  });

  it('is nothing that a client names its model', () => {
    const requestedModel = `"h":[{"m":"${METER}","w":0,"r":1,"s":1}]`;
    const line = usageLine(aUsageRecord({ requestedModel }));
    expect(takeApart(bytesOf(line))).toEqual({ requests: Buffer.from(`[${line}]`), held: [] });
  });

  it.each([
    '{"c":427"h":[]}',
    '{"c":42,"h":[],"t":1}',
    '{"h":[{"m":"1","w":1\n,"r":5,"s":1}]}',
    '{"h":[null]}',
    '{"h":[{"m":"1","w":1,"r":0.5,"s":1}]}',
    '{"h":[{"m":"1"',
    '{"h":[[1]]}',
    '{"x":[{"h":[]}]}',
    '{"h":[]}{}',
    '{"x":[1,{"h":[]}]}',
  ])('is not guessed from %s', (line) => {
    expect(() => takeApart(bytesOf(line))).toThrow(UnreadableLineError);
  });
});
