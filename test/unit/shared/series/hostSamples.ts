import type { HostSample, Meminfo, Vmstat } from '../../../../src/shared/model';
import { UNKNOWN_IDENTITY } from '../../../../src/shared/model';
import { parseMeminfo } from '../../../../src/main/parse/meminfo';

export const GIB = 2 ** 30;

/** A meminfo of which only the named fields are printed. */
export function meminfo(fields: Partial<Meminfo>): Meminfo {
  const parsed = parseMeminfo('MemTotal: 0 kB\n');
  if (!parsed.ok) throw new Error(parsed.problem.expected);
  return { ...parsed.value, memTotalBytes: null, ...fields };
}

/** A sample with nothing in it but what is given; vmstat, where given, was read in this very pass. */
export function sample(uptimeSeconds: number, rest: Partial<HostSample> = {}): HostSample {
  return {
    at: { uptimeSeconds, wallClock: new Date(1_700_000_000_000 + uptimeSeconds * 1000).toISOString() },
    host: { ...UNKNOWN_IDENTITY, pageBytes: 4096, bootId: 'boot-1' },
    memory: null,
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
    ...rest,
  };
}

export function vmstatSample(
  uptimeSeconds: number,
  vmstat: Vmstat,
  rest: Partial<HostSample> = {},
): HostSample {
  return sample(uptimeSeconds, { vmstat, ages: { vmstat: 0 }, ...rest });
}
