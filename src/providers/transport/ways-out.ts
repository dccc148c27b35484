import type { Dispatcher } from 'undici';
import { guardedFetch } from './guarded-fetch.js';
import { guardedSocket, type OpenSocket } from './guarded-socket.js';
import { ProviderHttp } from './provider-http.js';

/** All ways to reach a provider: plain calls, `fetch` for client libraries, web sockets. */
export interface WaysOut {
  http: ProviderHttp;
  fetch: typeof globalThis.fetch;
  openSocket: OpenSocket;
}

/** Every one of them goes through the dispatcher, which is the outbound guard's. */
export function waysOut(dispatcher: Dispatcher): WaysOut {
  return {
    http: new ProviderHttp(dispatcher),
    fetch: guardedFetch(dispatcher),
    openSocket: guardedSocket(dispatcher),
  };
}
