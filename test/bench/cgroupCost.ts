import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptFor } from '../../src/main/sampling/script/script';
import type { BenchResult } from './benchResult';

const CGROUPS = 200;
/** One in ten is near its limit, half have a limit, the others have none. */
const NEAR_EVERY = 10;
const ROUNDS = 21;

const STAT = Array.from({ length: 45 }, (_, index) => `item_${String(index)} ${String(index * 4096)}`).join(
  '\n',
);

function makeHierarchy(mount: string): void {
  for (let index = 0; index < CGROUPS; index += 1) {
    const folder = join(mount, `unit-${String(index)}.service`);
    mkdirSync(folder);
    const isLimited = index % 2 === 0;
    const files: Record<string, string> = {
      'memory.current': index % NEAR_EVERY === 0 ? '95000000' : '12000000',
      'memory.max': isLimited ? '100000000' : 'max',
      'memory.swap.max': 'max',
      'memory.high': 'max',
      'memory.low': '0',
      'memory.min': '0',
      'memory.swap.current': '0',
      'memory.oom.group': '0',
      'memory.events': 'low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\noom_group_kill 0',
      'memory.pressure': 'some avg10=0.00 avg60=0.00 avg300=0.00 total=0',
      'memory.stat': STAT,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`);
  }
}

/** CPU seconds of the children of a shell, by its own `times`, over many rounds of one command. */
function cpuSecondsOf(command: string, rounds: number): number {
  const script = `${command}\ni=0; while [ $i -lt ${String(rounds)} ]; do round; i=$((i+1)); done >/dev/null; times`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  const [, children = ''] = stdout.trim().split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return seconds.reduce((sum, one) => sum + one, 0) / rounds;
}

/**
 * CPU seconds that a sweep adds for 200 memory cgroups, against a `cat` for each of their files. Over files of a temporary
 * folder: a kernel's own cost more to open, for both.
 */
export function benchCgroupCost(): BenchResult[] {
  const mount = mkdtempSync(join(tmpdir(), 'lowmark-bench-cgroups-'));
  try {
    makeHierarchy(mount);
    const script = scriptFor('x').replace(/\nlowmark_main x\nexit 0\n$/, '');
    const ours = cpuSecondsOf(
      `${script}\ncgroup_mount=${mount} cgroup_version=2 cgroups=\nround() { lowmark_give_cgroups all; }`,
      ROUNDS,
    );
    const near = cpuSecondsOf(
      `${script}\ncgroup_mount=${mount} cgroup_version=2 cgroups=\nlowmark_scan_cgroups\nround() { lowmark_give_cgroups near; }`,
      ROUNDS,
    );
    const cats = cpuSecondsOf(`round() { for file in ${mount}/*/*; do cat "$file"; done; }`, 1);
    return [
      {
        name: 'cgroup-sweep-cost-200',
        value: Number(ours.toPrecision(3)),
        unit: 's',
        ratio: Number((ours / cats).toPrecision(3)),
        ratioOf: 'a cat for each file',
      },
      { name: 'cgroup-near-cost-20', value: Number(near.toPrecision(3)), unit: 's' },
    ];
  } finally {
    rmSync(mount, { recursive: true, force: true });
  }
}
