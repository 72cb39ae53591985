import { createHash } from 'node:crypto';
import type { Clock } from '../../clock';
import type { Pass } from '../frameReader';
import type { HostLogEvent } from '../hostLog';
import type { LogChannel, LogReply } from './logChannel';
import type { SudoTrial } from './logAdvice';
import type { LogFacts } from './logFacts';
import { LOG_FAMILIES, parseLogFacts } from './logFacts';
import type { LogAccess, LogSourceName } from './logSources';
import { accessesOf, sourceStates } from './logSources';
import { lineTimeMs } from './lineTime';
import type { LogStep } from './pastRead';
import { fileSteps, firstStep, newestFileStep } from './pastRead';

export interface HostLogReadingOptions {
  readonly channel: LogChannel;
  readonly clock: Clock;
  readonly mayUseSudo: () => boolean;
  readonly emit: (event: HostLogEvent) => void;
}

/** All of a host's past together. */
const PAST_BYTES = 8 * 1024 * 1024;
const PROBE_WITHIN_MS = 30_000;
const STEP_WITHIN_MS = 120_000;
const PAST_WITHIN_MS = 240_000;
/** What is looked at for news: a report of 24,000 tasks has 4 MB. */
const NEW_FILE_BYTES = 6_000_000;
/** The journal is read again from so long before the last reading, so that a report is never read in half. */
const NEW_JOURNAL_SECONDS = 120;
/** Of the ring buffer all is read each time: it is small, and says nothing of what is new. */
const WHOLE_RING = 1;

const ALL_SOURCES: readonly LogSourceName[] = ['journalctl', 'dmesg', ...LOG_FAMILIES];

interface StepOptions {
  readonly step: LogStep;
  readonly isPast: boolean;
  readonly budgetBytes: number;
  /** See `lowmark_log_read` of the script; 0: all of it. */
  readonly from: number;
  /** Unfinished reports are given as they are. */
  readonly givesUnfinished: boolean;
}

interface StepResult {
  /** There is a log, and it could be read. */
  readonly isGood: boolean;
  readonly isCut: boolean;
  readonly isUnfinished: boolean;
  readonly lookedBytes: number;
  readonly givenBytes: number;
  /** The time of the oldest line looked at, by the host's clock. */
  readonly oldestMs: number | null;
}

/** Reads a host's log over a {@link LogChannel}: finds out what may be read, chooses, reads, and says what it found. */
export class HostLogReading {
  /** The host's, at the last sample. */
  uptimeSeconds: number | null = null;
  readonly #options: HostLogReadingOptions;
  #facts: LogFacts | null = null;
  #accesses: readonly LogAccess[] = [];
  #used = new Set<LogSourceName>();
  #failed = new Set<LogSourceName>();
  /** Of the report that was given without its end. */
  #settledDigest: string | null = null;
  /** The host's clock when the log was last read. */
  #readAtEpochSeconds = 0;
  /** Ours, at the host's `epochSeconds`. */
  #factsAtMs = 0;

  constructor(options: HostLogReadingOptions) {
    this.#options = options;
  }

  /** Whether looking at the log leaves traces on the host, as sudo does. */
  get isDear(): boolean {
    return this.#accesses.some(({ source, usesSudo }) => usesSudo && this.#used.has(source));
  }

  /** Reads all there is, the newest first, within bounds. Ends with `past-read`. */
  async readPast(): Promise<{ readonly isUnfinished: boolean }> {
    await this.#probe();
    const { clock, emit } = this.#options;
    const overAtMs = clock.nowMs() + PAST_WITHIN_MS;
    const total = { isCut: false, isUnfinished: false, readBytes: 0, givenBytes: 0 };
    let reachMs: number | null = null;
    const read = async (step: LogStep): Promise<boolean> => {
      if (total.givenBytes >= PAST_BYTES || clock.nowMs() >= overAtMs) {
        total.isCut = true;
        return false;
      }
      this.#use(step.source);
      const budgetBytes = PAST_BYTES - total.givenBytes;
      const result = await this.#read({ step, isPast: true, budgetBytes, from: 0, givesUnfinished: false });
      total.isCut ||= result.isCut;
      total.isUnfinished ||= result.isUnfinished;
      total.readBytes += result.lookedBytes;
      total.givenBytes += result.givenBytes;
      if (result.oldestMs !== null) reachMs = Math.min(reachMs ?? Infinity, result.oldestMs);
      if (!result.isGood) this.#fail(step.source);
      return result.isGood;
    };
    for (let step = this.#firstStep(); step !== null; step = this.#firstStep()) {
      if (await read(step)) break;
      if (total.isCut) break;
    }
    const files = fileSteps(this.#accesses, this.#used.has('journalctl') ? secondsOf(reachMs) : null);
    total.isCut ||= files.isCut;
    for (const step of files.steps) await read(step);
    const reachesBackToMs = this.#toOurClock(reachMs);
    emit({ kind: 'past-read', isCut: total.isCut, readBytes: total.readBytes, reachesBackToMs });
    return total;
  }

  /** Looks for what has come since. @param givesUnfinished a report without its end is given too */
  async readNew(givesUnfinished: boolean): Promise<{ readonly isUnfinished: boolean }> {
    const step = this.#firstStep() ?? newestFileStep(this.#accesses);
    if (step === null || (step.usesSudo && !this.#options.mayUseSudo())) return { isUnfinished: false };
    const from =
      step.source === 'journalctl'
        ? Math.max(0, this.#readAtEpochSeconds - NEW_JOURNAL_SECONDS)
        : step.source === 'dmesg'
          ? WHOLE_RING
          : NEW_FILE_BYTES;
    return this.#read({ step, isPast: false, budgetBytes: PAST_BYTES, from, givesUnfinished });
  }

  #firstStep(): LogStep | null {
    return firstStep(this.#accesses, this.#failed);
  }

  async #probe(): Promise<void> {
    const { channel, clock, mayUseSudo } = this.#options;
    this.#used = new Set();
    this.#failed = new Set();
    const said = await channel.ask({ words: 'probe', withinMs: PROBE_WITHIN_MS });
    if (said.kind === 'broken') for (const source of ALL_SOURCES) this.#failed.add(source);
    const sections = sectionsOf(said);
    const facts = parseLogFacts(sections.get('log_facts') ?? '');
    this.#facts = facts;
    this.#factsAtMs = clock.nowMs();
    this.#readAtEpochSeconds = facts.epochSeconds ?? 0;
    const sudo: SudoTrial = !facts.hasSudo ? 'absent' : mayUseSudo() ? 'refused' : 'not-allowed';
    const plain = accessesOf(facts, sections, null, sudo);
    const denied = plain.filter(({ state }) => state === 'permission-denied').map(({ source }) => source);
    if (sudo === 'refused' && denied.length > 0) {
      const words = `probe-sudo ${denied.join(' ')}`;
      const withSudo = await channel.ask({ words, withinMs: PROBE_WITHIN_MS });
      this.#accesses = accessesOf(facts, sections, sectionsOf(withSudo), sudo);
    } else this.#accesses = plain;
    this.#tellSources();
  }

  #use(source: LogSourceName): void {
    if (this.#used.has(source)) return;
    this.#used.add(source);
    this.#tellSources();
  }

  #fail(source: LogSourceName): void {
    const isFile = LOG_FAMILIES.some((family) => family === source);
    // One of many files that has nothing to read is no failure of all of them.
    if (isFile) return;
    this.#failed.add(source);
    this.#used.delete(source);
    this.#tellSources();
  }

  #tellSources(): void {
    const sources = sourceStates(this.#accesses, this.#used, this.#failed);
    this.#options.emit({ kind: 'sources', sources });
  }

  async #read({ step, isPast, budgetBytes, from, givesUnfinished }: StepOptions): Promise<StepResult> {
    const { channel, emit } = this.#options;
    let [givenBytes, isTooMuch, isUnfinished] = [0, false, false];
    const onPass = (pass: Pass): boolean => {
      const open = this.#unsettled(pass.sections.get('window_open'), givesUnfinished);
      isUnfinished ||= open !== undefined;
      isTooMuch ||= pass.refusals.size > 0;
      const text = pass.sections.get('window') ?? (givesUnfinished ? open : undefined);
      if (text === undefined) return true;
      // The script keeps to the budget but for its last window; a host that does not is not listened to further.
      if (givenBytes > budgetBytes) return false;
      givenBytes += text.length;
      emit({ kind: 'window', source: step.label, text, isPast });
      return true;
    };
    const words = [step.target, step.format, step.usesSudo ? 'sudo' : '-', budgetBytes, from].join(' ');
    const reply = await channel.ask({ words: `read ${words}`, withinMs: STEP_WITHIN_MS, onPass });
    const end = sectionsOf(reply);
    const epoch = numberAfter('epoch', end.get('log_done') ?? '');
    if (epoch !== null && step.source === 'journalctl') this.#readAtEpochSeconds = epoch;
    const { isCut, ...summary } = this.#summaryOf(reply.kind, end.get('log_end') ?? '');
    return { ...summary, isCut: isCut || isTooMuch, isUnfinished, givenBytes };
  }

  /** What the last answer says of what was looked at. */
  #summaryOf(
    kind: LogReply['kind'],
    text: string,
  ): Pick<StepResult, 'isGood' | 'isCut' | 'lookedBytes' | 'oldestMs'> {
    const hasLines = (numberAfter('lines', text) ?? 0) > 0;
    return {
      // One that we ended ourselves was going well.
      isGood: kind === 'done' ? hasLines : kind !== 'broken',
      isCut: kind !== 'done' || numberAfter('cut', text) === 1,
      lookedBytes: numberAfter('looked', text) ?? 0,
      oldestMs: this.#timeOf(/^oldest (.*)$/m.exec(text)?.[1] ?? ''),
    };
  }

  /** A report that had no end for long enough is over: the same text is not waited for again. */
  #unsettled(text: string | undefined, isGiven: boolean): string | undefined {
    if (text === undefined) return undefined;
    const digest = digestOf(text);
    if (digest === this.#settledDigest) return undefined;
    if (isGiven) this.#settledDigest = digest;
    return text;
  }

  #timeOf(line: string): number | null {
    const facts = this.#facts;
    const nowMs = this.#hostNowMs();
    if (facts === null || nowMs === null) return null;
    return lineTimeMs(line, {
      nowMs,
      uptimeSeconds: this.uptimeSeconds,
      offsetMinutes: facts.offsetMinutes,
    });
  }

  #hostNowMs(): number | null {
    const seconds = this.#facts?.epochSeconds ?? null;
    return seconds === null ? null : seconds * 1_000 + this.#options.clock.nowMs() - this.#factsAtMs;
  }

  #toOurClock(hostMs: number | null): number | null {
    const nowMs = this.#hostNowMs();
    return hostMs === null || nowMs === null ? null : hostMs + this.#options.clock.nowMs() - nowMs;
  }
}

/** Tells texts apart without keeping them. */
export function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : Math.floor(ms / 1_000);
}

function sectionsOf(reply: LogReply): ReadonlyMap<string, string> {
  return reply.kind === 'broken' ? new Map() : reply.last.sections;
}

function numberAfter(key: string, text: string): number | null {
  const [, digits] = new RegExp(`^${key} (\\d{1,15})$`, 'm').exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}
