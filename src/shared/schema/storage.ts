import { z } from 'zod';
import { hostConfigSchema } from './host';
import { incidentSchema } from './incident';

/** `hosts.json` in the data folder. */
export const hostsFileSchema = z.object({ version: z.literal(1), hosts: z.array(hostConfigSchema) });

/** `settings.json` in the data folder. */
export const settingsFileSchema = z.object({
  version: z.literal(1),
  /** Whether hosts may only be looked at. */
  isReadOnly: z.boolean(),
});
export type Settings = Omit<z.infer<typeof settingsFileSchema>, 'version'>;

/** What `incidents.db` keeps of an incident beside its summary and its text, compressed. */
export const storedIncidentSchema = z.object({
  incident: incidentSchema,
  isTextCut: z.boolean(),
  hostPageBytes: z.number().nullable(),
});

/** The lock that marks the one writer of the data folder. */
export const lockFileSchema = z.object({
  pid: z.number().int().positive(),
  /** Start time of that process in ticks since boot, where the system tells it: a pid alone may have been reused. */
  startTicks: z.number().nullable(),
  shell: z.string(),
  since: z.string(),
});
export type LockFile = z.infer<typeof lockFileSchema>;
