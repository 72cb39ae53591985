import type { IncidentCgroup } from '../../../shared/model';

/** What a cgroup's memory was, in the order of the bar. */
export const CGROUP_PARTS = [
  'anon',
  'shmem',
  'file',
  'slabReclaimable',
  'slabUnreclaimable',
  'slab',
  'pageTables',
  'kernelStack',
  'kernel',
  'sock',
  'percpu',
  'rest',
] as const;
export type CgroupPartName = (typeof CGROUP_PARTS)[number];

export interface CgroupPart {
  readonly name: CgroupPartName;
  readonly bytes: number;
}

export interface CgroupComposition {
  readonly parts: readonly CgroupPart[];
  /** What the whole bar stands for: the usage, or what the parts add up to where they are more. */
  readonly totalBytes: number;
}

/**
 * What `Memory cgroup stats` says a cgroup's memory was (memory_stat_format in mm/memcontrol.c; before 5.3 `cache` and `rss`
 * of version 1). Shared memory is part of `file` and slab is part of `kernel`: each is counted once. Null where no part is
 * printed.
 */
export function cgroupCompositionOf({ stats, usageBytes }: IncidentCgroup): CgroupComposition | null {
  if (stats === null) return null;
  const of = (name: string): number | null => (Object.hasOwn(stats, name) ? (stats[name] ?? null) : null);
  const anon = of('anon') ?? of('rss');
  const file = of('file') ?? of('cache');
  if (anon === null && file === null) return null;
  const shmem = of('shmem');
  const kernel = kernelPartsOf(of);
  const named: readonly (readonly [CgroupPartName, number | null])[] = [
    ['anon', anon],
    ['shmem', shmem],
    ['file', file === null ? null : Math.max(0, file - (shmem ?? 0))],
    ...kernel,
    ['sock', of('sock')],
  ];
  const parts = named.flatMap(([name, bytes]) => (bytes === null || bytes <= 0 ? [] : [{ name, bytes }]));
  const sumBytes = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const restBytes = usageBytes === null ? 0 : usageBytes - sumBytes;
  return {
    parts: restBytes > 0 ? [...parts, { name: 'rest', bytes: restBytes }] : parts,
    totalBytes: Math.max(sumBytes, usageBytes ?? 0),
  };
}

function kernelPartsOf(
  of: (name: string) => number | null,
): readonly (readonly [CgroupPartName, number | null])[] {
  const reclaimable = of('slab_reclaimable');
  const unreclaimable = of('slab_unreclaimable');
  const isSplit = reclaimable !== null && unreclaimable !== null;
  const slab = isSplit ? null : of('slab');
  const pageTables = (of('pagetables') ?? 0) + (of('sec_pagetables') ?? 0);
  const stack = of('kernel_stack') ?? 0;
  const percpu = of('percpu') ?? 0;
  const sum = (isSplit ? reclaimable + unreclaimable : (slab ?? 0)) + pageTables + stack + percpu;
  const kernel = of('kernel');
  return [
    ['slabReclaimable', isSplit ? reclaimable : null],
    ['slabUnreclaimable', isSplit ? unreclaimable : null],
    ['slab', slab],
    ['pageTables', pageTables],
    ['kernelStack', stack],
    ['percpu', percpu],
    ['kernel', kernel === null ? null : kernel - sum],
  ];
}
