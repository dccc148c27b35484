import type { FactoryRow } from '../factory-row.js';
import { cometApi } from './cometapi.js';

/** The same service under another name: one list of models serves both. */
export const deerApi: FactoryRow = { ...cometApi, name: 'DeerAPI', baseUrl: 'https://api.deerapi.com/v1' };
