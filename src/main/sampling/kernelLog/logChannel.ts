import type { Clock } from '../../clock';
import type { Pass, ReaderLimits } from '../frameReader';
import { FrameReader, ProtocolError } from '../frameReader';

/** One report can have 4 MB, and nothing else is as large. */
export const LOG_LIMITS: ReaderLimits = {
  sectionBytes: 5_000_000,
  passBytes: 6_000_000,
  noiseBytes: 262_144,
};

/** A reader that was told to end has this long for its last word. */
const STOP_WITHIN_MS = 10_000;

/** What comes before the script is ready is looked through for its word no further than this. */
const OPENING_BYTES = 65_536;

export interface LogQuestion {
  /** What follows `log`: the verb and its words. */
  readonly words: string;
  readonly withinMs: number;
  /** Each answer as it comes, but the last. False: that is enough. */
  readonly onPass?: (pass: Pass) => boolean;
}

/** How a question ended: with the last answer, or why without. `stopped`: we had enough; `late`: no time was left. */
export type LogReply =
  | { readonly kind: 'done' | 'stopped' | 'late'; readonly last: Pass }
  /** Nothing more can be asked in this session. */
  | { readonly kind: 'broken' };

export interface LogChannelOptions {
  readonly token: string;
  /** Writes a request line to the script. */
  readonly write: (line: string) => void;
  readonly clock: Clock;
  /** Aborts when the session has ended. */
  readonly ended: AbortSignal;
}

/**
 * The way to the log of the host: questions go to the script with the requests for samples, answers come back on the
 * shell's standard error, so that samples and log never wait for each other. One question at a time.
 */
export class LogChannel {
  readonly #options: LogChannelOptions;
  readonly #reader: FrameReader;
  readonly #opening: Buffer;
  #openingText = Buffer.alloc(0);
  #state: 'closed' | 'open' | 'broken' = 'closed';
  #requests = 0;
  #onPass: ((pass: Pass) => void) | null = null;
  #onBroken: (() => void) | null = null;

  constructor(options: LogChannelOptions) {
    this.#options = options;
    this.#reader = new FrameReader(options.token, LOG_LIMITS);
    this.#opening = Buffer.from(`log ${options.token}\n`, 'latin1');
    options.ended.addEventListener('abort', () => this.#break(), { once: true });
  }

  /** Whether standard error arrives as what it is. Some hosts turn it to standard output, and their log is not read. */
  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Takes in the next bytes of the shell's standard error. What is no answer is dropped. */
  take(chunk: Buffer): void {
    if (this.#state === 'broken') return;
    const bytes = this.#state === 'closed' ? this.#afterOpening(chunk) : chunk;
    if (bytes === null) return;
    try {
      for (const pass of this.#reader.push(bytes)) this.#onPass?.(pass);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#break();
    }
  }

  /** Asks, and resolves with the last answer. Never rejects. */
  async ask(question: LogQuestion): Promise<LogReply> {
    if (this.#state !== 'open') return { kind: 'broken' };
    const { write, clock } = this.#options;
    this.#requests += 1;
    const number = this.#requests;
    const over = new AbortController();
    let ending: 'done' | 'stopped' | 'late' = 'done';
    const stop = (why: 'stopped' | 'late'): void => {
      if (ending !== 'done' || over.signal.aborted) return;
      ending = why;
      write(`${String(number)} log-stop\n`);
      void clock.sleep(STOP_WITHIN_MS, over.signal).then(() => {
        if (!over.signal.aborted) this.#break();
      });
    };
    const reply = new Promise<LogReply>((resolve) => {
      this.#onBroken = () => resolve({ kind: 'broken' });
      this.#onPass = (pass) => {
        if (pass.number !== number) return;
        if (pass.sections.has('log_done')) resolve({ kind: ending, last: pass });
        else if (ending === 'done' && question.onPass?.(pass) === false) stop('stopped');
      };
    });
    write(`${String(number)} log ${question.words}\n`);
    void clock.sleep(question.withinMs, over.signal).then(() => stop('late'));
    try {
      return await reply;
    } finally {
      over.abort();
      this.#onPass = this.#onBroken = null;
    }
  }

  #afterOpening(chunk: Buffer): Buffer | null {
    const text = Buffer.concat([this.#openingText, chunk]);
    const at = text.indexOf(this.#opening);
    if (at >= 0) {
      this.#state = 'open';
      this.#openingText = Buffer.alloc(0);
      return text.subarray(at + this.#opening.length);
    }
    if (text.length > OPENING_BYTES) this.#break();
    else this.#openingText = text;
    return null;
  }

  #break(): void {
    this.#state = 'broken';
    this.#openingText = Buffer.alloc(0);
    this.#onBroken?.();
  }
}
