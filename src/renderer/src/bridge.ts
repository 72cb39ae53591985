import { createORPCClient, type ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { contract, type Contract } from '../../shared/api/contract';
import {
  CLOSE_CODE,
  PORT_OFFER,
  SOCKET_PATH,
  SUBPROTOCOL,
  TOKEN_FRAGMENT_KEY,
  TOKEN_SUBPROTOCOL_PREFIX,
  type DesktopBridge,
} from '../../shared/api/transport';

declare global {
  interface Window {
    readonly lowmark?: DesktopBridge;
  }
}

/** Everything the page may ask of main, typed by the contract. */
export type ApiClient = ContractRouterClient<Contract>;

/** A connection that main has answered on. */
export interface ApiConnection {
  readonly client: ApiClient;
  /** Settles when the connection is gone, whoever ended it. Never rejects. */
  readonly closed: Promise<void>;
  close(): void;
}

/** The address held no token and none was kept from before: the printed address has to be opened. */
export class TokenMissingError extends Error {
  override readonly name = 'TokenMissingError';
}

/** The token is of another run of the browser shell: trying again is no use, its newly printed address is needed. */
export class TokenRefusedError extends Error {
  override readonly name = 'TokenRefusedError';
}

/** The transport is gone; a new connection may well work. */
class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

const STORED_TOKEN_KEY = 'lowmark.token';

/** How a transport has ended, once it has. */
class Ending {
  /** Null as long as the transport lives. */
  reason: Error | null = null;
  readonly happened: Promise<void>;
  #settle: () => void = () => undefined;

  constructor() {
    this.happened = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** The first reason stands. */
  end(reason: Error): void {
    this.reason ??= reason;
    this.#settle();
  }
}

interface Transport {
  readonly link: ClientLink<Record<never, never>>;
  readonly ending: Ending;
  readonly close: () => void;
}

/**
 * Takes the token out of the address, so that neither history, bookmark nor router sees it, and keeps it for this tab
 * (a reload still has it, another tab or a later session does not). To be called before the router starts; does
 * nothing where the address holds no token.
 */
export function takeTokenFromAddress(): void {
  const fragment = new URLSearchParams(window.location.hash.replace(/^#\/?/, ''));
  const token = fragment.get(TOKEN_FRAGMENT_KEY);
  if (token === null) return;
  window.sessionStorage.setItem(STORED_TOKEN_KEY, token);
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}

/**
 * Opens the one connection to main: over a MessagePort in the desktop window, over a WebSocket in the browser shell.
 * Resolves once main has answered a first call on it. Responses are validated against the contract here; requests are
 * validated by main.
 *
 * @throws TokenMissingError, TokenRefusedError, ConnectionLostError
 */
export async function openApiConnection(): Promise<ApiConnection> {
  const { link, ending, close } =
    window.lowmark?.shell === 'desktop' ? openPort() : openSocket(storedToken());
  const client = clientOver(link);
  try {
    await Promise.race([client.app.describe(), ending.happened]);
  } catch (error) {
    close();
    throw ending.reason ?? error;
  }
  if (ending.reason !== null) throw ending.reason;
  return { client, closed: ending.happened, close };
}

/**
 * oRPC's client answers to every name, `catch` included, so that whoever asks whether it is a promise (Vue does, of
 * what a watched getter returns) would call main. A plain object of its groups is not mistaken for one.
 */
function clientOver(link: ClientLink<Record<never, never>>): ApiClient {
  const { app, fleet, host, incidents, changes, audit, policies }: ApiClient = createORPCClient(link);
  return { app, fleet, host, incidents, changes, audit, policies };
}

function storedToken(): string {
  const token = window.sessionStorage.getItem(STORED_TOKEN_KEY);
  if (token === null) throw new TokenMissingError('the address held no token');
  return token;
}

function openPort(): Transport {
  const { port1: own, port2: offered } = new MessageChannel();
  const ending = new Ending();
  own.addEventListener('close', () => {
    ending.end(new ConnectionLostError('the port was closed'));
  });
  const link = new PortLink({ port: own, ...linkOptions(ending) });
  own.start();
  window.postMessage(PORT_OFFER, window.location.origin, [offered]);
  return {
    link,
    ending,
    close: () => {
      own.close();
      // Only the other side is told of a close; calls that still wait here must end as well.
      own.dispatchEvent(new Event('close'));
    },
  };
}

function openSocket(token: string): Transport {
  const address = new URL(SOCKET_PATH, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token]);
  const ending = new Ending();
  socket.addEventListener('close', ({ code }) => {
    ending.end(
      code === CLOSE_CODE.tokenRefused
        ? new TokenRefusedError('the token is not of this run')
        : new ConnectionLostError(`the socket was closed with code ${String(code)}`),
    );
  });
  const link = new SocketLink({ websocket: socket, ...linkOptions(ending) });
  return {
    link,
    ending,
    close: () => {
      socket.close();
    },
  };
}

/** What both links have in common. */
function linkOptions(ending: Ending): {
  readonly plugins: ResponseValidationPlugin<Record<never, never>>[];
  readonly interceptors: ((call: { readonly next: () => Promise<unknown> }) => Promise<unknown>)[];
} {
  return {
    plugins: [new ResponseValidationPlugin(contract)],
    // A port that is closed takes messages in silence: without this, a call on it would wait for ever.
    interceptors: [({ next }) => (ending.reason === null ? next() : Promise.reject(ending.reason))],
  };
}
