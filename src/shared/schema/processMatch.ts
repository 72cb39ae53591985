import { z } from 'zod';
import type { ProcessMatch } from '../model';

export const oomScoreAdjSchema = z.number().int().min(-1000).max(1000);

const patternsSchema = z.array(z.string().min(1).max(400)).max(200);

export const processMatchSchema = z.object({
  comm: patternsSchema,
  exe: patternsSchema,
  cgroup: patternsSchema,
  unit: patternsSchema,
  user: patternsSchema,
}) satisfies z.ZodType<ProcessMatch>;
