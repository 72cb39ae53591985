/** What a report says, apart from how a kernel prints it. Amounts in kB where kernels print kB. */
export interface ReportDescription {
  /** All amounts that have no field of their own come from it: see `amountOf`. */
  readonly seed: number;
  readonly bootSeconds: number;
  readonly architecture: Architecture;
  readonly pageKb: 4 | 16 | 64;
  readonly invoker: DescribedTask;
  readonly gfpMask: number;
  readonly gfpNames: readonly string[];
  readonly order: number;
  readonly cpuset: string;
  readonly memsAllowed: string;
  readonly nodemask: string | null;
  /** Zone lines name their node. */
  readonly isNuma: boolean;
  readonly zones: readonly DescribedZone[];
  readonly orders: number;
  readonly ramPages: number;
  readonly highMemPages: number;
  readonly reservedPages: number;
  readonly swapTotalKb: number;
  readonly swapFreeKb: number;
  readonly cgroup: DescribedCgroup | null;
  readonly slabs: readonly { readonly name: string; readonly usedKb: number; readonly totalKb: number }[];
  /** Empty: vm.oom_dump_tasks is 0. */
  readonly tasks: readonly DescribedTask[];
  readonly ending: DescribedEnding;
}

export const ARCHITECTURES = ['x86_64', 'i686', 'arm', 'arm64', 'ppc64', 'mips', 's390'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export interface DescribedZone {
  readonly node: number;
  readonly name: string;
  readonly freeKb: number;
  readonly minKb: number;
  readonly lowmemReservePages: readonly number[];
  readonly freeBlocks: readonly number[];
}

export interface DescribedCgroup {
  readonly version: 1 | 2;
  readonly path: string;
  readonly taskPath: string;
  readonly usageKb: number;
  /** Null: no limit. */
  readonly limitKb: number | null;
  readonly failCount: number;
}

export interface DescribedTask {
  readonly pid: number;
  readonly tgid: number;
  readonly uid: number;
  readonly comm: string;
  readonly totalVmPages: number;
  readonly rssAnonPages: number;
  readonly rssFilePages: number;
  readonly rssShmemPages: number;
  readonly pageTablePages: number;
  readonly swapPages: number;
  readonly oomScoreAdj: number;
  readonly oomAdj: number;
}

export type DescribedEnding =
  | {
      readonly kind: 'kill';
      readonly victim: DescribedTask;
      /** Who was picked where a child died instead (up to 5.0). */
      readonly sacrificedFor: DescribedTask | null;
      readonly score: number;
      /** Killed with it (memory.oom.group). */
      readonly group: readonly DescribedTask[];
      readonly isReaped: boolean;
      readonly isAllocatingTask: boolean;
    }
  | { readonly kind: 'panic'; readonly isCompulsory: boolean }
  | { readonly kind: 'nothing-killable' };

/** A number below `limit` that depends on nothing but seed and path: the same where it is printed and where it is expected. */
export function amountOf(seed: number, path: string, limit = 1_000_000): number {
  let hash = 2_166_136_261 ^ seed;
  for (let at = 0; at < path.length; at += 1) hash = Math.imul(hash ^ path.charCodeAt(at), 16_777_619);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 1_540_483_477);
  hash ^= hash >>> 15;
  // Zero is what kernels print most.
  return (hash & 7) === 0 ? 0 : (hash >>> 3) % limit;
}
