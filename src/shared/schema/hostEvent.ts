import { z } from 'zod';
import type { HostEvent } from '../model';
import { hostSampleSchema, processSampleSchema, seriesPointSchema } from './sample';

const hostWideSampleSchema = hostSampleSchema.omit({ processes: true });

export const hostEventSchema: z.ZodType<HostEvent, HostEvent> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('history'),
    sequence: z.number().int(),
    points: z.array(seriesPointSchema),
    sample: hostWideSampleSchema.nullable(),
    processes: z.array(processSampleSchema),
  }),
  z.object({
    kind: z.literal('sample'),
    sequence: z.number().int(),
    points: z.array(seriesPointSchema),
    sample: hostWideSampleSchema,
    processes: z.array(processSampleSchema).nullable(),
  }),
  z.object({ kind: z.literal('removed'), sequence: z.number().int() }),
]);
