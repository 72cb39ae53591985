import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { KernelLogReader } from '../../src/main/parse/oomReport/kernelLogReader';
import type { BenchResult } from './benchResult';
import { writePlainLog } from './plainLog';

const LOG_BYTES = 200_000_000;
const ROUNDS = 5;
const CHUNK_BYTES = 1 << 20;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Milliseconds of reading a file as the terminal reads it. */
async function readMs(path: string): Promise<number> {
  const startedAt = performance.now();
  const reader = new KernelLogReader();
  let findings = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    if (!Buffer.isBuffer(chunk)) throw new Error('not bytes');
    findings += reader.push(chunk).length;
  }
  findings += reader.end().length;
  if (findings > 0) throw new Error('an ordinary log was taken for an OOM report');
  return performance.now() - startedAt;
}

function grepMs(path: string): number {
  const startedAt = performance.now();
  execFileSync('grep', ['-c', 'oom', path]);
  return performance.now() - startedAt;
}

/**
 * How fast a kernel log without a report is read, from file to nothing, beside `grep -c oom` on the same file.
 *
 * @returns megabytes (10^6 bytes) a second; the ratio says how often as long as grep it takes
 */
export async function benchParsePlainLog(): Promise<BenchResult[]> {
  const log = await writePlainLog(LOG_BYTES);
  const reads: number[] = [];
  const greps: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [ownMs, theirMs] = [await readMs(log.path), grepMs(log.path)];
    // The first one warms up compiler and page cache.
    if (round > 0) {
      reads.push(ownMs);
      greps.push(theirMs);
    }
  }
  await log.remove();
  const megabytes = log.bytes / 1e6;
  const ownMs = median(reads);
  const theirMs = median(greps);
  return [
    {
      name: 'parse-plain-log',
      value: Math.round((megabytes * 1000) / ownMs),
      unit: 'MB/s',
      ratio: Math.round((ownMs / theirMs) * 100) / 100,
      ratioOf: 'time of grep -c oom',
    },
    { name: 'parse-plain-log-grep', value: Math.round((megabytes * 1000) / theirMs), unit: 'MB/s' },
  ];
}
