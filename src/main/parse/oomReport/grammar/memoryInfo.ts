/**
 * The Mem-Info block (show_free_areas in mm/page_alloc.c, then lib/show_mem.c and mm/show_mem.c; show_swap_cache_info in
 * mm/swap_state.c; dump_unreclaimable_slab in mm/slab_common.c):
 *
 *     Node 0 DMA free:14724kB min:8kB low:8kB high:12kB active_anon:0kB … present:15996kB managed:15908kB
 *     lowmem_reserve[]: 0 1416 63853 63853
 *
 * Names of the amounts changed with nearly every release, so each is read by its name. The node is not printed on kernels
 * without NUMA. `boost` came with 5.16, `managed` with 3.9, the line of a node with 4.8.
 */
import { countOf, kibOf, sizesIn } from './amounts';
import type { MemoryAmount, ReportEvent } from './reportEvent';

const ZONE = /^(?:Node (\d{1,5}) )?([A-Z][A-Za-z]*(?:32)?) free:\s?\d{1,20}\s?[kK][Bb]/;
const NODE = /^Node (\d{1,5}) [Aa]ctive(?:_anon)?:/;

export function zoneEvent(text: string): ReportEvent | null {
  const [, node, name] = ZONE.exec(text) ?? [];
  if (name !== undefined) {
    return {
      kind: 'zone',
      node: countOf(node),
      name,
      bytes: sizesIn(text),
      isAllUnreclaimable: unreclaimableIn(text),
    };
  }
  const ofNode = countOf(NODE.exec(text)?.[1]);
  if (ofNode === null) return null;
  return { kind: 'node', node: ofNode, bytes: sizesIn(text), isAllUnreclaimable: unreclaimableIn(text) };
}

function unreclaimableIn(text: string): boolean | null {
  const [, answer] = /\ball_unreclaimable\? (yes|no)\b/.exec(text) ?? [];
  return answer === undefined ? null : answer === 'yes';
}

export function reserveEvent(text: string): ReportEvent | null {
  const [, list] = /^(?:lowmem_reserve|protections?)\[\]:((?: *\d{1,12})+)\s*$/.exec(text) ?? [];
  if (list === undefined) return null;
  const pages = list.trim().split(/ +/).map(countOf);
  return pages.every((count) => count !== null) ? { kind: 'reserve', pages } : null;
}

const BUDDY =
  /^(?:Node (\d{1,5}) )?([A-Z][A-Za-z]*(?:32)?): ((?:\d{1,12}\*\d{1,9}kB *(?:\([A-Z]{1,8}\) *)?){1,32})(=)?/;
const BLOCK = /(\d{1,12})\*(\d{1,9})kB *(?:\(([A-Z]+)\))?/g;

export function buddyEvent(text: string): ReportEvent | null {
  const [, node, name, list, sum] = BUDDY.exec(text) ?? [];
  if (name === undefined || list === undefined) return null;
  const blocks: number[] = [];
  const types: string[] = [];
  let pageBytes = 0;
  for (const [, count, kib, letters] of list.matchAll(BLOCK)) {
    const bytes = kibOf(kib) ?? 0;
    if (blocks.length === 0) pageBytes = bytes;
    // Each order is twice the one before; where it is not, something else stands between.
    if (bytes !== pageBytes * 2 ** blocks.length) break;
    blocks.push(countOf(count) ?? 0);
    types.push(letters ?? '');
  }
  return {
    kind: 'buddy',
    node: countOf(node),
    name,
    blocks,
    types,
    pageBytes,
    isWhole: sum !== undefined,
  };
}

/** `active_anon:6854 inactive_anon:6987 isolated_anon:0`: pages. */
const TOTALS = /^(?:[A-Za-z][\w()]*:\d{1,20}(?:\s+|$))+$/;
const PAIR = /([A-Za-z][\w()]*):(\d{1,20})/g;
/** What totals lines begin with, on one kernel or the other; a line of pairs of something else is none. */
const TOTALS_NAMES = new Set([
  'active',
  'active_anon',
  'active_file',
  'inactive_file',
  'unevictable',
  'dirty',
  'slab_reclaimable',
  'slab',
  'mapped',
  'pagetables',
  'kernel_misc_reclaimable',
  'free',
  'free_cma',
  'free_pcp',
  'shmem',
  'kernel_stack',
  'sec_pagetables',
  'bounce',
]);

export function totalsEvent(text: string): ReportEvent | null {
  if (!TOTALS.test(text)) return null;
  const totals: [string, number][] = [];
  for (const [, name, digits] of text.matchAll(PAIR)) {
    const pages = countOf(digits);
    if (name !== undefined && pages !== null) totals.push([name.toLowerCase(), pages]);
  }
  const isKnown = TOTALS_NAMES.has(totals[0]?.[0] ?? '');
  return isKnown ? { kind: 'totals', totals: Object.fromEntries(totals) } : null;
}

interface AmountForm {
  readonly what: MemoryAmount;
  readonly pattern: RegExp;
  readonly isKib: boolean;
}

const AMOUNTS: readonly AmountForm[] = [
  { what: 'pageCachePages', pattern: /^(\d{1,20}) (?:total )?pagecache pages/, isKib: false },
  { what: 'swapCachePages', pattern: /^(\d{1,20}) pages (?:in swap cache|swap cached)/, isKib: false },
  { what: 'swapFreeBytes', pattern: /^Free swap\s*[=:]\s*(\d{1,20})\s?kB/, isKib: true },
  { what: 'swapTotalBytes', pattern: /^Total swap\s*[=:]\s*(\d{1,20})\s?kB/, isKib: true },
  { what: 'ramPages', pattern: /^(\d{1,20}) pages (?:of )?RAM\b/, isKib: false },
  { what: 'highMemPages', pattern: /^(\d{1,20}) pages (?:of )?(?:HighMem|HIGHMEM)\b/, isKib: false },
  { what: 'reservedPages', pattern: /^(\d{1,20}) (?:pages reserved\b|reserved pages\b)/, isKib: false },
];

export function amountEvent(text: string): ReportEvent | null {
  for (const { what, pattern, isKib } of AMOUNTS) {
    const digits = pattern.exec(text)?.[1];
    const amount = isKib ? kibOf(digits) : countOf(digits);
    if (amount !== null) return { kind: 'amount', what, amount };
  }
  return null;
}

export function slabEvent(text: string): ReportEvent | null {
  if (text.startsWith('Unreclaimable slab info:')) return { kind: 'slab-title' };
  const [, name, used, total] = /^(\S.{0,63}?)\s+(\d{1,20})KB\s+(\d{1,20})KB\s*$/.exec(text) ?? [];
  const [usedBytes, totalBytes] = [kibOf(used), kibOf(total)];
  if (name === undefined || usedBytes === null || totalBytes === null) return null;
  return { kind: 'slab', name, usedBytes, totalBytes };
}
