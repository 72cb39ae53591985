import type { ProcessSample } from '../../../../src/shared/model';

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
