import { beforeEach, describe, expect, it } from 'vitest';
import { HostSession } from '../../../../src/main/fleet/hostSession';
import { HostWatch } from '../../../../src/main/fleet/hostWatch';
import { silentLog } from '../../../../src/main/log';
import type { ShellChannel } from '../../../../src/main/sampling/shellChannel';
import { SourceError } from '../../../../src/main/sampling/sourceError';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock, settle } from '../../../support/manualClock';
import { frameOf, ScriptedSource } from '../../../support/scriptedSource';

/** What a session offers to whoever changes something on its host. */

const signal = new AbortController().signal;

let clock: ManualClock;
let source: ScriptedSource;
let session: HostSession;
let ended: AbortController;
let opened: number;

beforeEach(() => {
  clock = new ManualClock();
  source = new ScriptedSource();
  ended = new AbortController();
  opened = 0;
  session = new HostSession(sshHost('web-01'), {
    openSource: () => source,
    clock,
    log: silentLog,
    random: () => 1,
    onChange: () => undefined,
  });
});

async function goLive(): Promise<void> {
  const open = (): Promise<ShellChannel> => {
    opened += 1;
    return Promise.reject(new SourceError('no-shell', { params: { host: 'web-01' } }));
  };
  source.current.identify(undefined, { ended: ended.signal, open });
  source.current.send(frameOf(100, { receivedAtMs: clock.nowMs() }));
  await settle();
}

describe('a further shell', () => {
  it('is asked of the source while it is connected', async () => {
    await expect(session.openShell(signal)).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
    session.connect();
    await expect(session.openShell(signal)).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
    await goLive();
    await expect(session.openShell(signal)).rejects.toMatchObject({ failure: { kind: 'no-shell' } });
    source.current.fail(new SourceError('connection-lost', { params: { host: 'web-01' } }));
    await settle();
    await expect(session.openShell(signal)).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
    expect(opened).toBe(1);
  });

  it('is not there for a recording', async () => {
    session.connect();
    source.current.identify();
    source.current.send(frameOf(100));
    await settle();
    expect(session.state.kind).toBe('live');
    await expect(session.openShell(signal)).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
    expect(session.isLive).toBe(false);
  });

  it('is not there after the session was stopped', async () => {
    session.connect();
    await goLive();
    session.stop();
    await expect(session.openShell(signal)).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
  });
});

describe('waiting for a host', () => {
  it('ends at once where it is live', async () => {
    session.connect();
    await goLive();
    expect(await session.whenLive(60_000, signal)).toBe(true);
  });

  it('ends when it becomes live', async () => {
    session.connect();
    const live = session.whenLive(60_000, signal);
    await clock.advance(1_000);
    await goLive();
    expect(await live).toBe(true);
  });

  it('does not take a connection for live that has ended a moment ago', async () => {
    session.connect();
    await goLive();
    ended.abort();
    const live = session.whenLive(60_000, signal);
    await clock.advance(60_000);
    expect(await live).toBe(false);
  });

  it('ends when it was given up', async () => {
    session.connect();
    const stop = new AbortController();
    const live = session.whenLive(60_000, stop.signal);
    await settle();
    stop.abort();
    expect(await live).toBe(false);
  });
});

it('passes on that a sweep is wanted, once', async () => {
  session.connect();
  await goLive();
  const { sweepBell } = source.current.request;
  expect(sweepBell?.take()).toBe(false);
  session.sweepSoon();
  session.sweepSoon();
  expect([sweepBell?.take(), sweepBell?.take()]).toEqual([true, false]);
});

describe('growth between two sweeps', () => {
  const HEADER = 'pid\tppid\tuid\tcomm\trss_pages\tswap_pages\tstart_ticks\n';
  const swept = (...rows: readonly string[]): string => HEADER + rows.map((row) => `${row}\n`).join('');

  it('is known of processes that both have', () => {
    const watch = new HostWatch();
    expect([...watch.grownPages()]).toEqual([]);
    const first = swept('1\t0\t0\tinit\t100\t0\t5', '7\t1\t0\tjava\t1000\t50\t90', '8\t1\t0\tgone\t9\t0\t91');
    watch.take(frameOf(100, { processes: first }), 0);
    expect([...watch.grownPages()]).toEqual([]);
    // A pass without a sweep changes nothing.
    watch.take(frameOf(101, { processes: null }), 1);
    const second = swept(
      '1\t0\t0\tinit\t90\t0\t5',
      '7\t1\t0\tjava\t1400\t80\t90',
      '8\t1\t0\tnew\t500\t0\t99',
    );
    watch.take(frameOf(102, { processes: second }), 2);
    expect([...watch.grownPages().values()]).toEqual([-10, 430]);
    expect([...watch.grownPages().keys()].map((key) => Number.parseInt(key, 10))).toEqual([1, 7]);
  });
});
