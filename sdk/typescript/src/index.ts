export * from './client.js';
export * from './errors.js';
export * from './generated/resources.js';
export type * from './generated/types.js';
export type { ApiRequest } from './transport.js';
