import { describe, expect, it } from 'vitest';
import {
  isDisagreeing,
  isPartlyReadable,
  logProblemsOf,
  pendingLogs,
} from '../../../../src/renderer/src/pages/kills/logProblems';
import {
  formatSpan,
  freedMemoryOf,
  tailOf,
  undatedTimeOf,
  unitOfSpan,
} from '../../../../src/renderer/src/pages/kills/killWords';
import type { KillReconciliation } from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';
import { killOf, logOf } from './samples';

const victim = (freedBytes: number | null) => ({ pid: 1, comm: 'a', freedBytes });

describe('freedMemoryOf', () => {
  it.each([
    ['nobody', [], null],
    ['one whose amount is not said', [victim(null)], null],
    ['one that freed nothing', [victim(0)], { bytes: 0, isAtLeast: false }],
    ['several', [victim(3), victim(4)], { bytes: 7, isAtLeast: false }],
    ['several, one not said', [victim(3), victim(null)], { bytes: 3, isAtLeast: true }],
  ])('of %s', (_name, victims, freed) => {
    expect(freedMemoryOf(killOf('k', { victims }))).toEqual(freed);
  });
});

describe('undatedTimeOf', () => {
  it.each([
    ['Oct 12 19:00:20', { main: 'Oct 12', below: '19:00:20' }],
    ['2026-10-12T19:00:20+0200', { main: '2026-10-12', below: '19:00:20+0200' }],
    ['yesterday', { main: 'yesterday', below: null }],
  ])('splits %s where a time of day follows', (wallClock, words) => {
    expect(undatedTimeOf(killOf('k', { at: { bootSeconds: 5, wallClock } }), 'en')).toEqual(words);
  });

  it('goes by the time since boot, and says where there is none', () => {
    expect(undatedTimeOf(killOf('k', { at: { bootSeconds: 123.4, wallClock: null } }), 'en').main).toBe(
      '2 min 3 s',
    );
    expect(undatedTimeOf(killOf('k', { at: { bootSeconds: null, wallClock: null } }), 'en').main).toEqual({
      key: 'kills.time.unknown',
    });
  });
});

describe('tailOf', () => {
  it.each([
    ['/short', 20, '/short'],
    ['/kubepods.slice/pod-1.slice/scope', 20, '…/pod-1.slice/scope'],
    ['/a/bb/ccc/dddd', 10, '…/ccc/dddd'],
    ['/one-endless-name-without-any-other-slash', 12, '…other-slash'],
  ])('of %s in %i characters', (path, characters, tail) => {
    expect(tailOf(path, characters)).toBe(tail);
    expect(tail.length).toBeLessThanOrEqual(characters);
  });
});

describe('formatSpan', () => {
  const from = new Date(2026, 9, 12, 3).getTime();

  it('names an hour by its ends, and a day by itself', () => {
    const hour = { fromMs: from, toMs: from + 3_600_000 };
    const day = { fromMs: new Date(2026, 9, 12).getTime(), toMs: new Date(2026, 9, 13).getTime() };
    expect(unitOfSpan(hour)).toBe('hour');
    expect(formatSpan(hour, 'hour', 'en')).toMatch(/^Oct 12, 03:00\s–\s04:00$/);
    expect(unitOfSpan(day)).toBe('day');
    expect(formatSpan(day, 'day', 'en')).toBe('Oct 12, 2026');
    expect(formatSpan(day, 'month', 'zh-CN')).toBe('2026年10月');
  });
});

describe('logProblemsOf', () => {
  const counted = (verdict: KillReconciliation['verdict']): KillReconciliation => ({
    verdict,
    countedKills: 1,
    reportedKills: 1,
    message: message('sample'),
  });
  const denied = { name: 'dmesg', state: 'permission-denied' as const, advice: null };

  it.each([
    ['agree', false],
    ['unreported', true],
    ['uncounted', true],
    ['no-count', false],
    ['no-log', false],
  ] as const)('takes %s for a difference: %s', (verdict, differs) => {
    expect(isDisagreeing(logOf('h', { reconciliation: counted(verdict) }))).toBe(differs);
  });

  it('keeps apart what cannot be read, what can be in part, and what is being read', () => {
    const unreadable = logOf('a', { state: 'unreadable', sources: [denied] });
    const partly = logOf('b', { sources: [denied, ...logOf('b').sources] });
    const reading = logOf('c', { state: 'reading' });
    const waiting = logOf('d', { state: 'waiting' });
    const logs = [unreadable, partly, reading, waiting, logOf('e'), logOf('f', { state: 'unsupported' })];
    expect(isPartlyReadable(unreadable)).toBe(false);
    expect(logProblemsOf(logs)).toEqual({ unreadable: [unreadable], partly: [partly], disagreeing: [] });
    expect(pendingLogs(logs)).toEqual([reading, waiting]);
  });
});
