import { afterAll, describe, expect, it } from 'vitest';
import { parseMeminfo } from '../../../../src/main/parse/meminfo';
import { parseProcesses } from '../../../../src/main/parse/processes';
import type { ProcessSample } from '../../../../src/shared/model';
import { errorPagesOf, rankIn, wholeMachine, type OomHost } from '../../../../src/shared/oom/ranking';
import { oomHostOf } from '../../../../src/shared/oom/scopes';
import { factsOf, incidentFile, recordingNames, recordingPath, samplesOf } from '../../../support/incidents';

/**
 * Our arithmetic against the kernel's own: every row of every recording of a real kernel. The score that a kernel wrote
 * and the memory that it was computed from were read some milliseconds apart, while processes grew.
 */

interface Outcome {
  rows: number;
  equal: number;
  withinBound: number;
  readonly others: string[];
}

/** By series of kernels: `6.1`. */
const totals = new Map<string, Outcome>();

function seriesOf(kernel: string | null): string {
  return /^\d+\.\d+/.exec(kernel ?? '')?.[0] ?? 'unknown';
}

function compare(host: OomHost, processes: readonly ProcessSample[], outcome: Outcome): void {
  const scope = wholeMachine(host);
  if (scope === null) throw new Error('no scope');
  const { candidates, chosenGeneration } = rankIn(processes, host, scope);
  const errorPages = errorPagesOf(chosenGeneration.generation, host.identity.cpus);
  const bound = Math.ceil((errorPages * 1000) / scope.totalPages) + 1;
  for (const { process: one, predictedScore } of candidates) {
    if (one.oomScore === null) continue;
    const off = Math.abs(one.oomScore - predictedScore);
    outcome.rows += 1;
    if (off === 0) outcome.equal += 1;
    else if (errorPages > 0 && off <= bound) outcome.withinBound += 1;
    else {
      outcome.others.push(
        `at ${String(host.uptimeSeconds)}: ${one.comm} (${String(one.pid)}) adj ${String(one.oomScoreAdj)} reads ${String(one.oomScore)}, computed ${String(predictedScore)}`,
      );
    }
  }
}

function newOutcome(): Outcome {
  return { rows: 0, equal: 0, withinBound: 0, others: [] };
}

/** Prints what came out, adds it to its series, and holds it against what was asked. */
function report(name: string, kernel: string | null, outcome: Outcome): void {
  const { rows, equal, withinBound, others } = outcome;
  process.stdout.write(
    `${name} (${String(kernel)}): ${String(equal)} of ${String(rows)} equal, ${String(withinBound)} within the counters' bound, others ${String(others.length)}\n`,
  );
  for (const other of others) process.stdout.write(`  ${other}\n`);
  const series = seriesOf(kernel);
  const total = totals.get(series) ?? newOutcome();
  totals.set(series, total);
  total.rows += rows;
  total.equal += equal;
  total.withinBound += withinBound;
  total.others.push(...others);
}

describe('oom_score of every process', () => {
  it.each(recordingNames())('in %s', async (name) => {
    const outcome = newOutcome();
    let kernel: string | null = null;
    for await (const sample of samplesOf(recordingPath(name))) {
      // Only where the processes were read anew, and memory is known.
      if (sample.ages.processes !== 0 || sample.memory === null) continue;
      ({ kernel } = sample.host);
      compare(oomHostOf(sample), sample.processes, outcome);
    }
    expect(outcome.rows).toBeGreaterThan(20);
    report(name, kernel, outcome);
  });

  it('in files of a 6.18 host', () => {
    const name = 'host-memcg-scale';
    const meminfo = parseMeminfo(incidentFile(name, 'meminfo') ?? '');
    const table = parseProcesses(incidentFile(name, 'processes.tsv') ?? '');
    if (!meminfo.ok || !table.ok) throw new Error('unreadable');
    const kernel = factsOf(name).kernel_release;
    const host: OomHost = {
      identity: { kernel, pageBytes: 4096, cpus: 2, ticksPerSecond: 100 },
      memory: meminfo.value,
      uptimeSeconds: 0,
    };
    const outcome = newOutcome();
    compare(host, table.value.processes, outcome);
    expect(outcome.rows).toBe(4);
    report(name, kernel, outcome);
  });

  describe('by series', () => {
    it.each(['4.19', '5.10', '6.1', '6.18'])('is equal on %s, but for one row in a thousand', (series) => {
      const { rows, equal } = totals.get(series) ?? newOutcome();
      expect(rows).toBeGreaterThan(0);
      expect(equal / rows).toBeGreaterThanOrEqual(0.999);
    });

    it('is within what per-CPU counters may be off on 6.12', () => {
      const { rows, others } = totals.get('6.12') ?? newOutcome();
      expect(rows).toBeGreaterThan(1000);
      expect(others).toEqual([]);
    });
  });
});

afterAll(() => {
  for (const [series, { rows, equal, withinBound, others }] of totals) {
    process.stdout.write(
      `oom_score on ${series}: ${String(equal)} of ${String(rows)} equal (${((equal * 100) / rows).toFixed(3)} %), ${String(withinBound)} within the counters' bound, ${String(others.length)} others\n`,
    );
  }
});
