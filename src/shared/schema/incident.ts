import { z } from 'zod';
import type {
  CgroupCounter,
  Incident,
  IncidentCgroup,
  IncidentKill,
  IncidentMemory,
  IncidentNode,
  IncidentPart,
  IncidentTask,
  IncidentTime,
  IncidentTrigger,
  IncidentZone,
  LineRange,
  Sign,
} from '../model';
import { INCIDENT_PART_KINDS, SIGN_KINDS } from '../model';

const amount = z.number().nullable();
const text = z.string().nullable();
const named = z.record(z.string(), z.number());

export const incidentConstraintSchema = z.enum(['none', 'memcg', 'cpuset', 'memory-policy']).nullable();
export const incidentOutcomeSchema = z.enum(['killed', 'panic', 'nothing-killable', 'disabled', 'unknown']);

const lineRangeSchema = z.object({ first: z.number(), last: z.number() }) satisfies z.ZodType<LineRange>;

export const incidentTimeSchema = z.object({
  bootSeconds: amount,
  wallClock: text,
}) satisfies z.ZodType<IncidentTime>;

const triggerSchema = z.object({
  comm: text,
  pid: amount,
  gfpMask: text,
  gfpFlags: z.array(z.string()).nullable(),
  order: amount,
  oomScoreAdj: amount,
  oomAdj: amount,
}) satisfies z.ZodType<IncidentTrigger>;

const counterSchema = z.object({
  usageBytes: amount,
  limitBytes: z.union([z.number(), z.literal('unlimited')]).nullable(),
  failCount: amount,
}) satisfies z.ZodType<CgroupCounter>;

const cgroupSchema = counterSchema.extend({
  path: text,
  taskPath: text,
  swap: counterSchema.nullable(),
  memorySwap: counterSchema.nullable(),
  kmem: counterSchema.nullable(),
  stats: named.nullable(),
}) satisfies z.ZodType<IncidentCgroup>;

const zoneSchema = z.object({
  node: amount,
  name: z.string(),
  freeBytes: amount,
  minBytes: amount,
  lowBytes: amount,
  highBytes: amount,
  boostBytes: amount,
  presentBytes: amount,
  managedBytes: amount,
  lowmemReservePages: z.array(z.number()).nullable(),
  freeBlocks: z.array(z.number()).nullable(),
  freeBlockTypes: z.array(z.string()).nullable(),
  otherBytes: named,
  isAllUnreclaimable: z.boolean().nullable(),
}) satisfies z.ZodType<IncidentZone>;

const nodeSchema = z.object({
  node: z.number(),
  otherBytes: named,
  isAllUnreclaimable: z.boolean().nullable(),
}) satisfies z.ZodType<IncidentNode>;

const memorySchema = z.object({
  ramPages: amount,
  highMemPages: amount,
  reservedPages: amount,
  swapTotalBytes: amount,
  swapFreeBytes: amount,
  pageCachePages: amount,
  swapCachePages: amount,
  totalsPages: named,
}) satisfies z.ZodType<IncidentMemory>;

const taskSchema = z.object({
  pid: z.number(),
  tgid: amount,
  uid: amount,
  comm: z.string(),
  totalVmPages: amount,
  rssPages: amount,
  rssAnonPages: amount,
  rssFilePages: amount,
  rssShmemPages: amount,
  pageTableBytes: amount,
  pageTablePages: amount,
  swapPages: amount,
  oomScoreAdj: amount,
  oomAdj: amount,
}) satisfies z.ZodType<IncidentTask>;

const killSchema = z.object({
  pid: z.number(),
  comm: text,
  uid: amount,
  score: amount,
  totalVmBytes: amount,
  anonRssBytes: amount,
  fileRssBytes: amount,
  shmemRssBytes: amount,
  pageTableBytes: amount,
  oomScoreAdj: amount,
  chosen: z.object({ pid: z.number(), comm: z.string(), score: amount }).nullable(),
  lines: lineRangeSchema,
}) satisfies z.ZodType<IncidentKill>;

const partKindSchema = z.enum(INCIDENT_PART_KINDS);

const partSchema = z.object({
  kind: partKindSchema,
  lines: lineRangeSchema,
}) satisfies z.ZodType<IncidentPart>;

export const incidentSchema = z.object({
  id: z.string(),
  kernel: text,
  pageBytes: amount,
  at: incidentTimeSchema,
  hostname: text,
  trigger: triggerSchema.nullable(),
  constraint: incidentConstraintSchema,
  cpuset: text,
  memsAllowed: text,
  nodemask: text,
  cgroup: cgroupSchema.nullable(),
  zones: z.array(zoneSchema),
  nodes: z.array(nodeSchema),
  memory: memorySchema,
  slabs: z.array(z.object({ name: z.string(), usedBytes: z.number(), totalBytes: z.number() })),
  tasks: z.array(taskSchema),
  selected: z.object({ pid: z.number(), comm: text, score: amount }).nullable(),
  kills: z.array(killSchema),
  reaped: z.array(z.number()),
  outcome: incidentOutcomeSchema,
  panic: z.boolean(),
  panicOnOom: z.enum(['enabled', 'compulsory']).nullable(),
  killsAllocatingTask: z.boolean(),
  oomGroup: text,
  callTrace: z.array(z.string()),
  complete: z.boolean(),
  missing: z.array(partKindSchema),
  parts: z.array(partSchema),
  copies: z.number(),
  lines: lineRangeSchema,
}) satisfies z.ZodType<Incident>;

export const signSchema = z.object({
  kind: z.enum(SIGN_KINDS),
  at: incidentTimeSchema,
  hostname: text,
  comm: text,
  pid: amount,
  order: amount,
  gfpMask: text,
  gfpFlags: z.array(z.string()).nullable(),
  cgroup: text,
  count: z.number(),
  stallSeconds: amount,
  lines: lineRangeSchema,
}) satisfies z.ZodType<Sign>;
