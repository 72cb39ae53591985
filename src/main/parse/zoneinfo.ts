/**
 * `/proc/zoneinfo`, printed by zoneinfo_show_print in mm/vmstat.c.
 *
 *     Node 0, zone      DMA
 *       pages free     3840
 *
 * A block a zone: an optional `per-node stats` block (since 4.8), `pages free` and the watermarks, `protection` (the
 * lowmem reserve, in pages), items by name, and the per-CPU `pagesets` with what follows them, which Lowmark skips.
 * Up to 2.6.24 `active`, `inactive` and `scanned` stand between the marks and `protection` comes after the items.
 * `managed` since 3.10; zones without pages since about 4.13, cut short after `protection`; `cma` and `boost` are
 * printed by newer kernels, `promo` by the newest. From 5.0 on the three marks include the boost.
 */
import type { NodeStats, Zone } from '../../shared/model';
import type { ParseProblem, Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { KernelLine } from './kernelText';
import { kernelLines, malformedLine, nothingKnown, parseCount } from './kernelText';

const FILE = 'zoneinfo';

export interface Zoneinfo {
  /** In the kernel's order: by node, then from the lowest zone up. */
  readonly zones: readonly Zone[];
  /** The `per-node stats` blocks, whichever zone they were printed under. Empty before 4.8. */
  readonly nodes: readonly NodeStats[];
}

const ZONE_LINE = /^Node (\d{1,9}), zone +([A-Za-z]\w*)$/;
const PROTECTION = /^protection: \(([^()]*)\)$/;
const NAME = /^[A-Za-z]\w*$/;

/** Printed with the watermarks, without a place of their own in the model. */
const IGNORED_MARKS: ReadonlySet<string> = new Set(['active', 'inactive', 'scanned', 'promo']);

const MARKS = ['free', 'min', 'low', 'high', 'boost', 'spanned', 'present', 'managed', 'cma'] as const;
type Mark = (typeof MARKS)[number];

function isMark(name: string): name is Mark {
  return MARKS.some((mark) => mark === name);
}

/** Where in a zone's block the reader stands: what a line means depends on it. */
type Part = 'head' | 'node-stats' | 'zone' | 'pagesets';

/** A zone while it is being read. */
interface ZoneBlock {
  readonly line: KernelLine;
  readonly node: number;
  readonly name: string;
  readonly marks: Map<Mark, number>;
  readonly stats: Record<string, number>;
  lowmemReservePages: number[] | null;
}

/** An empty zone may be cut short; any other has its watermarks, or the text is damaged. */
function isComplete({ marks }: ZoneBlock): boolean {
  return (
    marks.get('free') === 0 ||
    (marks.has('free') && marks.has('min') && marks.has('low') && marks.has('high'))
  );
}

function zoneOf(block: ZoneBlock): Zone {
  const pages = (mark: Mark): number | null => block.marks.get(mark) ?? null;
  return {
    node: block.node,
    name: block.name,
    freePages: pages('free'),
    minPages: pages('min'),
    lowPages: pages('low'),
    highPages: pages('high'),
    boostPages: pages('boost'),
    spannedPages: pages('spanned'),
    presentPages: pages('present'),
    managedPages: pages('managed'),
    cmaPages: pages('cma'),
    lowmemReservePages: block.lowmemReservePages,
    stats: block.stats,
  };
}

/** Reads line by line; the first problem ends it. */
class ZoneinfoReader {
  readonly #blocks: ZoneBlock[] = [];
  readonly #zoneNames = new Set<string>();
  readonly #nodes = new Map<number, Record<string, number>>();
  #part: Part = 'head';

  /** Takes one whole line in; returns a problem if it cannot be what this kernel file prints there. */
  read(line: KernelLine): ParseProblem | null {
    if (line.text.startsWith('Node ')) return this.#startZone(line);
    const block = this.#blocks.at(-1);
    if (block === undefined) return malformedLine(FILE, line, '"Node N, zone NAME"');
    if (this.#part === 'pagesets') return null;
    const text = line.text.trim();
    if (text === 'per-node stats') return this.#startNodeStats(line, block);
    if (text === 'pagesets') {
      this.#part = 'pagesets';
      return null;
    }
    if (text.startsWith('protection:')) return this.#readProtection(line, text, block);
    const [name = '', ...words] = text.split(/ +/);
    if (name === 'pages' && words[0] === 'free') {
      this.#part = 'zone';
      return this.#readMark(line, block, 'free', words[1]);
    }
    return this.#readItem(line, block, name, words);
  }

  /** The zones and nodes read so far, or why they are not complete. */
  finish(lastLine: KernelLine | undefined): Result<Zoneinfo> {
    for (const block of this.#blocks) {
      if (!isComplete(block))
        return failed(malformedLine(FILE, block.line, 'a zone with pages free, min, low and high'));
    }
    const last = this.#blocks.at(-1);
    if (lastLine?.isWhole === false && last?.lowmemReservePages === null) {
      return failed(malformedLine(FILE, lastLine, 'a zone that is not cut off before its protection'));
    }
    return ok({
      zones: this.#blocks.map(zoneOf),
      nodes: [...this.#nodes].map(([node, stats]) => ({ node, stats })),
    });
  }

  #startZone(line: KernelLine): ParseProblem | null {
    const [, node, name] = ZONE_LINE.exec(line.text.trimEnd()) ?? [];
    if (node === undefined || name === undefined) return malformedLine(FILE, line, '"Node N, zone NAME"');
    const zoneName = `${String(Number(node))} ${name}`;
    if (this.#zoneNames.has(zoneName)) return malformedLine(FILE, line, 'each zone once only');
    this.#zoneNames.add(zoneName);
    const marks = new Map<Mark, number>();
    this.#blocks.push({ line, node: Number(node), name, marks, stats: {}, lowmemReservePages: null });
    this.#part = 'head';
    return null;
  }

  #startNodeStats(line: KernelLine, block: ZoneBlock): ParseProblem | null {
    if (this.#nodes.has(block.node)) return malformedLine(FILE, line, 'one per-node block for each node');
    this.#nodes.set(block.node, {});
    this.#part = 'node-stats';
    return null;
  }

  #readProtection(line: KernelLine, text: string, block: ZoneBlock): ParseProblem | null {
    const [, list] = PROTECTION.exec(text) ?? [];
    const pages: number[] = [];
    for (const word of list?.split(', ') ?? ['']) {
      const count = parseCount(word);
      if (count === null) return malformedLine(FILE, line, '"protection: (0, 226, 226)"');
      pages.push(count);
    }
    block.lowmemReservePages = pages;
    return null;
  }

  #readMark(line: KernelLine, block: ZoneBlock, mark: Mark, word: string | undefined): ParseProblem | null {
    const count = parseCount(word ?? '');
    if (count === null) return malformedLine(FILE, line, `${mark} as a number of pages`);
    if (block.marks.has(mark)) return malformedLine(FILE, line, `${mark} once only`);
    block.marks.set(mark, count);
    return null;
  }

  #readItem(line: KernelLine, block: ZoneBlock, name: string, words: string[]): ParseProblem | null {
    const isInNode = this.#part === 'node-stats';
    if (!isInNode && isMark(name)) return this.#readMark(line, block, name, words[0]);
    if (IGNORED_MARKS.has(name) && !isInNode) return null;
    const count = words.length === 1 ? parseCount(words[0] ?? '') : null;
    if (count === null) {
      // Shapes to come are not our concern; an nr_ item without its number is.
      return name.startsWith('nr_') ? malformedLine(FILE, line, `${name} as a number`) : null;
    }
    if (!NAME.test(name)) return null;
    const stats = isInNode ? this.#nodes.get(block.node) : block.stats;
    if (stats !== undefined) stats[name] = count;
    return null;
  }
}

/**
 * Reads `/proc/zoneinfo`.
 *
 * @param text the file's content; any text is accepted
 * @returns zones and per-node items, all in pages of the host's own size unless the kernel's name says otherwise.
 *   Items under a zone go to its `stats`, items of a `per-node stats` block to the node. Lines of a shape that Lowmark
 *   does not know are ignored; a watermark, `protection` or `nr_` item without proper numbers, a zone without its
 *   watermarks, a zone that stands there twice and a text cut off before the last zone's `protection` are problems.
 */
export function parseZoneinfo(text: string): Result<Zoneinfo> {
  const lines = kernelLines(text);
  if (lines.length === 0) return failed(nothingKnown(FILE, lines, '"Node N, zone NAME"'));
  const reader = new ZoneinfoReader();
  for (const line of lines) {
    const problem = line.isWhole ? reader.read(line) : null;
    if (problem !== null) return failed(problem);
  }
  return reader.finish(lines.at(-1));
}
