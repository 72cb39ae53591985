import { z } from 'zod';
import type {
  HostLogState,
  IncidentDetail,
  IncidentEvent,
  IncidentSource,
  IncidentSummary,
  KillReconciliation,
  LogImportResult,
  LogSourceState,
} from '../model';
import { INCIDENT_CAUSE_KINDS } from '../model';
import { hostIdSchema, messageSchema } from './host';
import {
  incidentConstraintSchema,
  incidentOutcomeSchema,
  incidentSchema,
  incidentTimeSchema,
  signSchema,
} from './incident';

export const incidentKeySchema = z.string().min(1).max(200);

const incidentSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('host-log'), name: z.string() }),
  z.object({ kind: z.literal('import'), fileName: z.string() }),
  z.object({ kind: z.literal('recording') }),
]) satisfies z.ZodType<IncidentSource>;

export const incidentSummarySchema = z.object({
  key: incidentKeySchema,
  hostId: hostIdSchema.nullable(),
  hostName: z.string(),
  source: incidentSourceSchema,
  isDemo: z.boolean(),
  happenedAtMs: z.number().nullable(),
  at: incidentTimeSchema,
  readAtMs: z.number(),
  kernel: z.string().nullable(),
  constraint: incidentConstraintSchema,
  cgroup: z.string().nullable(),
  triggerComm: z.string().nullable(),
  order: z.number().nullable(),
  outcome: incidentOutcomeSchema,
  isComplete: z.boolean(),
  victims: z.array(
    z.object({ pid: z.number(), comm: z.string().nullable(), freedBytes: z.number().nullable() }),
  ),
  cause: messageSchema,
  causeKind: z.enum(INCIDENT_CAUSE_KINDS),
}) satisfies z.ZodType<IncidentSummary>;

export const incidentDetailSchema: z.ZodType<IncidentDetail, IncidentDetail> = z.object({
  summary: incidentSummarySchema,
  incident: incidentSchema,
  text: z.string().nullable(),
  isTextCut: z.boolean(),
  hostPageBytes: z.number().nullable(),
});

const logSourceStateSchema = z.object({
  name: z.string(),
  state: z.enum(['used', 'readable', 'permission-denied', 'absent', 'empty', 'failed']),
  advice: messageSchema.nullable(),
}) satisfies z.ZodType<LogSourceState>;

const reconciliationSchema = z.object({
  verdict: z.enum(['agree', 'unreported', 'uncounted', 'no-count', 'no-log']),
  countedKills: z.number().nullable(),
  reportedKills: z.number().nullable(),
  message: messageSchema,
}) satisfies z.ZodType<KillReconciliation>;

const hostLogStateSchema = z.object({
  hostId: hostIdSchema,
  state: z.enum(['waiting', 'reading', 'done', 'unreadable', 'unsupported']),
  sources: z.array(logSourceStateSchema),
  reachesBackToMs: z.number().nullable(),
  readBytes: z.number(),
  isCut: z.boolean(),
  reconciliation: reconciliationSchema.nullable(),
  signs: z.array(signSchema),
}) satisfies z.ZodType<HostLogState>;

export const incidentEventSchema: z.ZodType<IncidentEvent, IncidentEvent> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('snapshot'),
    sequence: z.number().int(),
    incidents: z.array(incidentSummarySchema),
    logs: z.array(hostLogStateSchema),
  }),
  z.object({
    kind: z.literal('delta'),
    sequence: z.number().int(),
    upserted: z.array(incidentSummarySchema),
    removedKeys: z.array(z.string()),
    logs: z.array(hostLogStateSchema),
  }),
]);

export const logImportResultSchema: z.ZodType<LogImportResult, LogImportResult> = z.object({
  incidentKeys: z.array(z.string()),
  signs: z.array(signSchema),
  readBytes: z.number(),
  knownAlready: z.number(),
  problem: messageSchema.nullable(),
});
