import { describe, expect, it } from 'vitest';
import { parseMeminfo } from '../../../../src/main/parse/meminfo';
import type { MemoryComposition } from '../../../../src/shared/model';
import { memoryCompositionOf } from '../../../../src/shared/series/memoryComposition';
import { kernelFixture, kernelFixtures } from '../../../support/kernelFixtures';
import { GIB, meminfo } from './hostSamples';

function sumOf({ totalBytes: _total, ...parts }: MemoryComposition): number {
  return Object.values(parts).reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
}

function compositionOfFixture(name: string): MemoryComposition | null {
  const result = parseMeminfo(kernelFixture(name).read('meminfo'));
  return result.ok ? memoryCompositionOf(result.value) : null;
}

describe.each(kernelFixtures())('memory of $name', ({ name, expected }) => {
  it('adds up to the total, with little unaccounted for', () => {
    const composition = compositionOfFixture(name);
    expect(composition).not.toBeNull();
    if (composition === null) return;
    expect(composition.totalBytes).toBe(expected.meminfo.reported['memTotalBytes']);
    expect(sumOf(composition)).toBe(composition.totalBytes);
    expect(composition.otherBytes).toBeGreaterThanOrEqual(0);
    expect(composition.otherBytes / composition.totalBytes).toBeLessThan(0.3);
  });
});

describe('the parts of memory', () => {
  it('are those of a modern kernel', () => {
    // debian-6.12: Cached 2416 of which Shmem 2416; stacks 1184, tables 3724, per-CPU 276 kB.
    expect(compositionOfFixture('debian-6.12.107-amd64')).toEqual({
      totalBytes: 217572 * 1024,
      anonBytes: 185828 * 1024,
      shmemBytes: 2416 * 1024,
      fileCacheBytes: 0,
      slabReclaimableBytes: 1676 * 1024,
      slabUnreclaimableBytes: 7120 * 1024,
      kernelBytes: (1184 + 3724 + 276) * 1024,
      hugetlbBytes: 0,
      freeBytes: 5240 * 1024,
      otherBytes: (217572 - 185828 - 2416 - 1676 - 7120 - 1184 - 3724 - 276 - 5240) * 1024,
    });
  });

  it('leave what an old kernel does not print to the rest', () => {
    // 2.6.18 prints neither shmem nor the halves of the slab, and of the kernel's own only the page tables.
    expect(compositionOfFixture('synthetic-2.6.18-i686-highmem')).toEqual({
      totalBytes: 1555184 * 1024,
      anonBytes: 294960 * 1024,
      shmemBytes: null,
      fileCacheBytes: (918212 + 121044) * 1024,
      slabReclaimableBytes: null,
      slabUnreclaimableBytes: null,
      kernelBytes: 5300 * 1024,
      hugetlbBytes: 0,
      freeBytes: 36520 * 1024,
      otherBytes: (1555184 - 294960 - 918212 - 121044 - 5300 - 36520) * 1024,
    });
  });

  it('count huge pages of the default size where the kernel does not add them up', () => {
    expect(compositionOfFixture('synthetic-2.6.32-x86_64')?.hugetlbBytes).toBe(32 * 2048 * 1024);
    expect(compositionOfFixture('synthetic-5.14-aarch64-64k')?.hugetlbBytes).toBe(1048576 * 1024);
  });

  it('count huge pages of every size where the kernel adds them up', () => {
    const fields = { memTotalBytes: 4 * GIB, hugePagesTotal: 2, hugepagesizeBytes: 2 ** 21 };
    expect(memoryCompositionOf(meminfo({ ...fields, hugetlbBytes: GIB + 2 ** 22 }))?.hugetlbBytes).toBe(
      GIB + 2 ** 22,
    );
  });

  it('give way where they exceed the total, the page cache first and free memory last', () => {
    const fields = {
      cachedBytes: 300,
      buffersBytes: 0,
      shmemBytes: 100,
      anonPagesBytes: 700,
      memFreeBytes: 200,
    };
    expect(memoryCompositionOf(meminfo({ ...fields, memTotalBytes: 1100 }))).toMatchObject({
      fileCacheBytes: 100,
      shmemBytes: 100,
      anonBytes: 700,
      freeBytes: 200,
      otherBytes: 0,
    });
    expect(memoryCompositionOf(meminfo({ ...fields, memTotalBytes: 800 }))).toMatchObject({
      fileCacheBytes: 0,
      shmemBytes: 0,
      anonBytes: 600,
      freeBytes: 200,
      otherBytes: 0,
    });
  });

  it('are never negative where shmem was read later than the cache', () => {
    const composition = memoryCompositionOf(
      meminfo({ memTotalBytes: 1000, cachedBytes: 100, shmemBytes: 150 }),
    );
    expect(composition).toMatchObject({ fileCacheBytes: 0, shmemBytes: 150, otherBytes: 850 });
  });

  it('are unknown without a total', () => {
    expect(memoryCompositionOf(meminfo({ memFreeBytes: 5 }))).toBeNull();
  });
});
