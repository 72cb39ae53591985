import type { Duplex } from 'node:stream';
import { Client } from 'ssh2';
import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import { SourceError } from '../sampling/sourceError';
import { algorithmsFor } from './algorithms';
import { Authentication } from './authentication';
import type { Credentials } from './credentials';
import { failureOf, silenceOf, type Stage } from './failures';
import type { KeyDecision } from './hostKeyCheck';
import { refusalOfKey } from './hostKeyCheck';
import type { KnownHostLine } from './knownHosts';
import { keyTypesFor } from './knownHosts';
import type { Hop } from './route';

/** How long things may take. Tests bring shorter ones. */
export interface SshTimeouts {
  /** For finding and reaching the server, and again for key exchange and login. */
  readonly handshakeMs: number;
  readonly keepaliveEveryMs: number;
  /** Unanswered keepalives until the server is given up. */
  readonly keepaliveTries: number;
}

export const SSH_TIMEOUTS: SshTimeouts = { handshakeMs: 15_000, keepaliveEveryMs: 5_000, keepaliveTries: 3 };

export interface HandshakeOptions {
  readonly hop: Hop;
  readonly knownHosts: readonly KnownHostLine[];
  readonly decision: KeyDecision;
  readonly credentials: Credentials;
  readonly timeouts: SshTimeouts;
}

/** What servers write into their logs about us. */
const IDENT = 'Lowmark';
/** What counts as text from a server that does not speak SSH. */
const GREETING_KEPT_BYTES = 256;
const MS_A_SECOND = 1_000;

/**
 * One SSH connection over a stream that is already connected. It owns the stream, and every error that the library
 * raises, early or late, ends here.
 */
export class SshConnection {
  readonly client = new Client();
  /** Resolves when the connection has ended: with the reason, or null where this side closed it. */
  readonly ended: Promise<SourceError | null>;
  readonly #stream: Duplex;
  readonly #options: HandshakeOptions;
  readonly #authentication: Authentication;
  #stage: Stage = 'greeting';
  #textBeforeSsh = '';
  #isClosed = false;
  #settle: (failure: SourceError | null) => void = () => undefined;

  constructor(stream: Duplex, options: HandshakeOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#authentication = new Authentication(options.hop, options.credentials);
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#listen();
  }

  /**
   * Exchanges keys, checks the server's, and logs in.
   *
   * @throws {SourceError} whatever ended it; the stream is destroyed then.
   */
  async open(signal: AbortSignal): Promise<void> {
    const { timeouts, hop } = this.#options;
    const abort = (): void => this.#end(new SourceError('aborted', { params: { host: hop.label } }));
    const timer = setTimeout(() => {
      this.#end(silenceOf(this.#circumstances(), timeouts.handshakeMs / MS_A_SECOND));
    }, timeouts.handshakeMs);
    signal.addEventListener('abort', abort, { once: true });
    try {
      const ready = new Promise<null>((resolve) => this.client.once('ready', () => resolve(null)));
      if (signal.aborted) abort();
      else if (this.#stream.destroyed || this.#stream.readableEnded) {
        // It ended while it waited for its turn: nobody would ever hear of that again.
        this.#end(failureOf(null, this.#circumstances()));
      } else this.#start();
      const failure = await Promise.race([ready, this.ended]);
      if (failure !== null) throw failure;
      this.#stage = 'open';
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      this.#options.credentials.agent?.close();
    }
  }

  /** Says goodbye and ends it; a peer that does not take even that is cut off. Safe to call twice. */
  close(): void {
    this.#end(null);
  }

  #start(): void {
    const { hop, knownHosts, decision, timeouts } = this.#options;
    this.#keepGreeting();
    try {
      this.client.connect({
        sock: this.#stream,
        username: hop.user,
        ident: IDENT,
        readyTimeout: 0,
        keepaliveInterval: timeouts.keepaliveEveryMs,
        keepaliveCountMax: timeouts.keepaliveTries,
        algorithms: algorithmsFor(keyTypesFor(knownHosts, hop.host, hop.port), hop.allowsOldAlgorithms),
        hostVerifier: (key: Buffer): boolean => {
          const refusal = refusalOfKey(hop, key, knownHosts, decision);
          if (refusal !== null) this.#end(refusal);
          return refusal === null;
        },
        authHandler: (methods, _isPartial, next) => this.#logIn(methods, next),
      });
    } catch (error) {
      this.#end(new SourceError('internal', { params: { host: hop.label }, cause: error }));
    }
  }

  #listen(): void {
    const { client } = this;
    client.on('error', (error) => {
      // ssh2 goes on to the next key by itself after these.
      const isOneKeyOnly = error.level === 'agent' || /^Error signing data with key/.test(error.message);
      if (!isOneKeyOnly) this.#end(this.#failureFor(error));
    });
    client.on('handshake', () => {
      if (this.#stage !== 'open') this.#stage = 'login';
    });
    client.on('close', () => this.#end(failureOf(null, this.#circumstances())));
    client.on('change password', () => this.#end(this.#authentication.passwordExpired()));
    this.#stream.on('error', (error) => this.#end(this.#failureFor(error)));
  }

  #failureFor(error: Error & { readonly level?: string }): SourceError {
    const { keepaliveEveryMs, keepaliveTries } = this.#options.timeouts;
    const silentMs = keepaliveEveryMs * (keepaliveTries + 1);
    if (error.level === 'client-timeout') return silenceOf(this.#circumstances(), silentMs / MS_A_SECOND);
    return failureOf(error, this.#circumstances());
  }

  #logIn(methods: AuthenticationType[] | null, next: (method: AnyAuthMethod) => void): void {
    const method = this.#authentication.next(methods);
    if (method === null) this.#end(this.#authentication.failure());
    else next(method);
  }

  /** Keeps the first bytes until they prove to be SSH: they tell a web server from a host that hung up. */
  #keepGreeting(): void {
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1', 0, GREETING_KEPT_BYTES);
      const isSsh = /^SSH-/m.test(text);
      this.#textBeforeSsh = isSsh ? '' : text.slice(0, GREETING_KEPT_BYTES);
      if (isSsh && this.#stage === 'greeting') this.#stage = 'key-exchange';
      if (isSsh || text.length >= GREETING_KEPT_BYTES) this.#stream.off('data', take);
    };
    // Without this the stream would start to flow before ssh2 listens.
    this.#stream.pause();
    this.#stream.on('data', take);
  }

  #circumstances(): { hop: Hop; stage: Stage; textBeforeSsh: string } {
    return { hop: this.#options.hop, stage: this.#stage, textBeforeSsh: this.#textBeforeSsh };
  }

  #end(failure: SourceError | null): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#settle(failure);
    hangUp(this.client, this.#stream, failure === null);
  }
}

/** Time for a goodbye to leave; a frozen peer takes nothing any more. */
const GOODBYE_WITHIN_MS = 500;

function hangUp(client: Client, stream: Duplex, isPolite: boolean): void {
  if (!isPolite || stream.destroyed) {
    // Not within the library's own call: it goes on to write to what would be gone.
    setImmediate(() => stream.destroy());
    return;
  }
  const timer = setTimeout(() => stream.destroy(), GOODBYE_WITHIN_MS);
  stream.once('close', () => clearTimeout(timer));
  client.end();
}
