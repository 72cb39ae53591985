import type { Incident, Sign } from '../../shared/model';
import { message } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import type { Readable } from 'node:stream';
import { readLogBytes } from '../logFiles/logBytes';
import { LogFileProblem } from '../logFiles/logFileProblem';
import type { LogFinding } from '../parse/oomReport/kernelLogReader';
import { KernelLogReader } from '../parse/oomReport/kernelLogReader';
import type { CommandOutput } from './output';
import { plainOf } from './output';
import { RecentIds } from './recentIds';

/** Something that was found in a log, and in which. */
export type FileFinding =
  | {
      readonly kind: 'incident';
      readonly file: string;
      readonly incident: Incident;
      readonly text: string | null;
    }
  | { readonly kind: 'sign'; readonly file: string; readonly sign: Sign };

export interface LogReading {
  readonly files: readonly string[];
  readonly language: Language;
  readonly keepsText: boolean;
  readonly stdin?: Readable | undefined;
}

const REMEMBERED_IDS = 200_000;

/**
 * Reads log files one after another and gives what is in them as soon as it is found. What is in two of them is given once.
 * A file that cannot be read is complained of, and the next one is read.
 */
export class LogFindings {
  /** How much text was read so far, decompressed. */
  readBytes = 0;
  /** How many files could not be read, or not to their end. */
  failedFiles = 0;
  readonly #ids = new RecentIds(REMEMBERED_IDS);
  readonly #signs = new RecentIds(REMEMBERED_IDS);
  #incidents = 0;

  constructor(
    private readonly reading: LogReading,
    private readonly output: CommandOutput,
  ) {}

  async *all(): AsyncGenerator<FileFinding, void, undefined> {
    for (const file of this.reading.files) {
      const reader = new KernelLogReader({ keepsText: this.reading.keepsText });
      try {
        for await (const bytes of readLogBytes(file, this.reading.stdin)) {
          this.readBytes += bytes.length;
          yield* this.#newOf(reader.push(bytes), file);
          this.#showProgress(file);
        }
      } catch (error) {
        if (!(error instanceof LogFileProblem)) throw error;
        this.failedFiles += 1;
        this.output.progress.clear();
        this.output.complain(plainOf(error.sentence, this.reading.language));
      }
      // A log that is cut off still gives the report it is cut off in.
      yield* this.#newOf(reader.end(), file);
    }
    this.output.progress.clear();
  }

  *#newOf(findings: readonly LogFinding[], file: string): Generator<FileFinding> {
    for (const finding of findings) {
      if (finding.kind === 'incident') {
        const { incident, text } = finding;
        if (!this.#ids.add(incident.id)) continue;
        this.#incidents += 1;
        yield { kind: 'incident', file, incident, text };
      } else if (!this.#isKnown(finding.sign, file)) yield { kind: 'sign', file, sign: finding.sign };
    }
  }

  /** The same line of the kernel from an earlier file: kern.log and syslog have the same ones. */
  #isKnown({ kind, at, comm, pid, order, cgroup }: Sign, file: string): boolean {
    const stamp = at.bootSeconds ?? at.wallClock;
    // Without a stamp two of them are two; with one file there is no other copy to compare with.
    if (stamp === null || this.reading.files.length === 1) return false;
    const event = JSON.stringify([kind, stamp, comm, pid, order, cgroup]);
    if (this.#signs.has(JSON.stringify([file, event]))) return false;
    if (this.#signs.add(event)) {
      this.#signs.add(JSON.stringify([file, event]));
      return false;
    }
    return true;
  }

  #showProgress(file: string): void {
    const { readBytes } = this;
    const incidents = this.#incidents;
    this.output.progress.show(() =>
      plainOf(message('terminal.report-progress', { file, readBytes, incidents }), this.reading.language),
    );
  }
}
