import { formatBytes } from '../../../../shared/messages/format';
import type { CgroupCounter, Incident, IncidentPartKind } from '../../../../shared/model';

/** Colours of the parts of memory, by the class names of documents. */
export const COMPOSITION_COLOURS: Readonly<Record<string, string>> = {
  anon: '--memory-anon',
  file: '--memory-file-cache',
  unevictable: '--memory-hugetlb',
  'slab-unreclaimable': '--memory-slab-unreclaimable',
  'slab-reclaimable': '--memory-slab-reclaimable',
  pagetables: '--memory-kernel',
  'free-memory': '--memory-free',
  other: '--memory-other',
};

/** A counter of a cgroup as a bar. */
export interface CounterBar {
  readonly name: 'memory' | 'swap' | 'memorySwap' | 'kmem';
  readonly usage: string;
  /** Null: no limit, or none printed. */
  readonly limit: string | null;
  readonly isUnlimited: boolean;
  /** Of the limit, 0 to 100 and beyond; null where there is none to measure by. */
  readonly percent: number | null;
  readonly failCount: number | null;
}

/** The counters of a cgroup that the report prints. */
export function counterBarsOf({ cgroup }: Incident): readonly CounterBar[] {
  if (cgroup === null) return [];
  const counters: readonly (readonly [CounterBar['name'], CgroupCounter | null])[] = [
    ['memory', cgroup],
    ['swap', cgroup.swap],
    ['memorySwap', cgroup.memorySwap],
    ['kmem', cgroup.kmem],
  ];
  return counters.flatMap(([name, counter]) => {
    if (counter === null || counter.usageBytes === null) return [];
    const { usageBytes, limitBytes, failCount } = counter;
    const limit = typeof limitBytes === 'number' ? limitBytes : null;
    return [
      {
        name,
        usage: formatBytes(usageBytes),
        limit: limit === null ? null : formatBytes(limit),
        isUnlimited: limitBytes === 'unlimited',
        percent: limit === null || limit === 0 ? null : (usageBytes * 100) / limit,
        failCount,
      },
    ];
  });
}

/**
 * Why something of the state is not shown: `cgroup` reports print nothing of the host (mem_cgroup_print_oom_meminfo),
 * `missing`: this kernel prints it and the log does not have it, `not-printed`: this kernel's report has no such part.
 */
export type Absence = 'cgroup' | 'missing' | 'not-printed';

/** Null: the part is there. */
export function absenceOf(
  { constraint, missing }: Incident,
  parts: readonly IncidentPartKind[],
  isThere: boolean,
): Absence | null {
  if (isThere) return null;
  if (parts.some((part) => missing.includes(part))) return 'missing';
  return constraint === 'memcg' ? 'cgroup' : 'not-printed';
}
