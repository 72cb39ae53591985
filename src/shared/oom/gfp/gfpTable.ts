import { isAtLeast, parseKernelRelease, type KernelRelease } from '../kernelRelease';
import { CHANGES_SINCE_4_4 } from './changesSince44';
import { CHANGES_TO_4_3, CHANGE_OF_EL7 } from './changesTo43';
import type { GfpChange } from './gfpChange';
import { ORDER_SINCE_6_15, ORDER_TO_6_14 } from './printOrder';

/** A name and the bits that it stands for. */
export interface GfpName {
  readonly name: string;
  readonly bits: number;
  /** Where one of these is set as well, it is another request. */
  readonly withoutBits: number;
}

/** The flags of some releases: those from `since` to the next table. */
export interface GfpTable {
  readonly since: string;
  /** In the order in which they are looked for and printed. */
  readonly names: readonly GfpName[];
  /** The bits of single flags by name. */
  readonly bits: ReadonlyMap<string, number>;
}

/** What is known of a kernel that does not say its release: from `since` on, and before `before`; null: not known. */
export interface ReleaseRange {
  readonly since: string | null;
  readonly before: string | null;
}

const CHANGES: readonly GfpChange[] = [
  ...CHANGES_TO_4_3,
  ...CHANGES_SINCE_4_4,
  // Another order of the same flags.
  { since: '6.15', source: 'commit ca29a0bf1221', basis: 'patch' },
];

/** The tables of the kernel's own releases, oldest first. */
export const GFP_TABLES: readonly GfpTable[] = CHANGES.map((_, at) => tableOf(CHANGES.slice(0, at + 1)));

/** EL7: that of 3.10 with what Red Hat took over. */
const GFP_TABLE_OF_EL7: GfpTable = tableOf([
  ...CHANGES_TO_4_3.filter(({ since }) => isNotAfter(since, '3.10')),
  CHANGE_OF_EL7,
]);

/** EL9 says 5.14, but its memory management followed newer releases with every minor release. */
const RANGE_OF_EL9: ReleaseRange = { since: '5.14', before: '6.13' };

/**
 * The tables that a kernel may have.
 * @param release `uname -r`; null or no version: all that the range leaves
 * @returns one for a known kernel, several where it is not known, none before 2.6.8
 */
export function gfpTablesFor(release: string | null, range: ReleaseRange | null): readonly GfpTable[] {
  const version = parseKernelRelease(release);
  if (version === null) return tablesIn(range ?? { since: null, before: null });
  if (version.enterpriseLinux === 7 && version.major === 3) return [GFP_TABLE_OF_EL7];
  if (version.enterpriseLinux === 9 && version.major === 5) return tablesIn(RANGE_OF_EL9);
  const table = GFP_TABLES.findLast(({ since }) => isSince(version, since));
  return table === undefined ? [] : [table];
}

function tablesIn({ since, before }: ReleaseRange): readonly GfpTable[] {
  const first = parseKernelRelease(since);
  const end = parseKernelRelease(before);
  return GFP_TABLES.filter((table, at) => {
    const next = GFP_TABLES[at + 1];
    const isOver = first !== null && next !== undefined && isSince(first, next.since);
    const isYetToCome = end !== null && isNotAfterRelease(end, table.since);
    return !isOver && !isYetToCome;
  });
}

function tableOf(changes: readonly GfpChange[]): GfpTable {
  const bits = new Map<string, number>();
  const combinations = new Map<string, string>();
  for (const change of changes) {
    merge(bits, change.bits ?? {});
    merge(combinations, change.combinations ?? {});
  }
  const since = changes.at(-1)?.since ?? '';
  const order = isNotAfter('6.15', since) ? ORDER_SINCE_6_15 : ORDER_TO_6_14;
  const names = order.flatMap((name) => {
    const parts = combinations.get(name)?.split('|') ?? (bits.has(name) ? [name] : []);
    const wanted = parts.filter((part) => !part.startsWith('!'));
    const unwanted = parts.filter((part) => part.startsWith('!')).map((part) => part.slice(1));
    const sum = bitsOf(wanted, bits, combinations);
    return sum === 0 ? [] : [{ name, bits: sum, withoutBits: bitsOf(unwanted, bits, combinations) }];
  });
  return { since, names, bits };
}

function merge<T>(into: Map<string, T>, changed: Readonly<Record<string, T | null>>): void {
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) into.delete(name);
    else into.set(name, value);
  }
}

/** A part is a flag, or `__GFP_RECLAIM`, which is two. */
function bitsOf(
  parts: readonly string[],
  bits: ReadonlyMap<string, number>,
  combinations: ReadonlyMap<string, string>,
): number {
  let sum = 0;
  for (const part of parts) {
    const flags = bits.has(part) ? [part] : (combinations.get(part)?.split('|') ?? []);
    for (const flag of flags) sum |= bits.get(flag) ?? 0;
  }
  return sum;
}

function isSince(version: KernelRelease, since: string): boolean {
  const first = parseKernelRelease(since);
  return first !== null && isAtLeast(version, first.major, first.minor, first.patch);
}

/** Whether `end` is the release `since` or an earlier one. */
function isNotAfterRelease(end: KernelRelease, since: string): boolean {
  const first = parseKernelRelease(since);
  return first !== null && isAtLeast(first, end.major, end.minor, end.patch);
}

function isNotAfter(release: string, limit: string): boolean {
  const version = parseKernelRelease(release);
  return version !== null && isNotAfterRelease(version, limit);
}
