import { performance } from 'node:perf_hooks';
import { cgroupOf } from '../../src/main/parse/cgroup';
import { FrameDecoder } from '../../src/main/sampling/decode';
import { UNKNOWN_IDENTITY, type HostSample } from '../../src/shared/model';
import { nextVictimOf } from '../../src/shared/risk/nextVictim';
import { riskOf } from '../../src/shared/risk/riskOf';
import { withVitals, type Vitals } from '../../src/shared/risk/vitals';
import { kernelFixture } from '../support/kernelFixtures';
import type { BenchResult } from './benchResult';

const PROCESSES = 2_000;
const CGROUPS = 100;
const ROUNDS = 200;

/** A real kernel's files with many more processes and cgroups than it had. */
function busySample(): HostSample {
  const { read } = kernelFixture('debian-6.12.107-amd64');
  const decoder = new FrameDecoder({ ...UNKNOWN_IDENTITY, kernel: '6.12.0', pageBytes: 4096, cpus: 8 });
  const sample = decoder.push({
    uptimeSeconds: 1,
    receivedAtMs: 1,
    sections: {
      meminfo: read('meminfo'),
      buddyinfo: read('buddyinfo'),
      zoneinfo: read('zoneinfo'),
      vmstat: read('vmstat'),
      pressure_memory: read('pressure_memory'),
      processes: read('processes.tsv'),
    },
    refusals: {},
    kernelLog: null,
  });
  const [one] = sample.processes.slice(-1);
  if (one === undefined) throw new Error('the fixture has no processes');
  return {
    ...sample,
    processes: Array.from({ length: PROCESSES }, (_, index) => ({
      ...one,
      pid: index + 2,
      startTicks: index,
      rssPages: (index * 7_919) % 5_000,
      cgroup: `/slice/unit-${String(index % CGROUPS)}.service`,
    })),
    cgroups: Array.from({ length: CGROUPS }, (_, index) =>
      cgroupOf(
        `/slice/unit-${String(index)}.service`,
        new Map([
          ['memory.current', '90000000\n'],
          ['memory.max', '100000000\n'],
        ]),
      ),
    ),
  };
}

/** What each sample costs main beside its decoding: the level with its reasons, and with each sweep who is next. */
export function benchRisk(): BenchResult[] {
  const sample = busySample();
  let recent: readonly Vitals[] = [];
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const now = { ...sample, at: { uptimeSeconds: round * 5, wallClock: null } };
    const startMs = performance.now();
    riskOf(now, recent);
    recent = withVitals(recent, now);
    nextVictimOf(now);
    took.push(performance.now() - startMs);
  }
  const median = took.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  return [{ name: 'risk-2k', value: Math.round(median * 100) / 100, unit: 'ms' }];
}
