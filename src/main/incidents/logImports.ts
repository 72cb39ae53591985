import { randomUUID } from 'node:crypto';
import type { LogImportResult } from '../../shared/model';
import type { ImportProgress } from '../../shared/schema/requests';
import type { Clock } from '../clock';
import { Refusal } from '../fleet/refusal';
import type { IncidentLog } from './incidentLog';
import { LogImport } from './logImport';

/** So many files are read at the same time. */
const MOST_IMPORTS = 2;

/** A page that was closed says nothing any more. */
const ABANDONED_AFTER_MS = 120_000;

interface Running {
  readonly work: LogImport;
  timer: AbortController;
}

/** The log files that people drop or paste, on their way in. */
export class LogImports {
  readonly #incidents: IncidentLog;
  readonly #clock: Clock;
  readonly #running = new Map<string, Running>();

  constructor(incidents: IncidentLog, clock: Clock) {
    this.#incidents = incidents;
    this.#clock = clock;
  }

  /** Returns the id under which the pieces come. Throws a {@link Refusal} where enough files are being read already. */
  begin(fileName: string): string {
    if (this.#running.size >= MOST_IMPORTS) throw new Refusal('refusal.import-busy', { files: MOST_IMPORTS });
    const importId = randomUUID();
    const work = new LogImport(fileName, this.#incidents, () => this.#clock.nowMs());
    this.#running.set(importId, { work, timer: this.#timerFor(importId) });
    return importId;
  }

  async push(importId: string, bytes: Uint8Array): Promise<ImportProgress> {
    const running = this.#runningOf(importId);
    running.timer.abort();
    try {
      return await running.work.push(bytes);
    } catch (error) {
      await this.cancel(importId);
      throw error;
    } finally {
      if (this.#running.has(importId)) running.timer = this.#timerFor(importId);
    }
  }

  async finish(importId: string): Promise<LogImportResult> {
    const { work, timer } = this.#runningOf(importId);
    timer.abort();
    this.#running.delete(importId);
    return work.finish();
  }

  /** Ends an import and takes out what it brought. One that has ended is none any more, and that is all right. */
  async cancel(importId: string): Promise<void> {
    const running = this.#running.get(importId);
    if (running === undefined) return;
    running.timer.abort();
    this.#running.delete(importId);
    await running.work.cancel();
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((importId) => this.cancel(importId)));
  }

  #runningOf(importId: string): Running {
    const running = this.#running.get(importId);
    if (running === undefined) throw new Refusal('refusal.no-such-import');
    return running;
  }

  #timerFor(importId: string): AbortController {
    const timer = new AbortController();
    void this.#clock.sleep(ABANDONED_AFTER_MS, timer.signal).then(async () => {
      if (!timer.signal.aborted) await this.cancel(importId);
    });
    return timer;
  }
}
