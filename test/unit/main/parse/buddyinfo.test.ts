import { describe, expect, it } from 'vitest';
import { parseBuddyinfo } from '../../../../src/main/parse/buddyinfo';
import { hostileText, kernelFixture, kernelFixtures } from '../../../support/kernelFixtures';

describe.each(kernelFixtures())('buddyinfo of $name', ({ expected, read }) => {
  it('has as many orders as columns, and the free pages they add up to', () => {
    const result = parseBuddyinfo(read('buddyinfo'));
    const zones = result.ok ? result.value : [];
    expect(
      zones.map(({ node, zone, freeBlocks }) => ({
        node,
        zone,
        orders: freeBlocks.length,
        freePages: freeBlocks.reduce((sum, blocks, order) => sum + blocks * 2 ** order, 0),
      })),
    ).toEqual(expected.buddyinfo);
  });
});

describe('buddyinfo', () => {
  it('keeps each count at its order', () => {
    expect(parseBuddyinfo(kernelFixture('debian-6.12.107-amd64').read('buddyinfo'))).toEqual({
      ok: true,
      value: [
        { node: 0, zone: 'DMA', freeBlocks: [3, 4, 2, 3, 0, 2, 5, 3, 0, 0, 0] },
        { node: 0, zone: 'DMA32', freeBlocks: [3, 0, 0, 2, 2, 2, 2, 2, 0, 0, 0] },
      ],
    });
  });

  it('is not taken for more orders than memory has', () => {
    const line = (orders: number): string => `Node 0, zone Normal ${'1 '.repeat(orders)}\n`;
    expect(parseBuddyinfo(line(32)).ok).toBe(true);
    expect(parseBuddyinfo(line(33)).ok).toBe(false);
  });

  it.each([
    ['buddyinfo-cut', { line: 2 }],
    ['buddyinfo-short-line', { line: 2, expected: 'as many orders as the zones before' }],
    ['buddyinfo-glued', { line: 3, expected: 'each zone once only' }],
    ['buddyinfo-huge-number', { line: 1 }],
    ['meminfo-error-text', { line: 1 }],
    ['meminfo-empty', { kind: 'empty' }],
  ])('%s is a problem', (name, problem) => {
    expect(parseBuddyinfo(hostileText(name))).toMatchObject({
      ok: false,
      problem: { file: 'buddyinfo', ...problem },
    });
  });

  it.each([
    ['a word between the counts', 'Node 0, zone DMA 1 x 3\n'],
    ['a negative count', 'Node 0, zone DMA 1 -2 3\n'],
    ['no counts', 'Node 0, zone DMA\n'],
    ['no node', 'zone DMA 1 2 3\n'],
    ['a count that may have lost digits', 'Node 0, zone DMA 1 2 1'],
    ['a line in between', 'Node 0, zone DMA 1 2\nhello\nNode 0, zone Normal 1 2\n'],
  ])('refuses %s', (_what, text) => {
    expect(parseBuddyinfo(text)).toMatchObject({ ok: false, problem: { kind: 'malformed' } });
  });
});
