import { beforeEach, describe, expect, it } from 'vitest';
import { PacedWatch } from '../../../../src/main/fleet/pacedWatch';
import { HostKernelLogs } from '../../../../src/main/incidents/hostKernelLogs';
import { incidentEvents } from '../../../../src/main/incidents/incidentEvents';
import { IncidentLog } from '../../../../src/main/incidents/incidentLog';
import { silentLog } from '../../../../src/main/log';
import { IncidentMemory } from '../../../../src/main/storage/incidentMemory';
import type { IndexedIncident } from '../../../../src/main/storage/incidentStore';
import type { IncidentEvent } from '../../../../src/shared/model';
import { sshHost } from '../../../support/hostConfigs';
import { foundOf, incidentOf } from '../../../support/madeIncidents';
import { ManualClock } from '../../../support/manualClock';

const BOUNDS = { incidents: 10_000, bytes: 1024 ** 3 };

let clock: ManualClock;
let list: IncidentLog;
let logs: HostKernelLogs;
let watch: PacedWatch;
let events: AsyncGenerator<IncidentEvent, void, undefined>;

function openOver(past: readonly IndexedIncident[]): void {
  const memory = new IncidentMemory(BOUNDS);
  const stored = Object.assign(new IncidentMemory(BOUNDS), {
    load: async function* () {
      yield past;
    },
  });
  list = new IncidentLog({ stored, mayWrite: true, memory, log: silentLog });
  logs = new HostKernelLogs({ incidents: list, clock, log: silentLog });
}

beforeEach(() => {
  clock = new ManualClock();
  watch = new PacedWatch(clock, new AbortController().signal);
  openOver([]);
  events = incidentEvents(list, logs, watch);
});

async function next(): Promise<IncidentEvent> {
  const { value } = await events.next();
  if (value === undefined) throw new Error('the stream has ended');
  return value;
}

/** The next event of a receiver that has applied the last one. */
async function nextAfter(last: IncidentEvent): Promise<IncidentEvent> {
  const event = next();
  watch.acknowledge(last.sequence);
  await clock.advance(200);
  return event;
}

function keysIn(event: IncidentEvent): string[] {
  return (event.kind === 'snapshot' ? event.incidents : event.upserted).map((summary) => summary.key);
}

describe('the stream of incidents', () => {
  it('begins with what there is, and goes on with what changes', async () => {
    await list.add(foundOf(incidentOf('a')));
    await logs.takeLog(sshHost('web'), { kind: 'sources', sources: [] });
    const first = await next();
    expect(first).toMatchObject({
      kind: 'snapshot',
      sequence: 1,
      incidents: [{ key: 'web/a' }],
      logs: [{ hostId: 'web', state: 'unreadable' }],
    });
    await list.add(foundOf(incidentOf('b')));
    await list.forget('web/a');
    const second = await nextAfter(first);
    expect(second).toMatchObject({
      kind: 'delta',
      sequence: 2,
      upserted: [{ key: 'web/b' }],
      removedKeys: ['web/a'],
      logs: [],
    });
    await logs.takeLog(sshHost('web'), { kind: 'past-read', isCut: true, readBytes: 7, reachesBackToMs: 5 });
    expect(await nextAfter(second)).toMatchObject({
      upserted: [],
      removedKeys: [],
      logs: [{ hostId: 'web', readBytes: 7, isCut: true, reachesBackToMs: 5 }],
    });
  });

  it('says once what changed often while the receiver lagged', async () => {
    const first = await next();
    await list.add(foundOf(incidentOf('a', { complete: false })));
    await list.add(foundOf(incidentOf('a')));
    await list.add(foundOf(incidentOf('b')));
    await list.forget('web/b');
    const second = await nextAfter(first);
    expect(second).toMatchObject({ upserted: [{ key: 'web/a', isComplete: true }], removedKeys: ['web/b'] });
  });

  it('leaves out a host that is gone', async () => {
    await logs.takeLog(sshHost('web'), { kind: 'sources', sources: [] });
    const first = await next();
    await logs.takeLog(sshHost('web'), { kind: 'sources', sources: [] });
    await logs.takeLog(sshHost('db'), { kind: 'sources', sources: [] });
    logs.forgetHost('web');
    expect(await nextAfter(first)).toMatchObject({ logs: [{ hostId: 'db' }] });
  });

  it('brings a long list in parts, the newest first, at the receiver’s pace', async () => {
    await list.add(foundOf(incidentOf('a')));
    const [template] = list.summaries();
    if (template === undefined) throw new Error('it should be on the list');
    const past = Array.from({ length: 4_500 }, (_one, index) => ({
      summary: { ...template, key: `web/${String(index)}`, happenedAtMs: 10_000 - index },
      incidentId: String(index),
      isForgotten: false,
    }));
    openOver(past);
    await list.since('web', 0);
    events = incidentEvents(list, logs, watch);
    const first = await next();
    const second = await nextAfter(first);
    const third = await nextAfter(second);
    expect([first, second, third].map((event) => keysIn(event).length)).toEqual([2_000, 2_000, 500]);
    expect([first, second, third].flatMap(keysIn)).toEqual(past.map(({ summary }) => summary.key));
    expect([first.kind, second.kind, third.kind]).toEqual(['snapshot', 'delta', 'delta']);
  });

  it('begins at once while the stored ones are still being read', async () => {
    await list.add(foundOf(incidentOf('a')));
    const [summary] = list.summaries();
    if (summary === undefined) throw new Error('it should be on the list');
    openOver([{ summary, incidentId: 'a', isForgotten: false }]);
    events = incidentEvents(list, logs, watch);
    const first = await next();
    expect(keysIn(first)).toEqual([]);
    expect(keysIn(await nextAfter(first))).toEqual(['web/a']);
  });
});
