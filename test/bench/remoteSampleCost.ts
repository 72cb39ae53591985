import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameReader, type Pass } from '../../src/main/sampling/frameReader';
import { newToken, scriptFor } from '../../src/main/sampling/script/script';
import type { BenchResult } from './benchResult';

const PROCESSES = 2_000;
const ROUNDS = 5;
const PASSES_IN_A_ROUND = 10;
const CROWD_LIVES_SECONDS = 600;

/** The loop of blog posts: a `cat` for each file of each process. The same files as ours, so that only the way differs. */
const CAT_LOOP = `
for file in uptime meminfo buddyinfo zoneinfo vmstat pressure/memory; do cat /proc/$file; done >/dev/null 2>&1
for process in /proc/[0-9]*; do
  for file in stat oom_score oom_score_adj status; do cat $process/$file; done
done >/dev/null 2>&1
cat /proc/$$/stat
:
`;

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU seconds, user and system, of a process and of all its children that have ended. */
function cpuSecondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function processCount(): Promise<number> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).length;
}

/** Sleeping processes, so many that the machine has {@link PROCESSES} in all. They end by themselves in any case. */
async function startCrowd(): Promise<ChildProcess> {
  const missing = Math.max(0, PROCESSES - (await processCount()));
  const script = `i=0; while [ $i -lt ${String(missing)} ]; do sleep ${String(CROWD_LIVES_SECONDS)} & i=$((i+1)); done; echo; wait`;
  const crowd = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  await once(crowd.stdout, 'data');
  return crowd;
}

function endCrowd(crowd: ChildProcess): void {
  if (crowd.pid !== undefined) process.kill(-crowd.pid, 'SIGKILL');
}

/** The script in a shell of this machine: what it costs is what it costs any host. */
class SamplingShell {
  readonly #shell = spawn('/bin/sh', { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  readonly #output: AsyncIterator<Buffer, undefined> = this.#shell.stdout[Symbol.asyncIterator]();
  readonly #reader: FrameReader;
  #passes = 0;

  constructor() {
    const token = newToken();
    this.#reader = new FrameReader(token);
    this.#shell.stdin.write(scriptFor(token));
  }

  /** Waits for what the script says next: when it is ready, and then one answer a request. */
  async next(): Promise<Pass> {
    for (;;) {
      const { value } = await this.#output.next();
      if (value === undefined) throw new Error('the sampling script has ended');
      const [pass] = this.#reader.push(value);
      if (pass !== undefined) return pass;
    }
  }

  async sample(): Promise<Pass> {
    this.#passes += 1;
    this.#shell.stdin.write(`${String(this.#passes)} host-wide+processes\n`);
    return this.next();
  }

  async cpuSeconds(): Promise<number> {
    return cpuSecondsIn(await readFile(`/proc/${String(this.#shell.pid)}/stat`, 'utf8'));
  }

  async end(): Promise<void> {
    const ended = once(this.#shell, 'exit');
    this.#shell.stdin.end();
    await ended;
  }
}

async function costOfScript(): Promise<number> {
  const shell = new SamplingShell();
  await shell.next();
  const { sections } = await shell.sample();
  const rows = (sections.get('processes') ?? '').split('\n').length - 2;
  if (rows < PROCESSES * 0.99) throw new Error(`a full sample has only ${String(rows)} processes`);
  const before = await shell.cpuSeconds();
  for (let pass = 0; pass < PASSES_IN_A_ROUND; pass++) await shell.sample();
  const seconds = (await shell.cpuSeconds()) - before;
  await shell.end();
  return seconds / PASSES_IN_A_ROUND;
}

/** The C program, compiled now; null where there is no compiler. */
async function compilePlainReads(folder: string): Promise<string | null> {
  const program = join(folder, 'plainReads');
  const source = join(import.meta.dirname, 'plainReads.c');
  const { status, error } = spawnSync('cc', ['-O2', '-Wall', '-o', program, source], { stdio: 'inherit' });
  if (error === undefined && status === 0) return program;
  process.stderr.write('remote-sample-cost: without a C compiler there is no comparison with plain reads\n');
  return null;
}

function costOfPlainReads(program: string): number {
  return Number(execFileSync(program, [String(PASSES_IN_A_ROUND)], { encoding: 'utf8' }));
}

function costOfCatLoop(): number {
  return cpuSecondsIn(execFileSync('sh', ['-c', CAT_LOOP], { encoding: 'utf8' }));
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/**
 * CPU seconds, user and system, that a host spends on one full sample (host-wide files and the sweep) with 2,000
 * processes, against a C program that only reads the same files, and against a `cat` for each file. All three take
 * turns in one run, since a machine's speed changes; the figures are medians of the rounds.
 */
export async function benchRemoteSampleCost(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lowmark-bench-'));
  const program = await compilePlainReads(folder);
  const crowd = await startCrowd();
  const script: number[] = [];
  const plainReads: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      script.push(await costOfScript());
      if (program !== null) plainReads.push(costOfPlainReads(program));
    }
    const seconds = median(script);
    const name = 'remote-sample-cost';
    const own = { name, value: rounded(seconds), unit: 's' };
    const catLoop = costOfCatLoop();
    return [
      program === null
        ? own
        : { ...own, ratio: rounded(seconds / median(plainReads)), ratioOf: 'plain reads in C' },
      { ...own, ratio: rounded(seconds / catLoop), ratioOf: 'a cat for each file' },
    ];
  } finally {
    endCrowd(crowd);
    await rm(folder, { recursive: true, force: true });
  }
}
