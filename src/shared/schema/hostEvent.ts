import { z } from 'zod';
import { hostSampleSchema, processSampleSchema, seriesPointSchema } from './sample';

/**
 * A sample without its processes: the sweep is rarer and much larger than the rest, so it travels on its own, and
 * only when it is new.
 */
export const hostWideSampleSchema = hostSampleSchema.omit({ processes: true });
export type HostWideSample = z.infer<typeof hostWideSampleSchema>;

/** What a watcher of one host receives: the past once, then each new sample. */
export const hostEventSchema = z.discriminatedUnion('kind', [
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
    /** The newest sweep, or null if it is the one already sent. */
    processes: z.array(processSampleSchema).nullable(),
  }),
  z.object({ kind: z.literal('removed'), sequence: z.number().int() }),
]);
export type HostEvent = z.infer<typeof hostEventSchema>;
