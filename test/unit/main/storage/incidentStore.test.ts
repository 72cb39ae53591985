import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detailOf } from '../../../../src/main/incidents/foundIncident';
import { silentLog, type Log } from '../../../../src/main/log';
import { openIncidentDatabase } from '../../../../src/main/storage/incidentDatabase';
import { IncidentMemory } from '../../../../src/main/storage/incidentMemory';
import type { IncidentBounds, IncidentStore } from '../../../../src/main/storage/incidentStore';
import type { IncidentDetail } from '../../../../src/shared/model';
import { foundOf, incidentOf, killOf, taskOf } from '../../../support/madeIncidents';

const ROOMY: IncidentBounds = { incidents: 100, bytes: 1024 ** 2 };

let folder: string;
let path: string;
let open: IncidentStore[];
let warnings: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-incidents-'));
  path = join(folder, 'incidents.db');
  open = [];
  warnings = [];
});

afterEach(async () => {
  for (const store of open) await store.close();
  await rm(folder, { recursive: true });
});

const log: Log = { ...silentLog, warn: (text) => void warnings.push(text) };

async function database(bounds = ROOMY, isReadOnly = false): Promise<IncidentStore> {
  const store = await openIncidentDatabase(path, { isReadOnly, bounds, log });
  if (store === null) throw new Error('there should be a database');
  open.push(store);
  return store;
}

function detail(id: string, happenedAtMs = 1_000, text: string | null = 'a\nb'): IncidentDetail {
  return detailOf(foundOf(incidentOf(id), { happenedAtMs }, text), `web/${id}`);
}

async function indexOf(store: IncidentStore): Promise<(readonly [string, string, boolean])[]> {
  const index: (readonly [string, string, boolean])[] = [];
  for await (const some of store.load()) {
    index.push(...some.map((one) => [one.summary.key, one.incidentId, one.isForgotten] as const));
  }
  return index;
}

describe.each([
  ['the database', () => database()],
  ['the memory', () => Promise.resolve(new IncidentMemory(ROOMY))],
])('%s of incidents', (_name, make) => {
  it('gives back what was put in, to the letter', async () => {
    const store = await make();
    const whole = detailOf(
      foundOf(
        incidentOf('a', {
          // Text that looks like the place where the tasks go.
          trigger: null,
          hostname: '"tasks":[]',
          tasks: [taskOf(1), taskOf(2), taskOf(3)],
          kills: [killOf(1), killOf(2, { comm: null, anonRssBytes: null })],
          zones: [],
        }),
        {},
        '[  100.5] näme "tasks":[] invoked\n二行目',
      ),
      'web/a',
    );
    expect(await store.put(whole, false)).toEqual([]);
    expect(await store.read(whole.summary)).toEqual(whole);
    expect(await store.read({ ...whole.summary, key: 'web/b' })).toBeNull();
  });

  it('keeps a report of more tasks than are written at once, and one without any', async () => {
    const store = await make();
    const tasks = Array.from({ length: 4_001 }, (_task, pid) => taskOf(pid));
    const large = detailOf(foundOf(incidentOf('large', { tasks })), 'web/large');
    const empty = detailOf(foundOf(incidentOf('empty', { tasks: [] })), 'web/empty');
    await store.put(large, false);
    await store.put(empty, false);
    expect((await store.read(large.summary))?.incident.tasks).toEqual(tasks);
    expect((await store.read(empty.summary))?.incident.tasks).toEqual([]);
  });

  it('replaces what is there under the same key', async () => {
    const store = await make();
    await store.put(detail('a', 1_000, 'old'), false);
    const better = detail('a', 1_000, null);
    await store.put(better, false);
    expect(await store.read(better.summary)).toEqual(better);
  });

  it('forgets what is taken out', async () => {
    const store = await make();
    await store.put(detail('a'), false);
    await store.remove(['web/a', 'web/never-there']);
    expect(await store.read(detail('a').summary)).toBeNull();
  });
});

describe('the bounds of a store', () => {
  it.each([
    ['the database', (bounds: IncidentBounds) => database(bounds)],
    ['the memory', (bounds: IncidentBounds) => Promise.resolve(new IncidentMemory(bounds))],
  ])('make the oldest go, by when it happened: %s', async (_name, make) => {
    const store = await make({ incidents: 2, bytes: 1024 ** 2 });
    await store.put(detail('new', 3_000), false);
    await store.put(detail('old', 1_000), false);
    expect(await store.put(detail('middle', 2_000), false)).toEqual(['web/old']);
    expect(await store.read(detail('old').summary)).toBeNull();
    expect((await store.read(detail('new', 3_000).summary))?.incident.id).toBe('new');
  });

  it.each([
    ['the database', (bounds: IncidentBounds) => database(bounds)],
    ['the memory', (bounds: IncidentBounds) => Promise.resolve(new IncidentMemory(bounds))],
  ])('hold for bytes as well, but the newest stays: %s', async (_name, make) => {
    const store = await make({ incidents: 100, bytes: 1 });
    expect(await store.put(detail('a', 1_000), false)).toEqual([]);
    expect(await store.put(detail('b', 2_000), false)).toEqual(['web/a']);
    expect((await store.read(detail('b').summary))?.incident.id).toBe('b');
  });
});

describe('incidents.db', () => {
  it('is there again at the next start, newest first', async () => {
    const first = await database();
    await first.put(detail('old', 1_000), false);
    await first.put(detail('new', 2_000), false);
    await first.close();
    const second = await database();
    expect(await indexOf(second)).toEqual([
      ['web/new', 'new', false],
      ['web/old', 'old', false],
    ]);
    expect(await second.read(detail('old').summary)).toEqual(detail('old', 1_000));
  });

  it('loads more than one batch, also where all happened at once', async () => {
    const first = await database();
    await first.put(detail('a', 7), false);
    await first.close();
    const hand = new DatabaseSync(path);
    hand.exec(`
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1000)
      INSERT INTO incident SELECT 'web/' || n, incident_id, host_id, host_name, happened_at_ms, read_at_ms, order_ms,
        is_forgotten, json_set(summary, '$.key', 'web/' || n), body, text, bytes
      FROM incident, number`);
    hand.close();
    const keys = (await indexOf(await database())).map(([key]) => key);
    expect(new Set(keys).size).toBe(1_001);
    expect(keys).toHaveLength(1_001);
  });

  it('keeps in mind what was forgotten, and gives its content up at the next start', async () => {
    const first = await database();
    await first.put(detail('a'), false);
    await first.setForgotten('web/a', true);
    expect(await first.read(detail('a').summary)).toEqual(detail('a'));
    await first.setForgotten('web/a', false);
    await first.setForgotten('web/a', true);
    await first.close();
    const second = await database();
    expect(await indexOf(second)).toEqual([['web/a', 'a', true]]);
    expect(await second.read(detail('a').summary)).toBeNull();
  });

  it('can be read while another process writes to it, and is not written then', async () => {
    const writer = await database();
    await writer.put(detail('a'), false);
    const reader = await database(ROOMY, true);
    await writer.put(detail('b', 2_000), false);
    expect((await indexOf(reader)).map(([key]) => key)).toEqual(['web/b', 'web/a']);
    expect(await reader.read(detail('a').summary)).toEqual(detail('a'));
    await expect(reader.put(detail('c'), false)).rejects.toThrow('readonly');
  });

  it('is nothing for a reader while it does not exist', async () => {
    expect(await openIncidentDatabase(path, { isReadOnly: true, bounds: ROOMY, log })).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is for the eyes of its owner only', async () => {
    const store = await database();
    await store.put(detail('a'), false);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it.each([
    ['is no database', Buffer.from('this is a text that somebody has put there'.repeat(100))],
    ['is damaged', null],
  ])('is kept aside, and the log names it, where it %s', async (_name, given) => {
    const bytes = given ?? (await damagedDatabase());
    await writeFile(path, bytes);
    const store = await database();
    const aside = (await readdir(folder)).find((name) => name.startsWith('incidents.db.unreadable-'));
    expect(await readFile(join(folder, aside ?? ''))).toEqual(bytes);
    expect(warnings).toEqual([expect.stringContaining(aside ?? 'no file aside')]);
    await store.put(detail('a'), false);
    expect(await store.read(detail('a').summary)).toEqual(detail('a'));
  });

  it('is left alone where a newer version has written it', async () => {
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    const before = await readFile(path);
    expect(await openIncidentDatabase(path, { isReadOnly: false, bounds: ROOMY, log })).toBeNull();
    expect(await readFile(path)).toEqual(before);
    expect(warnings).toEqual([expect.stringContaining(path)]);
  });

  it('leaves out a row that it cannot read', async () => {
    const first = await database();
    await first.put(detail('a'), false);
    await first.put(detail('b', 2_000), false);
    await first.close();
    const hand = new DatabaseSync(path);
    hand.exec(`UPDATE incident SET summary = '{"key":7}' WHERE key = 'web/b'`);
    hand.close();
    expect((await indexOf(await database())).map(([key]) => key)).toEqual(['web/a']);
  });
});

/** A database whose tables are overwritten, its header being whole. */
async function damagedDatabase(): Promise<Buffer> {
  const first = await database();
  for (let id = 0; id < 50; id += 1) await first.put(detail(`n${String(id)}`), false);
  await first.close();
  const bytes = await readFile(path);
  await rm(path);
  return bytes.fill(0xa5, 100);
}
