import { z } from 'zod';

/**
 * What is known of a log, in the form that the facts of real logs have: amounts in kB. A fact that is not there is not
 * compared; null says that the log does not print it.
 */
const amount = z.number().nullable().optional();
const name = z.string().nullable().optional();

const killFactsSchema = z.object({
  pid: z.number(),
  comm: name,
  totalVmKb: amount,
  anonRssKb: amount,
  fileRssKb: amount,
  shmemRssKb: amount,
  pageTableKb: amount,
  pgtablesKb: amount,
  oomScoreAdj: amount,
  score: amount,
  uid: amount,
  chosenPid: amount,
  chosenComm: name,
  chosenScore: amount,
});
export type KillFacts = z.infer<typeof killFactsSchema>;

/** A kill that may be listed as well, by its pid or with more. */
const extraKillSchema = z.union([z.number(), z.looseObject({ pid: z.number() })]);

export const logFactsSchema = z.looseObject({
  kernel: name,
  kernelAcceptable: z.array(z.string().nullable()).optional(),
  incidents: z.number().optional(),
  incidentsAcceptable: z.array(z.number()).optional(),
  kills: z.array(killFactsSchema).optional(),
  killsAcceptableExtra: z.array(extraKillSchema).optional(),
  invoker: name,
  order: amount,
  gfpMask: name,
  constraint: name,
  tasksListed: amount,
  zones: z.array(z.string()).nullable().optional(),
  nodes: z.array(z.number()).nullable().optional(),
  truncated: z.boolean().optional(),
  totalPagesRam: amount,
  reservedPages: amount,
  highMemPages: amount,
  swapTotalKb: amount,
  swapFreeKb: amount,
  memcgLimitKb: z
    .union([z.number(), z.literal('unlimited')])
    .nullable()
    .optional(),
  memcgUsageKb: amount,
  memcgPath: name,
  oomGroup: name,
  reaped: z.array(z.number()).nullable().optional(),
  panic: z.boolean().optional(),
  outcome: name,
  hostname: name,
  signs: z.array(z.string()).optional(),
  /** The dump of a person's own asking: it is no part of any incident. */
  totalPagesRamInSysrq: amount,
  victimTableAdj: amount,
  replayable: z.boolean().optional(),
});
export type LogFacts = z.infer<typeof logFactsSchema>;

const recordedKillSchema = z.object({
  pid: z.number(),
  comm: z.string(),
  total_vm_kb: amount,
  anon_kb: amount,
  file_kb: amount,
  shmem_kb: amount,
  uid: amount,
  pgtables_kb: amount,
  adj: amount,
  chosen_pid: amount,
});

/** The facts of a kill that was caused on purpose. */
export const recordedFactsSchema = z.looseObject({
  kernel_release: z.string(),
  incidents: z.array(
    z.looseObject({
      t: z.number(),
      invoker: name,
      gfp_mask: name,
      gfp: name,
      order: amount,
      invoker_adj: amount,
      kills: z.array(recordedKillSchema),
      constraint: name,
      nodemask: name,
      cpuset: name,
      mems_allowed: name,
      oom_memcg: name,
      task_memcg: name,
      selected_pid: amount,
      totalpages_at_kill: amount,
      fatal: z.array(z.string()).optional(),
    }),
  ),
});
export type RecordedFacts = z.infer<typeof recordedFactsSchema>;
