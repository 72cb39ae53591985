import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../../../src/main/sampling/decode';
import { readRecording } from '../../../../src/main/sampling/recording/readRecording';
import type { HostIdentity, HostSample, ProcessSample } from '../../../../src/shared/model';
import { errorPagesOf, rankIn, wholeMachine } from '../../../../src/shared/oom/ranking';

/**
 * Our arithmetic against the kernel's own: every row of every recording of a real kernel. The score that a kernel wrote
 * and the memory that it was computed from were read some milliseconds apart, while processes grew.
 */

const DEMO = join(import.meta.dirname, '../../../../resources/demo');
const RECORDINGS = readdirSync(DEMO).filter((name) => name.endsWith('.jsonl.gz'));

interface Outcome {
  rows: number;
  equal: number;
  withinBound: number;
  readonly others: string[];
}

/** Samples in which the processes were read anew. */
async function* sweepsOf(path: string): AsyncGenerator<{ identity: HostIdentity; sample: HostSample }> {
  let decoder: FrameDecoder | null = null;
  let identity: HostIdentity | null = null;
  for await (const event of readRecording(path)) {
    if (event.kind === 'header') {
      ({ identity } = event);
      decoder = new FrameDecoder(identity);
    } else if (event.kind === 'frame' && decoder !== null && identity !== null) {
      const sample = decoder.push(event.frame);
      if (sample.ages.processes === 0) yield { identity, sample };
    }
  }
}

function difference(process: ProcessSample, predicted: number): number | null {
  return process.oomScore === null ? null : process.oomScore - predicted;
}

async function compare(path: string): Promise<Outcome & { kernel: string | null }> {
  const outcome: Outcome & { kernel: string | null } = {
    kernel: null,
    rows: 0,
    equal: 0,
    withinBound: 0,
    others: [],
  };
  for await (const { identity, sample } of sweepsOf(path)) {
    const host = { identity, memory: sample.memory, uptimeSeconds: sample.at.uptimeSeconds };
    const scope = wholeMachine(host);
    if (scope === null) throw new Error('no scope');
    outcome.kernel = identity.kernel;
    const { candidates, chosenGeneration } = rankIn(sample.processes, host, scope);
    const errorPages = errorPagesOf(chosenGeneration.generation, identity.cpus);
    const bound = Math.ceil((errorPages * 1000) / scope.totalPages) + 1;
    for (const { process, predictedScore } of candidates) {
      const off = difference(process, predictedScore);
      if (off === null) continue;
      outcome.rows += 1;
      if (off === 0) outcome.equal += 1;
      else if (errorPages > 0 && Math.abs(off) <= bound) outcome.withinBound += 1;
      else {
        outcome.others.push(
          `at ${String(sample.at.uptimeSeconds)}: ${process.comm} (${String(process.pid)}) adj ${String(process.oomScoreAdj)} reads ${String(process.oomScore)}, computed ${String(predictedScore)}`,
        );
      }
    }
  }
  return outcome;
}

describe.each(RECORDINGS)('oom_score of every process in %s', (name) => {
  it('is what the kernel wrote', async () => {
    const { kernel, rows, equal, withinBound, others } = await compare(join(DEMO, name));
    const share = (equal + withinBound) / rows;
    process.stdout.write(
      `${name} (${String(kernel)}): ${String(equal)} of ${String(rows)} equal, ${String(withinBound)} within the counters' bound, others ${String(others.length)}\n`,
    );
    for (const other of others) process.stdout.write(`  ${other}\n`);
    expect(rows).toBeGreaterThan(100);
    expect(share).toBeGreaterThanOrEqual(0.999);
  });
});

describe('the fixtures', () => {
  it('are all there', () => {
    expect(RECORDINGS).toHaveLength(15);
    expect(readFileSync(join(DEMO, 'README.md'), 'utf8')).not.toBe('');
  });
});
