import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { silentLog } from '../../src/main/log';
import { startPageServer, type PageServer } from '../../src/main/serve/server';
import { newToken } from '../../src/main/serve/token';
import { readRendererFiles } from '../../src/main/web/rendererFiles';
import { SOCKET_PATH, SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '../../src/shared/api/transport';
import { TestApplication } from '../integration/transport/testRouter';

/** The browser shell's server over a small page and a small application. */
export interface PageServerUnderTest {
  readonly port: number;
  readonly token: string;
  readonly origin: string;
  readonly application: TestApplication;
  stop(): Promise<void>;
}

/** What lies beside the page's folder, where a traversal would find it. */
export const SECRET = 'the secret beside the page';

export async function startServerUnderTest(): Promise<PageServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'lowmark-page-'));
  await writeFile(join(folder, 'secret.txt'), SECRET);
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><title>page</title><h1>page</h1>');
  await writeFile(join(folder, 'page', 'assets', 'app-1a2b.js'), 'window.loaded = true;');
  const application = new TestApplication();
  const token = newToken();
  const server: PageServer = await startPageServer({
    router: application.router,
    files: await readRendererFiles(join(folder, 'page')),
    token,
    port: 0,
    log: silentLog,
  });
  return {
    port: server.port,
    token,
    origin: `http://127.0.0.1:${String(server.port)}`,
    application,
    stop: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request exactly as given: the path is not normalised and every header may be lied about. */
export async function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { Host: `127.0.0.1:${String(port)}`, ...headers },
    setHost: false,
  });
  request.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  const chunks: string[] = [];
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => chunks.push(chunk));
  await once(response, 'end');
  return { status: response.statusCode ?? 0, headers: response.headers, body: chunks.join('') };
}

export interface SocketAttempt {
  readonly token?: string | null;
  readonly origin?: string | null;
  readonly host?: string;
  readonly path?: string;
  readonly protocols?: readonly string[];
}

/** A WebSocket to the server as an attacker, or the page, would open it. */
export function openSocket(server: PageServerUnderTest, attempt: SocketAttempt = {}): WebSocket {
  const { token = server.token, origin = server.origin, host, path = SOCKET_PATH } = attempt;
  const protocols = attempt.protocols ?? [
    SUBPROTOCOL,
    ...(token === null ? [] : [TOKEN_SUBPROTOCOL_PREFIX + token]),
  ];
  return new WebSocket(`ws://127.0.0.1:${String(server.port)}${path}`, [...protocols], {
    ...(origin === null ? {} : { origin }),
    headers: host === undefined ? {} : { Host: host },
  });
}

export type SocketOutcome =
  | { readonly kind: 'refused'; readonly status: number; readonly body: string }
  | { readonly kind: 'closed'; readonly code: number; readonly messages: number }
  | { readonly kind: 'answered'; readonly protocol: string };

/**
 * What becomes of a socket that asks for something at once: it is refused in the handshake, closed without an answer,
 * or answered.
 */
export function outcomeOf(socket: WebSocket): Promise<SocketOutcome> {
  return new Promise((resolve, reject) => {
    let messages = 0;
    socket.on('unexpected-response', (_request, response) => {
      const chunks: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ kind: 'refused', status: response.statusCode ?? 0, body: chunks.join('') });
      });
    });
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send('{"i":"1","p":{"u":"/app/describe"}}');
    });
    socket.on('message', () => {
      messages += 1;
      resolve({ kind: 'answered', protocol: socket.protocol });
      socket.close();
    });
    socket.on('close', (code) => {
      resolve({ kind: 'closed', code, messages });
    });
  });
}
