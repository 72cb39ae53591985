import { gfpTablesFor, type GfpTable, type ReleaseRange } from './gfpTable';

/**
 * The names of the flags in a mask as the kernel prints them (since 4.6; lib/vsprintf.c: format_flags): combinations
 * first (`GFP_KERNEL`), then what is left (`__GFP_ZERO`), then bits without a name as one number (`0x1000000`).
 *
 * @param mask the printed hexadecimal, `0x201da`
 * @param release `uname -r`; null where the log does not say it
 * @param range what else is known of the release where there is none, from the layout of the report
 * @returns empty for 0x0 (a page fault of kernels to 5.14); null where the text is no mask, the kernel is older than
 *   2.6.8, or the kernels that it may come from do not agree on the flags
 */
export function gfpFlagsOf(
  mask: string,
  release: string | null,
  range: ReleaseRange | null = null,
): readonly string[] | null {
  const bits = parseGfpMask(mask);
  if (bits === null) return null;
  if (bits === 0) return [];
  const tables = gfpTablesFor(release, range);
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return namesIn(only, bits);
  return agreedNames(tables, bits);
}

/**
 * The other way: the mask of names.
 * @returns null where the kernel is not known, or has no flag of that name
 */
export function gfpMaskOf(names: readonly string[], release: string): number | null {
  const tables = gfpTablesFor(release, null);
  const [table] = tables;
  if (table === undefined || tables.length > 1) return null;
  let mask = 0;
  for (const name of names) {
    const bits = parseGfpMask(name) ?? table.names.find((known) => known.name === name)?.bits;
    if (bits === undefined) return null;
    mask |= bits;
  }
  return mask >>> 0;
}

/** 32 bits, as gfp_t has; null where the text is no such number. */
function parseGfpMask(text: string): number | null {
  const [, digits] = /^\s{0,9}0x0{0,8}([0-9a-f]{1,8})\s{0,9}$/i.exec(text) ?? [];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

function namesIn(table: GfpTable, mask: number): readonly string[] {
  const found: string[] = [];
  let left = mask;
  for (const { name, bits, withoutBits } of table.names) {
    if ((left & bits) !== bits || (mask & withoutBits) !== 0) continue;
    found.push(name);
    left &= ~bits;
  }
  if (left !== 0) found.push(`0x${(left >>> 0).toString(16)}`);
  return found;
}

/** What all tables that such a mask can come from make of it, in the order of the oldest; null where they differ. */
function agreedNames(tables: readonly GfpTable[], mask: number): readonly string[] | null {
  const readings = tables
    .map((table) => ({ table, names: namesIn(table, mask) }))
    .filter(({ table, names }) => isLikely(table, mask, names))
    .map(({ names }) => names);
  const [first] = readings;
  if (first === undefined) return null;
  const isAgreed = readings.every(
    (names) => names.length === first.length && names.every((name) => first.includes(name)),
  );
  return isAgreed ? first : null;
}

/**
 * Whether a kernel with these flags would make such a request. Only for choosing between tables: every mask can be
 * spelled with every table.
 */
function isLikely({ bits }: GfpTable, mask: number, names: readonly string[]): boolean {
  if (names.some((name) => name.startsWith('0x'))) return false;
  // Only builds with KASAN in hardware set these, and then for every page of a process.
  if (names.some((name) => name.startsWith('__GFP_SKIP_'))) return false;
  if (names.includes('GFP_HIGHUSER') && names.includes('__GFP_MOVABLE')) return false;
  if (names.some((name) => name.startsWith('GFP_TRANSHUGE'))) return true;
  const has = (flag: string): boolean => (mask & (bits.get(flag) ?? 0)) !== 0;
  // "May fail", "cannot fail" and "do not retry" exclude one another.
  const insistence = ['__GFP_REPEAT', '__GFP_RETRY_MAYFAIL', '__GFP_NOFAIL', '__GFP_NORETRY'].filter(has);
  if (insistence.length > 1) return false;
  const mayWait = has('__GFP_WAIT') || has('__GFP_DIRECT_RECLAIM');
  // Who may start input and output, or insists, waits for it.
  if (['__GFP_IO', '__GFP_FS', '__GFP_NOFAIL'].some(has) && !mayWait) return false;
  return !bits.has('__GFP_KSWAPD_RECLAIM') || has('__GFP_KSWAPD_RECLAIM');
}
