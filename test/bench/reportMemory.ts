import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { carrier } from '../support/oomReports/carriers';
import { generation } from '../support/oomReports/generations';
import { printReport } from '../support/oomReports/printReport';
import { largeReport } from '../support/oomReports/typicalReports';
import type { BenchResult } from './benchResult';
import { writePlainLog } from './plainLog';

const LOG_BYTES = 1_000_000_000;
const TASKS = 300;
const BLOCKS_BETWEEN_REPORTS = 20;
const BUDGET_MEGABYTES = 300;
const CLI = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js');

function reportAfter(block: number): string {
  if (block % BLOCKS_BETWEEN_REPORTS !== 0) return '';
  const description = { ...largeReport(TASKS), seed: block, bootSeconds: 10_000 + block };
  return carrier('syslog-stamped').print(printReport(description, generation('6.1')));
}

/** The most memory that a process has had so far, from its own account; 0 where it has ended. */
function peakBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** How much memory the built `lowmark report` takes at most for a log of 1 GB. Linux only: it reads `/proc`. */
export async function benchReportMemory(): Promise<BenchResult[]> {
  if (process.platform !== 'linux') return [];
  const log = await writePlainLog(LOG_BYTES, reportAfter);
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, 'report', log.path, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    peak = Math.max(peak, peakBytes(child.pid));
    await after(20);
  }
  await exit;
  const seconds = (performance.now() - startedAt) / 1000;
  await log.remove();
  if (child.exitCode !== 0) throw new Error(`lowmark report ended with ${String(child.exitCode)}`);
  const megabytes = Math.round(peak / 1e6);
  return [
    {
      name: 'report-1gb-rss',
      value: megabytes,
      unit: 'MB at most',
      ratio: Math.round((megabytes / BUDGET_MEGABYTES) * 100) / 100,
      ratioOf: 'budget',
    },
    { name: 'report-1gb', value: Math.round(log.bytes / 1e6 / seconds), unit: 'MB/s' },
  ];
}
