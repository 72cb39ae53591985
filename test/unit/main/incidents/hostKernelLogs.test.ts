import { beforeEach, describe, expect, it } from 'vitest';
import { HostKernelLogs } from '../../../../src/main/incidents/hostKernelLogs';
import { IncidentLog } from '../../../../src/main/incidents/incidentLog';
import { silentLog } from '../../../../src/main/log';
import type { HostLogEvent } from '../../../../src/main/sampling/hostLog';
import { FrameDecoder } from '../../../../src/main/sampling/decode';
import { IncidentMemory } from '../../../../src/main/storage/incidentMemory';
import type { HostConfig, HostLogState, KillReconciliation } from '../../../../src/shared/model';
import { sshHost } from '../../../support/hostConfigs';
import { foundOf, incidentOf } from '../../../support/madeIncidents';
import { ManualClock, settle } from '../../../support/manualClock';
import { inJournal, recordedReport } from '../../../support/recordedReports';
import { frameOf, TEST_IDENTITY } from '../../../support/scriptedSource';

const BOUNDS = { incidents: 1_000, bytes: 64 * 1024 ** 2 };
const WEB = sshHost('web', 'web-01');
const DEMO: HostConfig = {
  ...WEB,
  id: 'demo:web',
  connection: { kind: 'recording', path: '/demo.jsonl', isDemo: true, startRatio: 0 },
};
/** Of a cgroup that was killed as a whole: three processes. */
const GROUP = recordedReport('memcg-v2-group');
/** Two minutes up when the first sample comes. */
const UPTIME_SECONDS = 120;

let clock: ManualClock;
let list: IncidentLog;
let logs: HostKernelLogs;
let bootAtMs: number;
let announced: string[];

beforeEach(() => {
  clock = new ManualClock();
  bootAtMs = clock.nowMs() - UPTIME_SECONDS * 1_000;
  const memory = new IncidentMemory(BOUNDS);
  list = new IncidentLog({ stored: null, mayWrite: false, memory, log: silentLog });
  logs = new HostKernelLogs({ incidents: list, clock, log: silentLog });
  announced = [];
  logs.listen((hostId) => announced.push(hostId));
});

/** A sample that came now. */
function sampleOf(host: HostConfig, oomKills: number, bootId = 'a'): void {
  const uptimeSeconds = (clock.nowMs() - bootAtMs) / 1_000;
  const sample = new FrameDecoder({ ...TEST_IDENTITY, bootId }).push(frameOf(uptimeSeconds, { oomKills }));
  logs.takeSample(host, sample, clock.nowMs());
}

function windowOf(text: string, changes: { source?: string; isPast?: boolean } = {}): HostLogEvent {
  return { kind: 'window', source: 'dmesg', text, isPast: true, ...changes };
}

const USED: HostLogEvent = { kind: 'sources', sources: [{ name: 'dmesg', state: 'used', advice: null }] };
const PAST_READ: HostLogEvent = { kind: 'past-read', isCut: false, readBytes: 4_515, reachesBackToMs: null };

function stateOf(hostId = 'web'): HostLogState {
  const state = logs.state(hostId);
  if (state === null) throw new Error('nothing is known of this host');
  return state;
}

function verdict(): KillReconciliation['verdict'] | undefined {
  return stateOf().reconciliation?.verdict;
}

describe('the reports of a host', () => {
  it('are on the list with what is known of the host', async () => {
    logs.takeIdentity(WEB, TEST_IDENTITY);
    sampleOf(WEB, 4);
    await logs.takeLog(WEB, windowOf(GROUP));
    const [summary] = list.summaries();
    expect(summary).toMatchObject({
      hostId: 'web',
      hostName: 'web-01',
      source: { kind: 'host-log', name: 'dmesg' },
      isDemo: false,
      // The invoker's line is 8.660809 s after the boot.
      happenedAtMs: bootAtMs + 8_661,
      readAtMs: clock.nowMs(),
      kernel: '6.1.0-50-amd64',
      constraint: 'memcg',
      cgroup: '/app',
      triggerComm: 'worker',
      outcome: 'killed',
      causeKind: 'cgroup',
    });
    expect(summary?.victims.map((victim) => victim.pid)).toEqual([144, 138, 148]);
    const detail = await list.read(summary?.key ?? '');
    expect(detail).toMatchObject({ hostPageBytes: 4096, isTextCut: false });
    expect(detail.text?.split('\n')[0]).toBe(
      '[    8.660809] worker invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    );
  });

  it('are each one, though the journal and the buffer both have them', async () => {
    sampleOf(WEB, 4);
    await logs.takeLog(WEB, windowOf(GROUP));
    await logs.takeLog(WEB, windowOf(GROUP));
    await logs.takeLog(WEB, windowOf(recordedReport('global-noswap')));
    expect(list.summaries()).toHaveLength(2);
  });

  it('have the time of the journal where the boot is not known', async () => {
    const text = inJournal(GROUP, Date.UTC(2025, 4, 1));
    await logs.takeLog(WEB, windowOf(text, { source: 'journalctl' }));
    expect(list.summaries()).toMatchObject([{ happenedAtMs: Date.UTC(2025, 4, 1, 0, 0, 8) }]);
  });

  it('of the demo are apart, and go with their host', async () => {
    logs.takeIdentity(DEMO, TEST_IDENTITY);
    await logs.takeLog(WEB, windowOf(GROUP));
    await logs.takeLog(DEMO, windowOf(GROUP, { source: 'recording' }));
    expect(list.summaries().map(({ isDemo, source }) => [isDemo, source.kind])).toEqual([
      [false, 'host-log'],
      [true, 'recording'],
    ]);
    logs.forgetHost(DEMO.id);
    logs.forgetHost(WEB.id);
    await settle();
    expect(list.summaries()).toMatchObject([{ hostId: 'web', hostName: 'web-01' }]);
    expect([logs.state(DEMO.id), logs.state(WEB.id)]).toEqual([null, null]);
  });

  it('with signs before them have these kept', async () => {
    sampleOf(WEB, 0);
    const failure =
      '[   50.000001] kworker/0:1: page allocation failure: order:4, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null),cpuset=/,mems_allowed=0\n';
    await logs.takeLog(WEB, windowOf(failure));
    await logs.takeLog(WEB, windowOf(failure));
    expect(stateOf().signs).toMatchObject([{ kind: 'allocation-failure', order: 4, comm: 'kworker/0:1' }]);
  });
});

describe('the state of a host’s log', () => {
  it('goes from waiting to done', async () => {
    logs.takeIdentity(WEB, TEST_IDENTITY);
    expect(stateOf()).toEqual({
      hostId: 'web',
      state: 'waiting',
      sources: [],
      reachesBackToMs: null,
      readBytes: 0,
      isCut: false,
      reconciliation: null,
      signs: [],
    });
    await logs.takeLog(WEB, USED);
    expect(stateOf().state).toBe('reading');
    await logs.takeLog(WEB, windowOf(GROUP));
    expect(stateOf().state).toBe('reading');
    await logs.takeLog(WEB, PAST_READ);
    expect(stateOf()).toMatchObject({ state: 'done', readBytes: 4_515 });
    // A new connection to the same boot changes nothing, another boot does.
    logs.takeIdentity(WEB, TEST_IDENTITY);
    await logs.takeLog(WEB, USED);
    expect(stateOf().state).toBe('done');
    logs.takeIdentity(WEB, { ...TEST_IDENTITY, bootId: 'b' });
    expect(stateOf()).toMatchObject({ state: 'waiting', reconciliation: null });
    expect(new Set(announced)).toEqual(new Set(['web']));
  });

  it('is unreadable where every source is refused, and says what would help', async () => {
    const advice = { code: 'log.advice', params: {} };
    await logs.takeLog(WEB, {
      kind: 'sources',
      sources: [
        { name: 'journalctl', state: 'permission-denied', advice },
        { name: 'dmesg', state: 'absent', advice: null },
      ],
    });
    expect(stateOf()).toMatchObject({ state: 'unreadable', sources: [{ advice }, { state: 'absent' }] });
    sampleOf(WEB, 2);
    expect(stateOf().reconciliation).toMatchObject({
      verdict: 'no-log',
      countedKills: 2,
      reportedKills: null,
    });
  });

  it('is unsupported for a recording without a log', () => {
    logs.takeIdentity(DEMO, TEST_IDENTITY);
    sampleOf(DEMO, 3);
    expect(stateOf(DEMO.id)).toMatchObject({ state: 'unsupported', reconciliation: null });
  });

  it('of a recording that plays again is of a new boot', async () => {
    logs.takeIdentity(DEMO, TEST_IDENTITY);
    for (let run = 0; run < 2; run += 1) {
      bootAtMs = clock.nowMs();
      await clock.advance(5_000);
      sampleOf(DEMO, 0);
      await logs.takeLog(DEMO, {
        kind: 'sources',
        sources: [{ name: 'recording', state: 'used', advice: null }],
      });
      await logs.takeLog(DEMO, PAST_READ);
      expect(stateOf(DEMO.id).reconciliation).toMatchObject({ verdict: 'agree', reportedKills: 0 });
      await clock.advance(10_000);
      await logs.takeLog(DEMO, windowOf(GROUP, { source: 'recording', isPast: false }));
      sampleOf(DEMO, 4);
      expect(stateOf(DEMO.id).reconciliation).toMatchObject({ verdict: 'agree', reportedKills: 3 });
      expect(list.summaries()).toMatchObject([{ happenedAtMs: bootAtMs + 8_661 }]);
      await clock.advance(600_000);
    }
  });

  it('is asked for again once', () => {
    logs.readAgain('web');
    expect([logs.takeRequest('db'), logs.takeRequest('web'), logs.takeRequest('web')]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('count and log', () => {
  it('are compared when the past was read', async () => {
    sampleOf(WEB, 4);
    await logs.takeLog(WEB, USED);
    await logs.takeLog(WEB, windowOf(GROUP));
    await clock.advance(60_000);
    expect(verdict()).toBeUndefined();
    await logs.takeLog(WEB, PAST_READ);
    expect(stateOf().reconciliation).toMatchObject({ verdict: 'agree', countedKills: 4, reportedKills: 3 });
  });

  it('differ only after a grace time, without another word of the host', async () => {
    sampleOf(WEB, 0);
    await logs.takeLog(WEB, USED);
    await logs.takeLog(WEB, PAST_READ);
    expect(verdict()).toBe('agree');
    sampleOf(WEB, 1);
    await clock.advance(9_000);
    expect(verdict()).toBe('agree');
    announced = [];
    await clock.advance(1_000);
    expect(verdict()).toBe('unreported');
    expect(announced).toContain('web');
    await logs.takeLog(WEB, windowOf(recordedReport('global-noswap'), { isPast: false }));
    expect(verdict()).toBe('agree');
  });

  it('leave out what an earlier boot has reported', async () => {
    sampleOf(WEB, 0);
    await logs.takeLog(WEB, USED);
    await logs.takeLog(WEB, windowOf(inJournal(GROUP, bootAtMs - 86_400_000), { source: 'journalctl' }));
    await logs.takeLog(WEB, PAST_READ);
    expect(stateOf().reconciliation).toMatchObject({ verdict: 'agree', reportedKills: 0 });
  });

  it('take in what an earlier process has read of this boot', async () => {
    await list.add(foundOf(incidentOf('a'), { happenedAtMs: bootAtMs + 5_000 }));
    await list.add(foundOf(incidentOf('b'), { happenedAtMs: bootAtMs - 5_000 }));
    sampleOf(WEB, 1);
    await settle();
    await logs.takeLog(WEB, USED);
    await logs.takeLog(WEB, PAST_READ);
    expect(stateOf().reconciliation).toMatchObject({ verdict: 'agree', reportedKills: 1 });
  });

  it('are no business of a host that is gone', async () => {
    sampleOf(WEB, 0);
    await logs.takeLog(WEB, USED);
    await logs.takeLog(WEB, PAST_READ);
    sampleOf(WEB, 1);
    logs.forgetHost('web');
    announced = [];
    await clock.advance(60_000);
    expect(announced).toEqual([]);
  });
});
