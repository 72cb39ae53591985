import { describe, expect, it } from 'vitest';
import {
  DEFAULT_ORDER,
  PROCESS_COLUMNS,
  filterProcesses,
  nextOrder,
  nextSelection,
  sortProcesses,
} from '../../../../src/renderer/src/pages/host/processColumns';
import { processRowsOf } from '../../../../src/renderer/src/pages/host/processRows';
import type { ProcessSample } from '../../../../src/shared/model';
import { hasOnlyOomAdj, isKernelThread, scoreScaleOf } from '../../../../src/shared/oom/scoreScale';
import { processOf } from './samples';

const identity = { pageBytes: 65_536, ticksPerSecond: 100 };
const thread = { vsizeBytes: 0, rssPages: 0, swapPages: null, oomScore: 0, ppid: 2 };

function pids(rows: readonly { readonly process: ProcessSample }[]): number[] {
  return rows.map((row) => row.process.pid);
}

describe('isKernelThread', () => {
  it.each([
    ['no address space', thread, true],
    ['a zombie', { ...thread, state: 'Z', ppid: 77 }, false],
    ['a process with an address space', { rssPages: 0 }, false],
    ['a child of kthreadd where stat was not read', { ...thread, vsizeBytes: null }, true],
    ['a swapped-out process where stat was not read', { vsizeBytes: null, rssPages: 0, swapPages: 4 }, false],
    ['a process that is not kthreadd’s where stat was not read', { vsizeBytes: null, rssPages: 0 }, false],
  ] as const)('%s: %o', (_what, changes, expected) => {
    expect(isKernelThread(processOf(300, changes))).toBe(expected);
  });
});

describe('processRowsOf', () => {
  it('ranks by the kernel’s score, then memory, then pid; kernel threads have no rank', () => {
    const rows = processRowsOf(
      [
        processOf(9, { oomScore: 700 }),
        processOf(5, thread),
        processOf(8, { oomScore: 700, swapPages: 50 }),
        processOf(7, { oomScore: 700 }),
        processOf(6, { oomScore: 1300 }),
        processOf(4, { oomScore: null }),
      ],
      identity,
      100,
    );
    expect(rows.map((row) => [row.process.pid, row.rank])).toEqual([
      [6, 1],
      [8, 2],
      [7, 3],
      [9, 4],
      [5, null],
      [4, null],
    ]);
  });

  it('counts in the host’s own pages and ticks', () => {
    const [row] = processRowsOf([processOf(1, { startTicks: 4000, swapPages: 2 })], identity, 100);
    expect(row).toMatchObject({
      rssBytes: 100 * 65_536,
      rssParts: { anonBytes: 60 * 65_536, fileBytes: 30 * 65_536, shmemBytes: 10 * 65_536 },
      swapBytes: 131_072,
      cpuSeconds: 2.5,
      ageSeconds: 60,
      adj: 0,
    });
  });

  it('leaves unknown what it cannot convert, and never says a negative age', () => {
    const blind = processRowsOf([processOf(1)], { pageBytes: null, ticksPerSecond: null }, 100)[0];
    expect(blind).toMatchObject({ rssBytes: null, rssParts: null, cpuSeconds: null, ageSeconds: null });
    expect(processRowsOf([processOf(1, { startTicks: 20_000 })], identity, 100)[0]?.ageSeconds).toBe(0);
    expect(processRowsOf([processOf(1, { rssShmemPages: null })], identity, 100)[0]?.rssParts).toBeNull();
  });

  it('falls back to oom_adj', () => {
    expect(processRowsOf([processOf(1, { oomScoreAdj: null, oomAdj: -17 })], identity, 1)[0]?.adj).toBe(-17);
  });
});

describe('scoreScaleOf', () => {
  const signed = [processOf(10, { oomScore: 666 }), processOf(11, { oomScore: 763 })];

  it('recognises 5.9 and newer by an idle process at 666', () => {
    expect(scoreScaleOf([...signed, processOf(1, { oomScore: 0 })])).toBe('signed');
  });

  it('is not fooled by adjusted processes or kernel threads', () => {
    const noise = [
      processOf(12, { oomScore: 512, oomScoreAdj: -250 }),
      processOf(13, { ...thread, oomScoreAdj: 0 }),
    ];
    expect(scoreScaleOf([...signed, ...noise])).toBe('signed');
  });

  it('recognises the scale before by low scores at adj 0, even if one process is huge', () => {
    expect(scoreScaleOf([processOf(10, { oomScore: 900 }), processOf(11, { oomScore: 1 })])).toBe('share');
    expect(scoreScaleOf([processOf(10, { oomScore: 0 }), processOf(11, { oomScore: 0 })])).toBe('share');
  });

  it('recognises the oldest by its oom_adj', () => {
    const old = [processOf(10, { oomScore: 12_345, oomScoreAdj: null, oomAdj: 0 })];
    expect(hasOnlyOomAdj(old)).toBe(true);
    expect(scoreScaleOf(old)).toBe('points');
  });

  it('says nothing without evidence', () => {
    expect(scoreScaleOf([])).toBeNull();
    expect(scoreScaleOf([processOf(10, { oomScoreAdj: null })])).toBeNull();
  });
});

describe('sortProcesses', () => {
  const rows = processRowsOf(
    [
      processOf(30, { comm: 'b', oomScore: 700, nice: null, cgroup: '/a10' }),
      processOf(20, { comm: 'a', oomScore: 900, nice: 5, cgroup: '/a9' }),
      processOf(10, { comm: 'c', oomScore: 800, nice: -5, cgroup: null }),
    ],
    identity,
    100,
  );

  it.each([
    [DEFAULT_ORDER, [20, 10, 30]],
    [{ column: 'pid', isDescending: false }, [10, 20, 30]],
    [{ column: 'comm', isDescending: false }, [20, 30, 10]],
    [{ column: 'nice', isDescending: false }, [10, 20, 30]],
    [{ column: 'nice', isDescending: true }, [20, 10, 30]],
    [{ column: 'cgroup', isDescending: false }, [20, 30, 10]],
    [{ column: 'cgroup', isDescending: true }, [30, 20, 10]],
  ] as const)('by %o, what is not reported last', (order, expected) => {
    expect(pids(sortProcesses(rows, order))).toEqual(expected);
  });

  it.each(PROCESS_COLUMNS)('keeps the kernel’s ranking among equals and loses no row: %s', (column) => {
    const equal = processRowsOf([processOf(1), processOf(2), processOf(3)], identity, 100);
    expect(pids(sortProcesses(equal, { column, isDescending: false })).sort()).toEqual([1, 2, 3]);
    if (column !== 'rank' && column !== 'pid' && column !== 'comm') {
      expect(pids(sortProcesses(equal, { column, isDescending: true }))).toEqual([1, 2, 3]);
    }
  });

  it('turns round on the second click, and starts amounts with the largest', () => {
    expect(nextOrder(DEFAULT_ORDER, 'rss')).toEqual({ column: 'rss', isDescending: true });
    expect(nextOrder({ column: 'rss', isDescending: true }, 'rss').isDescending).toBe(false);
    expect(nextOrder(DEFAULT_ORDER, 'comm').isDescending).toBe(false);
    expect(nextOrder(DEFAULT_ORDER, 'rank').isDescending).toBe(false);
  });
});

describe('filterProcesses', () => {
  const rows = processRowsOf(
    [
      processOf(4711, { comm: 'Web Content', user: 'ada', commandLine: '/usr/bin/firefox -x' }),
      processOf(42, { comm: 'nginx', cgroup: '/system.slice/nginx.service' }),
      processOf(2, { ...thread, comm: 'kthreadd' }),
    ],
    identity,
    100,
  );

  it.each([
    ['', [4711, 42]],
    ['  ', [4711, 42]],
    ['WEB', [4711]],
    ['471', [4711]],
    ['firefox ada', [4711]],
    ['nginx.service', [42]],
    ['ada nginx', []],
    ['.*', []],
  ])('%j leaves %j', (filter, expected) => {
    expect(pids(filterProcesses(rows, filter, false)).sort((a, b) => b - a)).toEqual(expected);
  });

  it('shows kernel threads only on request', () => {
    expect(pids(filterProcesses(rows, 'kthreadd', false))).toEqual([]);
    expect(pids(filterProcesses(rows, 'kthreadd', true))).toEqual([2]);
  });
});

describe('nextSelection', () => {
  it.each([
    ['j', null, 0],
    ['j', 3, 4],
    ['j', 9, 9],
    ['k', 0, 0],
    ['ArrowUp', 3, 2],
    ['PageDown', 2, 7],
    ['Home', 5, 0],
    ['End', null, 9],
    ['x', 3, undefined],
    ['constructor', 3, undefined],
  ])('%s from %s goes to %s', (key, current, next) => {
    expect(nextSelection(key, current, 10, 5)).toBe(next);
  });

  it('has nowhere to go in an empty table', () => {
    expect(nextSelection('j', null, 0, 5)).toBeUndefined();
  });
});
