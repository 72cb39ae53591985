import type { CgroupSample, HostSample, Message, ProcessSample, VmSettings, Zone } from '../model';
import { message } from '../model';
import { isWithinCgroup } from './cgroupPath';
import { generationOf } from './generation';
import { isAtLeast, parseKernelRelease } from './kernelRelease';
import { parseNodeList } from './nodeList';
import { wholeMachine, type OomHost } from './ranking';
import type { OomScope } from './scope';

/**
 * What a shortage may be of: the whole host, a memory cgroup at its limit, the NUMA nodes that a cpuset allows, or one
 * node that a memory policy binds to.
 */
export type ScopeKind = 'host' | 'memcg' | 'cpuset' | 'node';

/**
 * What the kernel was told to do about a shortage (out_of_memory, check_panic_on_oom in mm/oom_kill.c): kill by points, kill
 * whoever asks (whole host only), panic, or let a cgroup of version 1 wait.
 */
export type ShortageOutcome = 'kills' | 'kills-asking-task' | 'panics' | 'waits';

/** Where a kill may happen, and who is in question there. */
export interface KillScope {
  readonly kind: ScopeKind;
  /** `host`; the cgroup's path; the nodes as a list, `0-1`. Paths are foreign text. */
  readonly id: string;
  readonly scope: OomScope;
  readonly processes: readonly ProcessSample[];
  /** For a memcg scope, the cgroup. */
  readonly cgroup: CgroupSample | null;
  /** What the kernel does when it runs out; only where it `kills` does the ranking decide. */
  readonly outcome: ShortageOutcome;
  /** What is to be known about kills here. */
  readonly notes: readonly Message[];
}

/** The parts of a sample that scopes are made from. */
export type ScopeSample = Pick<
  HostSample,
  'at' | 'host' | 'memory' | 'zones' | 'cgroups' | 'settings' | 'processes' | 'ages'
>;

/** The host as the ranking asks for it, at the time of the sweep; how its kernel counts is told by all of its processes. */
export function oomHostOf({
  host,
  memory,
  at,
  ages,
  processes,
}: Pick<ScopeSample, 'host' | 'memory' | 'at' | 'ages' | 'processes'>): OomHost {
  return {
    identity: host,
    memory,
    uptimeSeconds: at.uptimeSeconds - (ages.processes ?? 0),
    chosenGeneration: generationOf(host.kernel, processes),
  };
}

/**
 * Every scope in which a kill may happen on this host, the whole host first, then limited cgroups in the order in which they
 * were read, then cpusets and nodes.
 *
 * @returns empty where the page size or RAM is not reported: nothing can be measured then
 */
export function scopesOf(sample: ScopeSample): readonly KillScope[] {
  const machine = wholeMachine(oomHostOf(sample));
  if (machine === null) return [];
  return [hostScope(sample, machine), ...cgroupScopes(sample, machine), ...nodeScopes(sample, machine)];
}

function hostScope({ processes, settings }: ScopeSample, scope: OomScope): KillScope {
  const outcome = outcomeOf('host', settings);
  return { kind: 'host', id: 'host', scope, processes, cgroup: null, outcome, notes: outcomeNotes(outcome) };
}

/** 1 panics where the whole host is short, 2 in every shortage. */
function outcomeOf(kind: ScopeKind, settings: VmSettings | null): ShortageOutcome {
  if ((settings?.panicOnOom ?? 0) >= (kind === 'host' ? 1 : 2)) return 'panics';
  const killsAsking = kind === 'host' && (settings?.oomKillAllocatingTask ?? 0) !== 0;
  return killsAsking ? 'kills-asking-task' : 'kills';
}

function outcomeNotes(outcome: ShortageOutcome): Message[] {
  switch (outcome) {
    case 'kills':
      return [];
    case 'kills-asking-task':
      return [message('oom.note.allocating-task')];
    case 'panics':
      return [message('oom.note.panic')];
    case 'waits':
      return [message('oom.note.kill-disabled')];
  }
}

function cgroupScopes(sample: ScopeSample, machine: OomScope): KillScope[] {
  const swapPages = swapPagesOf(sample, machine.pageBytes);
  const byCgroup = processesByCgroup(sample.processes);
  return sample.cgroups.flatMap((cgroup) => {
    const totalPages = cgroupTotalPages(
      cgroup,
      swapPages,
      machine.pageBytes,
      sample.settings?.swappiness ?? null,
    );
    if (totalPages === null) return [];
    const processes = membersOf(cgroup.path, byCgroup);
    const scope = { totalPages, pageBytes: machine.pageBytes };
    const outcome = cgroup.isKillDisabled === true ? 'waits' : outcomeOf('memcg', sample.settings);
    const notes = [...cgroupNotes(cgroup, sample, processes.length), ...outcomeNotes(outcome)];
    return [{ kind: 'memcg' as const, id: cgroup.path, scope, processes, cgroup, outcome, notes }];
  });
}

/**
 * What 1000 thousandths are at a cgroup's limit (mem_cgroup_get_max, and mem_cgroup_get_limit before it, in
 * mm/memcontrol.c): the limit and the swap that it may use. Version 1 bounds memory and swap together.
 *
 * @param swapPages swap of the machine
 * @param swappiness of the machine, which version 2 goes by; null: not known, taken for above 0
 * @returns null for a cgroup without a limit of its own; at least 1 otherwise
 */
export function cgroupTotalPages(
  cgroup: CgroupSample,
  swapPages: number,
  pageBytes: number,
  swappiness: number | null,
): number | null {
  const { limitBytes, version } = cgroup;
  if (limitBytes === null || limitBytes === 'unlimited') return null;
  const toPages = (bytes: number): number => Math.trunc(bytes / pageBytes);
  const limitPages = toPages(limitBytes);
  const usesSwap = (version === 1 ? cgroup.swappiness : swappiness) !== 0;
  const bound = version === 1 ? cgroup.memorySwapLimitBytes : cgroup.swapLimitBytes;
  const boundPages =
    bound === null || bound === 'unlimited'
      ? swapPages
      : Math.max(0, toPages(bound) - (version === 1 ? limitPages : 0));
  return Math.max(1, limitPages + (usesSwap ? Math.min(boundPages, swapPages) : 0));
}

function cgroupNotes(cgroup: CgroupSample, { processes }: ScopeSample, members: number): Message[] {
  const notes = [message('oom.note.cgroup-score')];
  if (cgroup.isGroupKilled === true) notes.push(message('oom.note.group'));
  if (members === 0 && processes.length > 0) notes.push(message('oom.note.members-unknown'));
  return notes;
}

function processesByCgroup(processes: readonly ProcessSample[]): ReadonlyMap<string, ProcessSample[]> {
  const members = new Map<string, ProcessSample[]>();
  for (const process of processes) {
    if (process.cgroup === null) continue;
    const siblings = members.get(process.cgroup);
    if (siblings === undefined) members.set(process.cgroup, [process]);
    else siblings.push(process);
  }
  return members;
}

/** Those of a cgroup and of all that are below it. */
function membersOf(path: string, byCgroup: ReadonlyMap<string, ProcessSample[]>): ProcessSample[] {
  return [...byCgroup].flatMap(([own, members]) => (isWithinCgroup(own, path) ? members : []));
}

function swapPagesOf({ memory }: ScopeSample, pageBytes: number): number {
  return Math.trunc((memory?.swapTotalBytes ?? 0) / pageBytes);
}

function nodeScopes(sample: ScopeSample, machine: OomScope): KillScope[] {
  const pagesByNode = pagesOfNodes(sample.zones, sample.host.kernel);
  if (pagesByNode.size < 2) return [];
  const { pageBytes } = machine;
  const swapPages = swapPagesOf(sample, pageBytes);
  const allowed = new Map(
    [...new Set(sample.processes.flatMap(({ memsAllowed }) => memsAllowed ?? []))].map(
      (list) => [list, parseNodeList(list) ?? []] as const,
    ),
  );
  const { generation } = generationOf(sample.host.kernel, sample.processes);
  const keepsForeign = generation.kind === 'heuristic' && generation.countsForeignNodes;
  const scopeOf = (kind: 'cpuset' | 'node', id: string, nodes: readonly number[]): KillScope => ({
    kind,
    id,
    scope: {
      totalPages: swapPages + nodes.reduce((sum, node) => sum + (pagesByNode.get(node) ?? 0), 0),
      pageBytes,
      nodes,
    },
    // Who may use one of the nodes is in question, wherever its memory lies.
    processes: sample.processes.filter(({ memsAllowed }) => {
      const own = memsAllowed === null ? null : (allowed.get(memsAllowed) ?? []);
      return keepsForeign || own === null || own.some((node) => nodes.includes(node));
    }),
    cgroup: null,
    outcome: outcomeOf(kind, sample.settings),
    notes: [
      message(kind === 'cpuset' ? 'oom.note.cpuset' : 'oom.note.node'),
      ...outcomeNotes(outcomeOf(kind, sample.settings)),
    ],
  });
  const cpusets = [...allowed]
    .filter(([, nodes]) => nodes.length > 0 && [...pagesByNode.keys()].some((node) => !nodes.includes(node)))
    .map(([list, nodes]) => scopeOf('cpuset', list, nodes));
  const named = new Set(cpusets.map(({ id }) => id));
  const single = [...pagesByNode.keys()].filter((node) => !named.has(String(node)));
  return [...cpusets, ...single.map((node) => scopeOf('node', String(node), [node]))];
}

/**
 * Pages of each node that has any (node_present_pages; node_spanned_pages, holes included, up to 5.3: constrained_alloc in
 * mm/oom_kill.c).
 */
function pagesOfNodes(zones: readonly Zone[], release: string | null): ReadonlyMap<number, number> {
  const version = parseKernelRelease(release);
  const isSpanned = version !== null && !isAtLeast(version, 5, 4);
  const pages = new Map<number, number>();
  for (const zone of zones) {
    const own = (isSpanned ? zone.spannedPages : zone.presentPages) ?? zone.managedPages ?? 0;
    if (own > 0) pages.set(zone.node, (pages.get(zone.node) ?? 0) + own);
  }
  return pages;
}
