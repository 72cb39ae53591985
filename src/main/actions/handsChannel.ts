import type { Clock } from '../clock';
import type { Pass } from '../sampling/frameReader';
import { FrameReader, ProtocolError } from '../sampling/frameReader';
import { newToken } from '../sampling/script/script';
import type { ShellChannel } from '../sampling/shellChannel';
import { handsScriptFor, type HostFolders } from './script/script';

/** One question to a host. */
export interface HandsQuestion {
  /** What the script is asked, without its number: `survey`. */
  readonly request: string;
  /** Of a plan; null: nothing is written. */
  readonly command: string | null;
  /** Sent behind the request, and kept nowhere. */
  readonly password: string | null;
  /** After so long without a byte the host is given up. */
  readonly silentMs: number;
  /** The section that is worth having even when the rest does not come. */
  readonly section: string;
  readonly folders: HostFolders;
}

export type HandsAnswer =
  | { readonly kind: 'answered'; readonly pass: Pass }
  | {
      readonly kind: 'broken';
      /** `ended`: the shell or the connection; `malformed`: something else than the script talks. */
      readonly why: 'ended' | 'silent' | 'malformed' | 'aborted';
      /** Whether the question was sent before. */
      readonly wasAsked: boolean;
      /** What came of the section. */
      readonly soFar: string;
    };

/** A host that swaps hard is slow to start a shell, and that is when somebody wants to change it. */
const READY_WITHIN_MS = 30_000;

/**
 * Asks one question of a fresh shell and closes it. Whatever happens becomes an answer; it never rejects.
 */
export async function askHands(
  channel: ShellChannel,
  question: HandsQuestion,
  clock: Clock,
  signal: AbortSignal,
): Promise<HandsAnswer> {
  const exchange = new Exchange(channel, question, clock);
  const abort = (): void => exchange.breakOff('aborted');
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await exchange.answer;
  } finally {
    signal.removeEventListener('abort', abort);
    channel.close();
  }
}

class Exchange {
  readonly answer: Promise<HandsAnswer>;
  readonly #channel: ShellChannel;
  readonly #question: HandsQuestion;
  readonly #clock: Clock;
  readonly #reader: FrameReader;
  #settle: (answer: HandsAnswer) => void = () => undefined;
  #isOver = false;
  #wasAsked = false;
  #timer = new AbortController();

  constructor(channel: ShellChannel, question: HandsQuestion, clock: Clock) {
    this.#channel = channel;
    this.#question = question;
    this.#clock = clock;
    const token = newToken();
    this.#reader = new FrameReader(token);
    this.answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#listen();
    channel.stdin.write(handsScriptFor(token, question.command, question.folders));
    this.#wait(READY_WITHIN_MS);
  }

  breakOff(why: 'ended' | 'silent' | 'malformed' | 'aborted'): void {
    const soFar = this.#reader.soFar(this.#question.section);
    this.#end({ kind: 'broken', why, wasAsked: this.#wasAsked, soFar });
  }

  #listen(): void {
    const { stdin, stdout, stderr, closed } = this.#channel;
    // An error of a stream is followed by the end of the channel, which says it once.
    for (const stream of [stdin, stdout, stderr]) stream.on('error', () => undefined);
    stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    stderr.resume();
    void closed.then(() => this.breakOff('ended'));
  }

  #take(chunk: Buffer): void {
    if (this.#isOver) return;
    try {
      for (const pass of this.#reader.push(chunk)) this.#takePass(pass);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.breakOff('malformed');
    }
    if (!this.#isOver) this.#wait(this.#wasAsked ? this.#question.silentMs : READY_WITHIN_MS);
  }

  #takePass(pass: Pass): void {
    if (pass.number === null && !this.#wasAsked) this.#ask();
    else if (pass.number === 1 && this.#wasAsked) this.#end({ kind: 'answered', pass });
    else this.breakOff('malformed');
  }

  #ask(): void {
    const { request, password } = this.#question;
    this.#wasAsked = true;
    this.#channel.stdin.write(`1 ${request}\n${password === null ? '' : `${password}\n`}`);
  }

  /** Counts the time from now on. */
  #wait(ms: number): void {
    this.#timer.abort();
    const timer = new AbortController();
    this.#timer = timer;
    void this.#clock.sleep(ms, timer.signal).then(() => {
      if (!timer.signal.aborted) this.breakOff('silent');
    });
  }

  #end(answer: HandsAnswer): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer.abort();
    this.#settle(answer);
  }
}
