import { ORPCError, type Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Contract } from '../../shared/api/contract';
import { MESSAGE_LIMIT } from '../../shared/api/transport';
import type { Log } from '../log';

/** The API as a shell gets it: every procedure of the contract, ready to be called. */
export type ApiRouter = Router<Contract, Record<never, never>>;

/** Main's end of a transport to one page. Both transports carry strings. */
export interface PageLink {
  onMessage(listener: (data: unknown) => void): void;
  /** Called once, when the transport has ended, whoever ended it. */
  onClosed(listener: () => void): void;
  /** Never throws: what is sent into a closed transport is lost. */
  send(text: string): void;
  /** Ends the transport, since the page broke the protocol. */
  endAsMalformed(): void;
}

/** Speaks the contract with every page that is connected, over whatever carries the messages. */
export class PageConnections {
  readonly #handler: RPCHandler<Record<never, never>>;
  readonly #log: Log;

  constructor(router: ApiRouter, log: Log) {
    this.#log = log;
    this.#handler = new RPCHandler(router, {
      clientInterceptors: [
        async (call) => {
          try {
            const output = await call.next();
            return isStream(output) ? this.#reportingFailure(output, call.path) : output;
          } catch (error) {
            this.#report(error, call.path);
            throw error;
          }
        },
      ],
    });
  }

  /**
   * Answers a page's calls until its transport ends; then the signal of every call and stream that still runs for it
   * is aborted. A message that is not one of the protocol ends the transport: past this point nothing has to be
   * defended against but wrong input, which the contract's schemas refuse.
   */
  connect(link: PageLink): void {
    this.#handler.upgrade({
      on: (event, callback) => {
        if (event === 'message') {
          link.onMessage((data) => {
            if (isProtocolMessage(data)) {
              callback({ data });
            } else {
              this.#log.warn('a page sent what is no message of the contract, and was disconnected');
              link.endAsMalformed();
            }
          });
        } else {
          link.onClosed(callback);
        }
      },
      postMessage: (data: unknown) => {
        if (typeof data === 'string') link.send(data);
        else this.#log.warn('an answer that is not text was dropped: the contract has no binary parts');
      },
    });
  }

  async *#reportingFailure(events: AsyncIterable<unknown>, path: readonly string[]): AsyncGenerator {
    try {
      yield* events;
    } catch (error) {
      this.#report(error, path);
      throw error;
    }
  }

  /** What a page is told in full (refusals, its own wrong input) is no news for the log; the rest is. */
  #report(error: unknown, path: readonly string[]): void {
    if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return;
    this.#log.warn(`${path.join('.')} failed`, error);
  }
}

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** oRPC's numbers for what a client may send: a request (also when absent), and the cancelling of one. */
const MESSAGE_TYPE = { request: 1, cancel: 4 } as const;

/**
 * Whether `data` is a message that a page of ours could have sent: JSON of bounded length, a request (procedure and
 * JSON body, without headers, hence without files, forms or client streams) or the cancelling of one. oRPC's own
 * decoder throws on anything else, in a place where nobody could catch it.
 */
function isProtocolMessage(data: unknown): boolean {
  if (typeof data !== 'string' || data.length > MESSAGE_LIMIT.fromPage) return false;
  const message = recordIn(parsedJson(data));
  if (message === null || typeof message['i'] !== 'string') return false;
  const type = message['t'] ?? MESSAGE_TYPE.request;
  if (type === MESSAGE_TYPE.cancel) return true;
  const request = recordIn(message['p']);
  if (type !== MESSAGE_TYPE.request || request === null) return false;
  const { u: path, h: headers, m: method } = request;
  return (
    typeof path === 'string' &&
    /^(?:\/[A-Za-z]+)+$/.test(path) &&
    headers === undefined &&
    method === undefined
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
