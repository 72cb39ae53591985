import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chromium, type Browser } from '@playwright/test';
import { chromiumOptions } from '../e2e/chromium';
import { FleetPage } from '../e2e/pages/fleetPage';
import type { BenchResult } from './benchResult';

const ROUNDS = 5;
const BUDGET_MS = 3_000;
const PATIENCE_MS = 30_000;

function startBrowserShell(dataFolder: string): ChildProcess {
  return spawn('npm', ['start', '--', '--serve'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, LOWMARK_HOME: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
    // npm, the start script and the shell end together.
    detached: true,
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

async function addressOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const text of child.stdout ?? []) {
    printed += String(text);
    const address = /http:\/\/\S+#\S+/.exec(printed)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error(`npm start ended without an address:\n${printed}`);
}

/** @returns milliseconds from `npm start` to this machine's memory on the screen, in a browser that is already open */
async function measureOnce(browser: Browser): Promise<number> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lowmark-bench-'));
  const page = await browser.newPage();
  const startedMs = performance.now();
  const child = startBrowserShell(dataFolder);
  try {
    await page.goto(await addressOf(child));
    const number = new FleetPage(page).thisMachine.getByText(/\d\s?[GM]iB/).first();
    await number.waitFor({ timeout: PATIENCE_MS });
    return performance.now() - startedMs;
  } finally {
    await page.close();
    await end(child);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/**
 * From `npm start -- --serve`, already set up and built, to the first live number in a real Chromium: the median of
 * some starts. `ratio` is the share of the budget of 3 s.
 */
export async function benchFirstNumber(): Promise<BenchResult[]> {
  const browser = await chromium.launch(chromiumOptions());
  try {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round++) took.push(await measureOnce(browser));
    took.sort((a, b) => a - b);
    const medianMs = took[Math.floor(ROUNDS / 2)] ?? Number.NaN;
    return [
      {
        name: 'first-number',
        value: Math.round(medianMs),
        unit: 'ms',
        ratio: medianMs / BUDGET_MS,
        ratioOf: 'budget',
      },
    ];
  } finally {
    await browser.close();
  }
}
