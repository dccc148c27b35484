import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { AnswerStamp } from './answer-stamp.js';
import type { Beside } from './beside.js';
import { FrontConnection, type Front } from './front-connection.js';

const SWEEP_MS = 1000;

/**
 * Stands before a server of node's and answers plain requests of what is beside it: node's streams, messages and ticks
 * cost more than all that the gateway does. A connection on which anything else comes is the server's from then on, with
 * all that was read of it; so nothing is decided here that node would decide in another way.
 */
export class FrontDoor implements Front {
  readonly stamp: AnswerStamp;
  readonly keepAliveSweeps: number;
  sweeps = 0;
  private readonly connections = new Set<FrontConnection>();
  private readonly listeners: readonly ((socket: Socket) => void)[];
  private timer: NodeJS.Timeout | null = null;

  /** @param event with which the server takes connections */
  constructor(
    private readonly server: HttpServer | HttpsServer,
    event: 'connection' | 'secureConnection',
    private readonly findBeside: () => Beside | null,
  ) {
    this.stamp = new AnswerStamp(server.keepAliveTimeout);
    this.keepAliveSweeps = Math.ceil(server.keepAliveTimeout / SWEEP_MS);
    this.listeners = server.listeners(event) as ((socket: Socket) => void)[];
    server.removeAllListeners(event);
    server.on(event, (socket: Socket) => this.take(socket));
    this.closeWith(server);
  }

  get beside(): Beside | null {
    return this.findBeside();
  }

  get isOpen(): boolean {
    return this.server.listening;
  }

  handOver(connection: FrontConnection): void {
    this.forget(connection);
    for (const listener of this.listeners) listener.call(this.server, connection.socket);
  }

  forget(connection: FrontConnection): void {
    this.connections.delete(connection);
    if (this.connections.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  sweep(): void {
    this.sweeps += 1;
    for (const connection of this.connections) connection.sweep();
  }

  private take(socket: Socket): void {
    this.connections.add(new FrontConnection(socket, this));
    this.timer ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  /** What is to close all connections, or all idle ones, has to know of these, too. */
  private closeWith(server: HttpServer | HttpsServer): void {
    const closeIdle = server.closeIdleConnections.bind(server);
    const closeAll = server.closeAllConnections.bind(server);
    server.closeIdleConnections = () => {
      for (const connection of this.connections) connection.endIfIdle();
      closeIdle();
    };
    server.closeAllConnections = () => {
      for (const { socket } of this.connections) socket.destroy();
      closeAll();
    };
  }
}
