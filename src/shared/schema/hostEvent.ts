import { z } from 'zod';
import type { HostEvent } from '../model';
import { riskSchema } from './host';
import { buddyPointSchema, hostSampleSchema, processSampleSchema, seriesPointSchema } from './sample';

const hostWideSampleSchema = hostSampleSchema.omit({ processes: true });

export const hostEventSchema: z.ZodType<HostEvent, HostEvent> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('history'),
    sequence: z.number().int(),
    points: z.array(seriesPointSchema),
    buddyPoints: z.array(buddyPointSchema),
    sample: hostWideSampleSchema.nullable(),
    risk: riskSchema.nullable(),
    processes: z.array(processSampleSchema),
  }),
  z.object({
    kind: z.literal('sample'),
    sequence: z.number().int(),
    points: z.array(seriesPointSchema),
    buddyPoints: z.array(buddyPointSchema),
    sample: hostWideSampleSchema,
    risk: riskSchema,
    processes: z.array(processSampleSchema).nullable(),
  }),
  z.object({ kind: z.literal('removed'), sequence: z.number().int() }),
]);
