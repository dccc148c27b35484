import type { MetricFamily, MetricValue } from './metric-family.js';
import { add } from './number-array.js';

/** Upper bounds in seconds, 0.1 ms to 10 s. */
const BOUNDS: readonly number[] = [
  0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const WIDTH = BOUNDS.length + 1;

/**
 * A histogram by one label whose values are known beforehand. prom-client's own hashes the labels at every
 * observation and offers no way to hand it counts, so what is counted here is also told here.
 */
export class LatencyHistogram {
  /** A row per label value: what fell under each bound but not under the one before, and what was above all. */
  private readonly counts: Float64Array;
  private readonly sums: Float64Array;

  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly label: string,
    private readonly values: readonly string[],
  ) {
    this.counts = new Float64Array(values.length * WIDTH);
    this.sums = new Float64Array(values.length);
  }

  /** Counts below zero as zero: a difference of two measured times may fall a little short. */
  observe(valueIndex: number, seconds: number): void {
    const measured = seconds > 0 ? seconds : 0;
    let bucket = 0;
    while (measured > (BOUNDS[bucket] ?? Infinity)) bucket += 1;
    add(this.counts, valueIndex * WIDTH + bucket, 1);
    add(this.sums, valueIndex, measured);
  }

  /** Label values that were never observed are left out. */
  tell(): MetricFamily {
    const values = this.values.flatMap((value, index) => this.valuesOf(value, index));
    return { name: this.name, help: this.help, type: 'histogram', values };
  }

  private valuesOf(value: string, index: number): MetricValue[] {
    const labels = { [this.label]: value };
    let count = 0;
    const buckets = [...BOUNDS, '+Inf'].map((le, bucket) => {
      count += this.counts[index * WIDTH + bucket] ?? 0;
      return { metricName: `${this.name}_bucket`, labels: { le, ...labels }, value: count };
    });
    if (count === 0) return [];
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: this.sums[index] ?? 0 },
      { metricName: `${this.name}_count`, labels, value: count },
    ];
  }
}
