import { z } from 'zod';
import type { ChangeItem } from '../model';
import { hostIdSchema } from './host';
import { oomScoreAdjSchema } from './processMatch';

/** What systemd takes for the name of a unit (unit_name_is_valid in basic/unit-name.c); nothing in it means anything to a shell. */
const unitNameSchema = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9:_.\\@-]+\.[a-z]+$/);

export const changeItemSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-adj'),
    hostId: hostIdSchema,
    pid: z.number().int().positive(),
    startTicks: z.number().int().nonnegative(),
    adj: oomScoreAdjSchema,
    scale: z.enum(['oom_score_adj', 'oom_adj']),
  }),
  z.object({
    kind: z.literal('set-unit-adj'),
    hostId: hostIdSchema,
    unit: unitNameSchema,
    adj: oomScoreAdjSchema,
    isAppliedNow: z.boolean(),
  }),
  z.object({ kind: z.literal('remove-unit-adj'), hostId: hostIdSchema, unit: unitNameSchema }),
  z.object({ kind: z.literal('restart-unit'), hostId: hostIdSchema, unit: unitNameSchema }),
]) satisfies z.ZodType<ChangeItem>;
