import type { ProviderHttp } from '../../transport/provider-http.js';
import type { OpenAiWire } from './wire.js';

/** Where the calls go through, and how. */
export interface OpenAiChannel {
  http: ProviderHttp;
  wire: OpenAiWire;
}
