import { z } from 'zod';
import type {
  Cadence,
  FleetEvent,
  HostConfig,
  HostConnection,
  HostFailure,
  HostIdentity,
  HostRow,
  HostState,
  Message,
  NextVictim,
  Risk,
  RiskSummary,
  SshAuthentication,
  SwapPoint,
} from '../model';
import { FAILURE_KINDS, RISK_LEVELS, SUDO_USES } from '../model';

export const messageSchema = z.object({
  code: z.string().max(100),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
}) satisfies z.ZodType<Message>;

export const hostIdentitySchema = z.object({
  kernel: z.string().nullable(),
  arch: z.string().nullable(),
  hostname: z.string().nullable(),
  pageBytes: z.number().int().positive().nullable(),
  bootId: z.string().nullable(),
  cpus: z.number().int().positive().nullable(),
  ticksPerSecond: z.number().int().positive().nullable(),
}) satisfies z.ZodType<HostIdentity>;

export const cadenceSchema = z.object({
  hostWideSeconds: z.number().min(1).max(3600),
  processesSeconds: z.number().min(2).max(3600),
}) satisfies z.ZodType<Cadence>;

export const sshAuthenticationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('auto') }),
  z.object({ kind: z.literal('agent') }),
  z.object({ kind: z.literal('key'), path: z.string().min(1).max(4096) }),
  z.object({ kind: z.literal('password') }),
]) satisfies z.ZodType<SshAuthentication>;

const hostConnectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local') }),
  z.object({
    kind: z.literal('ssh'),
    host: z.string().min(1).max(255),
    port: z.number().int().min(1).max(65535),
    user: z.string().min(1).max(255),
    authentication: sshAuthenticationSchema,
    allowsOldAlgorithms: z.boolean(),
  }),
  z.object({
    kind: z.literal('recording'),
    path: z.string().min(1).max(4096),
    isDemo: z.boolean(),
    startRatio: z.number().min(0).max(1),
  }),
]) satisfies z.ZodType<HostConnection>;

export const hostIdSchema = z.string().min(1).max(100);

export const sudoUseSchema = z.enum(SUDO_USES);

/** One word of a person about a host. */
const hostLabelSchema = z.string().min(1).max(60);
export const hostGroupSchema = hostLabelSchema.nullable();
export const hostTagsSchema = z.array(hostLabelSchema).max(20);

export const hostConfigSchema = z.object({
  id: hostIdSchema,
  name: z.string().min(1).max(255),
  connection: hostConnectionSchema,
  cadence: cadenceSchema,
  // Lists written before there was this choice do not have it.
  sudo: sudoUseSchema.default('never'),
  group: hostGroupSchema.default(null),
  tags: hostTagsSchema.default([]),
}) satisfies z.ZodType<HostConfig>;

const hostKeyFingerprintSchema = z.object({ keyType: z.string(), sha256: z.string() });

const hostFailureSchema = z.object({
  kind: z.enum(FAILURE_KINDS),
  message: messageSchema,
  offeredKey: hostKeyFingerprintSchema.nullable(),
  knownKeys: z.array(hostKeyFingerprintSchema.extend({ file: z.string(), line: z.number().int() })),
}) satisfies z.ZodType<HostFailure>;

const hostStateSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('connecting'),
    attempt: z.number().int(),
    lastFailure: hostFailureSchema.nullable(),
  }),
  z.object({ kind: z.literal('live') }),
  z.object({ kind: z.literal('stale'), sinceMs: z.number() }),
  z.object({ kind: z.literal('failed'), failure: hostFailureSchema, retryAtMs: z.number().nullable() }),
  z.object({ kind: z.literal('paused') }),
]) satisfies z.ZodType<HostState>;

const riskSummarySchema = z.object({
  level: z.enum(RISK_LEVELS),
  score: z.number(),
  summary: messageSchema,
}) satisfies z.ZodType<RiskSummary>;

export const riskSchema = riskSummarySchema.extend({
  reasons: z.array(
    z.object({
      level: z.enum(RISK_LEVELS),
      message: messageSchema,
      evidence: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
}) satisfies z.ZodType<Risk>;

const nextVictimSchema = z.object({
  pid: z.number().int(),
  comm: z.string(),
  user: z.string().nullable(),
  commandLine: z.string().nullable(),
  normalisedPermille: z.number().nullable(),
  kernelScore: z.number().nullable(),
  oomScoreAdj: z.number().nullable(),
  usedBytes: z.number(),
  isTied: z.boolean(),
}) satisfies z.ZodType<NextVictim>;

const hostRowSchema = z.object({
  id: hostIdSchema,
  name: z.string(),
  address: z.string().nullable(),
  connection: hostConnectionSchema,
  cadence: cadenceSchema,
  sudo: sudoUseSchema,
  group: hostGroupSchema,
  tags: hostTagsSchema,
  state: hostStateSchema,
  kernel: z.string().nullable(),
  arch: z.string().nullable(),
  memTotalBytes: z.number().nullable(),
  memAvailableBytes: z.number().nullable(),
  swapTotalBytes: z.number().nullable(),
  swapUsedBytes: z.number().nullable(),
  swapTrendBytesPerSecond: z.number().nullable(),
  memoryPressureSomePercent: z.number().nullable(),
  nextVictim: nextVictimSchema.nullable(),
  risk: riskSummarySchema.nullable(),
  oomKills: z.number().nullable(),
  lastOomKillAtMs: z.number().nullable(),
  sampledAtMs: z.number().nullable(),
  notices: z.array(messageSchema),
}) satisfies z.ZodType<HostRow>;

const swapPointSchema = z.object({
  atMs: z.number(),
  swapUsedBytes: z.number().nullable(),
}) satisfies z.ZodType<SwapPoint>;

const swapPointsByHostSchema = z.record(z.string(), z.array(swapPointSchema));

export const fleetEventSchema: z.ZodType<FleetEvent, FleetEvent> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('snapshot'),
    sequence: z.number().int(),
    rows: z.array(hostRowSchema),
    swapHistory: swapPointsByHostSchema,
  }),
  z.object({
    kind: z.literal('delta'),
    sequence: z.number().int(),
    upserted: z.array(hostRowSchema),
    removedIds: z.array(z.string()),
    swapPoints: swapPointsByHostSchema,
  }),
]);
