import type { Incident } from '../../model/incident';
import { requestOf, type GfpAsker } from '../../oom/gfp/gfpRequest';

/**
 * What the memory was asked for: `process` (a page of a process), `swap-in` (one that comes back from swap), `page-cache`,
 * `user` (a process or the page cache), `page-table`, `fork` (a new process or thread), `network`, `kernel`, `user-buffer` (of the
 * kernel, for a process), `huge-page`, `page-fault` (a fault that was told "no memory" and says no more), `charge` (to a cgroup, and no more is known), `unknown`.
 */
export type RequestPurpose =
  | 'process'
  | 'swap-in'
  | 'page-cache'
  | 'user'
  | 'page-table'
  | 'fork'
  | 'network'
  | 'kernel'
  | 'user-buffer'
  | 'huge-page'
  | 'page-fault'
  | 'charge'
  | 'unknown';

/** The highest zone that a request may use; `any`: HighMem or Movable, where there is one. */
export type RequestReach = 'DMA' | 'DMA32' | 'Normal' | 'any';

export interface IncidentRequest {
  readonly purpose: RequestPurpose;
  /** Null where no mask is printed. */
  readonly reach: RequestReach | null;
  /** May lie in memory that the kernel lends to device buffers (CMA). */
  readonly isMovable: boolean;
  /** Pages are 2^order; null where none is printed, or asked for by hand (-1). */
  readonly order: number | null;
}

/** What functions on the stack say of a request; the first from the top that is one of these decides. */
const STACK_WORDS: readonly (readonly [RequestPurpose, RegExp])[] = [
  ['page-table', /^(?:__)?(?:pte|pmd|pud|p4d|pgd)_alloc/],
  ['network', /skb|^sock_(?:alloc|wmalloc)|^sk_(?:page_frag|stream)|^tcp_|^udp_|^unix_stream|^unix_dgram/],
  ['swap-in', /^(?:swapin_|swap_cluster_readahead|read_swap_cache|do_swap_page|shmem_swapin)/],
  ['fork', /^(?:copy_process|dup_task_struct|alloc_thread_stack|_?do_fork|kernel_clone)/],
  ['huge-page', /huge_pmd|alloc_fresh_huge|alloc_huge/],
  [
    'page-cache',
    /page_cache|filemap|readahead|grab_cache_page|pagecache_get_page|generic_file_|^add_to_page/,
  ],
  [
    'process',
    /^(?:__)?(?:handle_mm_fault|handle_pte_fault|do_anonymous_page|do_wp_page|wp_page_copy|shmem_)/,
  ],
];

/** By the flags, where the stack does not say more. */
const BY_ASKER: Readonly<Record<GfpAsker, RequestPurpose>> = {
  'page-fault': 'kernel',
  'huge-page': 'huge-page',
  process: 'user',
  'user-buffer': 'user-buffer',
  interrupt: 'kernel',
  'no-wait': 'kernel',
  kernel: 'kernel',
};

/** What was asked for, as far as the flags and the stack of the report say (include/linux/gfp_types.h). */
export function requestOfIncident({ trigger, callTrace, constraint }: Incident): IncidentRequest {
  if (trigger === null) return { purpose: 'unknown', reach: null, isMovable: false, order: null };
  const { gfpMask, gfpFlags } = trigger;
  const order = trigger.order === null || trigger.order < 0 ? null : trigger.order;
  // A fault that found no memory calls without a mask of its own (pagefault_out_of_memory, to 5.14).
  if (gfpMask !== null && Number(gfpMask) === 0)
    return { purpose: 'page-fault', reach: null, isMovable: false, order };
  const ofStack = purposeOfStack(callTrace);
  if (gfpFlags === null) return { purpose: ofStack ?? 'unknown', reach: null, isMovable: false, order };
  const { asker, zoneLimit, isMovable } = requestOf(gfpFlags);
  const reach = zoneLimit === 'HighMem' || zoneLimit === 'Movable' ? 'any' : zoneLimit;
  // The charge itself is made with flags of its own.
  const ofFlags = constraint === 'memcg' ? 'charge' : BY_ASKER[asker];
  return { purpose: ofStack ?? ofFlags, reach, isMovable, order };
}

function purposeOfStack(callTrace: readonly string[]): RequestPurpose | null {
  for (const name of callTrace) {
    const known = STACK_WORDS.find(([, words]) => words.test(name));
    if (known !== undefined) return known[0];
  }
  return null;
}
