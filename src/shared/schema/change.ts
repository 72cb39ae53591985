import { z } from 'zod';
import type {
  ChangeEvent,
  ChangeOrigin,
  ChangePlan,
  ChangeRequest,
  ChangeRun,
  PlanEffect,
  PlanHost,
  PlannedProcess,
  PlanStep,
  RankedProcess,
  StepResult,
} from '../model';
import { STEP_OUTCOMES } from '../model';
import { changeItemSchema } from './changeItem';
import { hostIdSchema, messageSchema } from './host';
import { oomScoreAdjSchema, processMatchSchema } from './processMatch';

const scaleSchema = z.enum(['oom_score_adj', 'oom_adj']);
const idSchema = z.string().min(1).max(300);

export const changeOriginSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('process') }),
  z.object({ kind: z.literal('what-if') }),
  z.object({ kind: z.literal('selection') }),
  z.object({ kind: z.literal('policy'), rules: z.array(z.string().max(200)).max(1_000) }),
  z.object({ kind: z.literal('incident'), key: z.string().max(200) }),
  z.object({ kind: z.literal('undo'), changeIds: z.array(idSchema).max(50_000) }),
]) satisfies z.ZodType<ChangeOrigin>;

export const changeRequestSchema: z.ZodType<ChangeRequest, ChangeRequest> = z.object({
  items: z.array(changeItemSchema).max(50_000),
  selection: z
    .object({
      hostIds: z.array(hostIdSchema).min(1).max(10_000),
      match: processMatchSchema,
      adj: oomScoreAdjSchema,
      isLasting: z.boolean(),
    })
    .nullable(),
  origin: changeOriginSchema,
});

const plannedProcessSchema = z.object({
  pid: z.number().int(),
  startTicks: z.number().int(),
  startedAtMs: z.number().nullable(),
  comm: z.string(),
  commandLine: z.string().nullable(),
  user: z.string().nullable(),
  uid: z.number().nullable(),
  cgroup: z.string().nullable(),
  unit: z.string().nullable(),
  threads: z.number().nullable(),
  children: z.array(z.object({ pid: z.number().int(), comm: z.string(), adj: z.number().nullable() })),
  childCount: z.number().int(),
}) satisfies z.ZodType<PlannedProcess>;

const stepShape = {
  id: z.string(),
  blocked: messageSchema.nullable(),
  guards: z.array(messageSchema),
  notes: z.array(messageSchema),
  right: messageSchema.nullable(),
  needsPrivilege: z.boolean(),
};

const planStepSchema = z.discriminatedUnion('kind', [
  z.object({
    ...stepShape,
    kind: z.literal('set-adj'),
    process: plannedProcessSchema,
    file: scaleSchema,
    before: z.number(),
    after: z.number(),
    mapping: z.object({ oomScoreAdj: z.number(), oomAdj: z.number() }).nullable(),
    placeBefore: z.number().nullable(),
    placeAfter: z.number().nullable(),
    scoreBefore: z.number().nullable(),
  }),
  z.object({
    ...stepShape,
    kind: z.enum(['set-unit-adj', 'remove-unit-adj']),
    unit: z.string(),
    path: z.string(),
    diff: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
    before: z.number().nullable(),
    after: z.number().nullable(),
    files: z.array(z.string()),
  }),
  z.object({
    ...stepShape,
    kind: z.literal('restart-unit'),
    unit: z.string(),
    description: z.string().nullable(),
    activeState: z.string(),
    subState: z.string(),
    lastResult: z.string().nullable(),
    restartPolicy: z.string().nullable(),
    restartDelaySeconds: z.number().nullable(),
  }),
]) satisfies z.ZodType<PlanStep>;

const rankedProcessSchema = z.object({
  pid: z.number().int(),
  comm: z.string(),
  place: z.number().nullable(),
  adj: z.number().nullable(),
  normalisedPermille: z.number().nullable(),
  usedBytes: z.number(),
  isChanged: z.boolean(),
}) satisfies z.ZodType<RankedProcess>;

const planEffectSchema = z.object({
  before: z.array(rankedProcessSchema),
  after: z.array(rankedProcessSchema),
  victimBefore: rankedProcessSchema.nullable(),
  victimAfter: rankedProcessSchema.nullable(),
}) satisfies z.ZodType<PlanEffect>;

const planHostSchema = z.object({
  hostId: hostIdSchema,
  hostName: z.string(),
  address: z.string().nullable(),
  kernel: z.string().nullable(),
  bootId: z.string().nullable(),
  account: z
    .object({
      user: z.string(),
      uid: z.number().nullable(),
      hasResourceCapability: z.boolean().nullable(),
      sudo: z.enum(['not-asked', 'works', 'needs-password', 'refused', 'missing']),
    })
    .nullable(),
  privilege: z.enum(['none', 'sudo', 'sudo-password']),
  blocked: messageSchema.nullable(),
  notes: z.array(messageSchema),
  steps: z.array(planStepSchema),
  effect: planEffectSchema.nullable(),
  command: z.string().nullable(),
}) satisfies z.ZodType<PlanHost>;

export const changePlanSchema: z.ZodType<ChangePlan, ChangePlan> = z.object({
  id: idSchema,
  origin: changeOriginSchema,
  madeAtMs: z.number(),
  expiresAtMs: z.number(),
  hosts: z.array(planHostSchema),
  confirmation: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('click') }),
    z.object({ kind: z.literal('typed'), phrase: z.string(), reasons: z.array(messageSchema) }),
  ]),
  program: z.string(),
});

export const stepResultSchema = z.object({
  stepId: z.string(),
  outcome: z.enum(STEP_OUTCOMES),
  sentence: messageSchema,
  value: z.number().nullable(),
  score: z.number().nullable(),
  wasReadAgain: z.boolean(),
  atMs: z.number(),
}) satisfies z.ZodType<StepResult>;

const changeRunSchema = z.object({
  id: idSchema,
  planId: idSchema,
  origin: changeOriginSchema,
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  hosts: z.array(
    z.object({
      hostId: hostIdSchema,
      hostName: z.string(),
      state: z.enum(['waiting', 'writing', 'reading-again', 'done']),
      results: z.array(stepResultSchema),
    }),
  ),
}) satisfies z.ZodType<ChangeRun>;

export const changeEventSchema: z.ZodType<ChangeEvent, ChangeEvent> = z.object({
  sequence: z.number().int(),
  writeMode: z.enum(['allowed', 'read-only', 'read-only-forced']),
  runs: z.array(changeRunSchema),
  newestAuditNumber: z.number().int(),
});

export const planIdRequestSchema = z.object({ planId: idSchema });
export const runIdRequestSchema = z.object({ runId: idSchema });
export const undoRequestSchema = z.object({ changeIds: z.array(idSchema).min(1).max(50_000) });
export const readAgainRequestSchema = z.object({ runId: idSchema, hostId: hostIdSchema });
export const writeModeRequestSchema = z.object({ isReadOnly: z.boolean() });

/** The longest reason; it is asked for with every change. */
const REASON_CHARACTERS = 500;

export const confirmRequestSchema = z.object({
  planId: idSchema,
  /** What was typed; null where a click is enough. */
  phrase: z.string().max(300).nullable(),
  reason: z.string().trim().min(1).max(REASON_CHARACTERS),
  /** For sudo, by host; kept in memory until the host has been written, and nowhere else. */
  passwords: z.record(hostIdSchema, z.string().min(1).max(4096)),
});
export type ConfirmRequest = z.infer<typeof confirmRequestSchema>;
