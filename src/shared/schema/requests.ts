import { z } from 'zod';
import { IMPORT_CHUNK_BYTES } from '../model';
import {
  cadenceSchema,
  hostGroupSchema,
  hostIdSchema,
  hostTagsSchema,
  sshAuthenticationSchema,
  sudoUseSchema,
} from './host';
import { incidentKeySchema } from './incidentFeed';

export const hostIdRequestSchema = z.object({ hostId: hostIdSchema });

/** A password or passphrase on its way to main: kept in memory for the session, never stored, never logged. */
const secretSchema = z.string().min(1).max(4096);

export const addHostRequestSchema = z.object({
  /** `host`, `user@host`, `user@host:port`, `user@[v6]:port`, or an alias of `~/.ssh/config`. */
  address: z.string().min(1).max(600),
  /** What the fleet calls it; the host part of the address by default. */
  name: z.string().min(1).max(255).nullable(),
  authentication: sshAuthenticationSchema,
  secret: secretSchema.nullable(),
  cadence: cadenceSchema,
  allowsOldAlgorithms: z.boolean(),
  sudo: sudoUseSchema,
  group: hostGroupSchema,
  tags: hostTagsSchema,
});
export type AddHostRequest = z.infer<typeof addHostRequestSchema>;

export const updateHostRequestSchema = addHostRequestSchema.extend({ hostId: hostIdSchema });
export type UpdateHostRequest = z.infer<typeof updateHostRequestSchema>;

export const acceptHostKeyRequestSchema = z.object({
  hostId: hostIdSchema,
  /** The fingerprint the person saw. Main accepts the key only if it is still the one the server offered. */
  sha256: z.string().min(1).max(200),
});
export type AcceptHostKeyRequest = z.infer<typeof acceptHostKeyRequestSchema>;

export const provideSecretRequestSchema = z.object({ hostId: hostIdSchema, secret: secretSchema });
export type ProvideSecretRequest = z.infer<typeof provideSecretRequestSchema>;

/** A stream's receiver says how far it has come, so that main coalesces instead of queueing while it lags. */
export const acknowledgeRequestSchema = z.object({
  watchId: z.string().min(1).max(100),
  sequence: z.number().int().nonnegative(),
});

export const watchRequestSchema = z.object({ watchId: z.string().min(1).max(100) });
export const watchFleetRequestSchema = z.object({ watchId: z.string().min(1).max(100) });
export const watchHostRequestSchema = z.object({
  watchId: z.string().min(1).max(100),
  hostId: hostIdSchema,
});

export const watchIncidentsRequestSchema = z.object({ watchId: z.string().min(1).max(100) });
export const incidentKeyRequestSchema = z.object({ key: incidentKeySchema });

const importIdSchema = z.string().min(1).max(100);
export const importIdRequestSchema = z.object({ importId: importIdSchema });

export const beginImportRequestSchema = z.object({
  /** What the incidents of it are listed under; foreign text. */
  fileName: z.string().min(1).max(255),
  /** Null: pasted, or not known. */
  byteLength: z.number().int().nonnegative().nullable(),
});

export const pushImportRequestSchema = z.object({
  importId: importIdSchema,
  /** The next bytes of the file, {@link IMPORT_CHUNK_BYTES} at most. */
  base64: z.base64().max((IMPORT_CHUNK_BYTES / 3) * 4),
});

export const importProgressSchema = z.object({
  /** Bytes of the file taken in so far, as they were sent. */
  readBytes: z.number(),
  /** Incidents found in them. */
  incidents: z.number(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;

export const appDescriptionSchema = z.object({
  version: z.string(),
  shell: z.enum(['desktop', 'browser']),
  /** Null where this process may write to the data folder, else the sentence that says who holds it. */
  readOnlyReason: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  isDemoShown: z.boolean(),
  /** Whether "This machine" can be watched: main runs on Linux. */
  canWatchThisMachine: z.boolean(),
  defaultUser: z.string(),
  /** Private keys found in `~/.ssh`, as suggestions; paths only. */
  keyFiles: z.array(z.string()),
  hasAgent: z.boolean(),
});
export type AppDescription = z.infer<typeof appDescriptionSchema>;
