import { performance } from 'node:perf_hooks';
import { KernelLogReader } from '../../src/main/parse/oomReport/kernelLogReader';
import { explainedIncident } from '../../src/shared/incidentDocument/explainedIncident';
import type { Incident, ReplayChanges } from '../../src/shared/model';
import { NO_CHANGES, replayOf } from '../../src/shared/replay/replay';
import { whatIfBetween } from '../../src/shared/replay/replayWhatIf';
import { carrier } from '../support/oomReports/carriers';
import { generation } from '../support/oomReports/generations';
import { printReport } from '../support/oomReports/printReport';
import { largeReport } from '../support/oomReports/typicalReports';
import type { BenchResult } from './benchResult';

const TASKS = 24_000;
const WARM_UP_ROUNDS = 5;
const ROUNDS = 15;
const EXPLAIN_BUDGET_MS = 200;
const WHAT_IF_BUDGET_MS = 40;

function longReport(): Incident {
  const reader = new KernelLogReader();
  const report = printReport({ ...largeReport(TASKS), seed: 1, bootSeconds: 1000 }, generation('6.1'));
  const findings = [...reader.push(Buffer.from(carrier('console').print(report))), ...reader.end()];
  const incident = findings.flatMap((finding) => (finding.kind === 'incident' ? [finding.incident] : []))[0];
  if (incident?.tasks.length !== TASKS) throw new Error('The report was not read whole');
  return incident;
}

/** Each round has an incident of its own, as a page has: nothing of it was computed before. */
function medianMs(incident: Incident, run: (fresh: Incident, round: number) => void): number {
  const took: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const fresh = { ...incident };
    const startMs = performance.now();
    run(fresh, round);
    if (round >= WARM_UP_ROUNDS) took.push(performance.now() - startMs);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

function result(name: string, ms: number, budgetMs: number): BenchResult {
  return { name, value: Math.round(ms * 10) / 10, unit: 'ms', ratio: ms / budgetMs, ratioOf: 'budget' };
}

/** A report with 24,000 tasks: explained when it is opened, and ranked again after each change that is tried out on it. */
export function benchReplayReport(): BenchResult[] {
  const incident = longReport();
  const before = replayOf(incident);
  const pid = incident.tasks[TASKS / 2]?.pid ?? 0;
  const explainMs = medianMs(incident, (fresh) => void explainedIncident(fresh));
  const whatIfMs = medianMs(incident, (_fresh, round) => {
    const changes: ReplayChanges = { ...NO_CHANGES, adjByPid: new Map([[pid, round * 10 + 1]]) };
    const after = replayOf(incident, { changes });
    whatIfBetween(incident, changes, { before, after });
  });
  return [
    result('explain-24k', explainMs, EXPLAIN_BUDGET_MS),
    result('what-if-report-24k', whatIfMs, WHAT_IF_BUDGET_MS),
  ];
}
