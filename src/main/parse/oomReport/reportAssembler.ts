/**
 * Gives each understood line to the report that it is a part of. Reports follow one another in most logs; they are mixed
 * where several hosts write into one log (told apart by the host's name), and where two processors print at once (told apart
 * by the caller, where the kernel prints it, else by what each report still lacks).
 */
import type { IncidentTime, Sign } from '../../../shared/model';
import { canTake } from './acceptance';
import { BEGINS_REPORT, DUMP_KINDS } from './eventKinds';
import type { ReportEvent } from './grammar/reportEvent';
import { secondsBetween } from './logGap';
import type { LogMessage } from './logMessage';
import { emptyDraft, isDone, PART_OF, type ReportDraft } from './reportDraft';
import { signOf } from './signOf';
import { takeMessage } from './taking';

/** A report that may still grow. */
export interface OpenReport {
  readonly draft: ReportDraft;
  readonly caller: string | null;
  lastLine: number;
  lastAt: IncidentTime;
  /** When it was last fed, in messages of its stream. */
  turn: number;
}

/** One host's part of the log. */
interface Stream {
  readonly reports: OpenReport[];
  kernel: string | null;
  turns: number;
  /** A dump of memory that is no report (a failed allocation, a person's wish): what belongs to it is passed over. */
  otherDump: Sign | 'shown' | null;
  /** Lines of two reports were seen to alternate. */
  isMixed: boolean;
}

export interface AssemblerOutput {
  /** A report that will not grow any more, and has something in it that only the OOM killer prints. */
  readonly onReport: (report: OpenReport) => void;
  readonly onSign: (sign: Sign) => void;
  readonly onOpen: (report: OpenReport) => void;
}

/** Reports of one host that may still be told of a reaped victim. */
const MOST_OPEN = 24;
const MOST_STREAMS = 2_000;
/** A report is printed in one go, however slow the console; a kill line an hour later is another one's. */
const LONGEST_PAUSE_SECONDS = 120;
const LONGEST_PAUSE_LINES = 4_000;
/** The reaper follows a kill by two seconds, and by more where the machine is busy. */
const REAPER_SECONDS = 10;

export class ReportAssembler {
  readonly #streams = new Map<string, Stream>();
  readonly #output: AssemblerOutput;

  constructor(output: AssemblerOutput) {
    this.#output = output;
  }

  /** Whether a report is under way that lacks its end. */
  get isWithinReport(): boolean {
    for (const { reports } of this.#streams.values()) {
      if (reports.some(({ draft }) => !isDone(draft))) return true;
    }
    return false;
  }

  /** Reports that are known to be such and are not given yet. */
  get openReports(): number {
    let count = 0;
    for (const { reports } of this.#streams.values()) {
      count += reports.filter(({ draft }) => draft.isConfirmed).length;
    }
    return count;
  }

  take(message: LogMessage): void {
    const stream = this.#streamOf(message.hostname);
    stream.turns += 1;
    const { event } = message;
    if (event.kind === 'boot') this.#reboot(stream, event.kernel);
    else if (event.kind === 'show-memory') this.#beginOtherDump(stream, 'shown');
    else if (this.#takeSign(stream, message)) return;
    else if (stream.otherDump !== null && DUMP_KINDS.has(event.kind)) this.#takeOther(stream, event);
    else {
      this.#endOtherDump(stream);
      this.#route(stream, message);
    }
  }

  /** The log ends: everything is given as far as it goes. */
  end(): void {
    for (const stream of this.#streams.values()) this.#close(stream);
    this.#streams.clear();
  }

  #streamOf(hostname: string | null): Stream {
    const key = hostname ?? '';
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    if (this.#streams.size >= MOST_STREAMS) this.end();
    const stream: Stream = { reports: [], kernel: null, turns: 0, otherDump: null, isMixed: false };
    this.#streams.set(key, stream);
    return stream;
  }

  #reboot(stream: Stream, kernel: string): void {
    this.#close(stream);
    stream.kernel = kernel;
  }

  #close(stream: Stream): void {
    this.#endOtherDump(stream);
    for (const report of stream.reports) this.#give(report);
    stream.reports.length = 0;
    stream.isMixed = false;
  }

  #give(report: OpenReport): void {
    if (report.draft.isConfirmed) this.#output.onReport(report);
  }

  #beginOtherDump(stream: Stream, dump: Sign | 'shown'): void {
    this.#endOtherDump(stream);
    stream.otherDump = dump;
  }

  /** A sign is given when its dump is over, since its process's number stands there. */
  #endOtherDump(stream: Stream): void {
    const { otherDump } = stream;
    stream.otherDump = null;
    if (otherDump !== null && otherDump !== 'shown') this.#output.onSign(otherDump);
  }

  #takeOther(stream: Stream, event: ReportEvent): void {
    const { otherDump } = stream;
    if (event.kind !== 'cpu' || otherDump === null || otherDump === 'shown') return;
    if (otherDump.pid === null && otherDump.comm === event.comm) {
      stream.otherDump = { ...otherDump, pid: event.pid };
    }
  }

  #takeSign(stream: Stream, message: LogMessage): boolean {
    const sign = signOf(message, stream.kernel);
    if (sign === null) return false;
    if (message.event.kind === 'allocation-failure') this.#beginOtherDump(stream, sign);
    else this.#output.onSign(sign);
    // What is said of a victim is also a part of its report.
    return PART_OF[message.event.kind] === null;
  }

  #route(stream: Stream, message: LogMessage): void {
    const { event } = message;
    this.#dropStale(stream, message);
    const report = event.kind === 'invoker' ? null : this.#reportFor(stream, message);
    if (report !== null) this.#feed(stream, report, message);
    else if (BEGINS_REPORT.has(event.kind)) this.#open(stream, message);
  }

  #feed(stream: Stream, report: OpenReport, message: LogMessage): void {
    takeMessage(report.draft, message);
    report.lastLine = message.lines.last;
    report.lastAt = message.at;
    report.turn = stream.turns;
  }

  #open(stream: Stream, message: LogMessage): void {
    const draft = emptyDraft(message.at, message.hostname, message.lines);
    draft.bootKernel = stream.kernel;
    const { caller, at, lines } = message;
    const report: OpenReport = { draft, caller, lastLine: lines.last, lastAt: at, turn: stream.turns };
    if (stream.reports.length >= MOST_OPEN) this.#giveOldest(stream);
    stream.reports.push(report);
    this.#output.onOpen(report);
    this.#feed(stream, report, message);
  }

  #giveOldest(stream: Stream): void {
    const oldest = stream.reports.shift();
    if (oldest !== undefined) this.#give(oldest);
  }

  /** A report whose next line does not come for long will not get one. */
  #dropStale(stream: Stream, { at, lines }: LogMessage): void {
    const isStale = ({ draft, lastAt, lastLine }: OpenReport): boolean => {
      if (isDone(draft)) return false;
      const seconds = secondsBetween(lastAt, at);
      return seconds === null
        ? lines.first - lastLine > LONGEST_PAUSE_LINES
        : seconds > LONGEST_PAUSE_SECONDS;
    };
    for (let index = stream.reports.length - 1; index >= 0; index -= 1) {
      const report = stream.reports[index];
      if (report === undefined || !isStale(report)) continue;
      stream.reports.splice(index, 1);
      this.#give(report);
    }
  }

  #reportFor(stream: Stream, message: LogMessage): OpenReport | null {
    const { event, lines, caller } = message;
    const isLate = (report: OpenReport): boolean =>
      event.kind === 'killed' && (secondsBetween(report.lastAt, message.at) ?? 0) > LONGEST_PAUSE_SECONDS;
    const able = stream.reports.filter(
      (report) => canTake(report.draft, event, lines.first) && !isLate(report),
    );
    if (able.length === 0 && event.kind === 'reaped') return this.#reportBefore(stream, message);
    const ofCaller = caller === null ? able : able.filter((report) => isOfCaller(report, caller, event));
    if (ofCaller.length <= 1) return ofCaller[0] ?? null;
    return this.#namedBy(stream, ofCaller, event) ?? this.#nextInTurn(stream, ofCaller, event);
  }

  /** Kill lines may be held back where many are printed; the reaper's are not, and speak of the same shortage. */
  #reportBefore(stream: Stream, { at }: LogMessage): OpenReport | null {
    const last = stream.reports.findLast(({ draft }) => draft.kills.length > 0);
    const seconds = last === undefined ? null : secondsBetween(last.lastAt, at);
    return seconds !== null && seconds <= REAPER_SECONDS ? (last ?? null) : null;
  }

  /** A line that names a process goes to the report of that process. */
  #namedBy(stream: Stream, able: readonly OpenReport[], event: ReportEvent): OpenReport | null {
    const named = able.filter(({ draft }) => isNamedIn(draft, event));
    const found = named.at(-1);
    if (found === undefined || named.length === able.length) return null;
    // A number is given again; who still lacks a victim comes before who has one.
    if (event.kind === 'killed' && isDone(found.draft) && !able.every(({ draft }) => isDone(draft)))
      return null;
    const newest = able.at(-1);
    if ((event.kind === 'cpuset' || event.kind === 'cpu') && found !== newest) stream.isMixed = true;
    return found;
  }

  #nextInTurn(stream: Stream, able: readonly OpenReport[], event: ReportEvent): OpenReport | null {
    const open = able.filter(({ draft }) => !isDone(draft));
    const choice = open.length > 0 ? open : able;
    if (!stream.isMixed || choice.length < 2) return choice.at(-1) ?? null;
    if (event.kind === 'task') {
      const rising = choice.filter(({ draft }) => event.pid > ([...draft.tasks.keys()].at(-1) ?? -1));
      if (rising.length === 1) return rising[0] ?? null;
    }
    return choice.reduce((least, report) => (report.turn < least.turn ? report : least));
  }
}

/** Lines of one report have one caller; the reaper is a thread of its own. */
function isOfCaller(report: OpenReport, caller: string, { kind }: ReportEvent): boolean {
  return report.caller === null || report.caller === caller || kind === 'reaped' || kind === 'reap-failed';
}

function isNamedIn(draft: ReportDraft, event: ReportEvent): boolean {
  switch (event.kind) {
    case 'cpuset':
    case 'cpu':
      return draft.invoker?.comm === event.comm;
    case 'constraint':
      return event.pid !== null && draft.tasks.has(event.pid);
    case 'chosen':
      return draft.tasks.has(event.pid);
    case 'killed':
      return (
        draft.chosen?.pid === event.pid || draft.constraint?.pid === event.pid || draft.tasks.has(event.pid)
      );
    case 'stats':
      return draft.limit?.path === event.path;
    default:
      return false;
  }
}
