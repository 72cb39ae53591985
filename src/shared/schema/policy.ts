import { z } from 'zod';
import type {
  DriftFinding,
  HostDrift,
  HostMatch,
  Policy,
  PolicyDocument,
  PolicyEvent,
  PolicyProblem,
  ProcessMatch,
} from '../model';
import { changeItemSchema } from './changeItem';
import { hostIdSchema, messageSchema } from './host';
import { oomScoreAdjSchema, processMatchSchema } from './processMatch';

const patternsSchema = z.array(z.string().min(1).max(400)).max(200);

const hostMatchSchema = z.object({
  names: patternsSchema,
  groups: patternsSchema,
  tags: patternsSchema,
}) satisfies z.ZodType<HostMatch>;

const policySchema = z.object({
  tiers: z.array(z.object({ name: z.string(), minAdj: oomScoreAdjSchema, maxAdj: oomScoreAdjSchema })),
  rules: z.array(
    z.object({
      name: z.string(),
      tier: z.string(),
      adj: oomScoreAdjSchema,
      match: processMatchSchema satisfies z.ZodType<ProcessMatch>,
      hosts: hostMatchSchema,
      isLasting: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<Policy>;

const policyProblemSchema = z.object({
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  sentence: messageSchema,
}) satisfies z.ZodType<PolicyProblem>;

const driftFindingSchema = z.object({
  hostId: hostIdSchema,
  hostName: z.string(),
  rule: z.string(),
  tier: z.string(),
  process: z.object({
    pid: z.number().int(),
    startTicks: z.number().int(),
    comm: z.string(),
    user: z.string().nullable(),
    unit: z.string().nullable(),
  }),
  wantedMin: z.number(),
  wantedMax: z.number(),
  liveAdj: z.number().nullable(),
  unitAdj: z.number().nullable(),
  isLiveWrong: z.boolean(),
  isUnitWrong: z.boolean(),
  isNextVictim: z.boolean(),
  sentence: messageSchema,
  fixes: z.array(changeItemSchema),
}) satisfies z.ZodType<DriftFinding>;

const hostDriftSchema = z.object({
  hostId: hostIdSchema,
  hostName: z.string(),
  state: z.enum(['unchecked', 'checking', 'checked', 'failed']),
  checkedAtMs: z.number().nullable(),
  problem: messageSchema.nullable(),
  notes: z.array(messageSchema),
  covered: z.number().int(),
  coveredByRule: z.record(z.string(), z.number().int()),
  findings: z.array(driftFindingSchema),
}) satisfies z.ZodType<HostDrift>;

export const policyEventSchema: z.ZodType<PolicyEvent, PolicyEvent> = z.object({
  sequence: z.number().int(),
  sha256: z.string(),
  hosts: z.array(hostDriftSchema),
  removedIds: z.array(z.string()),
});

/** The most text that a policy may have. */
const POLICY_CHARACTERS = 500_000;
const policyTextSchema = z.string().max(POLICY_CHARACTERS);

export const policyDocumentSchema: z.ZodType<PolicyDocument, PolicyDocument> = z.object({
  text: z.string(),
  policy: policySchema.nullable(),
  problems: z.array(policyProblemSchema),
  sha256: z.string(),
});

export const policyTextRequestSchema = z.object({ text: policyTextSchema });

export const savePolicyRequestSchema = z.object({
  text: policyTextSchema,
  /** Of the text that it replaces: what somebody else has saved since is not overwritten. */
  replacesSha256: z.string().max(64),
});

export const checkDriftRequestSchema = z.object({
  /** Empty: every host that is connected. */
  hostIds: z.array(hostIdSchema).max(10_000),
});
