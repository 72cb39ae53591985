import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const KERNELS = fileURLToPath(new URL('../fixtures/kernels/', import.meta.url));
const HOSTILE = fileURLToPath(new URL('../fixtures/hostile/', import.meta.url));

const pages = z.number().nullable();
const pressureLine = z.object({
  avg10Percent: z.number(),
  avg60Percent: z.number(),
  avg300Percent: z.number(),
  totalUs: z.number(),
});

/** What `expected.json` says, computed from the texts without the parsers. */
const expectedSchema = z.object({
  meminfo: z.object({
    reported: z.record(z.string(), z.number()),
    otherBytes: z.record(z.string(), z.number()),
  }),
  buddyinfo: z.array(
    z.object({ node: z.number(), zone: z.string(), orders: z.number(), freePages: z.number() }),
  ),
  zones: z.array(
    z.object({
      node: z.number(),
      name: z.string(),
      freePages: pages,
      minPages: pages,
      lowPages: pages,
      highPages: pages,
      boostPages: pages,
      spannedPages: pages,
      presentPages: pages,
      managedPages: pages,
      cmaPages: pages,
      lowmemReservePages: z.array(z.number()),
      items: z.number(),
      sum: z.number(),
    }),
  ),
  nodes: z.array(
    z.object({ node: z.number(), items: z.number(), sum: z.number(), nr_file_pages: z.number() }),
  ),
  vmstat: z.object({
    items: z.number(),
    pswpin: pages,
    pswpout: pages,
    oom_kill: pages,
    pgfault: pages,
    allocstall: z.number(),
  }),
  pressure: z.object({ some: pressureLine, full: pressureLine }).nullable(),
  processes: z.object({
    rows: z.number(),
    pids: z.number(),
    rssPages: pages,
    swapPages: pages,
    pageTableBytes: pages,
    oomScore: pages,
    oomScoreAdj: pages,
    oomAdj: pages,
    comms: z.array(z.string()),
  }),
});
export type ExpectedKernel = z.infer<typeof expectedSchema>;

export type KernelFile =
  'meminfo' | 'buddyinfo' | 'zoneinfo' | 'vmstat' | 'pressure_memory' | 'processes.tsv';

/** One folder of `test/fixtures/kernels`. */
export interface KernelFixture {
  readonly name: string;
  readonly expected: ExpectedKernel;
  /** A file's text; throws if the folder has no such file. */
  read(file: KernelFile): string;
  has(file: KernelFile): boolean;
}

export function kernelFixture(name: string): KernelFixture {
  const expected: unknown = JSON.parse(readFileSync(`${KERNELS}${name}/expected.json`, 'utf8'));
  return {
    name,
    expected: expectedSchema.parse(expected),
    read: (file) => readFileSync(`${KERNELS}${name}/${file}`, 'utf8'),
    has: (file) => existsSync(`${KERNELS}${name}/${file}`),
  };
}

/** Every folder: adding a kernel is adding a folder. */
export function kernelFixtures(): KernelFixture[] {
  return readdirSync(KERNELS).sort().map(kernelFixture);
}

/** A text of `test/fixtures/hostile` by its name without `.txt`. */
export function hostileText(name: string): string {
  return readFileSync(`${HOSTILE}${name}.txt`, 'utf8');
}

export function hostileNames(): string[] {
  return readdirSync(HOSTILE)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -'.txt'.length));
}
