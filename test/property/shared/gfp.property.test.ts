import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAtLeast, parseKernelRelease } from '../../../src/shared/oom/kernelRelease';
import { gfpFlagsOf, gfpMaskOf } from '../../../src/shared/oom/gfp/gfpFlags';
import { requestOf } from '../../../src/shared/oom/gfp/gfpRequest';
import { GFP_TABLES } from '../../../src/shared/oom/gfp/gfpTable';
import { parsePrintedGfp } from '../../../src/shared/oom/gfp/printedGfp';

const RELEASES = [...GFP_TABLES.map(({ since }) => since), '3.10.0-862.el7.x86_64'];
const MASK = fc.integer({ min: 0, max: 0xffffffff });
const hexOf = (mask: number): string => `0x${mask.toString(16)}`;

describe('tables of all releases', () => {
  it('rise', () => {
    for (const [at, { since }] of GFP_TABLES.slice(1).entries()) {
      const later = parseKernelRelease(since);
      const earlier = parseKernelRelease(GFP_TABLES[at]?.since ?? null);
      if (later === null || earlier === null) throw new Error(`no release: ${since}`);
      expect(isAtLeast(later, earlier.major, earlier.minor, earlier.patch + 1), since).toBe(true);
    }
  });

  it.each(GFP_TABLES.map((table) => [table.since, table] as const))(
    '%s: one flag a bit',
    (_since, { bits }) => {
      const masks = [...bits.values()];
      expect(new Set(masks).size).toBe(masks.length);
      for (const mask of masks) expect(Math.log2(mask) % 1).toBe(0);
    },
  );

  it.each(GFP_TABLES.map((table) => [table.since, table] as const))(
    '%s: every flag has a name',
    (since, { bits }) => {
      for (const mask of bits.values()) expect(gfpFlagsOf(hexOf(mask), since)).not.toContain(hexOf(mask));
    },
  );

  it.each(RELEASES)('%s: names give the mask back', (release) => {
    fc.assert(
      fc.property(MASK, (mask) => {
        const names = gfpFlagsOf(hexOf(mask), release);
        expect(names === null ? null : gfpMaskOf(names, release)).toBe(mask);
      }),
    );
  });

  it('printed names are read back as they are', () => {
    fc.assert(
      fc.property(MASK, fc.constantFrom(...RELEASES), (mask, release) => {
        const names = gfpFlagsOf(hexOf(mask), release);
        expect(parsePrintedGfp(`(${(names ?? []).join('|')})`)).toEqual(names);
      }),
    );
  });

  it('a kernel that is not known gets what one of them says, or nothing', () => {
    fc.assert(
      fc.property(MASK, (mask) => {
        const names = gfpFlagsOf(hexOf(mask), null);
        if (names === null) return;
        const sayings = GFP_TABLES.map(({ since }) => JSON.stringify(gfpFlagsOf(hexOf(mask), since)));
        expect(sayings).toContain(JSON.stringify(names));
      }),
    );
  });
});

describe('any text', () => {
  const TEXT = fc.oneof(
    fc.string(),
    fc.constantFrom('constructor', '__proto__', 'toString', '0xd0', 'GFP_KERNEL|'),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(TEXT, fc.option(TEXT), fc.option(TEXT), fc.array(TEXT), (mask, release, since, flags) => {
        gfpFlagsOf(mask, release, { since, before: release });
        gfpMaskOf(flags, mask);
        parsePrintedGfp(mask);
        expect(requestOf(flags).zoneLimit).toMatch(/^(?:DMA|DMA32|Normal|HighMem|Movable)$/);
      }),
    );
  });
});
