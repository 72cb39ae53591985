import { describe, expect, it } from 'vitest';
import {
  beginsPart,
  findLines,
  groupOf,
  groupsIn,
  nextHit,
  segmentsOf,
} from '../../../../src/renderer/src/pages/incident/rawReport';
import type { RawLine } from '../../../../src/shared/incidentDocument/rawLines';
import { INCIDENT_PART_KINDS } from '../../../../src/shared/model';

const LINES: readonly RawLine[] = [
  { number: 7, text: 'java invoked oom-killer', kind: 'invoker' },
  { number: 8, text: 'Hardware name: JAVA', kind: null },
  { number: 9, text: 'Node 0 DMA free:4kB', kind: 'zone' },
  { number: 10, text: 'Node 0 DMA32 free:4kB', kind: 'zone' },
  { number: 11, text: 'Killed process 9 (java)', kind: 'kill' },
];

describe('the parts of a report', () => {
  it('has a group for every kind, and only those that the report has lines of', () => {
    expect(INCIDENT_PART_KINDS.filter((kind) => groupOf(kind) === null)).toEqual([]);
    expect(groupOf(null)).toBeNull();
    expect(groupsIn(LINES)).toEqual(['request', 'memory', 'decision']);
  });

  it('is named where it begins', () => {
    expect(LINES.map((_, index) => beginsPart(LINES, index))).toEqual([true, false, true, false, true]);
  });
});

describe('the search', () => {
  it('finds lines whatever the case, and none for nothing', () => {
    expect(findLines(LINES, 'JAVA')).toEqual([0, 1, 4]);
    expect(findLines(LINES, '')).toEqual([]);
  });

  it.each([
    { from: 0, step: 1, next: 1 },
    { from: 4, step: 1, next: 0 },
    { from: 4, step: -1, next: 1 },
    { from: 0, step: -1, next: 4 },
  ] as const)('goes from line $from by $step to $next', ({ from, step, next }) => {
    expect(nextHit([0, 1, 4], from, step)).toBe(next);
  });

  it('goes nowhere without a hit', () => {
    expect(nextHit([], 3, 1)).toBeNull();
  });

  it('cuts a line at each hit and loses nothing of it', () => {
    expect(segmentsOf('aXbxc', 'x')).toEqual([
      { text: 'a', isHit: false },
      { text: 'X', isHit: true },
      { text: 'b', isHit: false },
      { text: 'x', isHit: true },
      { text: 'c', isHit: false },
    ]);
    expect(segmentsOf('<b>.*</b>', '.*').map(({ text }) => text)).toEqual(['<b>', '.*', '</b>']);
    const long = 'ab'.repeat(5_000);
    expect(
      segmentsOf(long, 'a')
        .map(({ text }) => text)
        .join(''),
    ).toBe(long);
    expect(segmentsOf(long, 'a').length).toBeLessThan(1_000);
  });

  it('does not cut where a letter changes its length with its case', () => {
    expect(segmentsOf('İstanbul java', 'java')).toEqual([{ text: 'İstanbul java', isHit: false }]);
  });
});
