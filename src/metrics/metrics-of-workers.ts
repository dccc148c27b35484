import { combine, isCounted, labelled, type MetricFamily, type ProcessMetrics } from './metric-family.js';

/**
 * Makes one page of what several workers say: what they counted is added up, under the names and labels that one process
 * has; what a process says of itself gets the label `worker`. What an ended worker had counted when it was last asked goes
 * on being counted, so that no counter goes back.
 */
export class MetricsOfWorkers {
  private readonly last = new Map<number, MetricFamily[]>();
  private ofEnded: MetricFamily[] = [];

  /** @param count how many workers there ought to be */
  constructor(private readonly count: number) {}

  /** @param answers by worker, of all that answered in time */
  page(answers: ReadonlyMap<number, ProcessMetrics>): MetricFamily[] {
    for (const [worker, { work }] of answers) this.last.set(worker, work.filter(isCounted));
    const silent = [...this.last].filter(([worker]) => !answers.has(worker)).flatMap(([, counted]) => counted);
    const own = [...answers].flatMap(([worker, { process }]) => labelled(process, { worker: String(worker) }));
    const work = [...answers.values()].flatMap((told) => told.work);
    return [
      ...combine(own),
      ...combine([...work, ...silent, ...this.ofEnded]),
      gauge('latchkey_workers', 'Processes that ought to serve', this.count),
      gauge('latchkey_workers_silent', 'Those of them that did not answer in time', this.count - answers.size),
    ];
  }

  /** Its successor begins at zero. */
  ended(worker: number): void {
    this.ofEnded = combine([...this.ofEnded, ...(this.last.get(worker) ?? [])]);
    this.last.delete(worker);
  }
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', values: [{ labels: {}, value }] };
}
