import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient, type ClientLink } from '@orpc/client';
import { RPCLink as PortRpcLink } from '@orpc/client/message-port';
import { RPCLink as SocketRpcLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { WebSocket } from 'ws';
import { PortLink, type MainPort } from '../../../src/main/desktop/portLink';
import { silentLog } from '../../../src/main/log';
import { startPageServer } from '../../../src/main/serve/server';
import { newToken } from '../../../src/main/serve/token';
import { PageConnections, type ApiRouter } from '../../../src/main/web/pageConnections';
import { contract, type Contract } from '../../../src/shared/api/contract';
import { SOCKET_PATH, SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '../../../src/shared/api/transport';

/** A page and main, connected over one of the product's transports. */
export interface Connected {
  readonly client: ContractRouterClient<Contract>;
  /** Sends something that the client would not. */
  sendRaw(text: string): void;
  /** Settles when the page's end has been told that the transport is gone. */
  readonly pageClosed: Promise<void>;
  closeFromPage(): void;
  closeFromMain(): Promise<void>;
  stop(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  connect(router: ApiRouter): Promise<Connected>;
}

function clientOver(link: ClientLink<Record<never, never>>): ContractRouterClient<Contract> {
  return createORPCClient(link);
}

const plugins = [new ResponseValidationPlugin<Record<never, never>>(contract)];

/** ws's client in the shape of a browser's socket. (Node's own cannot send an Origin, which the server insists on.) */
class SocketOfPage extends EventTarget {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.on('open', () => this.dispatchEvent(new Event('open')));
    socket.on('close', () => this.dispatchEvent(new Event('close')));
    socket.on('message', (data: Buffer) =>
      this.dispatchEvent(new MessageEvent('message', { data: data.toString('utf8') })),
    );
  }

  get readyState(): WebSocket['readyState'] {
    return this.#socket.readyState;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data !== 'string') throw new TypeError('the contract has no binary parts');
    this.#socket.send(data);
  }
}

/** Node's port in the shape of Electron's. */
function mainPortOf(port: MessagePort): MainPort {
  return {
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void): void => {
      if (event === 'message')
        port.on('message', (data: unknown) => {
          listener({ data });
        });
      else
        port.on('close', () => {
          listener({ data: undefined });
        });
    },
    postMessage: (message) => {
      port.postMessage(message);
    },
    start: () => {
      port.start();
    },
    close: () => {
      port.close();
    },
  };
}

export const messagePort: Transport = {
  name: 'MessagePort',
  connect: (router) => {
    const { port1, port2 } = new MessageChannel();
    const main = new PortLink(mainPortOf(port2));
    new PageConnections(router, silentLog).connect(main);
    const pageClosed = new Promise<void>((resolve) => {
      port1.on('close', () => {
        resolve();
      });
    });
    return Promise.resolve({
      client: clientOver(new PortRpcLink({ port: port1, plugins })),
      sendRaw: (text) => {
        port1.postMessage(text);
      },
      pageClosed,
      closeFromPage: () => {
        port1.close();
      },
      closeFromMain: () => {
        main.close();
        return Promise.resolve();
      },
      stop: () => {
        port1.close();
        return pageClosed;
      },
    });
  },
};

export const webSocket: Transport = {
  name: 'WebSocket',
  connect: async (router) => {
    const token = newToken();
    const server = await startPageServer({ router, files: new Map(), token, port: 0, log: silentLog });
    const origin = `127.0.0.1:${String(server.port)}`;
    const socket = new WebSocket(
      `ws://${origin}${SOCKET_PATH}`,
      [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token],
      { origin: `http://${origin}` },
    );
    await once(socket, 'open');
    const pageClosed = new Promise<void>((resolve) => {
      socket.on('close', () => {
        resolve();
      });
    });
    return {
      client: clientOver(new SocketRpcLink({ websocket: new SocketOfPage(socket), plugins })),
      sendRaw: (text) => {
        socket.send(text);
      },
      pageClosed,
      closeFromPage: () => {
        socket.close();
      },
      closeFromMain: () => server.close(),
      stop: () => server.close(),
    };
  },
};
