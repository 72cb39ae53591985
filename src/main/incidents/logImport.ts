import type { LogImportResult, Message } from '../../shared/model';
import type { ImportProgress } from '../../shared/schema/requests';
import { Refusal } from '../fleet/refusal';
import { logBytesOf } from '../logFiles/logBytes';
import { LogFileProblem } from '../logFiles/logFileProblem';
import { KernelLogReader, type LogFinding } from '../parse/oomReport/kernelLogReader';
import { foundIncident } from './foundIncident';
import { placeInTime } from './happenedAt';
import type { IncidentLog } from './incidentLog';
import { NewestSigns } from './newestSigns';
import { PieceFeed } from './pieceFeed';

/** A file says nothing of a boot that is known here. */
const NO_BOOT = { bootAtMs: null, isOfThisBoot: false, isNews: false };

/** One log file on its way in, piece by piece. What is found goes to the list at once, so that memory stays bounded. */
export class LogImport {
  readonly #fileName: string;
  readonly #incidents: IncidentLog;
  readonly #nowMs: () => number;
  readonly #feed = new PieceFeed();
  readonly #reader = new KernelLogReader({ keepsText: true });
  readonly #signs = new NewestSigns();
  /** Keys of what was found, and whether this file brought it. */
  readonly #found = new Map<string, boolean>();
  readonly #done: Promise<void>;
  #readBytes = 0;
  #hasText = false;
  #isCancelled = false;
  #problem: Message | null = null;
  #failure: Error | null = null;

  constructor(fileName: string, incidents: IncidentLog, nowMs: () => number) {
    this.#fileName = fileName;
    this.#incidents = incidents;
    this.#nowMs = nowMs;
    this.#done = this.#run();
  }

  /** Throws a {@link Refusal} for a file that cannot be read at all. */
  async push(bytes: Uint8Array): Promise<ImportProgress> {
    this.#readBytes += bytes.length;
    await this.#feed.push(bytes);
    this.#refuseUnreadable();
    return { readBytes: this.#readBytes, incidents: this.#reader.found };
  }

  async finish(): Promise<LogImportResult> {
    this.#feed.end();
    await this.#done;
    this.#refuseUnreadable();
    return {
      incidentKeys: [...this.#found.keys()],
      signs: this.#signs.signs,
      readBytes: this.#readBytes,
      knownAlready: [...this.#found.values()].filter((isNew) => !isNew).length,
      problem: this.#problem,
    };
  }

  /** Takes out again what this file brought. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    this.#feed.end();
    await this.#done;
    await this.#incidents.remove([...this.#found].flatMap(([key, isNew]) => (isNew ? [key] : [])));
  }

  async #run(): Promise<void> {
    try {
      for await (const bytes of logBytesOf(this.#feed.pieces(), this.#fileName)) {
        this.#hasText = true;
        await this.#take(this.#reader.push(bytes));
      }
    } catch (error) {
      if (error instanceof LogFileProblem) this.#problem = error.sentence;
      else this.#failure = new Error('a log file could not be read in', { cause: error });
    }
    this.#feed.abandon();
    await this.#take(this.#reader.end());
  }

  async #take(findings: readonly LogFinding[]): Promise<void> {
    for (const finding of findings) {
      if (this.#isCancelled) return;
      if (finding.kind === 'sign') {
        this.#signs.add(finding.sign, placeInTime(finding.sign.at, NO_BOOT).happenedAtMs);
        continue;
      }
      const { incident } = finding;
      const found = foundIncident(finding, {
        hostId: null,
        hostName: incident.hostname ?? this.#fileName,
        source: { kind: 'import', fileName: this.#fileName },
        isDemo: false,
        happenedAtMs: placeInTime(incident.at, NO_BOOT).happenedAtMs,
        readAtMs: this.#nowMs(),
        hostPageBytes: null,
      });
      const { key, isNew } = await this.#incidents.add(found);
      this.#found.set(key, isNew || this.#found.get(key) === true);
    }
  }

  #refuseUnreadable(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#problem !== null && !this.#hasText) throw new Refusal(this.#problem);
  }
}
