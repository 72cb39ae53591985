import type { Generation } from './generations';
import { words } from './printedFields';
import type { DescribedCgroup, ReportDescription } from './reportDescription';
import { amountOf } from './reportDescription';

const STATS_OLD = words(
  'cache rss rss_huge mapped_file writeback swap inactive_anon active_anon inactive_file active_file unevictable',
);
const STATS_NEW = words(
  `anon file kernel_stack pagetables percpu sock shmem file_mapped file_dirty file_writeback anon_thp inactive_anon
   active_anon inactive_file active_file unevictable slab_reclaimable slab_unreclaimable slab`,
);
const COUNTS_NEW = words('workingset_refault_anon workingset_refault_file pgfault pgmajfault pgscan pgsteal');

/** What a cgroup's stats print, by name: bytes, and counts. Null where this kernel prints none. */
export function statsOf({ seed }: ReportDescription, row: Generation): Record<string, number> | null {
  switch (row.cgroup) {
    case 'task-in':
    case 'usage-only':
      return Object.fromEntries(STATS_OLD.map((name) => [name, amountOf(seed, `stats/${name}`) * 1024]));
    case 'v2-names':
      return Object.fromEntries(
        [...STATS_NEW, ...COUNTS_NEW].map((name) => [name, amountOf(seed, `stats/${name}`)]),
      );
    case 'none':
    case 'with-mem-info':
      return null;
  }
}

/** Counters beside the first, by the name they are printed with. */
export function counterOf({ seed }: ReportDescription, name: string): { usageKb: number; failCount: number } {
  return {
    usageKb: amountOf(seed, `cgroup/${name}`),
    failCount: amountOf(seed, `cgroup/${name}/failcnt`, 1000),
  };
}

export function extraCountersOf(
  { version }: DescribedCgroup,
  row: Generation,
): ('swap' | 'memory+swap' | 'kmem')[] {
  if (row.cgroup === 'v2-names' && version === 2) return ['swap'];
  return row.hasKmem ? ['memory+swap', 'kmem'] : ['memory+swap'];
}

/** The block of a cgroup that met its limit (mm/memcontrol.c mem_cgroup_print_oom_info, _meminfo). */
export function printCgroup(description: ReportDescription, row: Generation): string[] {
  const { cgroup } = description;
  if (cgroup === null || row.cgroup === 'none') return [];
  return [
    ...taskInLines(row, cgroup),
    `memory: usage ${String(cgroup.usageKb)}kB, limit ${limitOf(row, cgroup.limitKb)}kB, failcnt ${String(cgroup.failCount)}`,
    ...extraCountersOf(cgroup, row).map((name) => {
      const { usageKb, failCount } = counterOf(description, name);
      return `${name}: usage ${String(usageKb)}kB, limit ${limitOf(row, null)}kB, failcnt ${String(failCount)}`;
    }),
    ...statsLines(description, row, cgroup),
  ];
}

function taskInLines(row: Generation, { path, taskPath }: DescribedCgroup): string[] {
  if (row.cgroup !== 'task-in' && row.cgroup !== 'with-mem-info') return [];
  const task = `Task in ${taskPath}`;
  const limit = ` killed as a result of limit of ${path}`;
  // From 3.15 to 3.19 the middle was printed with a level of its own, which begins a record.
  return row.name === '3.16' || row.name === '3.19' ? [task, limit] : [`${task}${limit}`];
}

function limitOf(row: Generation, limitKb: number | null): string {
  if (limitKb !== null) return String(limitKb);
  if (row.cgroup === 'with-mem-info') return '9007199254740991';
  // include/linux/res_counter.h took ULLONG_MAX from 3.13 to 3.18.
  return row.name === '3.16' ? '18014398509481983' : '9007199254740988';
}

function statsLines(description: ReportDescription, row: Generation, cgroup: DescribedCgroup): string[] {
  const stats = statsOf(description, row);
  if (stats === null) return [];
  const title = `Memory cgroup stats for ${cgroup.path}:`;
  if (row.cgroup === 'v2-names') {
    return [
      title,
      Object.entries(stats)
        .map(([name, amount]) => `${name} ${String(amount)}`)
        .join('\n'),
    ];
  }
  const line = Object.entries(stats).map(([name, bytes]) => `${name}:${String(bytes / 1024)}KB`);
  const below = STATS_OLD.map((name) => `${name}:0KB`);
  return [
    `${title} ${line.join(' ')}`,
    ...(cgroup.taskPath === cgroup.path
      ? []
      : [`Memory cgroup stats for ${cgroup.taskPath}: ${below.join(' ')}`]),
  ];
}
