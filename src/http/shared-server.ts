import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { Beside } from './wire/beside.js';
import { FrontDoor } from './wire/front-door.js';

/** A client of HTTP/1.0 offers nothing else, and gets no connection from a server that only names 1.1. */
const ALPNProtocols = ['http/1.1', 'http/1.0'];

export interface SharedServerOptions {
  /** Certificate and key; null for plain HTTP. */
  tls: ServerOptions | null;
  /** For a request's head to arrive, in milliseconds. */
  headersTimeout: number;
  /** For the whole request to arrive, in milliseconds. */
  requestTimeout: number;
  keepAliveTimeout: number;
  /** Whether somebody watches node's server, and must see every request. */
  isWatched: boolean;
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
    const { tls, headersTimeout, requestTimeout, keepAliveTimeout, isWatched } = this.options;
    const server = tls ? createTlsServer({ ...tls, ALPNProtocols }, listener) : createServer(listener);
    server.headersTimeout = headersTimeout;
    server.requestTimeout = requestTimeout;
    server.keepAliveTimeout = keepAliveTimeout;
    if (!isWatched) new FrontDoor(server, tls ? 'secureConnection' : 'connection', () => this.beside);
    return server;
  };
}
