import { Worker } from 'node:worker_threads';
import threadSource from './sqliteThread.cjs?raw';

/** What a column holds, or a gap of a statement is filled with. */
export type SqlValue = string | number | Uint8Array | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface SqlStep {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** SQLite's result codes (sqlite3.h): `SQLITE_CORRUPT` and `SQLITE_NOTADB`. */
const UNREADABLE_CODES = [11, 26];

/** What SQLite says it cannot do. */
export class SqliteError extends Error {
  /** SQLite's primary result code; null where the error is not SQLite's. */
  readonly code: number | null;

  constructor(text: string, extendedCode: number | null) {
    super(text);
    this.name = 'SqliteError';
    this.code = extendedCode === null ? null : extendedCode & 0xff;
  }

  /** The file is no database, or is damaged. */
  get isUnreadable(): boolean {
    return this.code !== null && UNREADABLE_CODES.includes(this.code);
  }
}

type Request =
  | { readonly kind: 'exec'; readonly sql: string }
  | { readonly kind: 'all'; readonly sql: string; readonly params: readonly SqlValue[] }
  | { readonly kind: 'transaction'; readonly steps: readonly SqlStep[] }
  | { readonly kind: 'close' };

interface Reply {
  readonly id: number;
  readonly answer?: SqlRow[] | null;
  readonly problem?: { readonly text: string; readonly errcode: number | null };
}

interface Waiting {
  readonly resolve: (rows: readonly SqlRow[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One SQLite file, worked on in a thread of its own (an insert waits for the disk now and then). Requests are done one
 * after another, in the order in which they were made. A file that cannot be opened shows at the first request.
 */
export class SqliteDatabase {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #failure: Error | null = null;

  /** @param isReadOnly the file must exist then, and another process may be writing to it. */
  constructor(path: string, isReadOnly: boolean) {
    this.#thread = new Worker(threadSource, { eval: true, workerData: { path, isReadOnly } });
    // An application that ends without closing it is not held up by it.
    this.#thread.unref();
    this.#thread.on('message', (reply: Reply) => {
      this.#settle(reply);
    });
    this.#thread.on('error', (error) => {
      this.#fail(withCode(error));
    });
    this.#thread.on('exit', () => {
      this.#fail(new SqliteError('the database is closed', null));
    });
  }

  async exec(sql: string): Promise<void> {
    await this.#ask({ kind: 'exec', sql });
  }

  /** The rows of a query. */
  all(sql: string, params: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return this.#ask({ kind: 'all', sql, params });
  }

  /** Does all steps or none. */
  async transaction(steps: readonly SqlStep[]): Promise<void> {
    await this.#ask({ kind: 'transaction', steps });
  }

  /** Does what was asked for before, and ends the thread. May be called again. */
  async close(): Promise<void> {
    if (this.#failure !== null) return;
    await this.#ask({ kind: 'close' }).catch(() => undefined);
    await this.#thread.terminate();
  }

  #ask(request: Request): Promise<readonly SqlRow[]> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread.postMessage({ id, ...request });
    });
  }

  #settle({ id, answer, problem }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (problem === undefined) waiting?.resolve(answer ?? []);
    else waiting?.reject(new SqliteError(problem.text, problem.errcode));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function withCode(error: unknown): SqliteError {
  if (!(error instanceof Error)) return new SqliteError(String(error), null);
  const code: unknown = 'errcode' in error ? error.errcode : null;
  return new SqliteError(error.message, typeof code === 'number' ? code : null);
}
