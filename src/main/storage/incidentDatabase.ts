import { existsSync } from 'node:fs';
import { open as openFile, rename, rm } from 'node:fs/promises';
import type { IncidentDetail, IncidentSummary } from '../../shared/model';
import { incidentSummarySchema } from '../../shared/schema/incidentFeed';
import type { Log } from '../log';
import { packIncident, unpackIncident } from './incidentCodec';
import { orderMsOf, type IncidentBounds, type IncidentStore, type IndexedIncident } from './incidentStore';
import { SqliteDatabase, SqliteError, type SqlRow } from './sqliteDatabase';

/** `PRAGMA user_version` of the schema below. */
const SCHEMA_VERSION = 1;

/** `order_ms` is what newest goes by; `bytes` what the content takes. A forgotten one loses its content at the next start. */
const SCHEMA = `
  BEGIN;
  CREATE TABLE incident (
    key TEXT PRIMARY KEY,
    incident_id TEXT NOT NULL,
    host_id TEXT,
    host_name TEXT NOT NULL,
    happened_at_ms INTEGER,
    read_at_ms INTEGER NOT NULL,
    order_ms INTEGER NOT NULL,
    is_forgotten INTEGER NOT NULL,
    summary TEXT NOT NULL,
    body BLOB,
    text BLOB,
    bytes INTEGER NOT NULL
  );
  CREATE INDEX incident_order ON incident (order_ms, key);
  PRAGMA user_version = ${String(SCHEMA_VERSION)};
  COMMIT;`;

const PUT = `INSERT OR REPLACE INTO incident
  (key, incident_id, host_id, host_name, happened_at_ms, read_at_ms, order_ms, is_forgotten, summary, body, text, bytes)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const LOADED_AT_ONCE = 500;
const DROPPED_AT_ONCE = 100;

export interface IncidentDatabaseOptions {
  /** Another process holds the write lock. */
  readonly isReadOnly: boolean;
  readonly bounds: IncidentBounds;
  readonly log: Log;
}

/** The file is from a newer Lowmark. */
class NewerSchemaError extends Error {}

/**
 * `incidents.db` in the data folder. A file that is no database, or damaged, is moved aside (never overwritten), and the
 * log names it. One of a newer version is left alone.
 *
 * @returns null where nothing can be kept there; the log says why.
 */
export async function openIncidentDatabase(
  path: string,
  { isReadOnly, bounds, log }: IncidentDatabaseOptions,
): Promise<IncidentStore | null> {
  if (isReadOnly && !existsSync(path)) return null;
  try {
    return await open(path, isReadOnly, bounds);
  } catch (error) {
    if (error instanceof SqliteError && error.isUnreadable && !isReadOnly) {
      const aside = `${path}.unreadable-${new Date().toISOString().replaceAll(':', '')}`;
      await moveAside(path, aside);
      log.warn(`${path} cannot be read as a list of incidents; it was kept as ${aside}`, error);
      return open(path, isReadOnly, bounds).catch((again: unknown) => giveUp(path, again, log));
    }
    return giveUp(path, error, log);
  }
}

function giveUp(path: string, error: unknown, log: Log): null {
  log.warn(`incidents are not kept in ${path}`, error);
  return null;
}

/** The write-ahead log belongs to the file that it was written for. */
async function moveAside(path: string, aside: string): Promise<void> {
  await rename(path, aside);
  await rm(`${path}-shm`, { force: true });
  if (existsSync(`${path}-wal`)) await rename(`${path}-wal`, `${aside}-wal`);
}

async function open(path: string, isReadOnly: boolean, bounds: IncidentBounds): Promise<IncidentDatabase> {
  // Made by SQLite it would be readable by everybody, and its log takes its mode.
  if (!isReadOnly) await (await openFile(path, 'a', 0o600)).close();
  const database = new SqliteDatabase(path, isReadOnly);
  try {
    const [row] = await database.all('PRAGMA user_version');
    const version = numberIn(row, 'user_version');
    if (version > SCHEMA_VERSION) throw new NewerSchemaError('it was written by a newer Lowmark');
    if (!isReadOnly) {
      await database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      if (version === 0) await database.exec(SCHEMA);
      await database.exec('UPDATE incident SET body = NULL, text = NULL, bytes = 0 WHERE is_forgotten = 1');
    }
    const [total] = await database.all('SELECT count(*) AS incidents, sum(bytes) AS bytes FROM incident');
    const held = { incidents: numberIn(total, 'incidents'), bytes: numberIn(total, 'bytes') };
    return new IncidentDatabase(database, bounds, held);
  } catch (error) {
    await database.close();
    throw error;
  }
}

class IncidentDatabase implements IncidentStore {
  readonly #database: SqliteDatabase;
  readonly #bounds: IncidentBounds;
  #held: IncidentBounds;

  constructor(database: SqliteDatabase, bounds: IncidentBounds, held: IncidentBounds) {
    this.#database = database;
    this.#bounds = bounds;
    this.#held = held;
  }

  async *load(): AsyncGenerator<readonly IndexedIncident[], void, undefined> {
    let after: readonly [number, string] = [Number.MAX_SAFE_INTEGER, ''];
    for (;;) {
      const rows = await this.#database.all(
        `SELECT key, incident_id, is_forgotten, order_ms, summary FROM incident
         WHERE (order_ms, key) < (?, ?) ORDER BY order_ms DESC, key DESC LIMIT ?`,
        [...after, LOADED_AT_ONCE],
      );
      const last = rows.at(-1);
      if (last === undefined) return;
      after = [numberIn(last, 'order_ms'), textIn(last, 'key')];
      yield rows.flatMap((row) => indexedOf(row) ?? []);
    }
  }

  async put(detail: IncidentDetail, isForgotten: boolean): Promise<readonly string[]> {
    const { summary, incident } = detail;
    const { body, text } = await packIncident(detail);
    const bytes = body.length + (text?.length ?? 0);
    const [before] = await this.#database.all('SELECT bytes FROM incident WHERE key = ?', [summary.key]);
    const { key, hostId, hostName, happenedAtMs, readAtMs } = summary;
    const row = [key, incident.id, hostId, hostName, happenedAtMs, readAtMs, orderMsOf(summary)];
    const content = [isForgotten ? 1 : 0, JSON.stringify(summary), body, text, bytes];
    await this.#database.transaction([{ sql: PUT, params: [...row, ...content] }]);
    this.#held = {
      incidents: this.#held.incidents + (before === undefined ? 1 : 0),
      bytes: this.#held.bytes + bytes - numberIn(before, 'bytes'),
    };
    return this.#dropOldest();
  }

  async read(summary: IncidentSummary): Promise<IncidentDetail | null> {
    const [row] = await this.#database.all('SELECT body, text FROM incident WHERE key = ?', [summary.key]);
    const [body, text] = [row?.['body'], row?.['text']];
    if (!(body instanceof Uint8Array)) return null;
    const content = await unpackIncident({ body, text: text instanceof Uint8Array ? text : null });
    return content === null ? null : { summary, ...content };
  }

  async setForgotten(key: string, isForgotten: boolean): Promise<void> {
    const params = [isForgotten ? 1 : 0, key];
    await this.#database.transaction([{ sql: 'UPDATE incident SET is_forgotten = ? WHERE key = ?', params }]);
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const [row] = await this.#database.all('SELECT bytes FROM incident WHERE key = ?', [key]);
      if (row === undefined) continue;
      await this.#database.transaction([{ sql: 'DELETE FROM incident WHERE key = ?', params: [key] }]);
      const { incidents, bytes } = this.#held;
      this.#held = { incidents: incidents - 1, bytes: bytes - numberIn(row, 'bytes') };
    }
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #dropOldest(): Promise<readonly string[]> {
    const dropped: string[] = [];
    while (this.#isOver()) {
      const rows = await this.#database.all('SELECT key FROM incident ORDER BY order_ms, key LIMIT ?', [
        Math.max(1, Math.min(DROPPED_AT_ONCE, this.#held.incidents - this.#bounds.incidents)),
      ]);
      const keys = rows.map((row) => textIn(row, 'key'));
      if (keys.length === 0) break;
      await this.remove(keys);
      dropped.push(...keys);
    }
    return dropped;
  }

  #isOver(): boolean {
    const { incidents, bytes } = this.#held;
    return incidents > this.#bounds.incidents || (bytes > this.#bounds.bytes && incidents > 1);
  }
}

function numberIn(row: SqlRow | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : 0;
}

function textIn(row: SqlRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

/** Null for a row that this version cannot read. */
function indexedOf(row: SqlRow): IndexedIncident | null {
  try {
    const summary = incidentSummarySchema.safeParse(JSON.parse(textIn(row, 'summary')));
    if (!summary.success) return null;
    const isForgotten = numberIn(row, 'is_forgotten') === 1;
    return { summary: summary.data, incidentId: textIn(row, 'incident_id'), isForgotten };
  } catch {
    return null;
  }
}
