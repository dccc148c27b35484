import { add } from './number-array.js';

/** Upper bounds in seconds, 0.1 ms to 10 s. */
const BOUNDS: readonly number[] = [
  0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const WIDTH = BOUNDS.length + 1;

/**
 * A histogram by one label whose values are known beforehand. prom-client's own hashes the labels at every
 * observation and offers no way to hand it counts, so what is counted here is also written here.
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

  /** In Prometheus' text format, label values that were never observed left out. */
  render(): string {
    const lines = this.values.flatMap((value, index) => this.linesOf(value, index));
    return [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} histogram`, ...lines].join('\n');
  }

  private linesOf(value: string, index: number): string[] {
    const label = `${this.label}="${value}"`;
    let count = 0;
    const buckets = [...BOUNDS, '+Inf'].map((bound, bucket) => {
      count += this.counts[index * WIDTH + bucket] ?? 0;
      return `${this.name}_bucket{le="${bound}",${label}} ${count}`;
    });
    if (count === 0) return [];
    return [...buckets, `${this.name}_sum{${label}} ${this.sums[index] ?? 0}`, `${this.name}_count{${label}} ${count}`];
  }
}
