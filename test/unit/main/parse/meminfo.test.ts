import { describe, expect, it } from 'vitest';
import { parseMeminfo } from '../../../../src/main/parse/meminfo';
import { meminfoSchema } from '../../../../src/shared/schema/sample';
import { hostileText, kernelFixtures } from '../../../support/kernelFixtures';

const NOTHING = Object.fromEntries(Object.keys(meminfoSchema.shape).map((field) => [field, null]));

describe.each(kernelFixtures())('meminfo of $name', ({ expected, read }) => {
  it('has every printed line in bytes, and null for every other', () => {
    expect(parseMeminfo(read('meminfo'))).toEqual({
      ok: true,
      value: { ...NOTHING, ...expected.meminfo.reported, otherBytes: expected.meminfo.otherBytes },
    });
  });
});

describe('meminfo that is damaged', () => {
  it.each([
    ['meminfo-empty', { kind: 'empty', line: null }],
    ['meminfo-blank', { kind: 'empty', line: null }],
    ['meminfo-glued', { kind: 'malformed', line: 55, expected: 'MemTotal once only' }],
    ['meminfo-bad-number', { kind: 'malformed', line: 2, excerpt: 'MemFree:            52x0 kB' }],
    ['meminfo-negative', { kind: 'malformed', line: 2 }],
    ['meminfo-no-unit', { kind: 'malformed', line: 2, expected: 'MemFree with kB' }],
    ['meminfo-huge-number', { kind: 'malformed', line: 2 }],
    ['meminfo-error-text', { kind: 'malformed', line: 1 }],
    ['meminfo-binary', { kind: 'malformed', line: 1 }],
  ])('%s is a problem', (name, problem) => {
    expect(parseMeminfo(hostileText(name))).toMatchObject({
      ok: false,
      problem: { file: 'meminfo', ...problem },
    });
  });

  it.each([
    ['meminfo-cut-in-number', null],
    ['meminfo-cut-in-unit', null],
    ['meminfo-cut-after-unit', 5240 * 1024],
  ])('%s never gives part of a number', (name, memFreeBytes) => {
    expect(parseMeminfo(hostileText(name))).toEqual({
      ok: true,
      value: { ...NOTHING, memTotalBytes: 217572 * 1024, memFreeBytes, otherBytes: {} },
    });
  });

  it('sees two readings glued within a line', () => {
    expect(parseMeminfo(hostileText('meminfo-glued-in-line'))).toMatchObject({ ok: false });
  });

  it('reads lines that end with a carriage return', () => {
    const text = hostileText('meminfo-crlf');
    expect(parseMeminfo(text)).toEqual(parseMeminfo(text.replaceAll('\r', '')));
    expect(parseMeminfo(text)).toMatchObject({ ok: true, value: { memFreeBytes: 5240 * 1024 } });
  });

  it('takes names of object members for names', () => {
    const result = parseMeminfo(hostileText('meminfo-prototype'));
    expect(result).toMatchObject({ ok: true, value: { memTotalBytes: 1024 } });
    const others = result.ok ? Object.entries(result.value.otherBytes) : [];
    expect(others).toEqual([
      ['constructor', 13 * 1024],
      ['toString', 14 * 1024],
    ]);
  });

  it('keeps an excerpt short and free of control characters', () => {
    const result = parseMeminfo(`\u001b[2J${'x'.repeat(500)}\n`);
    expect(result).toMatchObject({ ok: false, problem: { excerpt: `?[2J${'x'.repeat(76)}` } });
  });

  it('ignores lines it has no name for, whatever they hold', () => {
    const text = 'MemTotal: 1 kB\nGpuMem: lots\nIonHeap: 3 pages\nSomethingNew: 5 kB\nCount: 7\nno colon\n';
    expect(parseMeminfo(text)).toEqual({
      ok: true,
      value: { ...NOTHING, memTotalBytes: 1024, otherBytes: { SomethingNew: 5120 } },
    });
  });
});
