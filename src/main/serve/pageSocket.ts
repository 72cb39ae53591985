import type { WebSocket } from 'ws';
import { CLOSE_CODE } from '../../shared/api/transport';
import type { PageLink } from '../web/pageConnections';

/**
 * What waits to be sent to one page at most, in bytes. Streams wait for a page's acknowledgement, so one that takes
 * in what it asks for stays far below; one that asks and does not read must not fill main's memory.
 */
export const UNSENT_LIMIT_BYTES = 32 * 1024 * 1024;

/** A page that has not answered a ping by the time of the next is gone: a tunnel that broke says nothing itself. */
const PING_EVERY_MS = 15_000;

/** Main's end of a WebSocket to a page of the browser shell. */
export class PageSocket implements PageLink {
  readonly #socket: WebSocket;
  readonly #ended = new AbortController();
  #isAlive = true;

  constructor(socket: WebSocket, pingEveryMs = PING_EVERY_MS) {
    this.#socket = socket;
    const timer = setInterval(() => {
      this.#ping();
    }, pingEveryMs).unref();
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    // Every error is followed by 'close', which is what matters; without a listener it would end the process.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      this.#ended.abort();
    });
  }

  onMessage(listener: (data: unknown) => void): void {
    this.#socket.on('message', (data, isBinary) => {
      if (this.#ended.signal.aborted) return;
      listener(isBinary || !Buffer.isBuffer(data) ? null : data.toString('utf8'));
    });
  }

  onClosed(listener: () => void): void {
    this.#ended.signal.addEventListener('abort', listener, { once: true });
  }

  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text);
    // No closing handshake: a peer that does not read would not take part in it.
    if (this.#socket.bufferedAmount > UNSENT_LIMIT_BYTES) this.#socket.terminate();
  }

  endAsMalformed(): void {
    // Nothing more is listened to, answered or streamed, while the peer is still told why.
    this.#socket.close(CLOSE_CODE.malformed);
    this.#ended.abort();
  }

  #ping(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    this.#socket.ping();
  }
}
