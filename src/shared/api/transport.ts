/**
 * What the page and its shell must agree on before the contract can be spoken: the names on the wire of the two
 * transports. Everything after that is {@link ../api/contract}.
 */

/** The WebSocket subprotocol of the browser shell. The server always selects this one. */
export const SUBPROTOCOL = 'lowmark';

/** The second subprotocol a page offers: this prefix and its token. It never reaches a URL, a log or a cookie. */
export const TOKEN_SUBPROTOCOL_PREFIX = 'lowmark.token.';

/** Where the browser shell takes WebSockets. */
export const SOCKET_PATH = '/api';

/** The key of the token in the fragment of the address that the browser shell prints. */
export const TOKEN_FRAGMENT_KEY = 'token';

/** WebSocket close codes of the private range (4000 to 4999), so that a page can tell why it was turned away. */
export const CLOSE_CODE = {
  /** The token is not the one this process printed: a new address is needed, trying again is no use. */
  tokenRefused: 4401,
  /** What arrived was not a message of the contract. */
  malformed: 4400,
} as const;

/** The message with which a page of the desktop shell hands one end of its channel to the preload. */
export const PORT_OFFER = 'lowmark.port';

/** The desktop shell's one global, `window.lowmark`, frozen. The browser shell has none. */
export interface DesktopBridge {
  readonly shell: 'desktop';
}

/** One message of the protocol at most, in characters (strings on both transports). */
export const MESSAGE_LIMIT = {
  /** From the page: requests are small forms. */
  fromPage: 64 * 1024,
} as const;
