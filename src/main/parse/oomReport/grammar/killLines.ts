/**
 * Who was chosen and who died (oom_kill_process, __oom_kill_process, oom_reap_task, out_of_memory in mm/oom_kill.c). To 5.0
 * these are two lines, since 5.1 one; the wording changed in 2.6.18, 2.6.24, 2.6.34, 2.6.36, 4.5, 5.1 and 5.4, and Red Hat puts
 * the user in between:
 *
 *     Out of memory: Kill process 3374 (chromium-browse) score 57 or sacrifice child
 *     Killed process 3374 (chromium-browse) total-vm:274432kB, anon-rss:115204kB, file-rss:2860kB
 */
import type { IncidentConstraint } from '../../../../shared/model';
import { countOf, kibOf, signedOf } from './amounts';
import type { KilledLine, KillReason, ReportEvent } from './reportEvent';

const REASON =
  /^(?:(Memory cgroup out of memory|Out of [Mm]emory|No available memory \(MPOL_BIND\)|No available memory in cpuset)( \(oom_kill_allocating_task\))?: ?)?/;

interface Reason {
  readonly reason: KillReason;
  readonly isAllocatingTask: boolean;
  readonly rest: string;
}

function reasonOf(text: string): Reason {
  const [whole = '', words, allocating] = REASON.exec(text) ?? [];
  return {
    reason: reasonByWords(words),
    isAllocatingTask: allocating !== undefined,
    rest: text.slice(whole.length),
  };
}

function reasonByWords(words: string | undefined): KillReason {
  if (words === undefined) return null;
  if (words.startsWith('Memory cgroup')) return 'memcg';
  if (words.endsWith('(MPOL_BIND)')) return 'memory-policy';
  return words.endsWith('cpuset') ? 'cpuset' : 'memory';
}

export function chosenEvent(text: string): ReportEvent | null {
  if (!text.includes('ill process ')) return null;
  const { rest, ...reason } = reasonOf(text);
  return sharingEvent(rest) ?? candidateEvent(rest, reason);
}

function sharingEvent(rest: string): ReportEvent | null {
  const [, digits, comm = ''] = /^[Kk]ill process (\d{1,10}) \((.*)\) sharing same memory/.exec(rest) ?? [];
  const pid = countOf(digits);
  return pid === null ? null : { kind: 'sharing', pid, comm };
}

function candidateEvent(rest: string, reason: Omit<Reason, 'rest'>): ReportEvent | null {
  const [, digits, comm, score] =
    /^[Kk]ill process (\d{1,10}) \((.*)\) (?:with )?score (-?\d{1,20})(?= |$)/.exec(rest) ??
    /^[Kk]ill process (\d{1,10}) \((.*)\)(?: |$)/.exec(rest) ??
    [];
  const pid = countOf(digits);
  return pid === null ? null : { kind: 'chosen', ...reason, pid, comm: comm ?? null, score: signedOf(score) };
}

/** `Killed process 42`, a user before the name, and what comes then. */
const KILLED = /^Killed process (\d{1,10})(?:, UID (\d{1,10}),)? (\(.*)$/;
/** Ends of a name, from the surest to the one that old kernels leave. */
const COMM_ENDS: readonly RegExp[] = [
  /^\((.*)\)[.,]?$/,
  /^\((.*)\),? (?:UID (\d{1,10}), )?(?:total-vm|vsz):/,
  /^\((.*)\), UID (\d{1,10})(?:,|$)/,
  /^\((.*)\)(?:[.,]|\s|$)/,
];

export function killedEvent(text: string): ReportEvent | null {
  if (!text.includes('Killed process ')) return null;
  const { rest, ...reason } = reasonOf(text);
  const [, digits, uidBefore, tail] = KILLED.exec(rest) ?? [];
  const pid = countOf(digits);
  if (pid === null || tail === undefined) return null;
  const [, comm = null, uidBehind] =
    COMM_ENDS.map((end) => end.exec(tail)).find((match) => match !== null) ?? [];
  // The numbers are behind the name: one that imitates them must not be read as them.
  const numbers = comm === null ? '' : tail.slice(comm.length + 2);
  const uid = countOf(uidBefore ?? uidBehind);
  return { kind: 'killed', ...reason, pid, comm, ...sizesOf(numbers, uid) };
}

type KilledSizes = Omit<KilledLine, 'reason' | 'isAllocatingTask' | 'pid' | 'comm'>;

function sizesOf(numbers: string, uid: number | null): KilledSizes {
  const size = (pattern: RegExp): number | null => kibOf(pattern.exec(numbers)?.[1]);
  return {
    uid: uid ?? countOf(/\bUID:(\d{1,10})(?!\d)/.exec(numbers)?.[1]),
    totalVmBytes: size(/\b(?:total-vm|vsz):(\d{1,20})kB/),
    anonRssBytes: size(/\banon-rss:(\d{1,20})kB/),
    fileRssBytes: size(/\bfile-rss:(\d{1,20})kB/),
    shmemRssBytes: size(/\bshmem-rss:(\d{1,20})kB/),
    pageTableBytes: size(/\bpgtables:(\d{1,20})kB/),
    oomScoreAdj: signedOf(/\boom_score_adj:(-?\d{1,5})(?!\d)/.exec(numbers)?.[1]),
  };
}

export function reaperEvent(text: string): ReportEvent | null {
  const reaped = countOf(/^oom_reaper: reaped process (\d{1,10}) \(/.exec(text)?.[1]);
  if (reaped !== null) return { kind: 'reaped', pid: reaped };
  const [, digits, comm] = /^oom_reaper: unable to reap pid:(\d{1,10})(?: \((.*)\))?/.exec(text) ?? [];
  const pid = countOf(digits);
  if (pid !== null) return { kind: 'reap-failed', pid, comm: comm ?? null };
  return /^oom killer \d+ \(.*\) has mm pinned by /.test(text) ? { kind: 'note' } : null;
}

export function exitingEvent(text: string): ReportEvent | null {
  const [, digits, comm] =
    /OOM victim (\d{1,10}) \((.*)\) is already exiting\. Skip killing the task/.exec(text) ?? [];
  const pid = countOf(digits);
  return pid === null || comm === undefined ? null : { kind: 'exiting', pid, comm };
}

const PANIC = /^(?:Kernel panic - not syncing: ?)/;

/** Panics over memory, and what is said where nothing can be killed. */
export function panicEvent(text: string): ReportEvent | null {
  const isPanic = PANIC.test(text);
  const words = text.replace(PANIC, '').toLowerCase();
  if (/^out of memory[:.] system-wide panic_on_oom is enabled/.test(words)) {
    return { kind: 'panic', panicOnOom: 'enabled', isPanic };
  }
  if (/^out of memory[:.] compulsory panic_on_oom is /.test(words)) {
    return { kind: 'panic', panicOnOom: 'compulsory', isPanic };
  }
  if (/^out of memory(?: from page fault)?\. panic_on_oom is selected/.test(words)) {
    return { kind: 'panic', panicOnOom: 'enabled', isPanic };
  }
  if (/out of memory and no killable processes/.test(words)) return { kind: 'nothing-killable', isPanic };
  if (words.startsWith('system is deadlocked on memory')) return { kind: 'nothing-killable', isPanic: true };
  if (/^would have oom-killed but /.test(words)) return { kind: 'disabled' };
  return /^oom kill occurred on an x86_64 numa system/.test(words) ? { kind: 'note' } : null;
}

const CONSTRAINTS: Readonly<Record<string, IncidentConstraint>> = {
  CONSTRAINT_NONE: 'none',
  CONSTRAINT_CPUSET: 'cpuset',
  CONSTRAINT_MEMORY_POLICY: 'memory-policy',
  CONSTRAINT_MEMCG: 'memcg',
};

/** Paths and names may hold commas and even the line's own keys, so it is read from its ends. */
export function constraintEvent(text: string): ReportEvent | null {
  if (!text.startsWith('oom-kill:constraint=')) return null;
  const word = /^oom-kill:constraint=(CONSTRAINT_[A-Z_]+),/.exec(text)?.[1] ?? '';
  const nodemask = /,nodemask=(\(null\)|[\d,-]+?),cpuset=/.exec(text)?.[1] ?? '(null)';
  const [, cpuset = null, memsAllowed = null] =
    /,cpuset=(.*?),mems_allowed=([\d,-]*),(?:global_oom|oom_memcg=)/.exec(text) ?? [];
  return {
    kind: 'constraint',
    constraint: CONSTRAINTS[word] ?? null,
    nodemask: nodemask === '(null)' ? null : nodemask,
    cpuset,
    memsAllowed,
    oomMemcg: memcgIn(text),
    ...taskIn(text),
  };
}

function memcgIn(text: string): string | null {
  return /,mems_allowed=[\d,-]*,oom_memcg=(.*?),task_memcg=/.exec(text)?.[1] ?? null;
}

function taskIn(text: string): {
  taskMemcg: string | null;
  comm: string | null;
  pid: number | null;
  uid: number | null;
} {
  const end = /,pid=(\d{1,10}),uid=(\d{1,10})\s*$/.exec(text);
  const start = text.indexOf(',task_memcg=');
  const nothing = { taskMemcg: null, comm: null, pid: countOf(end?.[1]), uid: countOf(end?.[2]) };
  if (end === null || start === -1) return nothing;
  const between = text.slice(start + ',task_memcg='.length, end.index);
  const at = between.lastIndexOf(',task=');
  return at === -1
    ? nothing
    : { ...nothing, taskMemcg: between.slice(0, at), comm: between.slice(at + ',task='.length) };
}
