import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { FrameDecoder } from '../../src/main/sampling/decode';
import { readRecording } from '../../src/main/sampling/recording/readRecording';
import type { HostSample } from '../../src/shared/model';

/** Kills that were caused on real kernels, and the recordings of them. */

const INCIDENTS = fileURLToPath(new URL('../fixtures/incidents/', import.meta.url));
const RECORDINGS = fileURLToPath(new URL('../fixtures/recordings/', import.meta.url));

const killSchema = z.object({
  t: z.number(),
  why: z.string().optional(),
  pid: z.number(),
  comm: z.string(),
  anon_kb: z.number().nullish(),
  file_kb: z.number().nullish(),
  shmem_kb: z.number().nullish(),
  pgtables_kb: z.number().nullish(),
  chosen_pid: z.number().nullish(),
});

const factsSchema = z.object({
  kernel_release: z.string(),
  printk_minus_monotonic_s: z.number().nullish(),
  incidents: z.array(
    z.object({
      t: z.number(),
      constraint: z.string().nullish(),
      oom_memcg: z.string().nullish(),
      mems_allowed: z.string().nullish(),
      selected_pid: z.number().nullish(),
      totalpages_at_kill: z.number().nullish(),
      kills: z.array(killSchema),
    }),
  ),
});
export type RecordedFacts = z.infer<typeof factsSchema>;

const truthSchema = z.object({
  killedAtSeconds: z.number().nullable(),
  healthy: z.boolean(),
  series: z.boolean(),
});
export type RecordedTruth = z.infer<typeof truthSchema>;

export function incidentNames(): string[] {
  return readdirSync(INCIDENTS)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

export function recordingNames(): string[] {
  return readdirSync(RECORDINGS)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .map((name) => name.slice(0, -'.jsonl.gz'.length));
}

export function factsOf(name: string): RecordedFacts {
  return factsSchema.parse(JSON.parse(readFileSync(`${INCIDENTS}${name}.json`, 'utf8')));
}

export function truthOf(name: string): RecordedTruth {
  return truthSchema.parse(JSON.parse(readFileSync(`${RECORDINGS}${name}.truth.json`, 'utf8')));
}

/** A file of the state before, beside the facts; null where there is none. */
export function incidentFile(name: string, file: string): string | null {
  const path = `${INCIDENTS}${name}/${file}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

export function recordingPath(name: string): string {
  return `${RECORDINGS}${name}.jsonl.gz`;
}

/** The samples of a recording, one a frame. */
export async function* samplesOf(path: string): AsyncGenerator<HostSample> {
  let decoder: FrameDecoder | null = null;
  for await (const event of readRecording(path)) {
    if (event.kind === 'header') decoder = new FrameDecoder(event.identity);
    else if (event.kind === 'frame' && decoder !== null) yield decoder.push(event.frame);
  }
}
