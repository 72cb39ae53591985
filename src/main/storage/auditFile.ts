import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AuditEntry, AuditRecord, AuditVerdict } from '../../shared/model';
import { auditEntrySchema } from '../../shared/schema/audit';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { AuditChain, NO_HASH, sealed, sealedLinkOf } from './auditChain';
import { linesOfFile, type FileLine } from './fileLines';

/** Where an entry stands in the file. */
export interface EntryPlace {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

export interface AuditFileDependencies {
  readonly dataFolder: string;
  /** False where another process holds the write lock: what that one writes is read all the same. */
  readonly mayWrite: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Told each entry once, in order: those of the file, then those that are appended. */
  readonly onEntry: (entry: AuditEntry, place: EntryPlace) => void;
}

/** Name of the audit in a data folder. */
export function auditPathOf(dataFolder: string): string {
  return join(dataFolder, 'audit.jsonl');
}

/**
 * `audit.jsonl` in the data folder: one entry a line (see {@link AuditChain}), readable by its owner only. Lines are appended
 * and nothing else; one that was cut off by a crash stays where it is, and the next entry begins on a line of its own.
 */
export class AuditFile {
  readonly #path: string;
  readonly #dependencies: AuditFileDependencies;
  #number = 0;
  #headHash = NO_HASH;
  /** As far as it has been read. */
  #readBytes = 0;
  /** A write has failed: what of it is in the file is not known. */
  #isUncertain = false;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(dependencies: AuditFileDependencies) {
    this.#dependencies = dependencies;
    this.#path = auditPathOf(dependencies.dataFolder);
  }

  /**
   * Reads the file as it is.
   *
   * @throws the system's error where it is there and cannot be read.
   */
  static async open(dependencies: AuditFileDependencies): Promise<AuditFile> {
    const file = new AuditFile(dependencies);
    await file.refresh();
    return file;
  }

  /** Number of the newest entry; 0: there is none. */
  get newestNumber(): number {
    return this.#number;
  }

  /** Takes in what another process has written since. */
  async refresh(): Promise<void> {
    await this.#inTurn(() => this.#readOn());
  }

  /**
   * Writes an entry and waits until it is on the disk.
   *
   * @throws the system's error where it cannot be written; it is not in the audit then.
   */
  async append(record: AuditRecord): Promise<AuditEntry> {
    return this.#inTurn(async () => {
      if (!this.#dependencies.mayWrite) throw new Error('the data folder is held by another process');
      if (this.#isUncertain) await this.#readOn();
      this.#isUncertain = true;
      const { entry, line: text } = sealed({
        version: 1,
        number: this.#number + 1,
        at: new Date(this.#dependencies.clock.nowMs()).toISOString(),
        previousHash: this.#headHash,
        record,
      });
      const line = Buffer.from(text, 'utf8');
      const offsetBytes = await this.#write(line);
      this.#isUncertain = false;
      this.#take(entry, { offsetBytes, lengthBytes: line.length });
      return entry;
    });
  }

  /** @throws an Error where no entry stands there. */
  async read({ offsetBytes, lengthBytes }: EntryPlace): Promise<AuditEntry> {
    const file = await open(this.#path, 'r');
    try {
      const bytes = Buffer.alloc(lengthBytes);
      await file.read(bytes, 0, lengthBytes, offsetBytes);
      return auditEntrySchema.parse(JSON.parse(bytes.toString('utf8')));
    } finally {
      await file.close();
    }
  }

  /** Reads the whole file again and calculates every hash. */
  async verify(): Promise<AuditVerdict> {
    return this.#inTurn(async () => (await verifyAudit(this.#path, null)).verdict);
  }

  /** Resolves when nothing is being written any more. */
  async close(): Promise<void> {
    await this.#turn;
  }

  async #inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #readOn(): Promise<void> {
    for await (const line of linesOfFile(this.#path, this.#readBytes)) {
      // The end of a line that another process is writing now is read next time. Of one's own only the line end can be missing.
      const isEntry = line.isEnded || (this.#dependencies.mayWrite && sealedLinkOf(line.text) !== null);
      if (!isEntry) break;
      this.#readBytes = line.offsetBytes + line.lengthBytes + (line.isEnded ? 1 : 0);
      this.#takeLine(line);
    }
  }

  #takeLine(line: FileLine): void {
    const entry = entryOf(line.text);
    if (entry !== null) {
      this.#take(entry, line);
      return;
    }
    // The chain goes on behind an entry that a newer version has written.
    const link = sealedLinkOf(line.text);
    if (link !== null) this.#goOnBehind(link);
    const at = String(line.offsetBytes);
    this.#dependencies.log.warn(`${this.#path}: the line at byte ${at} is not an entry of this version`);
  }

  #take(entry: AuditEntry, { offsetBytes, lengthBytes }: EntryPlace): void {
    this.#goOnBehind(entry);
    this.#dependencies.onEntry(entry, { offsetBytes, lengthBytes });
  }

  #goOnBehind({ number, hash }: Pick<AuditEntry, 'number' | 'hash'>): void {
    this.#number = number;
    this.#headHash = hash;
  }

  /** Resolves to the place at which the line begins. */
  async #write(line: Buffer): Promise<number> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const isNew = (await stat(this.#path).catch(() => null)) === null;
    const file = await open(this.#path, 'a', 0o600);
    try {
      const { size: sizeBytes } = await file.stat();
      const isTorn = sizeBytes > 0 && !(await endsWithNewline(this.#path, sizeBytes));
      const text = Buffer.concat([...(isTorn ? [NEWLINE] : []), line, NEWLINE]);
      await writeWhole(file, text);
      await file.sync();
      if (isNew) await syncFolder(dirname(this.#path));
      this.#readBytes = sizeBytes + text.length;
      return sizeBytes + (isTorn ? 1 : 0);
    } finally {
      await file.close();
    }
  }
}

const NEWLINE = Buffer.from('\n');

async function writeWhole(file: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

async function endsWithNewline(path: string, sizeBytes: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, sizeBytes - 1);
    return buffer.equals(NEWLINE);
  } finally {
    await file.close();
  }
}

/** A new name in a folder is only safe once the folder is on the disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  // Some systems have no folders that can be opened.
  if (folder === null) return;
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The entry of a line; null where it is none that this version understands. */
export function entryOf(text: string | null): AuditEntry | null {
  if (text === null) return null;
  try {
    const parsed = auditEntrySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Reads a whole audit and calculates every hash. A file that is not there is whole and empty.
 *
 * @param head a hash that was kept elsewhere; null: none
 * @returns the verdict, and whether an entry has that hash
 */
export async function verifyAudit(
  path: string,
  head: string | null,
): Promise<{ readonly verdict: AuditVerdict; readonly hasHead: boolean }> {
  const chain = new AuditChain();
  let isEndTorn = false;
  let hasHead = head === null || head === NO_HASH;
  for await (const { text, isEnded } of linesOfFile(path)) {
    isEndTorn = !isEnded;
    const entry = chain.take(text);
    if (typeof entry === 'object' && entry !== null && 'hash' in entry && entry.hash === head) hasHead = true;
  }
  return { verdict: chain.verdict(isEndTorn), hasHead };
}
