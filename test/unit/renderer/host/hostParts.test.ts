import { afterEach, describe, expect, it } from 'vitest';
import { stateNoteOf } from '../../../../src/renderer/src/pages/host/hostState';
import { isForPage, nextTab, tabOfDigit } from '../../../../src/renderer/src/pages/host/hostTabs';
import { memoryStatsOf } from '../../../../src/renderer/src/pages/host/memoryStats';
import type { HostFailure, HostWideSample } from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';
import { MEMINFO_LINES, meminfoOf, sampleOf } from './samples';

const failure: HostFailure = {
  kind: 'timeout',
  message: message('failure.timeout', { host: 'db-1', waitedSeconds: 20 }),
  offeredKey: null,
  knownKeys: [],
};
const inSeconds = (seconds: number): string => `${String(seconds)} s`;

describe('stateNoteOf', () => {
  it('says nothing while all is well', () => {
    expect(stateNoteOf({ state: { kind: 'live' }, sampledAtMs: 0 }, 1e6, inSeconds)).toBeNull();
  });

  it('gives the sentence of a failure as a problem', () => {
    const note = stateNoteOf(
      { state: { kind: 'failed', failure, retryAtMs: null }, sampledAtMs: 0 },
      1000,
      inSeconds,
    );
    expect(note).toEqual({ tone: 'problem', sentences: [failure.message] });
  });

  it('ages a stale host from its last sample, not from when it was noticed', () => {
    const state = { kind: 'stale', sinceMs: 50_000 } as const;
    expect(stateNoteOf({ state, sampledAtMs: 30_000 }, 90_500, inSeconds)?.sentences).toEqual([
      { key: 'host.overdue', params: { duration: '60 s' } },
    ]);
    expect(stateNoteOf({ state, sampledAtMs: null }, 90_000, inSeconds)?.sentences).toEqual([
      { key: 'host.overdue', params: { duration: '40 s' } },
    ]);
  });

  it('says while connecting why the try before failed', () => {
    const state = { kind: 'connecting', attempt: 3, lastFailure: failure } as const;
    expect(stateNoteOf({ state, sampledAtMs: null }, 0, inSeconds)?.sentences).toEqual([
      failure.message,
      { key: 'host.connecting', params: { attempt: 3 } },
    ]);
  });
});

describe('memoryStatsOf', () => {
  function statsOf(lines: readonly string[]): Record<string, unknown> {
    const stats = memoryStatsOf(sampleOf({ memory: meminfoOf(lines) }), 'en');
    return Object.fromEntries(stats.map((stat) => [stat.label.replace('host.stat.', ''), stat]));
  }

  it('shows amounts with their share', () => {
    expect(statsOf(MEMINFO_LINES)).toMatchObject({
      total: { amount: '1.00 GiB', note: null },
      available: { amount: '512 MiB', note: { params: { percent: '50%' } } },
      cache: { amount: '199 MiB' },
      slab: { amount: '50.0 MiB', note: { params: { amount: '20.0 MiB' } } },
      swap: { amount: '256 MiB', note: { params: { amount: '512 MiB' } } },
      oomKills: { amount: '2' },
    });
  });

  it('keeps apart: no swap, and swap not reported; MemAvailable not reported, and none left', () => {
    const old = MEMINFO_LINES.filter((line) => !/^(MemAvailable|Swap)/.test(line));
    expect(statsOf(old)).toMatchObject({ available: { amount: null }, swap: { amount: null, note: null } });
    expect(statsOf([...old, 'MemAvailable: 0 kB', 'SwapTotal: 0 kB', 'SwapFree: 0 kB'])).toMatchObject({
      available: { amount: '0 B' },
      swap: { note: { key: 'host.stat.noSwap' } },
    });
  });

  it('has LowMem apart on hosts with HighMem, and nowhere else', () => {
    const labels = (memory: HostWideSample['memory']): string[] =>
      memoryStatsOf({ memory, vmstat: null }, 'en').map(({ label }) => label);
    const high = meminfoOf(['MemTotal: 2000 kB', 'HighTotal: 1200 kB', 'LowTotal: 800 kB', 'LowFree: 40 kB']);
    expect(labels(high)).toContain('host.stat.lowFree');
    expect(labels({ ...high, highTotalBytes: 0 })).not.toContain('host.stat.lowFree');
  });

  it('is empty before meminfo was read, and does not count kills where the kernel does not', () => {
    expect(memoryStatsOf(sampleOf({ memory: null }), 'en')).toEqual([]);
    const stats = memoryStatsOf(sampleOf({ vmstat: {} }), 'en');
    expect(stats.find((stat) => stat.label === 'host.stat.oomKills')?.amount).toBeNull();
  });
});

describe('tabs', () => {
  it('go round with the arrow keys', () => {
    expect(nextTab('ArrowRight', 'kills')).toBe('overview');
    expect(nextTab('ArrowLeft', 'overview')).toBe('kills');
    expect(nextTab('End', 'overview')).toBe('kills');
    expect(nextTab('j', 'overview')).toBeNull();
  });

  it('have digits', () => {
    expect(['1', '2', '3', '4', '5', 'a', '12'].map(tabOfDigit)).toEqual([
      'overview',
      'victims',
      'processes',
      'zones',
      'kills',
      null,
      null,
    ]);
  });
});

describe('isForPage', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  function press(target: Element, init: KeyboardEventInit = {}): boolean {
    const seen: boolean[] = [];
    const listen = (event: Event): void => {
      if (event instanceof KeyboardEvent) seen.push(isForPage(event));
    };
    window.addEventListener('keydown', listen, { once: true });
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, ...init }));
    return seen[0] ?? false;
  }

  function added(tag: string, role?: string): Element {
    const element = document.createElement(tag);
    if (role !== undefined) element.setAttribute('role', role);
    document.body.append(element);
    return element;
  }

  it('takes keys of the page, and leaves those of fields, dialogs and the browser', () => {
    expect(press(added('div'))).toBe(true);
    expect(press(added('input'))).toBe(false);
    expect(press(document.body, { ctrlKey: true })).toBe(false);
    added('div', 'dialog');
    expect(press(document.body)).toBe(false);
  });
});
