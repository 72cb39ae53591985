import { z } from 'zod';
import type { AuditEntry, AuditRow, AuditRows, AuditSearch, AuditVerdict, Operator } from '../model';
import { changeOriginSchema, changePlanSchema, stepResultSchema } from './change';
import { hostIdSchema, messageSchema } from './host';

const operatorSchema = z.object({
  user: z.string(),
  machine: z.string(),
  shell: z.string(),
}) satisfies z.ZodType<Operator>;

/** One line of `audit.jsonl`. */
export const auditEntrySchema: z.ZodType<AuditEntry, AuditEntry> = z.object({
  version: z.literal(1),
  number: z.number().int().positive(),
  at: z.string(),
  previousHash: z.string(),
  record: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('confirmed'),
      runId: z.string(),
      by: operatorSchema,
      reason: z.string(),
      plan: changePlanSchema,
    }),
    z.object({
      kind: z.literal('result'),
      runId: z.string(),
      hostId: z.string(),
      hostName: z.string(),
      results: z.array(stepResultSchema),
    }),
    z.object({ kind: z.literal('write-mode'), by: operatorSchema, isReadOnly: z.boolean() }),
    z.object({ kind: z.literal('policy'), by: operatorSchema, sha256: z.string() }),
  ]),
  hash: z.string(),
});

const auditRowSchema = z.object({
  changeId: z.string(),
  runId: z.string(),
  number: z.number().int(),
  atMs: z.number(),
  by: operatorSchema,
  hostId: z.string(),
  hostName: z.string(),
  account: z.string().nullable(),
  kind: z.enum(['set-adj', 'set-unit-adj', 'remove-unit-adj', 'restart-unit']),
  subject: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  reason: z.string(),
  origin: changeOriginSchema,
  result: stepResultSchema.nullable(),
  undo: z.enum(['possible', 'undone', 'no']),
}) satisfies z.ZodType<AuditRow>;

export const auditSearchSchema = z.object({
  text: z.string().max(300),
  hostId: hostIdSchema.nullable(),
  beforeNumber: z.number().int().nullable(),
  limit: z.number().int().min(1).max(500),
}) satisfies z.ZodType<AuditSearch>;

export const auditRowsSchema: z.ZodType<AuditRows, AuditRows> = z.object({
  rows: z.array(auditRowSchema),
  hasMore: z.boolean(),
});

export const auditVerdictSchema = z.object({
  isWhole: z.boolean(),
  entries: z.number().int(),
  headHash: z.string().nullable(),
  problem: messageSchema.nullable(),
  line: z.number().int().nullable(),
}) satisfies z.ZodType<AuditVerdict>;

export const auditExportRequestSchema = auditSearchSchema
  .pick({ text: true, hostId: true })
  .extend({ format: z.enum(['jsonl', 'csv']) });
export const auditExportSchema = z.object({ fileName: z.string(), text: z.string() });
