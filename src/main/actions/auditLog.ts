import { auditCsv } from '../../shared/audit/auditCsv';
import { AuditTable } from '../../shared/audit/auditTable';
import type {
  AuditEntry,
  AuditRecord,
  AuditRow,
  AuditRows,
  AuditSearch,
  AuditVerdict,
  ChangePlan,
} from '../../shared/model';
import type { Clock } from '../clock';
import { Refusal } from '../fleet/refusal';
import type { Log } from '../log';
import { AuditFile, auditPathOf, type EntryPlace } from '../storage/auditFile';
import { linesOfFile } from '../storage/fileLines';
import type { Audit, AuditExport, AuditExportRequest } from './audit';

export interface AuditLogDependencies {
  readonly dataFolder: string;
  /** False where another process holds the write lock: it can be read all the same. */
  readonly mayWrite: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** What crosses to a page in one piece; more is for the terminal, which writes to a file. */
const LARGEST_EXPORT_BYTES = 64 * 1024 ** 2;

/** The most rows of an export: all there can be. */
const ALL = Number.MAX_SAFE_INTEGER;

/** The audit: what is on disk, and all changes in it as rows. Plans stay on disk until they are asked for. */
export class AuditLog implements Audit {
  readonly #dependencies: AuditLogDependencies;
  readonly #table = new AuditTable();
  readonly #planPlaces = new Map<string, EntryPlace>();
  readonly #listeners = new Set<() => void>();
  #file: AuditFile | null = null;

  private constructor(dependencies: AuditLogDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws the system's error where the file is there and cannot be read. */
  static async open(dependencies: AuditLogDependencies): Promise<AuditLog> {
    const audit = new AuditLog(dependencies);
    const onEntry = (entry: AuditEntry, place: EntryPlace): void => {
      audit.#take(entry, place);
    };
    audit.#file = await AuditFile.open({ ...dependencies, onEntry });
    return audit;
  }

  get #opened(): AuditFile {
    if (this.#file === null) throw new Error('the audit is not open');
    return this.#file;
  }

  /** Number of the newest entry; 0: there is none. */
  get newestNumber(): number {
    return this.#file?.newestNumber ?? 0;
  }

  /** Registers a listener for new entries; call the result to take it off again. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Writes an entry and waits until it is on the disk.
   *
   * @throws {Refusal} where it cannot be written.
   */
  async append(record: AuditRecord): Promise<void> {
    const { dataFolder, log } = this.#dependencies;
    try {
      await this.#opened.append(record);
    } catch (error) {
      log.warn('the audit could not be written', error);
      const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new Refusal('refusal.audit-not-written', { path: auditPathOf(dataFolder), problem });
    }
  }

  row(changeId: string): AuditRow | null {
    return this.#table.row(changeId);
  }

  async search(search: AuditSearch): Promise<AuditRows> {
    await this.#refresh();
    return this.#table.search(search);
  }

  async plan(runId: string): Promise<ChangePlan> {
    await this.#refresh();
    const place = this.#planPlaces.get(runId);
    if (place === undefined) throw new Refusal('refusal.no-such-run');
    const { record } = await this.#opened.read(place);
    // Somebody may have written the file anew.
    if (record.kind !== 'confirmed' || record.runId !== runId) throw new Refusal('refusal.no-such-run');
    return record.plan;
  }

  async verify(): Promise<AuditVerdict> {
    return this.#opened.verify();
  }

  /** As JSON Lines these are lines of the file as they are: those of the runs of the rows that fit, or all. */
  async exportEntries({ text, hostId, format }: AuditExportRequest): Promise<AuditExport> {
    await this.#refresh();
    const day = new Date(this.#dependencies.clock.nowMs()).toISOString().slice(0, 10);
    const fileName = `lowmark-audit-${day}.${format}`;
    const { rows } = this.#table.search({ text, hostId, beforeNumber: null, limit: ALL });
    if (format === 'csv') return { fileName, text: bounded(auditCsv(rows, 'en')) };
    const isAll = text.trim() === '' && hostId === null;
    const runIds = isAll ? null : new Set(rows.map((row) => row.runId));
    return { fileName, text: await this.#linesOf(runIds) };
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  async #linesOf(runIds: ReadonlySet<string> | null): Promise<string> {
    let all = '';
    for await (const { text, isEnded } of linesOfFile(auditPathOf(this.#dependencies.dataFolder))) {
      if (text === null || !isEnded || !isOfRuns(text, runIds)) continue;
      all = bounded(`${all}${text}\n`);
    }
    return all;
  }

  /** Another process may hold the lock and write. */
  async #refresh(): Promise<void> {
    if (!this.#dependencies.mayWrite) await this.#opened.refresh();
  }

  #take(entry: AuditEntry, place: EntryPlace): void {
    this.#table.take(entry);
    if (entry.record.kind === 'confirmed') this.#planPlaces.set(entry.record.runId, place);
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a line of the audit is of one of these runs; null: any line. */
export function isOfRuns(line: string, runIds: ReadonlySet<string> | null): boolean {
  if (runIds === null) return true;
  const record = recordOf(line);
  return (
    typeof record === 'object' && record !== null && 'runId' in record && runIds.has(String(record.runId))
  );
}

function recordOf(line: string): unknown {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null && 'record' in parsed ? parsed.record : null;
  } catch {
    return null;
  }
}

function bounded(text: string): string {
  if (text.length > LARGEST_EXPORT_BYTES) throw new Refusal('refusal.audit-too-large');
  return text;
}
