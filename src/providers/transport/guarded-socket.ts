import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Dispatcher, type MessageEvent, WebSocket } from 'undici';
import type { CallOptions, ProviderTarget } from '../provider-adapter.js';
import type { ProviderCallError } from '../provider-call-error.js';
import { connectionFailure } from './connection-failure.js';
import { badAnswer, refusal } from './refusal.js';

/** Of all messages of one socket together; base64 of the audio they are. */
const MAX_CHARS = 32 * 1024 * 1024;
const GOING_AWAY = 1000;

export interface ProviderSocket {
  send(text: string): void;
  /** What comes, in its order; ends when the other side is done, fails as our one failure. */
  messages: AsyncIterable<string>;
  close(): void;
}

/** Resolves when the handshake is done. The URL may hold a signature and comes up in no failure. */
export type OpenSocket = (target: ProviderTarget, url: string, options: CallOptions) => Promise<ProviderSocket>;

/** Web sockets through the outbound guard; no redirect is followed. */
export function guardedSocket(dispatcher: Dispatcher, maxChars = MAX_CHARS): OpenSocket {
  return async (target, url, { signal }) => {
    if (signal.aborted) throw connectionFailure(new Error('Too late'), signal);
    const handshake = new Handshake();
    const socket = new WebSocket(url, { dispatcher: dispatcher.compose(handshake.watch) });
    const abort = (): void => {
      socket.close();
      handshake.cutOff();
    };
    signal.addEventListener('abort', abort, { once: true });
    const messages = messagesOf(target, socket, maxChars, signal);
    socket.addEventListener('close', () => signal.removeEventListener('abort', abort));
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('close', () => reject(handshake.failure(target, signal)));
    });
    const close = (): void => {
      socket.close(GOING_AWAY);
      handshake.endAfterWriting();
    };
    return { send: (text) => socket.send(text), messages, close };
  };
}

/** Has what the library keeps to itself: with which status a handshake was refused, why there was none, and the connection. */
class Handshake {
  private refused: { status: number; body: string } | null = null;
  private problem: Error = new Error('The connection was closed');
  private connection: Duplex | null = null;

  readonly watch: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (...args) => handler.onRequestStart?.(...args),
      onRequestUpgrade: (controller, status, headers, connection) => {
        this.connection = connection;
        handler.onRequestUpgrade?.(controller, status, headers, connection);
      },
      onResponseStart: (controller, status, ...rest) => {
        this.refused = { status, body: '' };
        handler.onResponseStart?.(controller, status, ...rest);
      },
      onResponseData: (controller, chunk) => {
        this.refused = { status: this.refused?.status ?? 0, body: `${this.refused?.body ?? ''}${chunk.toString()}` };
        handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (controller, error) => {
        this.problem = error;
        handler.onResponseError?.(controller, error);
      },
    });

  /** For when nothing is waited for any more: a closing that the other side has to answer may never end. */
  cutOff(): void {
    this.connection?.destroy();
  }

  /** The goodbye is still sent; no answer to it is waited for. */
  endAfterWriting(): void {
    if (this.connection instanceof Socket) this.connection.destroySoon();
    else this.connection?.destroy();
  }

  failure(target: ProviderTarget, signal: AbortSignal): ProviderCallError {
    if (signal.aborted || this.refused === null) return connectionFailure(this.problem, signal);
    const { status, body } = this.refused;
    return status >= 300
      ? refusal(target, { status, body })
      : badAnswer(target, 'The answer is no socket', body, status);
  }
}

/** From the beginning, so that nothing is lost between the handshake and the first reader. */
function messagesOf(
  target: ProviderTarget,
  socket: WebSocket,
  maxChars: number,
  signal: AbortSignal,
): ReadableStream<string> {
  let size = 0;
  return new ReadableStream<string>({
    start: (controller) => {
      let isOver = false;
      const end = (finish: () => void): void => {
        if (!isOver) finish();
        isOver = true;
      };
      socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const text = typeof data === 'string' ? data : '';
        size += text.length;
        if (size <= maxChars) return void (isOver || controller.enqueue(text));
        end(() => controller.error(badAnswer(target, 'The answer is too large', '')));
        socket.close();
      });
      socket.addEventListener('close', ({ wasClean }) =>
        end(() =>
          wasClean && !signal.aborted
            ? controller.close()
            : controller.error(connectionFailure(new Error('The connection broke off'), signal)),
        ),
      );
    },
  });
}
