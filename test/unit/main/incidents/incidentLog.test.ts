import { beforeEach, describe, expect, it } from 'vitest';
import { foundIncident, type FoundIncident } from '../../../../src/main/incidents/foundIncident';
import { IncidentLog } from '../../../../src/main/incidents/incidentLog';
import { silentLog } from '../../../../src/main/log';
import { IncidentMemory } from '../../../../src/main/storage/incidentMemory';
import type { IndexedIncident } from '../../../../src/main/storage/incidentStore';
import type { IncidentDetail, IncidentSummary } from '../../../../src/shared/model';
import { foundInFile, foundOf, incidentOf, killOf, taskOf } from '../../../support/madeIncidents';

const BOUNDS = { incidents: 100, bytes: 1024 ** 2 };

/** The memory, with a past and a diary. */
class StoreWithPast extends IncidentMemory {
  readonly diary: string[] = [];
  past: IndexedIncident[] = [];
  isBroken = false;

  override async *load(): AsyncGenerator<readonly IndexedIncident[], void, undefined> {
    yield this.past;
  }

  override put(detail: IncidentDetail): Promise<readonly string[]> {
    if (this.isBroken) return Promise.reject(new Error('disk full'));
    this.diary.push(`put ${detail.summary.key}`);
    return super.put(detail);
  }

  override setForgotten(): Promise<void> {
    this.diary.push('mark');
    return Promise.resolve();
  }

  override remove(keys: readonly string[]): Promise<void> {
    this.diary.push(`remove ${keys.join()}`);
    return super.remove(keys);
  }
}

let stored: StoreWithPast;
let memory: StoreWithPast;
let list: IncidentLog;
let announced: string[];

function open(mayWrite = true): IncidentLog {
  list = new IncidentLog({ stored, mayWrite, memory, log: silentLog });
  announced = [];
  list.listen((key) => announced.push(key));
  return list;
}

beforeEach(() => {
  stored = new StoreWithPast(BOUNDS);
  memory = new StoreWithPast(BOUNDS);
  open();
});

function keys(): string[] {
  return list.summaries().map((summary) => summary.key);
}

function demo(incident = incidentOf('a'), happenedAtMs = 1_000_000): FoundIncident {
  const origin = { hostId: 'demo:web', source: { kind: 'recording' }, isDemo: true, happenedAtMs } as const;
  return foundOf(incident, origin);
}

describe('the list of incidents', () => {
  it('shows what a report says, and has the report itself', async () => {
    const incident = incidentOf('a', {
      constraint: 'memcg',
      cgroup: {
        path: '/shop',
        taskPath: '/shop/web',
        usageBytes: 104_857_600,
        limitBytes: 104_857_600,
        failCount: 12,
        swap: null,
        memorySwap: null,
        kmem: null,
        stats: null,
      },
      kills: [
        killOf(42),
        killOf(43, {
          comm: null,
          anonRssBytes: null,
          fileRssBytes: null,
          shmemRssBytes: null,
          pageTableBytes: null,
        }),
      ],
    });
    const found = foundOf(incident);
    expect(await list.add(found)).toEqual({ key: 'web/a', isNew: true });
    const [summary] = list.summaries();
    expect(summary).toEqual({
      key: 'web/a',
      hostId: 'web',
      hostName: 'web-01',
      source: { kind: 'host-log', name: 'journalctl' },
      isDemo: false,
      happenedAtMs: 1_000_000,
      at: { bootSeconds: 100.5, wallClock: null },
      readAtMs: 2_000_000,
      kernel: '6.1.0-49-amd64',
      constraint: 'memcg',
      cgroup: '/shop',
      triggerComm: 'nginx',
      order: 0,
      outcome: 'killed',
      isComplete: true,
      // 38 MiB + 2 MiB + 100 KiB.
      victims: [
        { pid: 42, comm: 'java', freedBytes: 42_045_440 },
        { pid: 43, comm: null, freedBytes: null },
      ],
      cause: summary?.cause,
      causeKind: 'cgroup',
    });
    expect(await list.read('web/a')).toEqual({
      summary,
      incident,
      text: 'first line\nsecond line\nthird line',
      isTextCut: false,
      hostPageBytes: 4096,
    });
  });

  it('is in order of time, newest first; what has no time counts by when it was read', async () => {
    await list.add(foundOf(incidentOf('old'), { happenedAtMs: 1_000 }));
    await list.add(foundOf(incidentOf('undated'), { happenedAtMs: null, readAtMs: 2_000 }));
    await list.add(foundOf(incidentOf('new'), { happenedAtMs: 3_000 }));
    expect(keys()).toEqual(['web/new', 'web/undated', 'web/old']);
  });

  it('keeps no more of a text than can be shown', () => {
    const line = 'x'.repeat(99);
    const text = Array.from({ length: 50_000 }, () => line).join('\n');
    const { origin } = foundOf(incidentOf('a'));
    const found = foundIncident(
      { kind: 'incident', incident: incidentOf('a'), text, isTextCut: false },
      origin,
    );
    // 4 MiB hold 41,943 lines of 100 characters.
    expect(found.text?.length).toBe(41_943 * 100 - 1);
    expect(found.isTextCut).toBe(true);
  });
});

describe('the same report read again', () => {
  it('is one incident', async () => {
    await list.add(foundOf(incidentOf('a')));
    const again = foundOf(incidentOf('a'), { source: { kind: 'host-log', name: 'dmesg' }, readAtMs: 9 });
    expect(await list.add(again)).toEqual({ key: 'web/a', isNew: false });
    expect(list.summaries()).toMatchObject([{ source: { name: 'journalctl' }, readAtMs: 2_000_000 }]);
    expect(stored.diary).toEqual(['put web/a']);
    expect(announced).toEqual(['web/a']);
  });

  it('is two where two hosts printed it', async () => {
    await list.add(foundOf(incidentOf('a')));
    expect(await list.add(foundOf(incidentOf('a'), { hostId: 'db' }))).toEqual({ key: 'db/a', isNew: true });
  });

  const cut = { complete: false, tasks: [] };
  it.each([
    ['a whole one replaces one that is cut off', cut, {}, true],
    ['one that is cut off does not replace a whole one', {}, cut, false],
    ['more tasks win', cut, { complete: false, tasks: [taskOf(1)] }, true],
    ['more lines win', cut, { ...cut, lines: { first: 11, last: 20 } }, true],
    ['fewer lines do not', { ...cut, lines: { first: 1, last: 9 } }, cut, false],
  ])('%s', async (_name, first, second, isReplaced) => {
    await list.add(foundOf(incidentOf('a', first), {}, 'first'));
    await list.add(foundOf(incidentOf('a', second), { readAtMs: 9 }, 'second'));
    const { incident, text, summary } = await list.read('web/a');
    expect(text).toBe(isReplaced ? 'second' : 'first');
    expect(incident).toEqual(incidentOf('a', isReplaced ? second : first));
    expect(summary.readAtMs).toBe(2_000_000);
    expect(list.summaries()).toHaveLength(1);
  });

  it('brings the time that was not known before', async () => {
    await list.add(foundOf(incidentOf('a'), { happenedAtMs: null }));
    await list.add(foundOf(incidentOf('a'), { happenedAtMs: 5 }));
    await list.add(foundOf(incidentOf('a'), { happenedAtMs: 7 }));
    expect(list.summaries()).toMatchObject([{ happenedAtMs: 5 }]);
  });

  it('is known where a file is the log of a host', async () => {
    await list.add(foundOf(incidentOf('a')));
    expect(await list.add(foundInFile(incidentOf('a')))).toEqual({ key: 'web/a', isNew: false });
    expect(list.summaries()).toMatchObject([{ hostId: 'web', source: { kind: 'host-log' } }]);
  });

  it('learns its host where the file came first, and keeps its key', async () => {
    await list.add(foundInFile(incidentOf('a')));
    expect(list.summaries()).toMatchObject([{ key: 'file/a', hostId: null, hostName: 'kern.log' }]);
    expect(await list.add(foundOf(incidentOf('a')))).toEqual({ key: 'file/a', isNew: false });
    expect(list.summaries()).toMatchObject([{ key: 'file/a', hostId: 'web', happenedAtMs: 1_000_000 }]);
    expect(await list.add(foundOf(incidentOf('a')))).toEqual({ key: 'file/a', isNew: false });
  });

  it('happens anew in a recording that plays again', async () => {
    await list.add(demo(incidentOf('a'), 1_000_000));
    await list.add(demo(incidentOf('a'), 1_000_500));
    expect(list.summaries()).toMatchObject([{ happenedAtMs: 1_000_000 }]);
    await list.add(demo(incidentOf('a'), 9_000_000));
    expect(list.summaries()).toMatchObject([{ happenedAtMs: 9_000_000 }]);
  });
});

describe('what is stored', () => {
  it('is never the demo', async () => {
    await list.add(demo());
    await list.add(foundInFile(incidentOf('a')));
    expect(stored.diary).toEqual(['put file/a']);
    expect(memory.diary).toEqual(['put demo:web/a']);
    await list.removeDemo('demo:web');
    expect(keys()).toEqual(['file/a']);
  });

  it('is on the list from the start, and known when its report is read again', async () => {
    await list.add(foundOf(incidentOf('whole')));
    await list.add(foundOf(incidentOf('cut', { complete: false })));
    const past = list.summaries();
    stored.past = past.map((summary) => ({ summary, incidentId: summary.key.slice(4), isForgotten: false }));
    open();
    await list.add(foundOf(incidentOf('whole')));
    await list.add(foundOf(incidentOf('cut', { complete: false, tasks: [] })));
    expect(stored.diary).toEqual(['put web/whole', 'put web/cut']);
    await list.add(foundOf(incidentOf('cut')));
    expect(stored.diary.slice(2)).toEqual(['put web/cut']);
    expect(new Set(keys())).toEqual(new Set(['web/whole', 'web/cut']));
    expect((await list.read('web/whole')).incident).toEqual(incidentOf('whole'));
  });

  it('is in memory where another process holds the folder', async () => {
    open(false);
    await list.add(foundOf(incidentOf('a')));
    await list.forget('web/a');
    expect(stored.diary).toEqual([]);
    expect(memory.diary).toEqual(['put web/a', 'mark']);
  });

  it('is in memory where the disk is full', async () => {
    stored.isBroken = true;
    await list.add(foundOf(incidentOf('a')));
    expect((await list.read('web/a')).incident.id).toBe('a');
  });

  it('leaves the list when there is no more room for it', async () => {
    stored = new StoreWithPast({ incidents: 1, bytes: 1024 ** 2 });
    open();
    await list.add(foundOf(incidentOf('old'), { happenedAtMs: 1 }));
    await list.add(foundOf(incidentOf('new'), { happenedAtMs: 2 }));
    expect(keys()).toEqual(['web/new']);
    expect(announced).toEqual(['web/old', 'web/new', 'web/old']);
    await expect(list.read('web/old')).rejects.toMatchObject({
      sentence: { code: 'refusal.no-such-incident' },
    });
  });

  it('is nothing that comes after the end', async () => {
    await list.close();
    await list.add(foundOf(incidentOf('late')));
    expect([stored.diary, memory.diary]).toEqual([[], []]);
  });

  it('may be gone: then that is said', async () => {
    const [summary] = await summaryOfAdded();
    stored.past = [{ summary, incidentId: 'a', isForgotten: false }];
    await stored.remove(['web/a']);
    open();
    await expect(list.read('web/a')).rejects.toMatchObject({
      sentence: { code: 'refusal.incident-unreadable' },
    });
  });
});

async function summaryOfAdded(): Promise<[IncidentSummary]> {
  await list.add(foundOf(incidentOf('a')));
  const [summary] = list.summaries();
  if (summary === undefined) throw new Error('it should be on the list');
  return [summary];
}

describe('an incident that was taken off the list', () => {
  it('does not come back when its log is read again, but on request', async () => {
    await list.add(foundOf(incidentOf('a', { complete: false })));
    await list.forget('web/a');
    expect(keys()).toEqual([]);
    expect(list.summary('web/a')).toBeNull();
    await list.add(foundOf(incidentOf('a')));
    expect(keys()).toEqual([]);
    await list.restore('web/a');
    expect(list.summary('web/a')?.isComplete).toBe(true);
    expect((await list.read('web/a')).incident).toEqual(incidentOf('a'));
  });

  it('is not taken off twice, nor brought back twice', async () => {
    const refusal = { sentence: { code: 'refusal.no-such-incident' } };
    await list.add(foundOf(incidentOf('a')));
    await expect(list.restore('web/a')).rejects.toMatchObject(refusal);
    await list.forget('web/a');
    await expect(list.forget('web/a')).rejects.toMatchObject(refusal);
    await expect(list.read('web/a')).rejects.toMatchObject(refusal);
    await list.restore('web/a');
    await expect(list.restore('web/a')).rejects.toMatchObject(refusal);
  });

  it('cannot be brought back by a later process, which has no content of it', async () => {
    const [summary] = await summaryOfAdded();
    stored.past = [{ summary, incidentId: 'a', isForgotten: true }];
    open();
    expect(await list.add(foundOf(incidentOf('a')))).toEqual({ key: 'web/a', isNew: false });
    await expect(list.restore('web/a')).rejects.toThrow('refusal.no-such-incident');
    expect(keys()).toEqual([]);
  });
});
