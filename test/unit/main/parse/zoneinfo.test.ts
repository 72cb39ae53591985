import { describe, expect, it } from 'vitest';
import { parseZoneinfo } from '../../../../src/main/parse/zoneinfo';
import { hostileText, kernelFixture, kernelFixtures } from '../../../support/kernelFixtures';

function digestOf(stats: Readonly<Record<string, number>>): { items: number; sum: number } {
  const counts = Object.values(stats);
  return { items: counts.length, sum: counts.reduce((sum, count) => sum + count, 0) };
}

describe.each(kernelFixtures())('zoneinfo of $name', ({ expected, read }) => {
  const result = parseZoneinfo(read('zoneinfo'));

  it('has the zones with their marks and items', () => {
    const zones = result.ok ? result.value.zones : [];
    expect(zones.map(({ stats, ...zone }) => ({ ...zone, ...digestOf(stats) }))).toEqual(expected.zones);
  });

  it('gives the per-node items to the node', () => {
    const nodes = result.ok ? result.value.nodes : [];
    expect(
      nodes.map(({ node, stats }) => ({ node, ...digestOf(stats), nr_file_pages: stats['nr_file_pages'] })),
    ).toEqual(expected.nodes);
  });
});

describe('zoneinfo', () => {
  it('does not mix a node with the zone it is printed under, nor per-CPU lists with the marks', () => {
    const result = parseZoneinfo(kernelFixture('debian-6.12.107-amd64').read('zoneinfo'));
    const [dma] = result.ok ? result.value.zones : [];
    expect(dma).toMatchObject({
      boostPages: 512,
      highPages: 561,
      stats: { nr_free_pages: 811, numa_hit: 7406 },
    });
    expect(dma?.stats).not.toHaveProperty('nr_file_pages');
    expect(dma?.stats).not.toHaveProperty('promo');
  });

  it('says null for what the kernel does not print', () => {
    const result = parseZoneinfo(kernelFixture('synthetic-2.6.18-i686-highmem').read('zoneinfo'));
    expect(result).toMatchObject({
      ok: true,
      value: {
        nodes: [],
        zones: [
          { name: 'DMA' },
          { name: 'Normal' },
          { name: 'HighMem', managedPages: null, boostPages: null, cmaPages: null },
        ],
      },
    });
  });

  it('accepts an empty zone of which only its free pages are printed', () => {
    const text = 'Node 1, zone   Normal\n  pages free     0\n';
    expect(parseZoneinfo(text)).toMatchObject({
      ok: true,
      value: { zones: [{ node: 1, freePages: 0, minPages: null }] },
    });
  });

  it('skips whatever comes after pagesets', () => {
    const text =
      'Node 0, zone Normal\n  pages free 0\n      nr_dirty 6\n  pagesets\n    cpu: 0\n              high:  9\n      nr_dirty 7\n        high 8\n      nr_x y\n';
    expect(parseZoneinfo(text)).toMatchObject({
      ok: true,
      value: { zones: [{ highPages: null, stats: { nr_dirty: 6 } }] },
    });
  });

  it('passes over items and lines of shapes to come', () => {
    const text =
      'Node 0, zone Normal\n  pages free 5\n        min 1\n        low 2\n        high 3\n        newmark 4\n      odd one two\n                   0\n      nr_new 6\n';
    expect(parseZoneinfo(text)).toMatchObject({
      ok: true,
      value: { zones: [{ stats: { newmark: 4, nr_new: 6 } }] },
    });
  });

  it.each([
    ['zoneinfo-cut-in-marks', { line: 1, expected: 'a zone with pages free, min, low and high' }],
    ['zoneinfo-cut-in-node-stats', { line: 1 }],
    ['zoneinfo-cut-in-protection', { expected: 'a zone that is not cut off before its protection' }],
    ['zoneinfo-glued', { expected: 'each zone once only' }],
    ['zoneinfo-bad-mark', { excerpt: '        low      many' }],
    ['zoneinfo-no-zone-line', { line: 1 }],
    ['meminfo-error-text', { line: 1 }],
    ['meminfo-empty', { kind: 'empty' }],
  ])('%s is a problem', (name, problem) => {
    expect(parseZoneinfo(hostileText(name))).toMatchObject({
      ok: false,
      problem: { file: 'zoneinfo', ...problem },
    });
  });

  it.each([
    ['zoneinfo-cut-in-last-line', 'synthetic-4.4-mips-small'],
    ['zoneinfo-crlf', 'debian-6.12.107-amd64'],
  ])('%s loses nothing that is kept', (name, kernel) => {
    const whole = kernelFixture(kernel).read('zoneinfo');
    expect(parseZoneinfo(hostileText(name))).toEqual(parseZoneinfo(whole));
  });

  it.each([
    ['a mark twice', 'Node 0, zone DMA\n  pages free 5\n        min 1\n        min 2\n'],
    ['protection without numbers', 'Node 0, zone DMA\n  pages free 0\n        protection: ()\n'],
    ['protection with a word', 'Node 0, zone DMA\n  pages free 0\n        protection: (0, x)\n'],
    ['an nr_ item without its number', 'Node 0, zone DMA\n  pages free 0\n      nr_free_pages many\n'],
    ['a node’s block twice', 'Node 0, zone DMA\n  per-node stats\n  per-node stats\n  pages free 0\n'],
    ['a node that is no number', 'Node x, zone DMA\n  pages free 0\n'],
  ])('refuses %s', (_what, text) => {
    expect(parseZoneinfo(text)).toMatchObject({ ok: false, problem: { kind: 'malformed' } });
  });
});
