/**
 * Requests for pages that were turned down or waited (warn_alloc in mm/page_alloc.c; __vmalloc_node_range in mm/vmalloc.c),
 * and page faults that found no memory (arch fault handlers since 5.16):
 *
 *     kswapd0: page allocation failure: order:4, mode:0x40d20(GFP_ATOMIC|__GFP_COMP), nodemask=(null),cpuset=/,mems_allowed=0
 *     swapper: page allocation failure. order:1, mode:0x20
 */
import { countOf } from './amounts';
import type { ReportEvent } from './reportEvent';

const FAILURE = /^(.{0,64}?): ?(?:vmalloc: )?(?:page )?allocation (failure|stalls)\b(.*)$/;

export function allocationEvent(text: string): ReportEvent | null {
  const [, comm, word, rest] = FAILURE.exec(text) ?? [];
  if (comm === undefined || rest === undefined || !/\b(?:order|mode):/.test(rest)) return null;
  const [, gfpMask, gfpNames] = /\bmode:(0x[\da-f]{1,16})(?![\da-f])(?:\(([^()]*)\))?/i.exec(rest) ?? [];
  const stallMs = countOf(/^ for (\d{1,12})ms/.exec(rest)?.[1]);
  return {
    kind: 'allocation-failure',
    comm,
    order: countOf(/\border:(\d{1,5})(?!\d)/.exec(rest)?.[1]),
    gfpMask: gfpMask ?? null,
    gfpNames: gfpNames ?? null,
    stallSeconds: word === 'stalls' && stallMs !== null ? stallMs / 1000 : null,
  };
}

export function pagefaultEvent(text: string): ReportEvent | null {
  return text.startsWith('Huh VM_FAULT_OOM leaked out to the #PF handler') ? { kind: 'pagefault-oom' } : null;
}

/** `SysRq : Show Memory`, `sysrq: Show Memory`. */
export function showMemoryEvent(text: string): ReportEvent | null {
  return /^sysrq ?: (?:HELP|Show Memory)/i.test(text) && /Show Memory/i.test(text)
    ? { kind: 'show-memory' }
    : null;
}
