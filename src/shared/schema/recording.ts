import { z } from 'zod';

/** First line of a recording. Everything but the version and the host's name may be missing in old ones. */
export const recordingHeaderSchema = z.object({
  lowmark: z.literal(1),
  host: z.string(),
  kernel: z.string().nullish(),
  arch: z.string().nullish(),
  pageBytes: z.number().int().positive().nullish(),
  bootId: z.string().nullish(),
  cpus: z.number().int().positive().nullish(),
  ticksPerSecond: z.number().int().positive().nullish(),
  note: z.string().nullish(),
});
export type RecordingHeader = z.infer<typeof recordingHeaderSchema>;

/** Every other line: what was read at one moment of the host's uptime, or a piece of its kernel log, or both. */
export const recordingFrameSchema = z.object({
  at: z.number().nonnegative(),
  sections: z.record(z.string(), z.string()).optional(),
  kernelLog: z.string().optional(),
});
export type RecordingFrame = z.infer<typeof recordingFrameSchema>;

/** `resources/demo/demo.json`. */
export const demoListSchema = z.array(
  z.object({
    /** A recording beside the list. */
    file: z.string().regex(/^[\w.-]+\.jsonl\.gz$/),
    /** The host name it is shown under. */
    name: z.string().min(1),
    /** Where in its run it starts, 0 to 1. */
    startRatio: z.number().min(0).max(1),
    /** What the recording really is. */
    note: z.string(),
  }),
);
