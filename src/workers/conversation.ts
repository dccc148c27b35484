import type { LogExcerpt, LogPlace } from '../logging/recent-lines.js';
import type { MetricFamily, ProcessMetrics } from '../metrics/metric-family.js';

/** The variable that tells a process that it is a worker of ours, and which. */
export const WORKER_NUMBER = 'LATCHKEY_WORKER';

/** What a worker is to do. */
export interface Orders {
  port: number;
  databaseUrl: string;
  databaseDirectUrl: string;
  /** Of all starts of all workers: what happens once for all of them happens in this one. */
  isFirst: boolean;
}

/** A worker answers requests from now on. */
export interface Started {
  address: string;
  setupToken: string | null;
}

/** What the primary hears from a worker. As a type, not an interface, so that it has topics by name. */
export type PrimaryHears = {
  orders: () => Orders;
  started: (news: Started) => void;
  /** It can't start, and ends. */
  failed: (message: string) => void;
  /** What all of them have counted. */
  metrics: () => Promise<MetricFamily[]>;
  logged: (lines: string[]) => void;
  /** What all of them have logged. */
  logs: (place: LogPlace) => LogExcerpt;
};

/** What a worker hears from the primary. */
export type WorkerHears = {
  metrics: () => Promise<ProcessMetrics | null>;
  stop: () => void;
};
