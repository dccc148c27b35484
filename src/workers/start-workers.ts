import cluster from 'node:cluster';
import { setMaxListeners } from 'node:events';
import type { Serving } from '../application.js';
import type { AppConfig } from '../config/app-config.js';
import { PinoLogger } from '../logging/logger.js';
import { recentLines } from '../logging/recent-lines.js';
import type { MetricFamily, ProcessMetrics } from '../metrics/metric-family.js';
import { MetricsOfWorkers } from '../metrics/metrics-of-workers.js';
import { openDatabase, type Progress } from '../start.js';
import type { Orders, PrimaryHears, Started } from './conversation.js';
import { freePort } from './free-address.js';
import { WorkerSlot } from './worker-slot.js';

/** For a worker to say what it has counted. */
const METRICS_MS = 1000;

/**
 * The primary: it holds the database, the port and the workers, and serves nothing itself. The first worker starts alone,
 * so that keys, the first administrator and the set-up link are made once; when one can't start, all of it ends.
 */
export async function startWorkers(config: AppConfig, onProgress: Progress): Promise<Serving> {
  const database = await openDatabase(config, onProgress);
  try {
    await database.dataSource.destroy();
    const { url: databaseUrl, directUrl: databaseDirectUrl } = database;
    const port = await freePort(config.host, config.port);
    const workers = new Workers(config, { port, databaseUrl, databaseDirectUrl });
    const stop = () => workers.stop().finally(() => database.close());
    return { ...(await workers.start()), stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

class Workers {
  private readonly slots: readonly WorkerSlot[];
  private readonly counted: MetricsOfWorkers;
  private isFirst = true;

  constructor(
    { workers, logLevel, shutdownGraceMs: graceMs }: AppConfig,
    private readonly orders: Omit<Orders, 'isFirst'>,
  ) {
    this.counted = new MetricsOfWorkers(workers);
    const hears = this.hears();
    const logger = new PinoLogger(logLevel);
    this.slots = Array.from({ length: workers }, (_, index) => {
      const number = index + 1;
      return new WorkerSlot({ number, graceMs, hears, onEnded: () => this.counted.ended(number), logger });
    });
    cluster.schedulingPolicy = cluster.SCHED_RR;
    setMaxListeners(0, cluster);
  }

  async start(): Promise<Started> {
    const [first, ...others] = this.slots as [WorkerSlot, ...WorkerSlot[]];
    try {
      const started = await first.start();
      await Promise.all(others.map((slot) => slot.start()));
      return started;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.stop()));
  }

  private hears(): Omit<PrimaryHears, 'started' | 'failed'> {
    return {
      orders: () => {
        const { isFirst } = this;
        this.isFirst = false;
        return { ...this.orders, isFirst };
      },
      metrics: () => this.metrics(),
      logged: (lines) => lines.forEach((line) => recentLines.add(line)),
      logs: (place) => recentLines.from(place),
    };
  }

  private async metrics(): Promise<MetricFamily[]> {
    const answers = new Map<number, ProcessMetrics>();
    const ask = async (slot: WorkerSlot, index: number) => {
      answers.set(index + 1, await slot.metrics(METRICS_MS));
    };
    await Promise.allSettled(this.slots.map(ask));
    return this.counted.page(new Map([...answers].sort(([one], [other]) => one - other)));
  }
}
