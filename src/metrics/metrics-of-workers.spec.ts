import type { MetricFamily, MetricValue, ProcessMetrics } from './metric-family.js';
import { MetricsOfWorkers } from './metrics-of-workers.js';
import { prometheusText } from './prometheus-text.js';

const family = (name: string, type: string, values: MetricValue[], aggregator?: string): MetricFamily => ({
  ...{ name, help: 'Help', type, values },
  ...(aggregator ? { aggregator } : {}),
});
const single = (name: string, type: string, value: number, aggregator?: string) =>
  family(name, type, [{ labels: {}, value }], aggregator);

/** What a worker says that has answered so many requests, and answers so many now. */
const told = (answered: number, answering: number): ProcessMetrics => ({
  process: [single('process_memory', 'gauge', 100)],
  work: [
    family('requests', 'counter', [{ labels: { status: 200 }, value: answered }]),
    single('in_flight', 'gauge', answering),
  ],
});

const linesOf = (families: MetricFamily[]) =>
  prometheusText(families)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('MetricsOfWorkers', () => {
  let metrics: MetricsOfWorkers;

  beforeEach(() => {
    metrics = new MetricsOfWorkers(2);
  });

  it('adds up what they counted, and keeps apart what a process is', () => {
    const answers = new Map([
      [1, told(3, 1)],
      [2, told(4, 2)],
    ]);
    expect(linesOf(metrics.page(answers))).toEqual([
      'process_memory{worker="1"} 100',
      'process_memory{worker="2"} 100',
      'requests{status="200"} 7',
      'in_flight 3',
      'latchkey_workers 2',
      'latchkey_workers_silent 0',
    ]);
  });

  it('goes on counting what one had counted that is silent or gone, not what it was doing', () => {
    metrics.page(
      new Map([
        [1, told(3, 1)],
        [2, told(4, 2)],
      ]),
    );
    const remaining = ['requests{status="200"} 8', 'in_flight 0', 'latchkey_workers 2', 'latchkey_workers_silent 1'];
    expect(linesOf(metrics.page(new Map([[1, told(4, 0)]]))).slice(1)).toEqual(remaining);
    metrics.ended(2);
    expect(linesOf(metrics.page(new Map([[1, told(4, 0)]]))).slice(1)).toEqual(remaining);
  });

  it('does not count a successor’s requests twice', () => {
    metrics.page(new Map([[1, told(3, 0)]]));
    metrics.ended(1);
    metrics.page(new Map([[1, told(1, 0)]]));
    metrics.ended(1);
    expect(linesOf(metrics.page(new Map()))).toContain('requests{status="200"} 4');
  });

  it('keeps the buckets of a histogram apart', () => {
    const values = (count: number): MetricValue[] => [
      { metricName: 'time_bucket', labels: { le: 1 }, value: count },
      { metricName: 'time_bucket', labels: { le: '+Inf' }, value: count + 1 },
      { metricName: 'time_sum', labels: {}, value: 0.5 },
    ];
    const of = (count: number) => ({ process: [], work: [family('time', 'histogram', values(count))] });
    const answers = new Map([
      [1, of(1)],
      [2, of(2)],
    ]);
    expect(linesOf(metrics.page(answers)).slice(0, 3)).toEqual([
      'time_bucket{le="1"} 3',
      'time_bucket{le="+Inf"} 5',
      'time_sum 1',
    ]);
  });

  it.each([
    ['sum', 12],
    ['max', 10],
    ['min', 2],
    ['average', 6],
    ['first', 2],
  ])('takes the %s where a metric says so', (aggregator, expected) => {
    const of = (value: number) => ({ process: [], work: [single('age', 'gauge', value, aggregator)] });
    const answers = new Map([
      [1, of(2)],
      [2, of(10)],
    ]);
    expect(linesOf(metrics.page(answers))[0]).toBe(`age ${expected}`);
  });
});

describe('prometheusText', () => {
  it('escapes what Prometheus would misread, and writes what is no number', () => {
    const values = [
      { labels: { place: 'a "b"\\\n' }, value: null },
      { labels: {}, value: Infinity },
      { labels: {}, value: -Infinity },
    ];
    expect(prometheusText([{ name: 'odd', help: 'Two\nlines', type: 'gauge', values }])).toBe(
      '# HELP odd Two\\nlines\n# TYPE odd gauge\nodd{place="a \\"b\\"\\\\\\n"} NaN\nodd +Inf\nodd -Inf\n',
    );
  });
});
