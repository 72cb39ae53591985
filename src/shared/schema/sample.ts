import { z } from 'zod';
import type {
  BuddyPoint,
  BuddyZone,
  CgroupSample,
  HostSample,
  Meminfo,
  MemoryPressure,
  MigrateTypeBlocks,
  NodeStats,
  ProcessSample,
  SeriesPoint,
  VmSettings,
  Zone,
} from '../model';
import { SECTION_NAMES } from '../model';
import { hostIdentitySchema, messageSchema } from './host';

const amount = z.number().nullable();
const pages = z.number().nullable();
const counters = z.record(z.string(), z.number());

export const meminfoSchema = z.object({
  memTotalBytes: amount,
  memFreeBytes: amount,
  memAvailableBytes: amount,
  buffersBytes: amount,
  cachedBytes: amount,
  swapCachedBytes: amount,
  activeBytes: amount,
  inactiveBytes: amount,
  activeAnonBytes: amount,
  inactiveAnonBytes: amount,
  activeFileBytes: amount,
  inactiveFileBytes: amount,
  unevictableBytes: amount,
  mlockedBytes: amount,
  highTotalBytes: amount,
  highFreeBytes: amount,
  lowTotalBytes: amount,
  lowFreeBytes: amount,
  swapTotalBytes: amount,
  swapFreeBytes: amount,
  dirtyBytes: amount,
  writebackBytes: amount,
  anonPagesBytes: amount,
  mappedBytes: amount,
  shmemBytes: amount,
  kReclaimableBytes: amount,
  slabBytes: amount,
  sReclaimableBytes: amount,
  sUnreclaimBytes: amount,
  kernelStackBytes: amount,
  pageTablesBytes: amount,
  secPageTablesBytes: amount,
  percpuBytes: amount,
  commitLimitBytes: amount,
  committedAsBytes: amount,
  vmallocUsedBytes: amount,
  anonHugePagesBytes: amount,
  hardwareCorruptedBytes: amount,
  cmaTotalBytes: amount,
  cmaFreeBytes: amount,
  hugePagesTotal: amount,
  hugePagesFree: amount,
  hugePagesRsvd: amount,
  hugePagesSurp: amount,
  hugepagesizeBytes: amount,
  hugetlbBytes: amount,
  otherBytes: counters,
}) satisfies z.ZodType<Meminfo>;

const zoneSchema = z.object({
  node: z.number().int(),
  name: z.string(),
  freePages: pages,
  minPages: pages,
  lowPages: pages,
  highPages: pages,
  boostPages: pages,
  spannedPages: pages,
  presentPages: pages,
  managedPages: pages,
  cmaPages: pages,
  lowmemReservePages: z.array(z.number()).nullable(),
  stats: counters,
}) satisfies z.ZodType<Zone>;

const nodeStatsSchema = z.object({ node: z.number().int(), stats: counters }) satisfies z.ZodType<NodeStats>;

const buddyZoneSchema = z.object({
  node: z.number().int(),
  zone: z.string(),
  freeBlocks: z.array(z.number()),
}) satisfies z.ZodType<BuddyZone>;

const migrateTypeBlocksSchema = z.object({
  node: z.number().int(),
  zone: z.string(),
  migrateType: z.string(),
  freeBlocks: z.array(z.number()),
}) satisfies z.ZodType<MigrateTypeBlocks>;

const pressureLineSchema = z.object({
  avg10Percent: z.number(),
  avg60Percent: z.number(),
  avg300Percent: z.number(),
  totalUs: z.number(),
});

const memoryPressureSchema = z.object({
  some: pressureLineSchema.nullable(),
  full: pressureLineSchema.nullable(),
}) satisfies z.ZodType<MemoryPressure>;

const cgroupLimit = z.union([z.number(), z.literal('unlimited')]).nullable();
const counter = z.number().nullable();

const cgroupSchema = z.object({
  path: z.string(),
  version: z.union([z.literal(1), z.literal(2)]),
  usageBytes: amount,
  limitBytes: cgroupLimit,
  highBytes: cgroupLimit,
  lowBytes: cgroupLimit,
  minBytes: cgroupLimit,
  softLimitBytes: cgroupLimit,
  swapUsageBytes: amount,
  swapLimitBytes: cgroupLimit,
  memorySwapUsageBytes: amount,
  memorySwapLimitBytes: cgroupLimit,
  kmemUsageBytes: amount,
  kmemLimitBytes: cgroupLimit,
  swappiness: z.number().nullable(),
  isGroupKilled: z.boolean().nullable(),
  isKillDisabled: z.boolean().nullable(),
  isUnderOom: z.boolean().nullable(),
  events: z.object({
    low: counter,
    high: counter,
    max: counter,
    oom: counter,
    oomKill: counter,
    oomGroupKill: counter,
  }),
  stat: z
    .object({ anonBytes: amount, fileBytes: amount, shmemBytes: amount, slabReclaimableBytes: amount })
    .nullable(),
  pressure: memoryPressureSchema.nullable(),
}) satisfies z.ZodType<CgroupSample>;

const vmSettingsSchema = z.object({
  panicOnOom: z.number().nullable(),
  oomKillAllocatingTask: z.number().nullable(),
  oomDumpTasks: z.number().nullable(),
  overcommitMemory: z.number().nullable(),
  overcommitRatioPercent: z.number().nullable(),
  overcommitBytes: amount,
  swappiness: z.number().nullable(),
  minFreeBytes: amount,
  watermarkScaleFactor: z.number().nullable(),
  lowmemReserveRatio: z.array(z.number()).nullable(),
}) satisfies z.ZodType<VmSettings>;

export const processSampleSchema = z.object({
  pid: z.number().int(),
  ppid: z.number().int(),
  uid: z.number().nullable(),
  user: z.string().nullable(),
  comm: z.string(),
  commandLine: z.string().nullable(),
  state: z.string().nullable(),
  startTicks: z.number().nullable(),
  nice: z.number().nullable(),
  cpuTicks: z.number().nullable(),
  vsizeBytes: amount,
  rssPages: z.number(),
  rssAnonPages: pages,
  rssFilePages: pages,
  rssShmemPages: pages,
  swapPages: pages,
  pageTableBytes: amount,
  effectiveCapabilities: z.string().nullable(),
  oomScore: z.number().nullable(),
  oomScoreAdj: z.number().nullable(),
  oomAdj: z.number().nullable(),
  cgroup: z.string().nullable(),
  memsAllowed: z.string().nullable(),
}) satisfies z.ZodType<ProcessSample>;

const sectionNameSchema = z.enum(SECTION_NAMES);

export const hostSampleSchema = z.object({
  at: z.object({ uptimeSeconds: z.number(), wallClock: z.string().nullable() }),
  host: hostIdentitySchema,
  memory: meminfoSchema.nullable(),
  zones: z.array(zoneSchema),
  nodes: z.array(nodeStatsSchema),
  buddy: z.array(buddyZoneSchema),
  migrateTypes: z.array(migrateTypeBlocksSchema),
  vmstat: counters.nullable(),
  pressure: memoryPressureSchema.nullable(),
  cgroups: z.array(cgroupSchema),
  settings: vmSettingsSchema.nullable(),
  processes: z.array(processSampleSchema),
  ages: z.partialRecord(sectionNameSchema, z.number()),
  missing: z.array(z.object({ section: sectionNameSchema, reason: messageSchema })),
}) satisfies z.ZodType<HostSample>;

export const buddyPointSchema = z.object({
  atMs: z.number(),
  buddy: z.array(buddyZoneSchema),
}) satisfies z.ZodType<BuddyPoint>;

export const seriesPointSchema = z.object({
  atMs: z.number(),
  uptimeSeconds: z.number(),
  memory: z
    .object({
      totalBytes: z.number(),
      anonBytes: amount,
      shmemBytes: amount,
      fileCacheBytes: amount,
      slabReclaimableBytes: amount,
      slabUnreclaimableBytes: amount,
      kernelBytes: amount,
      hugetlbBytes: amount,
      freeBytes: amount,
      otherBytes: z.number(),
    })
    .nullable(),
  availableBytes: amount,
  swapTotalBytes: amount,
  swapUsedBytes: amount,
  swapInBytesPerSecond: amount,
  swapOutBytesPerSecond: amount,
  pressureSomePercent: amount,
  pressureFullPercent: amount,
  oomKills: z.number().nullable(),
}) satisfies z.ZodType<SeriesPoint>;
