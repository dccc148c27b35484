import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';

/** Requests that somebody else answers before Fastify sees them. */
export interface Beside {
  /** Answers a request, or returns false for one that is not its own. */
  take(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface SharedServerOptions {
  /** Certificate and key; null for plain HTTP. */
  tls: ServerOptions | null;
  /** For the whole request to arrive, in milliseconds. */
  requestTimeout: number;
  keepAliveTimeout: number;
}

/**
 * One listening server for two applications. Whatever is hooked into a Fastify instance runs for all of its routes, those
 * of later and of encapsulated plugins included; so what must cost next to nothing lives beside it.
 */
export class SharedServer {
  private beside: Beside | null = null;

  constructor(private readonly options: SharedServerOptions) {}

  attach(beside: Beside): void {
    this.beside = beside;
  }

  /** For Fastify's `serverFactory`. */
  readonly create = (others: RequestListener): Server => {
    const listener: RequestListener = (request, response) => {
      const { beside } = this;
      // Once the server closes, clients are to come back on another connection, and to another server.
      if (!server.listening) response.shouldKeepAlive = false;
      if (!beside?.take(request, response)) others(request, response);
    };
    const { tls, requestTimeout, keepAliveTimeout } = this.options;
    const server = tls ? createTlsServer(tls, listener) : createServer(listener);
    server.requestTimeout = requestTimeout;
    server.keepAliveTimeout = keepAliveTimeout;
    return server;
  };
}
