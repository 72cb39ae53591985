import { KernelLogReader } from '../../src/main/parse/oomReport/kernelLogReader';
import type { Incident } from '../../src/shared/model';
import { carrier } from '../support/oomReports/carriers';
import { generation } from '../support/oomReports/generations';
import { printReport } from '../support/oomReports/printReport';
import { largeReport } from '../support/oomReports/typicalReports';
import type { BenchResult } from './benchResult';

const MIN_MEASURED_MS = 2000;
const REPORTS_IN_A_LOG = 50;
const TYPICAL_TASKS = 100;
const HUGE_TASKS = 24_000;

/** Reports as a journal keeps them, one a minute, each of another victim. */
function logOf(tasks: number, reports: number): Buffer {
  const console = carrier('console');
  const texts = Array.from({ length: reports }, (_, at) =>
    console.print(
      printReport({ ...largeReport(tasks), seed: at, bootSeconds: 1000 + at * 60 }, generation('6.1')),
    ),
  );
  return Buffer.from(texts.join(''));
}

function read(log: Buffer): Incident[] {
  const reader = new KernelLogReader();
  return [...reader.push(log), ...reader.end()].flatMap((finding) =>
    finding.kind === 'incident' ? [finding.incident] : [],
  );
}

/** Reads over and over; milliseconds of one reading. */
function measure(log: Buffer, expectedRows: number): number {
  const rows = read(log).reduce((sum, { tasks }) => sum + tasks.length, 0);
  if (rows !== expectedRows) throw new Error(`${String(rows)} rows of ${String(expectedRows)} were read`);
  const startedAt = performance.now();
  let rounds = 0;
  let milliseconds = 0;
  while (milliseconds < MIN_MEASURED_MS) {
    read(log);
    rounds += 1;
    milliseconds = performance.now() - startedAt;
  }
  return milliseconds / rounds;
}

/** How fast reports are read: such of 100 tasks, and the rows of one of 24,000. */
export function benchParseReport(): BenchResult[] {
  const typicalMs = measure(logOf(TYPICAL_TASKS, REPORTS_IN_A_LOG), TYPICAL_TASKS * REPORTS_IN_A_LOG);
  const hugeMs = measure(logOf(HUGE_TASKS, 1), HUGE_TASKS);
  return [
    {
      name: 'parse-report',
      value: Math.round((REPORTS_IN_A_LOG * 1000) / typicalMs),
      unit: 'reports/s of 100 tasks',
    },
    { name: 'parse-report-rows', value: Math.round((HUGE_TASKS * 1000) / hugeMs), unit: 'rows/s of 24,000' },
  ];
}
