import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRawFiles } from '../../../src/main/parse/rawFiles';
import { scriptFor } from '../../../src/main/sampling/script/script';
import { HOST_TOOLS } from './shells';

/** The two programs that read cgroups, over hierarchies that we make ourselves. */

let mount: string;

beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'lowmark-cgroups-'));
});

afterEach(() => {
  rmSync(mount, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(mount, path)), { recursive: true });
    writeFileSync(join(mount, path), text);
  }
}

interface Cgroups {
  readonly awk: readonly string[];
  readonly version: 1 | 2;
}

function run({ awk, version }: Cgroups, program: string, input: string, which = 'all'): string {
  const [source = ''] = new RegExp(`^lowmark_${program}_program='[^']*'$`, 'm').exec(scriptFor('x')) ?? [];
  const [command = '', ...args] = awk;
  const text = `${source}\nexec "$@" -v mount="$0" -v version=${String(version)} -v which=${which} "$lowmark_${program}_program"`;
  const { stdout } = spawnSync('sh', ['-c', text, mount, command, ...args], { input, encoding: 'utf8' });
  return stdout;
}

function scan(cgroups: Cgroups, known: string, folders: readonly string[]): string[] {
  const found = folders.map((folder) => `${mount}${folder}\n`).join('');
  return run(cgroups, 'scan', `${known}\n.\n${found}`).trimEnd().split('\n');
}

const VERSION_2 = {
  'memory.current': '900\n',
  'system/memory.current': '500\n',
  'system/memory.max': 'max\n',
  'system/api \\x2d a/memory.current': '157286400\n',
  'system/api \\x2d a/memory.max': '167286400\n',
  'system/api \\x2d a/memory.stat': 'anon 5\n',
  'system/api \\x2d a/memory.oom.group': '1\n',
  'system/api \\x2d a/worker/memory.current': '10\n',
  'system/api \\x2d a/worker/memory.max': 'max\n',
  'system/idle/memory.current': '1000\n',
  'system/idle/memory.max': '1000000\n',
  'system/swapless/memory.max': 'max\n',
  'system/swapless/memory.swap.max': '0\n',
};

const FOLDERS = [
  '',
  '/system',
  '/system/api \\x2d a',
  '/system/api \\x2d a/worker',
  '/system/idle',
  '/system/swapless',
];

for (const { name, awk, lacks } of HOST_TOOLS.filter((tools) => tools.name.startsWith('dash '))) {
  describe(`cgroups: ${name}`, () => {
    it('are told by how close they are to a limit, their own or one above them', ({ skip }) => {
      skip(lacks !== null, `${String(lacks)} is not installed`);
      write(VERSION_2);
      expect(scan({ awk, version: 2 }, '', FOLDERS)).toEqual([
        'near 157286400 /system/api \\x2d a',
        'limited 1000 /system/idle',
        'limited 0 /system/swapless',
        'below 0 /system/api \\x2d a/worker',
        'free 0 /',
        'free 0 /system',
      ]);
    });

    it('count as near while they move', ({ skip }) => {
      skip(lacks !== null, `${String(lacks)} is not installed`);
      write(VERSION_2);
      const known = 'limited 100000 /system/idle\nfree 0 /system\nmore';
      expect(scan({ awk, version: 2 }, known, ['/system/idle'])).toEqual(['near 1000 /system/idle']);
    });

    it('of version 1 have a limit where the number is one', ({ skip }) => {
      skip(lacks !== null, `${String(lacks)} is not installed`);
      write({
        'pod/memory.limit_in_bytes': '209715200\n',
        'pod/memory.usage_in_bytes': '181927936\n',
        'open/memory.limit_in_bytes': '9223372036854771712\n',
        'open32/memory.limit_in_bytes': '8796093018112\n',
      });
      expect(scan({ awk, version: 1 }, '', ['/pod', '/open', '/open32'])).toEqual([
        'near 181927936 /pod',
        'free 0 /open',
        'free 0 /open32',
      ]);
    });

    it('are read whole where they matter, and in short elsewhere', ({ skip }) => {
      skip(lacks !== null, `${String(lacks)} is not installed`);
      write(VERSION_2);
      const lines = scan({ awk, version: 2 }, '', FOLDERS).join('\n');
      const files = (which: string): [string, string][] => {
        const result = parseRawFiles('cgroup', run({ awk, version: 2 }, 'cgroup', `${lines}\n`, which));
        return result.ok ? result.value.map(({ path, text }) => [path, text]) : [];
      };
      const near: [string, string][] = [
        ['/system/api \\x2d a/memory.current', '157286400\n'],
        ['/system/api \\x2d a/memory.max', '167286400\n'],
        ['/system/api \\x2d a/memory.oom.group', '1\n'],
        ['/system/api \\x2d a/memory.stat', 'anon 5\n'],
      ];
      expect(files('near')).toEqual(near);
      const limited: [string, string][] = [
        ['/system/idle/memory.current', '1000\n'],
        ['/system/idle/memory.max', '1000000\n'],
        ['/system/swapless/memory.max', 'max\n'],
        ['/system/swapless/memory.swap.max', '0\n'],
      ];
      expect(files('bound')).toEqual([...near, ...limited]);
      expect(files('all')).toEqual([
        [
          '/cgroup.paths',
          '/system/api \\x2d a\n/system/idle\n/system/swapless\n/system/api \\x2d a/worker\n/\n/system\n',
        ],
        ...near,
        ...limited,
        ['/system/api \\x2d a/worker/memory.current', '10\n'],
        ['/system/api \\x2d a/worker/memory.max', 'max\n'],
        ['/memory.current', '900\n'],
        ['/system/memory.current', '500\n'],
        ['/system/memory.max', 'max\n'],
      ]);
    });

    it('are bounded, and more of them are told', ({ skip }) => {
      skip(lacks !== null, `${String(lacks)} is not installed`);
      const many = Array.from({ length: 1200 }, (_, index) => `/g${String(index)}`);
      const lines = scan({ awk, version: 2 }, '', many);
      expect(lines.at(-1)).toBe('more');
      expect(lines).toHaveLength(201);
    });
  });
}
