import { FrameDecoder } from '../../src/main/sampling/decode';
import type { Frame } from '../../src/main/sampling/frame';
import { UNKNOWN_IDENTITY } from '../../src/shared/model';
import { kernelFixture } from '../support/kernelFixtures';
import type { BenchResult } from './benchResult';

const PROCESSES = 2000;
const CGROUPS = 100;
const WARM_UP_FRAMES = 50;
const MIN_MEASURED_MS = 2000;

const COLUMNS = [
  'pid',
  'ppid',
  'uid',
  'comm',
  'rss_pages',
  'swap_pages',
  'pgtables_bytes',
  'oom_score',
  'oom_score_adj',
  'start_ticks',
  'state',
  'nice',
  'cpu_ticks',
  'vsize_bytes',
  'rss_anon_pages',
  'rss_file_pages',
  'rss_shmem_pages',
  'cap_eff',
  'user',
  'command_line',
];

/** A table as a busy host gives it; the top 20 rows carry what is read of candidates only. */
function processTable(): string {
  const rows = Array.from({ length: PROCESSES }, (_, index) => {
    const pid = 1000 + index * 7;
    const isTop = index < 20;
    return [
      pid,
      1,
      1000 + (index % 40),
      `worker-${String(index % 97)}`,
      (index * 7919) % 60_000,
      (index * 31) % 900,
      131_072,
      666 + (index % 30),
      0,
      4000 + index * 13,
      'S',
      0,
      index * 101,
      268_435_456,
      (index * 7919) % 50_000,
      1200,
      0,
      '0000000000000000',
      isTop ? 'app' : '',
      isTop
        ? `/usr/bin/java -Xmx512m -Ddb.password=secret -jar /opt/app/app-${String(index)}.jar --port 8080`
        : '',
    ].join('\t');
  });
  return `${[COLUMNS.join('\t'), ...rows].join('\n')}\n`;
}

/** Cgroups as a host with containers has them. */
function cgroups(): string {
  return Array.from({ length: CGROUPS }, (_, index) => {
    const folder = `/kubepods/pod-${String(index)}`;
    return [
      `==> ${folder}/memory.current <==`,
      String(index * 1_000_000),
      `==> ${folder}/memory.max <==`,
      '200000000',
      `==> ${folder}/memory.events <==`,
      'low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\noom_group_kill 0',
      '',
    ].join('\n');
  }).join('');
}

/** A pass in which everything was read, host-wide files and all processes. */
function fullFrame(): Frame {
  const { read } = kernelFixture('debian-6.12.107-amd64');
  return {
    uptimeSeconds: 1,
    receivedAtMs: 1_700_000_000_000,
    sections: {
      meminfo: read('meminfo'),
      buddyinfo: read('buddyinfo'),
      zoneinfo: read('zoneinfo'),
      vmstat: read('vmstat'),
      pressure_memory: read('pressure_memory'),
      processes: processTable(),
      cgroup: cgroups(),
      vm_settings: '==> vm/panic_on_oom <==\n0\n==> vm/swappiness <==\n60\n',
    },
    refusals: {},
    kernelLog: null,
  };
}

/** Decodes `frame` over and over for at least `minMs`; returns frames and milliseconds. */
function measure(frame: Frame, minMs: number): { readonly frames: number; readonly milliseconds: number } {
  const decoder = new FrameDecoder({ ...UNKNOWN_IDENTITY, pageBytes: 4096 });
  const startedAt = performance.now();
  let frames = 0;
  let milliseconds = 0;
  while (frames < WARM_UP_FRAMES || milliseconds < minMs) {
    // Each frame is a text of its own, as it is when it comes off a connection.
    const sections = Object.fromEntries(
      Object.entries(frame.sections).map(([name, text]) => [name, Buffer.from(text).toString('utf8')]),
    );
    const sample = decoder.push({ ...frame, uptimeSeconds: frames, sections });
    if (sample.missing.length > 0) throw new Error('the frame was not decoded as a whole');
    frames += 1;
    milliseconds = performance.now() - startedAt;
  }
  return { frames, milliseconds };
}

/**
 * How fast full frames with 2,000 processes are decoded, bytes to sample, on one core.
 *
 * @returns megabytes (10^6 bytes) and frames a second
 */
export function benchSampleDecode(): Promise<BenchResult[]> {
  const frame = fullFrame();
  const frameBytes = Object.values(frame.sections).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  measure(frame, 0);
  const { frames, milliseconds } = measure(frame, MIN_MEASURED_MS);
  const framesPerSecond = (frames * 1000) / milliseconds;
  return Promise.resolve([
    { name: 'sample-decode', value: Math.round((framesPerSecond * frameBytes) / 1e5) / 10, unit: 'MB/s' },
    { name: 'sample-decode', value: Math.round(framesPerSecond), unit: 'frames/s at 2,000 processes' },
  ]);
}
