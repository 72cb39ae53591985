import type { Incident, Sign } from '../../../shared/model';
import { carriedLines } from './carrier';
import { eventOf, isCutOff } from './grammar/eventOf';
import { withoutGlue } from './gluedLines';
import { withoutGrepPrefix } from './grepPrefix';
import { IncidentLedger, type LedgerEntry } from './incidentLedger';
import { incidentOf } from './incidentOf';
import { LogBlocks, type LogBlock } from './logBlocks';
import type { LogMessage } from './logMessage';
import { MessageJoiner } from './messageJoiner';
import { nextNeedle } from './needles';
import { RecordLines } from './recordLines';
import { ReportAssembler } from './reportAssembler';
import { PART_OF } from './reportDraft';
import { ReportTexts } from './reportText';
import { textOf } from './utf8Text';

/** What reading a kernel log finds, in the order in which it ends. */
export type LogFinding =
  | {
      readonly kind: 'incident';
      readonly incident: Incident;
      /** Its lines as they were read, from `incident.lines.first` on, joined by newlines; null where not asked for. */
      readonly text: string | null;
      /** Only the beginning was kept. */
      readonly isTextCut: boolean;
    }
  | { readonly kind: 'sign'; readonly sign: Sign };

export interface KernelLogReaderOptions {
  /** Keep each report's lines. */
  readonly keepsText?: boolean;
}

const NEWLINE = 10;
/** Lines without anything of a report, after which the search by words goes on: within a report, and behind one. */
const QUIET_LINES_WITHIN = 1_500;
const QUIET_LINES_BEHIND = 60;
/** How far back a report may have begun before the first line that only it has. */
const LOOK_BACK_BYTES = 4 * 1024 * 1024;
/** Lines of others among its own, on the way back. */
const LOOK_BACK_QUIET_LINES = 60;

/**
 * Reads a kernel log of any carrier in one pass, piece by piece, and gives incidents and early signs as soon as they are
 * whole. Memory is bounded whatever comes in, and no line is looked at more than twice.
 *
 * Ordinary lines are skipped by a search for words; around what it finds each line is read.
 */
export class KernelLogReader {
  readonly #blocks = new LogBlocks();
  readonly #ledger = new IncidentLedger();
  readonly #joiner = new MessageJoiner();
  readonly #records = new RecordLines();
  readonly #texts: ReportTexts | null;
  readonly #assembler: ReportAssembler;
  #findings: LogFinding[] = [];
  /** What was skipped right before this block, for reports that begin in it; what was read is not read again. */
  #skipped: Uint8Array[] = [];
  #skippedBytes = 0;
  #lineNumber = 0;
  #isReading = false;
  #quietLines = 0;

  constructor({ keepsText = false }: KernelLogReaderOptions = {}) {
    this.#texts = keepsText ? new ReportTexts() : null;
    this.#assembler = new ReportAssembler({
      onOpen: (report) => this.#texts?.open(report),
      onReport: (report) => {
        const { text, isTextCut } = this.#texts?.take(report) ?? { text: null, isTextCut: false };
        this.#give(this.#ledger.add(incidentOf(report.draft), text, isTextCut));
      },
      onSign: (sign) => this.#findings.push({ kind: 'sign', sign }),
    });
  }

  /** How many incidents were found so far, also those that are not given yet. */
  get found(): number {
    return this.#ledger.found + this.#assembler.openReports;
  }

  /** Takes in the next bytes of the log, which must not be changed afterwards. */
  push(bytes: Uint8Array): readonly LogFinding[] {
    for (const block of this.#blocks.push(bytes)) this.#read(block);
    return this.#taken();
  }

  /** The log ends here: what is open is given as far as it goes. */
  end(): readonly LogFinding[] {
    for (const block of this.#blocks.end()) this.#read(block);
    for (const { text, number } of this.#records.end()) this.#takeLine(text, number, true);
    this.#takeMessage(this.#joiner.end());
    this.#assembler.end();
    const { entries, signs } = this.#ledger.end();
    this.#give(entries);
    this.#findings.push(...signs.map((sign): LogFinding => ({ kind: 'sign', sign })));
    return this.#taken();
  }

  #taken(): readonly LogFinding[] {
    const findings = this.#findings;
    this.#findings = [];
    return findings;
  }

  #give(entries: readonly LedgerEntry[]): void {
    this.#findings.push(...entries.map((entry): LogFinding => ({ kind: 'incident', ...entry })));
  }

  #read({ bytes, endsInNewline }: LogBlock): void {
    let at = 0;
    let skippedFrom = 0;
    while (at < bytes.length) {
      if (this.#isReading) {
        at = this.#readLines(bytes, at, endsInNewline);
        skippedFrom = at;
      } else at = this.#skim(bytes, at, endsInNewline);
    }
    this.#remember(bytes, skippedFrom);
  }

  #remember(bytes: Uint8Array, skippedFrom: number): void {
    if (skippedFrom > 0) this.#forgetSkipped();
    this.#skipped.push(bytes.subarray(skippedFrom));
    this.#skippedBytes += bytes.length - skippedFrom;
    while (this.#skippedBytes > LOOK_BACK_BYTES && this.#skipped.length > 1) {
      this.#skippedBytes -= this.#skipped.shift()?.length ?? 0;
    }
  }

  #forgetSkipped(): void {
    this.#skipped = [];
    this.#skippedBytes = 0;
  }

  /** Goes on to the next line that may belong to a report. Returns where reading goes on. */
  #skim(bytes: Uint8Array, from: number, endsInNewline: boolean): number {
    const found = nextNeedle(bytes, from);
    const lineStart = found === -1 ? bytes.length : bytes.lastIndexOf(NEWLINE, found) + 1;
    // The line's own start may lie before the place where skimming began, never before the line itself.
    const start = Math.max(lineStart, from);
    this.#lineNumber += newlinesIn(bytes, from, start);
    if (found === -1) {
      if (!endsInNewline && start > from) this.#lineNumber += 1;
      return bytes.length;
    }
    const end = lineEnd(bytes, start);
    if (!isReportLine(textOf(bytes, start, end))) {
      this.#lineNumber += 1;
      return end + 1;
    }
    this.#isReading = true;
    this.#quietLines = 0;
    this.#lookBack(bytes, from, start);
    return start;
  }

  /** Reads the lines before a find that are of the same report: its head, or its table, which has none of the words. */
  #lookBack(bytes: Uint8Array, from: number, start: number): void {
    let { lines, reachesBack } = linesBefore(bytes, from, start);
    // Where skimming began with the block, the report may have begun in those before.
    for (const block of from === 0 ? this.#skipped.toReversed() : []) {
      if (!reachesBack) break;
      const earlier = linesBefore(block, 0, block.length);
      lines = [...earlier.lines, ...lines];
      reachesBack = earlier.reachesBack;
    }
    this.#forgetSkipped();
    lines.forEach((line, index) => this.#pushLine(line, this.#lineNumber - lines.length + 1 + index, true));
  }

  #readLines(bytes: Uint8Array, from: number, endsInNewline: boolean): number {
    let at = from;
    while (at < bytes.length && this.#isReading) {
      const end = lineEnd(bytes, at);
      const isWhole = end < bytes.length || endsInNewline;
      this.#lineNumber += 1;
      this.#pushLine(textOf(bytes, at, end), this.#lineNumber, isWhole);
      at = end + 1;
      this.#quietLines += 1;
      const quiet = this.#assembler.isWithinReport ? QUIET_LINES_WITHIN : QUIET_LINES_BEHIND;
      if (this.#quietLines > quiet) this.#isReading = false;
    }
    return at;
  }

  #pushLine(text: string, number: number, isWhole: boolean): void {
    this.#texts?.push(number, text);
    for (const line of this.#records.push(text, number)) this.#takeLine(line.text, line.number, isWhole);
  }

  #takeLine(text: string, number: number, isWhole: boolean): void {
    for (const line of withoutGlue(text).flatMap(carriedLines)) {
      if (line.origin === 'user') continue;
      const isWholeLine = isWhole || !isCutOff(line.text);
      for (const part of withoutGluedMessage(withoutGrepPrefix(line))) {
        this.#takeMessage(
          this.#joiner.push({
            line: { ...line, text: part },
            columns: text.length,
            number,
            isWhole: isWholeLine,
          }),
        );
      }
    }
  }

  #takeMessage(message: LogMessage | null): void {
    if (message === null) return;
    if (PART_OF[message.event.kind] !== null) this.#quietLines = 0;
    this.#assembler.take(message);
  }
}

/** A whole log at once. */
export function readKernelLog(text: string): { readonly incidents: Incident[]; readonly signs: Sign[] } {
  const reader = new KernelLogReader();
  const findings = [...reader.push(new TextEncoder().encode(text)), ...reader.end()];
  return {
    incidents: findings.flatMap((finding) => (finding.kind === 'incident' ? [finding.incident] : [])),
    signs: findings.flatMap((finding) => (finding.kind === 'sign' ? [finding.sign] : [])),
  };
}

/** A message that a paste or a broken console put behind another one on the same line, with its stamp. */
const GLUED = /(?<=[^\s[])\[ {0,4}\d{1,8}\.\d{6}\] /;

function withoutGluedMessage(text: string): readonly string[] {
  const match = text.includes('.') ? GLUED.exec(text) : null;
  if (match === null) return [text];
  const head = text.slice(0, match.index);
  const event = eventOf(head, true);
  // In a name, it is a part of the name.
  if (event === null || event.kind === 'task' || event.kind === 'constraint') return [text];
  return [head, text.slice(match.index + match[0].length)];
}

/** Whether a line that has one of the words is one of the kernel's about memory. */
function isReportLine(text: string): boolean {
  if (text.startsWith('{') || /^\s+"MESSAGE"|^MESSAGE=/.test(text)) return true;
  return withoutGlue(text)
    .flatMap(carriedLines)
    .some((line) => line.origin !== 'user' && eventOf(withoutGrepPrefix(line), true) !== null);
}

interface LinesBefore {
  readonly lines: string[];
  /** It looks like a report up to the beginning of the bytes. */
  readonly reachesBack: boolean;
}

/** The lines right before an offset that look like parts of a report, and others among them. */
function linesBefore(bytes: Uint8Array, from: number, end: number): LinesBefore {
  const lines: string[] = [];
  let kept = 0;
  let at = end;
  while (at > from && lines.length - kept <= LOOK_BACK_QUIET_LINES) {
    // A negative offset would be counted from the end.
    const start = at < 2 ? 0 : bytes.lastIndexOf(NEWLINE, at - 2) + 1;
    if (start < from) break;
    const text = textOf(bytes, start, at - 1);
    lines.push(text);
    if (MAY_BE_PART.test(text)) kept = lines.length;
    at = start;
  }
  const reachesBack = at <= from;
  return { lines: lines.slice(0, reachesBack ? lines.length : kept).toReversed(), reachesBack };
}

/** Rows, amounts and stack dumps: what stands between the head of a report and its end, and the `{` of a record. */
const MAY_BE_PART =
  /\] +\d+ +\d+ +\d+ +\d+|\dkB\b|\+0x[\da-f]+\/0x|_anon:|_file:|_reserve|pages (?:of )?(?:RAM|reserved|HighMem|HIGHMEM)|pages in swap|Swap cache|swap *[=:]|^\{$|^__CURSOR=|^\s+"[A-Z_]+" : |^_[A-Z_]+=|mems_allowed=|[Pp][Ii][Dd]: \d+|Mem-[iI]nfo/;

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(NEWLINE, from);
  return end === -1 ? bytes.length : end;
}

function newlinesIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE, from); at !== -1 && at < to; at = bytes.indexOf(NEWLINE, at + 1)) {
    count += 1;
  }
  return count;
}
