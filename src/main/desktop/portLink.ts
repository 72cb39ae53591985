import { EventEmitter } from 'node:events';
import type { PageLink } from '../web/pageConnections';

/** What is used of Electron's `MessagePortMain`. */
export interface MainPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: string): void;
  start(): void;
  close(): void;
}

/** Main's end of the MessagePort to the page of the desktop window. */
export class PortLink implements PageLink {
  readonly #port: MainPort;
  readonly #ended = new EventEmitter();
  #isOpen = true;

  /** Messages that came before are kept by the port, and arrive once {@link onMessage} has a listener. */
  constructor(port: MainPort) {
    this.#port = port;
    port.on('close', () => {
      this.#end();
    });
  }

  onMessage(listener: (data: unknown) => void): void {
    this.#port.on('message', ({ data }) => {
      if (this.#isOpen) listener(data);
    });
    this.#port.start();
  }

  onClosed(listener: () => void): void {
    this.#ended.once('ended', listener);
  }

  send(text: string): void {
    if (this.#isOpen) this.#port.postMessage(text);
  }

  endAsMalformed(): void {
    this.close();
  }

  /** Ends every call and stream of the page. Safe to call twice. */
  close(): void {
    this.#port.close();
    // A port tells the other side of a close, not its own.
    this.#end();
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#ended.emit('ended');
  }
}
