import { beforeEach, describe, expect, it } from 'vitest';
import { Fleet } from '../../../../src/main/fleet/fleet';
import { hostEvents } from '../../../../src/main/fleet/hostEvents';
import { PacedWatch } from '../../../../src/main/fleet/pacedWatch';
import { silentLog } from '../../../../src/main/log';
import type { FleetEvent } from '../../../../src/shared/model';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock, settle } from '../../../support/manualClock';
import { ScriptedSource, frameOf } from '../../../support/scriptedSource';

let clock: ManualClock;
let sources: Map<string, ScriptedSource>;
let fleet: Fleet;
let stop: AbortController;
let watch: PacedWatch;

beforeEach(() => {
  clock = new ManualClock();
  sources = new Map();
  fleet = new Fleet({
    openSource: (config) => {
      const source = sources.get(config.id) ?? new ScriptedSource();
      sources.set(config.id, source);
      return source;
    },
    clock,
    log: silentLog,
    random: () => 1,
  });
  stop = new AbortController();
  watch = new PacedWatch(clock, stop.signal);
});

async function sendTo(hostId: string, uptimeSeconds: number, withProcesses = true): Promise<void> {
  const connection = sources.get(hostId)?.current;
  if (uptimeSeconds === 100) connection?.identify();
  const options = { receivedAtMs: clock.nowMs() };
  connection?.send(frameOf(uptimeSeconds, withProcesses ? options : { ...options, processes: null }));
  await settle();
}

async function next<Event extends { sequence: number }>(
  events: AsyncGenerator<Event, void, undefined>,
): Promise<Event> {
  const promise = events.next();
  await clock.advance(200);
  const result = await promise;
  if (result.done === true) throw new Error('the stream has ended');
  watch.acknowledge(result.value.sequence);
  return result.value;
}

function upserted(event: FleetEvent): string[] {
  return event.kind === 'delta' ? event.upserted.map((row) => row.id) : [];
}

describe("the fleet's stream", () => {
  it('starts with everything and goes on with what changed', async () => {
    fleet.add(sshHost('a'));
    fleet.add(sshHost('b'));
    await sendTo('a', 100);
    const events = fleet.events(watch);
    const snapshot = await next(events);
    expect(snapshot).toMatchObject({ kind: 'snapshot', rows: [{ id: 'a' }, { id: 'b' }] });
    expect(snapshot.kind === 'snapshot' && snapshot.swapHistory['a']).toHaveLength(1);
    await sendTo('b', 100);
    const delta = await next(events);
    expect(upserted(delta)).toEqual(['b']);
    expect(delta).toMatchObject({ swapPoints: { b: [{ swapUsedBytes: 0 }] }, removedIds: [] });
  });

  it('coalesces while the receiver lags, and loses no sparkline point', async () => {
    fleet.add(sshHost('a'));
    const events = fleet.events(watch);
    await next(events);
    for (const uptime of [100, 105, 110]) await sendTo('a', uptime);
    const delta = await next(events);
    expect(upserted(delta)).toEqual(['a']);
    expect(delta.kind === 'delta' && delta.swapPoints['a']).toHaveLength(3);
  });

  it('says which hosts are gone, and whether they came back', async () => {
    fleet.add(sshHost('a'));
    const events = fleet.events(watch);
    await next(events);
    fleet.remove('a');
    expect(await next(events)).toMatchObject({ removedIds: ['a'], upserted: [] });
    fleet.add(sshHost('a'));
    expect(upserted(await next(events))).toEqual(['a']);
  });

  it('stops listening when its transport ends', async () => {
    const events = fleet.events(watch);
    await next(events);
    const last = events.next();
    stop.abort();
    expect(await last).toEqual({ done: true, value: undefined });
  });
});

describe("a host's stream", () => {
  it('brings the past, then samples, and the processes only with a new sweep', async () => {
    fleet.add(sshHost('a'));
    await sendTo('a', 100);
    await sendTo('a', 105);
    const events = hostEvents(fleet, 'a', watch);
    const history = await next(events);
    expect(history).toMatchObject({
      kind: 'history',
      points: [{}, {}],
      sample: { at: { uptimeSeconds: 105 } },
    });
    expect(history.kind === 'history' && history.processes).toHaveLength(2);
    await sendTo('a', 110, false);
    expect(await next(events)).toMatchObject({
      kind: 'sample',
      processes: null,
      points: [{ uptimeSeconds: 110 }],
    });
    await sendTo('a', 115);
    const swept = await next(events);
    expect(swept.kind === 'sample' && swept.processes).toHaveLength(2);
  });

  it('ends when the host is removed', async () => {
    fleet.add(sshHost('a'));
    const events = hostEvents(fleet, 'a', watch);
    await next(events);
    fleet.remove('a');
    expect(await next(events)).toMatchObject({ kind: 'removed' });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('says at once that a host does not exist', async () => {
    expect(await next(hostEvents(fleet, 'nobody', watch))).toMatchObject({ kind: 'removed' });
  });
});
