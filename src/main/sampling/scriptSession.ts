import type { HostIdentity } from '../../shared/model';
import type { Clock } from '../clock';
import type { Frame } from './frame';
import type { Pass, ReaderLimits } from './frameReader';
import { FrameReader, ProtocolError, READER_LIMITS } from './frameReader';
import type { Hello } from './hello';
import { parseHello } from './hello';
import { LogChannel } from './kernelLog/logChannel';
import { newToken, scriptFor } from './script/script';
import type { ShellChannel } from './shellChannel';
import { SourceError } from './sourceError';

/** What one pass reads: the files about the whole host, the sweep over all processes, or both. */
export type Tiers = 'host-wide' | 'processes' | 'host-wide+processes';

export interface ScriptSessionOptions {
  readonly hostLabel: string;
  readonly user: string;
  /** Ends the session: what is waited for rejects with `aborted`. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly limits?: ReaderLimits;
  /** Where the host's log files are, if not in `/var/log`. */
  readonly logFolder?: string;
}

/** The sampling script, running at the other end of a channel. */
export interface ScriptSession {
  readonly identity: HostIdentity;
  /** Aborts when the session has ended, for whatever reason. */
  readonly ended: AbortSignal;
  /** The way to the host's log, beside the passes. */
  readonly log: LogChannel;
  /**
   * Asks for one pass. One at a time: asking again before the answer is an error of the caller.
   * @throws {SourceError} `timeout`, `connection-lost`, `malformed`, or `aborted`. The session is over then.
   */
  read(tiers: Tiers): Promise<Frame>;
  /** Throws the reason if the session has ended. */
  throwIfEnded(): void;
  close(): void;
}

/** A host that swaps hard answers late, and that is when its numbers matter most. */
const READY_WITHIN_SECONDS = 30;
const PASS_WITHIN_SECONDS = 60;
const STDERR_KEPT_BYTES = 400;

/**
 * Starts the sampling script in a shell and waits until it is ready for requests.
 * @throws {SourceError} `no-shell` if what runs there is no POSIX shell with awk, `not-linux`, `permission-denied` if
 *   /proc cannot be read, `timeout` if nothing at all comes back, `malformed` for endless output, `aborted`.
 *   The channel is closed then.
 */
export async function openScriptSession(
  channel: ShellChannel,
  options: ScriptSessionOptions,
): Promise<ScriptSession> {
  const session = new ChannelSession(channel, options);
  try {
    await session.start();
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

interface Waiter {
  readonly resolve: (pass: Pass) => void;
  readonly reject: (error: SourceError) => void;
}

class ChannelSession implements ScriptSession {
  identity: HostIdentity;
  readonly log: LogChannel;
  readonly #channel: ShellChannel;
  readonly #options: ScriptSessionOptions;
  readonly #token = newToken();
  readonly #reader: FrameReader;
  readonly #ended = new AbortController();
  #failure: SourceError | null = null;
  #waiter: Waiter | null = null;
  #isReady = false;
  #bytesReceived = 0;
  #stderrText = '';
  #requests = 0;

  constructor(channel: ShellChannel, options: ScriptSessionOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#reader = new FrameReader(this.#token, options.limits ?? READER_LIMITS);
    this.log = new LogChannel({
      token: this.#token,
      write: (line) => void channel.stdin.write(line),
      clock: options.clock,
      ended: this.#ended.signal,
    });
    this.identity = NOTHING_SAID;
    this.#listen();
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  async start(): Promise<void> {
    this.#channel.stdin.write(scriptFor(this.#token, this.#options.logFolder ?? null));
    const pass = await this.#nextPass(READY_WITHIN_SECONDS);
    if (pass.number !== null) throw this.#fail('malformed', 'an answer before the script was ready');
    this.#isReady = true;
    const hello = parseHello(pass.sections.get('hello') ?? '');
    this.#refuseUnfit(hello);
    this.identity = hello.identity;
  }

  async read(tiers: Tiers): Promise<Frame> {
    this.throwIfEnded();
    if (this.#waiter !== null) throw new Error('a pass is under way already');
    this.#requests += 1;
    this.#channel.stdin.write(`${String(this.#requests)} ${tiers}\n`);
    const pass = await this.#nextPass(PASS_WITHIN_SECONDS);
    if (pass.number !== this.#requests) throw this.#fail('malformed', 'an answer to another request');
    const { uptime, ...sections } = Object.fromEntries(pass.sections);
    const uptimeSeconds = Number(/^\d+(\.\d+)?(?= |\n|$)/.exec(uptime ?? '')?.[0] ?? NaN);
    if (!Number.isFinite(uptimeSeconds)) throw this.#fail('malformed', 'a sample without an uptime');
    return {
      uptimeSeconds,
      receivedAtMs: this.#options.clock.nowMs(),
      sections,
      refusals: Object.fromEntries(pass.refusals),
      kernelLog: null,
    };
  }

  throwIfEnded(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  close(): void {
    this.#fail('aborted', 'closed');
  }

  #listen(): void {
    const { channel, signal } = { channel: this.#channel, signal: this.#options.signal };
    channel.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    channel.stderr.on('data', (chunk: Buffer) => this.#takeStderr(chunk));
    // An error of a stream is followed by the end of the channel, which says it once.
    for (const stream of [channel.stdin, channel.stdout, channel.stderr]) stream.on('error', () => undefined);
    void channel.closed.then(({ exitCode, error }) => {
      this.#fail(this.#isReady ? 'connection-lost' : 'no-shell', error ?? `exit code ${String(exitCode)}`);
    });
    const abort = (): void => void this.#fail('aborted', 'aborted');
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true, signal: this.#ended.signal });
  }

  #take(chunk: Buffer): void {
    if (this.#failure !== null) return;
    this.#bytesReceived += chunk.length;
    try {
      for (const pass of this.#reader.push(chunk)) this.#answer(pass);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#fail('malformed', error.message);
    }
  }

  #takeStderr(chunk: Buffer): void {
    this.log.take(chunk);
    if (this.#stderrText.length < STDERR_KEPT_BYTES) {
      this.#stderrText += chunk.toString('utf8', 0, STDERR_KEPT_BYTES);
    }
  }

  #answer(pass: Pass): void {
    const waiter = this.#waiter;
    if (waiter === null) {
      this.#fail('malformed', 'an answer to no request');
      return;
    }
    this.#waiter = null;
    waiter.resolve(pass);
  }

  /** The next pass, or the failure of the session if none comes within the time. */
  async #nextPass(withinSeconds: number): Promise<Pass> {
    this.throwIfEnded();
    const answered = new AbortController();
    const { clock } = this.#options;
    const pass = new Promise<Pass>((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
    void clock.sleep(withinSeconds * 1_000, answered.signal).then(() => {
      if (!answered.signal.aborted) this.#failLate(withinSeconds);
    });
    try {
      return await pass;
    } finally {
      answered.abort();
    }
  }

  #failLate(waitedSeconds: number): void {
    // Something talked, but it was not the script: a login message without a shell behind it.
    if (!this.#isReady && this.#bytesReceived > 0)
      this.#fail('no-shell', `not ready after ${String(waitedSeconds)} s`);
    else this.#fail('timeout', 'no answer', { waitedSeconds });
  }

  #refuseUnfit(hello: Hello): void {
    if (hello.system !== 'Linux') throw this.#fail('not-linux', 'another system', { system: hello.system });
    if (!hello.hasProc) throw this.#fail('permission-denied', 'no /proc/meminfo', { what: '/proc/meminfo' });
    if (!hello.hasAwk) throw this.#fail('no-shell', 'no awk');
  }

  /** Ends the session for the first reason given. Returns that first reason. */
  #fail(
    kind: FailKind,
    why: string | Error,
    params: Readonly<Record<string, string | number>> = {},
  ): SourceError {
    if (this.#failure !== null) return this.#failure;
    const { hostLabel, user } = this.#options;
    const failure = new SourceError(kind, {
      params: { host: hostLabel, user, ...params },
      cause: new Error(this.#explain(why)),
    });
    this.#failure = failure;
    this.#waiter?.reject(failure);
    this.#waiter = null;
    this.#channel.close();
    this.#ended.abort();
    return failure;
  }

  /** One line for the log: what went wrong, and the first line of what the host said beside the protocol. */
  #explain(why: string | Error): string {
    const said = [this.#stderrText, this.#reader.noise].map(
      // What the script itself says there is not what the host has to say.
      (text) => text.split('\n').find((line) => line.trim() !== '' && !line.includes(this.#token)) ?? '',
    );
    return [why instanceof Error ? why.message : why, ...said.filter((line) => line !== '')].join('; ');
  }
}

type FailKind =
  'aborted' | 'connection-lost' | 'malformed' | 'no-shell' | 'not-linux' | 'permission-denied' | 'timeout';

const NOTHING_SAID = parseHello('').identity;
