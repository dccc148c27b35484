import type { Hit, VectorPage } from './nearest.js';

/** What the scan worker is told; those with a `call` are answered. */
export type ScanMessage =
  | { kind: 'keep'; base: string; page: VectorPage }
  | { kind: 'forget'; base: string }
  | { kind: 'kept'; call: number; base: string; question: Float32Array; limit: number }
  | { kind: 'page'; call: number; page: VectorPage; question: Float32Array; limit: number };

export interface ScanAnswer {
  call: number;
  hits: Hit[];
}
