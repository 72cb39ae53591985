import type { OpenReport } from './reportAssembler';

/** Lines kept of one report, and characters. A report of 24,000 tasks has 29,000 lines and 3 MB. */
const MOST_LINES = 60_000;
const MOST_CHARACTERS = 6 * 1024 * 1024;
/** Lines before the newest that a report may turn out to have begun at. */
const RECENT_LINES = 64;
/** Lines behind a report's end that are still taken, since its last ones may follow others. */
const LINES_BEHIND = 40;

interface Kept {
  readonly report: OpenReport;
  readonly lines: string[];
  readonly first: number;
  characters: number;
  isCut: boolean;
}

/** Keeps the lines of reports as they were read, while they are read. */
export class ReportTexts {
  readonly #kept = new Set<Kept>();
  readonly #recent: string[] = [];
  #newest = 0;

  /** The next line of the log; every line between two reports need not be given. */
  push(number: number, line: string): void {
    if (number !== this.#newest + 1) this.#recent.length = 0;
    this.#newest = number;
    this.#recent.push(line);
    if (this.#recent.length > RECENT_LINES * 2) this.#recent.splice(0, RECENT_LINES);
    for (const kept of this.#kept) this.#append(kept, number, line);
  }

  /** A report begins at a line that was given already. */
  open(report: OpenReport): void {
    const { first } = report.draft.lines;
    const at = this.#recent.length - 1 - (this.#newest - first);
    const lines = at < 0 ? [] : this.#recent.slice(at);
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    this.#kept.add({ report, lines, first, characters, isCut: at < 0 });
  }

  /** The lines of a report that is over. */
  take(report: OpenReport): { readonly text: string | null; readonly isTextCut: boolean } {
    const kept = [...this.#kept].find((candidate) => candidate.report === report);
    if (kept === undefined) return { text: null, isTextCut: false };
    this.#kept.delete(kept);
    const { first, last } = report.draft.lines;
    const lines = kept.lines.slice(0, last - first + 1);
    return { text: lines.join('\n'), isTextCut: kept.isCut || lines.length < last - first + 1 };
  }

  #append(kept: Kept, number: number, line: string): void {
    const isFull = kept.lines.length >= MOST_LINES || kept.characters + line.length > MOST_CHARACTERS;
    const isBehind = number > kept.report.lastLine + LINES_BEHIND && kept.report.draft.kills.length > 0;
    if (isBehind || kept.isCut) return;
    if (isFull || number !== kept.first + kept.lines.length) {
      kept.isCut = true;
      return;
    }
    kept.lines.push(line);
    kept.characters += line.length;
  }
}
