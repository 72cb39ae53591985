import type { AdjStep, Message, PlannedProcess, ProcessSample } from '../model';
import { message } from '../model';
import { adjRangeOf, rightToWrite, type AdjRange } from '../oom/adjRights';
import { isAtLeast } from '../oom/kernelRelease';
import { adjOfScoreAdj, scoreAdjOfAdj } from '../oom/oomAdj';
import { isKernelThread } from '../oom/scoreScale';
import { ownerOf } from '../replay/explanation/owner';
import { abilityToWrite, type StepDraft } from './ability';
import { subjectOf, type HostFacts, type Subject } from './hostFacts';
import { lastingOf } from './lasting';
import type { WantedAdj } from './wanted';

const SHOWN_CHILDREN = 5;

/** A step that sets the knob of one process, before guards and places are known. */
export function adjDraftOf(facts: HostFacts, wanted: WantedAdj, id: string): StepDraft {
  const subject = subjectOf(facts, wanted, wanted.ofUnit === null);
  const { process } = subject;
  const before = process.oomScoreAdj ?? process.oomAdj;
  const range = adjRangeOf(process, facts.kernel);
  const target = targetOf(wanted, range);
  const blocked = subject.blocked ?? untouchable(process) ?? refusedValue(before, target, range);
  const right = blocked === null ? rightToWrite(process, target.after, facts.kernel) : null;
  const ability = abilityToWrite(facts, process, right, target.after);
  const step: AdjStep = {
    kind: 'set-adj',
    id,
    blocked,
    guards: [],
    notes: blocked === null ? notesOf(facts, subject, target) : [],
    right,
    needsPrivilege: ability === 'unlikely' || ability === 'cannot',
    process: plannedProcessOf(facts, subject),
    file: range.file,
    // Where nothing is known that stands there, the step is blocked: it shows no change.
    before: before ?? target.after,
    after: target.after,
    mapping: target.mapping,
    placeBefore: null,
    placeAfter: null,
    scoreBefore: process.oomScore,
  };
  return { step, process, ability };
}

interface Target {
  readonly after: number;
  readonly mapping: AdjStep['mapping'];
  /** Null: it is none of the scale that it was given in. */
  readonly given: { readonly adj: number; readonly isInScale: boolean };
}

/** The value in the scale of the file that is written; see `oomAdj` for the rules of the kernel. */
function targetOf({ adj, scale }: WantedAdj, { file }: AdjRange): Target {
  const [min, max] = scale === 'oom_adj' ? [-17, 15] : [-1000, 1000];
  const given = { adj, isInScale: Number.isInteger(adj) && adj >= min && adj <= max };
  if (scale === file || !given.isInScale) return { after: adj, mapping: null, given };
  // A kernel with only the old knob never stored the new one; this is how those that had both turned one into the other.
  const after = scale === 'oom_adj' ? scoreAdjOfAdj(adj) : adjOfScoreAdj(adj, 'stored');
  const mapping =
    scale === 'oom_adj' ? { oomScoreAdj: after, oomAdj: adj } : { oomScoreAdj: adj, oomAdj: after };
  return { after, mapping, given };
}

/** Processes that the OOM killer leaves alone whatever they are set to, and those that have ended. */
function untouchable(process: ProcessSample): Message | null {
  const { pid, comm, state } = process;
  if (pid === 1) return message('plan.blocked.init');
  if (isKernelThread(process)) return message('plan.blocked.kernel-thread', { comm, pid });
  return state === 'Z' || state === 'X' ? message('plan.blocked.gone', { pid }) : null;
}

function refusedValue(before: number | null, { after, given }: Target, range: AdjRange): Message | null {
  const { min, max, file } = range;
  if (before === null) return message('plan.blocked.no-knob');
  if (!given.isInScale || after < min || after > max)
    return message('plan.blocked.range', { adj: given.isInScale ? after : given.adj, min, max, file });
  return after === before ? message('plan.blocked.already', { adj: after, file }) : null;
}

function notesOf(facts: HostFacts, subject: Subject, { after, mapping }: Target): Message[] {
  const { process, threads, isSampled } = subject;
  const file = adjRangeOf(process, facts.kernel).file;
  const notes: Message[] = [];
  if (mapping !== null)
    notes.push(message(file === 'oom_adj' ? 'plan.note.to-old-scale' : 'plan.note.to-new-scale', mapping));
  if (threads !== null && threads > 1) notes.push(message(threadCodeOf(facts), { threads }));
  const children = childrenOf(facts, subject);
  if (children.length > 0) {
    const names = children.slice(0, SHOWN_CHILDREN).map(({ comm, pid }) => `${comm} (${String(pid)})`);
    const code = children.length > SHOWN_CHILDREN ? 'plan.note.many-children' : 'plan.note.children';
    notes.push(message(code, { count: children.length, names: names.join(', ') }));
  }
  if (!isSampled) notes.push(message('plan.note.not-in-sweep'));
  if (isMadeToLast(facts, process)) return notes;
  const initSystem = facts.input.inspection?.initSystem ?? null;
  return [...notes, lastingOf(process.cgroup, { initSystem, adj: after, file })];
}

/** Children are known from the sweep only; of another process that had the pid there they are none. */
function childrenOf({ children }: HostFacts, { process, isSampled }: Subject): readonly ProcessSample[] {
  return isSampled ? (children.get(process.pid) ?? []) : [];
}

/** Whether the plan has the unit of the process as well. */
function isMadeToLast({ input }: HostFacts, { cgroup }: ProcessSample): boolean {
  const owner = ownerOf(cgroup);
  if (owner?.kind !== 'unit' || owner.isUser) return false;
  return input.items.some((item) => item.kind === 'set-unit-adj' && item.unit === owner.unit);
}

/** One knob a process since 2.6.32 (fs/proc/base.c, struct signal_struct); before that each thread had its own. */
function threadCodeOf({ version }: HostFacts): string {
  return version !== null && !isAtLeast(version, 2, 6, 32) ? 'plan.note.each-thread' : 'plan.note.threads';
}

function plannedProcessOf(facts: HostFacts, subject: Subject): PlannedProcess {
  const { process, threads } = subject;
  const owner = ownerOf(process.cgroup);
  const children = childrenOf(facts, subject);
  return {
    pid: process.pid,
    startTicks: process.startTicks ?? 0,
    startedAtMs: startedAtMsOf(facts, process),
    comm: process.comm,
    commandLine: process.commandLine,
    user: process.user,
    uid: process.uid,
    cgroup: process.cgroup,
    unit: owner?.kind === 'unit' ? owner.unit : null,
    threads,
    children: children
      .slice(0, SHOWN_CHILDREN)
      .map(({ pid, comm, oomScoreAdj, oomAdj }) => ({ pid, comm, adj: oomScoreAdj ?? oomAdj })),
    childCount: children.length,
  };
}

function startedAtMsOf({ input }: HostFacts, { startTicks }: ProcessSample): number | null {
  const { sample, sampledAtMs } = input;
  const ticksPerSecond = sample?.host.ticksPerSecond ?? null;
  if (sample === null || sampledAtMs === null || ticksPerSecond === null || startTicks === null) return null;
  return Math.round(sampledAtMs - (sample.at.uptimeSeconds - startTicks / ticksPerSecond) * 1000);
}
