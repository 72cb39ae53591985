import type { CgroupSample, HostSample, ProcessSample } from '../../../../src/shared/model';
import { cgroupOf } from '../../../../src/main/parse/cgroup';
import { meminfoOf } from '../../renderer/host/samples';
import { UNKNOWN_IDENTITY } from '../../../../src/shared/model';

/** A process of 100 pages that nothing sets apart. */
export function processWith(wanted: Partial<ProcessSample> = {}): ProcessSample {
  return {
    pid: 100,
    ppid: 1,
    uid: 1000,
    user: null,
    comm: 'worker',
    commandLine: null,
    state: 'S',
    startTicks: 5_000,
    nice: 0,
    cpuTicks: 0,
    vsizeBytes: 4096 * 1000,
    rssPages: 100,
    rssAnonPages: null,
    rssFilePages: null,
    rssShmemPages: null,
    swapPages: 0,
    pageTableBytes: 0,
    effectiveCapabilities: '0000000000000000',
    oomScore: null,
    oomScoreAdj: 0,
    oomAdj: null,
    cgroup: null,
    memsAllowed: null,
    ...wanted,
  };
}

/** A cgroup from the texts of its files. */
export function cgroupWith(path: string, files: Readonly<Record<string, string>>): CgroupSample {
  return cgroupOf(path, new Map(Object.entries(files).map(([name, text]) => [name, `${text}\n`])));
}

/** A host of 400 MiB and 40 MiB of swap on which all is well. */
export function sampleWith(wanted: Partial<HostSample> = {}): HostSample {
  return {
    at: { uptimeSeconds: 1000, wallClock: null },
    host: { ...UNKNOWN_IDENTITY, kernel: '6.1.0', pageBytes: 4096, cpus: 1 },
    memory: meminfoOf([
      'MemTotal:  409600 kB',
      'MemFree:  204800 kB',
      'MemAvailable:  307200 kB',
      'SwapTotal:  40960 kB',
      'SwapFree:  40960 kB',
    ]),
    zones: [],
    nodes: [],
    buddy: [],
    migrateTypes: [],
    vmstat: null,
    pressure: null,
    cgroups: [],
    settings: null,
    processes: [],
    ages: {},
    missing: [],
    ...wanted,
  };
}
