/**
 * `/proc/buddyinfo`, printed by frag_show_print in mm/vmstat.c
 * (https://docs.kernel.org/filesystems/proc.html, "buddyinfo").
 *
 *     Node 0, zone      DMA      3      4      2      3      0      2      5      3      0      0      0
 *     Node 0, zone    DMA32      3      0      0      2      2      2      2      2      0      0      0
 *
 * One count of free blocks per order, all migrate types together, pages on per-CPU lists not included; empty zones
 * are not printed. The number of columns is the kernel's own (MAX_ORDER: 11 on most, 14 with 64 KiB pages, others by
 * configuration; it kept its value when the constant's meaning changed between 6.1 and 6.5), so it is taken from
 * the text.
 */
import type { BuddyZone } from '../../shared/model';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { KernelLine } from './kernelText';
import { kernelLines, malformedLine, nothingKnown, parseCount } from './kernelText';

const FILE = 'buddyinfo';
const EXPECTED = '"Node N, zone NAME" and a count of free blocks for each order';
const LINE = /^Node (\d{1,9}), zone +([A-Za-z]\w*)((?: +\d+)+) *$/;

/** No kernel has as many: a block of order 32 is 16 TiB. What has more is something else. */
export const MOST_ORDERS = 32;

function buddyZoneOf(line: KernelLine): BuddyZone | null {
  const [, node, zone, counts] = LINE.exec(line.text) ?? [];
  if (node === undefined || zone === undefined || counts === undefined) return null;
  const freeBlocks: number[] = [];
  for (const word of counts.trim().split(/ +/)) {
    const count = parseCount(word);
    if (count === null) return null;
    freeBlocks.push(count);
  }
  if (freeBlocks.length > MOST_ORDERS) return null;
  return { node: Number(node), zone, freeBlocks };
}

/**
 * Reads `/proc/buddyinfo`.
 *
 * @param text the file's content; any text is accepted
 * @returns free blocks by order, one entry a zone in the kernel's order. The file is understood as a whole or not at
 *   all: a line of another shape, a zone that stands there twice, zones with different numbers of orders and a text
 *   cut off in the middle of a line are problems, since a zone that silently is not there looks like one without
 *   fragmentation.
 */
export function parseBuddyinfo(text: string): Result<BuddyZone[]> {
  const lines = kernelLines(text);
  if (lines.length === 0) return failed(nothingKnown(FILE, lines, EXPECTED));
  const zones: BuddyZone[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const zone = line.isWhole ? buddyZoneOf(line) : null;
    if (zone === null) return failed(malformedLine(FILE, line, EXPECTED));
    if (zone.freeBlocks.length !== (zones[0] ?? zone).freeBlocks.length) {
      return failed(malformedLine(FILE, line, 'as many orders as the zones before'));
    }
    const name = `${String(zone.node)} ${zone.zone}`;
    if (seen.has(name)) return failed(malformedLine(FILE, line, 'each zone once only'));
    seen.add(name);
    zones.push(zone);
  }
  return ok(zones);
}
