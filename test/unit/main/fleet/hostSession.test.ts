import { beforeEach, describe, expect, it } from 'vitest';
import { HostSession } from '../../../../src/main/fleet/hostSession';
import { silentLog } from '../../../../src/main/log';
import { SourceError } from '../../../../src/main/sampling/sourceError';
import type { FailureKind, HostState } from '../../../../src/shared/model';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock, settle } from '../../../support/manualClock';
import { ScriptedSource, frameOf } from '../../../support/scriptedSource';

let clock: ManualClock;
let source: ScriptedSource;
let states: HostState[];
let session: HostSession;

function failure(kind: FailureKind): SourceError {
  return new SourceError(kind, { params: { host: 'web-01' } });
}

beforeEach(() => {
  clock = new ManualClock();
  source = new ScriptedSource();
  states = [];
  session = new HostSession(sshHost('web-01'), {
    openSource: () => source,
    clock,
    log: silentLog,
    random: () => 1,
    onChange: () => {
      if (states.at(-1) !== session.state) states.push(session.state);
    },
  });
});

async function goLive(): Promise<void> {
  source.current.identify();
  source.current.send(frameOf(100, { receivedAtMs: clock.nowMs() }));
  await settle();
}

describe('a host session', () => {
  it('connects and is live with its first sample', async () => {
    session.connect();
    await goLive();
    expect(states.map((state) => state.kind)).toEqual(['connecting', 'live']);
    expect(session.row()).toMatchObject({
      name: 'web-01',
      address: 'ops@web-01.example',
      kernel: '6.1.0-49-amd64',
      memTotalBytes: 1_024_000_000,
      memAvailableBytes: 512_000_000,
      swapUsedBytes: 0,
      nextVictim: { pid: 42, comm: 'nginx', kernelScore: 667, usedBytes: 900 * 4096 },
      risk: { level: 'calm', summary: { code: 'risk.calm' } },
      sampledAtMs: clock.nowMs(),
    });
  });

  it('turns stale when a sample is overdue, and live again with the next one', async () => {
    session.connect();
    await goLive();
    await clock.advance(14_000);
    expect(session.state.kind).toBe('live');
    await clock.advance(1_000);
    expect(session.state).toEqual({ kind: 'stale', sinceMs: clock.nowMs() - 500 });
    source.current.send(frameOf(115));
    await settle();
    expect(session.state.kind).toBe('live');
  });

  it('tries again after a broken connection with pauses that double, and keeps the last numbers', async () => {
    session.connect();
    await goLive();
    source.current.fail(failure('connection-lost'));
    await settle();
    expect(session.state).toMatchObject({ kind: 'failed', retryAtMs: clock.nowMs() + 1_000 });
    expect(session.row().memTotalBytes).toBe(1_024_000_000);
    await clock.advance(1_000);
    expect(source.connections).toHaveLength(2);
    expect(session.state).toMatchObject({ kind: 'connecting', lastFailure: { kind: 'connection-lost' } });
    source.current.fail(failure('refused'));
    await settle();
    await clock.advance(1_000);
    source.current.fail(failure('refused'));
    await settle();
    expect(session.state).toMatchObject({ kind: 'failed', retryAtMs: clock.nowMs() + 2_000 });
    await clock.advance(2_000);
    await goLive();
    expect(session.state.kind).toBe('live');
    expect(source.connections).toHaveLength(4);
  });

  it.each<FailureKind>([
    'auth-failed',
    'needs-passphrase',
    'host-key-unknown',
    'host-key-changed',
    'not-linux',
  ])('waits for a person after %s, and starts over on request', async (kind) => {
    session.connect();
    source.current.fail(failure(kind));
    await settle();
    expect(session.state).toMatchObject({ kind: 'failed', retryAtMs: null });
    await clock.advance(3_600_000);
    expect(source.connections).toHaveLength(1);
    session.connect();
    expect(source.connections).toHaveLength(2);
  });

  it('counts its tries, whatever each of them failed of', async () => {
    session.connect();
    await goLive();
    for (const kind of ['connection-lost', 'timeout', 'timeout'] as const) {
      source.current.fail(failure(kind));
      await settle();
      await clock.advance(60_000);
    }
    const attempts = states.flatMap((state) => (state.kind === 'connecting' ? [state.attempt] : []));
    expect(attempts).toEqual([1, 2, 3, 4]);
  });

  it('tries a refused login again, rarely, where the same login has worked before', async () => {
    session.connect();
    await goLive();
    source.current.fail(failure('auth-failed'));
    await settle();
    expect(session.state).toMatchObject({ kind: 'failed', retryAtMs: clock.nowMs() + 15_000 });
  });

  it('survives a source that throws something else', async () => {
    session.connect();
    source.current.fail(new TypeError('a bug'));
    await settle();
    expect(session.state).toMatchObject({ kind: 'failed', failure: { kind: 'internal' } });
  });

  it('ends the source when it is stopped or paused, and says nothing more', async () => {
    session.connect();
    await goLive();
    const connection = source.current;
    session.pause();
    expect(connection.request.signal.aborted).toBe(true);
    connection.send(frameOf(105));
    await clock.advance(60_000);
    expect(session.state.kind).toBe('paused');
    expect(source.connections).toHaveLength(1);
  });

  it('takes a new cadence without a new connection, and a new address with one', async () => {
    session.connect();
    await goLive();
    session.reconfigure({ ...session.config, cadence: { hostWideSeconds: 60, processesSeconds: 90 } });
    expect(source.current.request.cadence()).toEqual({ hostWideSeconds: 60, processesSeconds: 90 });
    expect(source.connections).toHaveLength(1);
    session.reconfigure(sshHost('web-01', 'web-02'));
    expect(source.connections).toHaveLength(2);
    expect(source.connections[0]?.request.signal.aborted).toBe(true);
  });

  it('remembers when the kernel last counted a kill', async () => {
    session.connect();
    await goLive();
    source.current.send(frameOf(105, { oomKills: 1, receivedAtMs: clock.nowMs() + 5_000 }));
    await settle();
    expect(session.row()).toMatchObject({ oomKills: 1, lastOomKillAtMs: clock.nowMs() + 5_000 });
  });
});
