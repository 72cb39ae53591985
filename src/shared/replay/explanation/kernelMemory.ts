import type { Incident, IncidentStatement } from '../../model/incident';
import {
  kernelStackBytesOf,
  ramBytesOf,
  sumOfTotals,
  totalBytesOf,
  unreclaimableSlabBytesOf,
} from './memory';
import { linesOf, statement } from './statement';

/** Worth a sentence from this share of RAM on. */
const LARGE_RATIO = 0.05;
const SHOWN_CACHES = 3;

/** Large parts of memory that are no process's own: tmpfs, slab, page tables, stacks, and what no counter has. */
export function kernelLargeOf(incident: Incident): IncidentStatement[] {
  const ramBytes = ramBytesOf(incident);
  if (ramBytes === null) return cachesOf(incident);
  const lines = linesOf(incident, 'totals', 'node', 'zone', 'ram');
  const large = (name: string, bytes: number | null): IncidentStatement[] =>
    bytes === null || bytes < ramBytes * LARGE_RATIO
      ? []
      : [
          statement(
            `incident.large.${name}`,
            { heldBytes: bytes, sharePercent: (bytes * 100) / ramBytes },
            lines,
          ),
        ];
  return [
    ...large('shmem', totalBytesOf(incident, 'shmem')),
    ...large(hasSlabOfOneKind(incident) ? 'slab' : 'slab-unreclaimable', unreclaimableSlabBytesOf(incident)),
    ...cachesOf(incident),
    ...large('slab-reclaimable', totalBytesOf(incident, 'slab_reclaimable')),
    ...large('page-tables', totalBytesOf(incident, 'pagetables')),
    ...large('kernel-stack', kernelStackBytesOf(incident)),
    ...large('uncounted', uncountedBytesOf(incident, ramBytes)),
  ];
}

function hasSlabOfOneKind({ memory }: Incident): boolean {
  return !Object.hasOwn(memory.totalsPages, 'slab_unreclaimable');
}

/** Listed by the kernel only where unreclaimable slab is more than all processes and files (4.15 and later). */
function cachesOf(incident: Incident): IncidentStatement[] {
  const largest = incident.slabs.toSorted((a, b) => b.totalBytes - a.totalBytes).slice(0, SHOWN_CACHES);
  return largest
    .filter(({ totalBytes }) => totalBytes > 0)
    .map(({ name, totalBytes }) =>
      statement('incident.large.cache', { cache: name, heldBytes: totalBytes }, linesOf(incident, 'slab')),
    );
}

const COUNTED = [
  'active_anon',
  'inactive_anon',
  'isolated_anon',
  'active_file',
  'inactive_file',
  'isolated_file',
  'unevictable',
  'slab_reclaimable',
  'slab_unreclaimable',
  'pagetables',
  'free',
] as const;
/** Printed by some kernels only. */
const SOMETIMES_COUNTED = ['sec_pagetables', 'bounce', 'free_pcp', 'zspages', 'Balloon'] as const;

/**
 * RAM that is in none of the counters: huge pages, vmalloc, buffers of drivers, compressed memory. Null before 2.6.32, whose
 * counters are fewer, and where a report leaves nodes out.
 */
function uncountedBytesOf(incident: Incident, ramBytes: number): number | null {
  const countedBytes = sumOfTotals(incident, COUNTED);
  const stackBytes = kernelStackBytesOf(incident);
  if (countedBytes === null || stackBytes === null || incident.constraint !== 'none') return null;
  const more = SOMETIMES_COUNTED.reduce((sum, name) => sum + (totalBytesOf(incident, name) ?? 0), 0);
  return ramBytes - countedBytes - stackBytes - more;
}
