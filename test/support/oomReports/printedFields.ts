/** The names that lines of a report consist of, in the order in which each release prints them. */

export const ZONE_2_6_32 = words(
  `free min low high active_anon inactive_anon active_file inactive_file unevictable isolated(anon) isolated(file)
   present mlocked dirty writeback mapped shmem slab_reclaimable slab_unreclaimable kernel_stack pagetables unstable
   bounce writeback_tmp`,
);
export const ZONE_3_10 = insertedAfter(
  insertedAfter(ZONE_2_6_32, 'present', 'managed'),
  'bounce',
  'free_cma',
);
export const ZONE_4_4 = insertedAfter(ZONE_3_10, 'bounce', 'free_pcp', 'local_pcp');
export const ZONE_4_9 = words(
  `free min low high active_anon inactive_anon active_file inactive_file unevictable writepending present managed
   mlocked slab_reclaimable slab_unreclaimable kernel_stack pagetables bounce free_pcp local_pcp free_cma`,
);
export const ZONE_4_15 = without(ZONE_4_9, 'slab_reclaimable', 'slab_unreclaimable');
export const ZONE_5_8 = insertedAfter(ZONE_4_15, 'high', 'reserved_highatomic');
export const ZONE_5_9 = without(ZONE_5_8, 'kernel_stack');
export const ZONE_5_14 = without(ZONE_5_9, 'pagetables');
export const ZONE_5_17 = insertedAfter(ZONE_5_14, 'free', 'boost');
export const ZONE_6_18 = insertedAfter(
  insertedAfter(ZONE_5_17, 'reserved_highatomic', 'free_highatomic'),
  'inactive_file',
  'zspages',
);

export const NODE_4_9 = words(
  `active_anon inactive_anon active_file inactive_file unevictable isolated(anon) isolated(file) mapped dirty writeback
   shmem shmem_thp shmem_pmdmapped anon_thp writeback_tmp unstable`,
);
export const NODE_5_8 = without(NODE_4_9, 'unstable');
export const NODE_5_9 = [...NODE_5_8, 'kernel_stack'];
export const NODE_5_14 = [...NODE_5_9, 'pagetables'];
export const NODE_6_1 = [...NODE_5_14, 'sec_pagetables'];
export const NODE_6_18 = [...without(NODE_6_1, 'writeback_tmp'), 'Balloon'];

export const TOTALS_2_6_24 = [
  ['Active', 'inactive', 'dirty', 'writeback', 'unstable'],
  ['free', 'slab', 'mapped', 'pagetables', 'bounce'],
];
export const TOTALS_2_6_30 = [
  ['Active_anon', 'active_file', 'inactive_anon'],
  ['inactive_file', 'unevictable', 'dirty', 'writeback', 'unstable'],
  ['free', 'slab', 'mapped', 'pagetables', 'bounce'],
];
const LRU_TOTALS = [
  ['active_anon', 'inactive_anon', 'isolated_anon'],
  ['active_file', 'inactive_file', 'isolated_file'],
];
export const TOTALS_2_6_32 = [
  ...LRU_TOTALS,
  ['unevictable', 'dirty', 'writeback', 'unstable'],
  ['free', 'slab_reclaimable', 'slab_unreclaimable'],
  ['mapped', 'shmem', 'pagetables', 'bounce'],
];
export const TOTALS_3_10 = [...TOTALS_2_6_32, ['free_cma']];
export const TOTALS_4_4 = [
  ...LRU_TOTALS,
  ['unevictable', 'dirty', 'writeback', 'unstable'],
  ['slab_reclaimable', 'slab_unreclaimable'],
  ['mapped', 'shmem', 'pagetables', 'bounce'],
  ['free', 'free_pcp', 'free_cma'],
];
export const TOTALS_5_8 = [
  ...LRU_TOTALS,
  ['unevictable', 'dirty', 'writeback'],
  ['slab_reclaimable', 'slab_unreclaimable'],
  ['mapped', 'shmem', 'pagetables', 'bounce'],
  ['free', 'free_pcp', 'free_cma'],
];
export const TOTALS_5_14 = [
  ...TOTALS_5_8.slice(0, -1),
  ['kernel_misc_reclaimable'],
  ['free', 'free_pcp', 'free_cma'],
];
export const TOTALS_6_1 = [
  ...LRU_TOTALS,
  ['unevictable', 'dirty', 'writeback'],
  ['slab_reclaimable', 'slab_unreclaimable'],
  ['mapped', 'shmem', 'pagetables'],
  ['sec_pagetables', 'bounce'],
  ['kernel_misc_reclaimable'],
  ['free', 'free_pcp', 'free_cma'],
];

export const TASKS_2_6_30 = words('pid uid tgid total_vm rss cpu oom_adj name');
export const TASKS_2_6_36 = words('pid uid tgid total_vm rss cpu oom_adj oom_score_adj name');
export const TASKS_3_6 = words('pid uid tgid total_vm rss nr_ptes swapents oom_score_adj name');
export const TASKS_4_0 = words('pid uid tgid total_vm rss nr_ptes nr_pmds swapents oom_score_adj name');
export const TASKS_4_15 = words('pid uid tgid total_vm rss pgtables_bytes swapents oom_score_adj name');
export const TASKS_6_8 = words(
  'pid uid tgid total_vm rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
);

export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function insertedAfter(list: readonly string[], name: string, ...added: readonly string[]): string[] {
  const at = list.indexOf(name);
  if (at < 0) throw new Error(`no field ${name}`);
  return list.toSpliced(at + 1, 0, ...added);
}

function without(list: readonly string[], ...names: readonly string[]): string[] {
  return list.filter((field) => !names.includes(field));
}
