/**
 * `/proc/pagetypeinfo`, printed by pagetypeinfo_showfree in mm/vmstat.c; for root only since 5.8.
 *
 *     Free pages count per migrate type at order       0      1 ...
 *     Node    0, zone    DMA32, type    Unmovable      1      0 ...
 *
 * Blocks are counted up to 100000 (`>100000`), since counting holds a lock of the zone. The lines after the blank one
 * count page blocks, which is something else.
 */
import type { MigrateTypeBlocks } from '../../shared/model';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import { MOST_ORDERS } from './buddyinfo';
import type { KernelLine } from './kernelText';
import { kernelLines, malformedLine, nothingKnown, parseCount } from './kernelText';

const FILE = 'pagetypeinfo';
const EXPECTED = '"Node N, zone NAME, type TYPE" and a count for each order';
const LINE = /^Node +(\d{1,4}), zone +(\w+), type +(\w+) +(.*)$/;

/**
 * Reads `/proc/pagetypeinfo`.
 *
 * @param text the file's content; any text is accepted
 * @returns free blocks of each zone and migrate type by order, in the kernel's order; a count that reads `>100000` is taken
 *   for 100000. A line of free blocks that cannot be understood is a problem, and so is a text without any.
 */
export function parsePagetypeinfo(text: string): Result<readonly MigrateTypeBlocks[]> {
  const lines = kernelLines(text);
  const blocks: MigrateTypeBlocks[] = [];
  for (const line of lines) {
    if (!line.text.startsWith('Node') || !line.text.includes(', type ')) continue;
    const one = line.isWhole ? blocksOf(line) : null;
    if (one === null) return failed(malformedLine(FILE, line, EXPECTED));
    blocks.push(one);
  }
  return blocks.length === 0 ? failed(nothingKnown(FILE, lines, EXPECTED)) : ok(blocks);
}

function blocksOf({ text }: KernelLine): MigrateTypeBlocks | null {
  const [, node, zone, migrateType, counts] = LINE.exec(text) ?? [];
  if (node === undefined || zone === undefined || migrateType === undefined || counts === undefined)
    return null;
  const freeBlocks: number[] = [];
  for (const word of counts.trim().split(/\s+/)) {
    const count = parseCount(word.startsWith('>') ? word.slice(1) : word);
    if (count === null) return null;
    freeBlocks.push(count);
  }
  if (freeBlocks.length > MOST_ORDERS) return null;
  return { node: Number(node), zone, migrateType, freeBlocks };
}
