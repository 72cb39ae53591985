import type { Message, ProcessSample } from '../model';
import { message } from '../model';
import { exemptionOf } from './badness';
import { isKernelThread } from './scoreScale';

/** A setting that somebody is about to make. */
export interface AdjProposal {
  readonly process: ProcessSample;
  /** In the scale that the process has: `oom_score_adj`, or `oom_adj` on kernels with nothing else. */
  readonly adj: number;
}

/** What a guard knows beside the proposal. */
export interface GuardContext {
  /** All processes of the sweep, the one in question too, as they are before the change. */
  readonly processes: readonly ProcessSample[];
  /** RAM and swap of the host. */
  readonly totalPages: number;
  /** By how much it grew between two sweeps; null: not known. */
  readonly grownPages: number | null;
}

/** From this share of all memory on, one that may not be killed is a risk by its size alone. */
const LARGE_RATIO = 0.1;
/** Growth between two sweeps that is no noise: this share of its own size. */
const GROWTH_RATIO = 0.02;
/** Less than this share of all memory in what may be killed is as good as nothing. */
const LITTLE_RATIO = 0.05;

/** Programs that start what people and jobs run: their children inherit the setting. */
const SPAWNERS = new Set([
  'sshd',
  'login',
  'systemd',
  'systemd-logind',
  'init',
  'cron',
  'crond',
  'atd',
  'agetty',
  'getty',
  'su',
  'sudo',
  'gdm',
  'lightdm',
  'xinetd',
  'inetd',
  'tmux: server',
  'screen',
  'dockerd',
  'containerd',
  'containerd-shim',
  'crio',
  'kubelet',
  'supervisord',
  'slurmd',
]);

/**
 * What is likely a slip in a proposed setting, each as a sentence. Empty: nothing is to be said against it.
 *
 * The scales are mixed up in the wild: -17 and 15 belong to `oom_adj`, -1000 to `oom_score_adj`
 * (Documentation/filesystems/proc.rst, "3.1 /proc/<pid>/oom_adj & /proc/<pid>/oom_score_adj").
 */
export function guardsOf({ process, adj }: AdjProposal, context: GuardContext): readonly Message[] {
  const hasOnlyOldScale = process.oomScoreAdj === null && process.oomAdj !== null;
  const before = process.oomScoreAdj ?? process.oomAdj ?? 0;
  const protects = hasOnlyOldScale ? adj === -17 : adj === -1000;
  return [
    ...(hasOnlyOldScale ? [] : wrongScale(adj, before)),
    ...(protects ? protectionGuards(process, context) : []),
  ];
}

/** Guards of numbers of the old scale, on the new one. A value that stands there already is nobody's slip now. */
export function wrongScale(adj: number, before: number): readonly Message[] {
  if (adj === before) return [];
  const params = { adj, sharePercent: Math.abs(adj) / 10 };
  if (adj === -17) return [message('guard.disable-of-old-scale', params)];
  if (adj >= -16 && adj <= -1) return [message('guard.old-scale-low', params)];
  return adj >= 15 && adj <= 17 ? [message('guard.old-scale-high', params)] : [];
}

function protectionGuards(process: ProcessSample, context: GuardContext): Message[] {
  const { processes, totalPages, grownPages } = context;
  const { comm, pid } = process;
  const usedPages = pagesOf(process);
  const guards: Message[] = [];
  if (grownPages !== null && grownPages > usedPages * GROWTH_RATIO)
    guards.push(message('guard.grower', { comm, pid }));
  else if (usedPages > totalPages * LARGE_RATIO) {
    guards.push(message('guard.large', { comm, pid, sharePercent: (usedPages * 100) / totalPages }));
  }
  if (isSpawner(process, processes)) guards.push(message('guard.spawner', { comm, pid }));
  const left = processes.filter((other) => other.pid !== pid && exemptionOf(other) === null);
  const leftPages = left.reduce((sum, other) => sum + pagesOf(other), 0);
  if (left.length === 0) guards.push(message('guard.nothing-left'));
  else if (leftPages < totalPages * LITTLE_RATIO && usedPages > leftPages) {
    guards.push(message('guard.little-left', { sharePercent: (leftPages * 100) / totalPages }));
  }
  return guards;
}

/** Debian's name for the unit of sshd. */
const SPAWNERS_BY_UNIT: Readonly<Record<string, string>> = { ssh: 'sshd' };

/**
 * The program behind a unit that starts what people and jobs run, by the unit's name: for one that has no processes now.
 *
 * @returns null where the unit's name is of no such program
 */
export function spawnerOfUnit(unit: string): string | null {
  const name = unit.replace(/(?:@.*)?\.service$/, '');
  const program = Object.hasOwn(SPAWNERS_BY_UNIT, name) ? (SPAWNERS_BY_UNIT[name] ?? name) : name;
  return SPAWNERS.has(program) ? program : null;
}

function isSpawner({ comm, pid, uid }: ProcessSample, processes: readonly ProcessSample[]): boolean {
  if (SPAWNERS.has(comm)) return true;
  // Whoever starts processes as another user starts them for somebody else.
  return processes.some(
    (child) =>
      child.ppid === pid && uid === 0 && child.uid !== null && child.uid !== uid && !isKernelThread(child),
  );
}

function pagesOf({ rssPages, swapPages }: ProcessSample): number {
  return rssPages + (swapPages ?? 0);
}
