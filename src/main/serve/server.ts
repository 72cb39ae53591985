import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE_CODE, MESSAGE_LIMIT, SOCKET_PATH, SUBPROTOCOL } from '../../shared/api/transport';
import type { Log } from '../log';
import { PageConnections, type ApiRouter } from '../web/pageConnections';
import type { RendererFile } from '../web/rendererFiles';
import { SECURITY_HEADERS } from '../web/securityHeaders';
import { PageSocket } from './pageSocket';
import { isLoopbackHost, isOwnOrigin, isOwnOrTopLevel } from './requestOrigin';
import { isSameToken, parseProtocols } from './token';

/** The only address that is ever listened on. */
const LISTEN_ADDRESS = '127.0.0.1';

/** Open pages at a time: a handful of people over their tunnels. */
export const MAX_PAGES = 32;

/** TCP connections at a time: those of the pages, and the few that a browser opens for files. */
const MAX_CONNECTIONS = 256;

const HEADERS_TIMEOUT_MS = 10_000;

/** How long a page whose token is refused has to take the close code in. */
const REFUSAL_GRACE_MS = 2_000;

export interface PageServerOptions {
  readonly router: ApiRouter;
  readonly files: ReadonlyMap<string, RendererFile>;
  readonly token: string;
  /** 0: any free port. */
  readonly port: number;
  readonly log: Log;
}

/** The browser shell's one listener: the files of the page, and the API as a WebSocket for who has the token. */
export interface PageServer {
  readonly port: number;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts listening on loopback.
 *
 * @throws the system's error where the port cannot be had.
 */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: HEADERS_TIMEOUT_MS });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', (request, response) => {
    giveOutFile(options.files, request, response);
  });
  const sockets = acceptPages(server, options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, LISTEN_ADDRESS, resolve);
  });
  return {
    port: portOf(server.address()),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

function giveOutFile(
  files: ReadonlyMap<string, RendererFile>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!isLoopbackHost(request.headers.host) || !isOwnOrTopLevel(request.headers)) {
    response.writeHead(403, SECURITY_HEADERS).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...SECURITY_HEADERS, Allow: 'GET, HEAD' }).end();
    return;
  }
  const [path = ''] = (request.url ?? '').split('?', 1);
  const file = files.get(path);
  if (file === undefined) {
    // Every browser asks for an icon of this name where the page names none, and calls it an error if there is none.
    response.writeHead(path === '/favicon.ico' ? 204 : 404, SECURITY_HEADERS).end();
    return;
  }
  response.writeHead(200, { ...file.headers, 'Content-Length': file.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/** Lets the pages in that may come in. */
function acceptPages(server: Server, { router, token, log }: PageServerOptions): WebSocketServer {
  const pages = new PageConnections(router, log);
  const open = new Set<PageSocket>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT.fromPage,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  server.on('upgrade', (request, socket, head) => {
    // The peer may vanish while it is being refused; that must not end the process.
    socket.on('error', () => undefined);
    const offered = parseProtocols(request.headers['sec-websocket-protocol']);
    const status = refusalOf(request, offered.isOurs, open.size);
    if (status !== null) {
      refuse(socket, status);
      return;
    }
    const isTokenRight = isSameToken(offered.token ?? '', token);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const page = new PageSocket(webSocket);
      if (!isTokenRight) {
        // Only a close code reaches the page's script; an HTTP status would look like a lost connection to it.
        webSocket.close(CLOSE_CODE.tokenRefused);
        setTimeout(() => {
          webSocket.terminate();
        }, REFUSAL_GRACE_MS).unref();
        return;
      }
      open.add(page);
      page.onClosed(() => open.delete(page));
      pages.connect(page);
    });
  });
  return sockets;
}

type RefusalStatus = '403 Forbidden' | '404 Not Found' | '503 Service Unavailable';

/** Null where the handshake may go on. No refusal says more than its status. */
function refusalOf(request: IncomingMessage, isOurs: boolean, openPages: number): RefusalStatus | null {
  if (!isLoopbackHost(request.headers.host) || !isOwnOrigin(request.headers)) return '403 Forbidden';
  if (request.url !== SOCKET_PATH || !isOurs) return '404 Not Found';
  return openPages >= MAX_PAGES ? '503 Service Unavailable' : null;
}

function refuse(socket: Duplex, status: RefusalStatus): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
