import type { Message, PlanAccount, ProcessSample } from '../model';
import { message } from '../model';
import { CAP_DAC_OVERRIDE, CAP_SYS_RESOURCE, hasCapability } from '../oom/capabilities';
import { parseKernelRelease, type KernelRelease } from '../oom/kernelRelease';
import type { HostInspection, InspectedProcess, InspectedUnit } from './inspection';
import type { PlanHostInput } from './planInput';

/** What is known of a host when a plan is made: the sample, with what the host itself said just now put over it. */
export interface HostFacts {
  readonly input: PlanHostInput;
  readonly nowMs: number;
  readonly kernel: string | null;
  readonly version: KernelRelease | null;
  /** Those of the sweep; who was asked for has the values of now. */
  readonly processes: readonly ProcessSample[];
  readonly sampled: ReadonlyMap<number, ProcessSample>;
  readonly children: ReadonlyMap<number, readonly ProcessSample[]>;
  readonly inspected: ReadonlyMap<number, InspectedProcess>;
  readonly units: ReadonlyMap<string, InspectedUnit>;
  /** Whether the account has what writing takes; root is taken to have it where the host did not say. */
  readonly isRoot: boolean;
  readonly hasResource: boolean;
  readonly opensForeignFiles: boolean;
}

/** Puts together what is known of a host. */
export function hostFactsOf(input: PlanHostInput, nowMs: number): HostFacts {
  const { sample, inspection } = input;
  const kernel = sample?.host.kernel ?? null;
  const inspected = new Map(inspection?.processes.map((process) => [process.pid, process]));
  const processes = (sample?.processes ?? []).flatMap((process) => {
    const now = inspected.get(process.pid);
    if (now === undefined) return process;
    // Another process has the pid now, so this one is dead.
    return now.startTicks === startTicksOf(process) ? withValuesOf(process, now) : [];
  });
  const capabilities = inspection?.effectiveCapabilities ?? null;
  const isRoot = isRootAccount(inspection);
  return {
    input,
    nowMs,
    kernel,
    version: parseKernelRelease(kernel),
    processes,
    sampled: new Map(processes.map((process) => [process.pid, process])),
    children: childrenByParent(processes),
    inspected,
    units: new Map(inspection?.units.map((unit) => [unit.unit, unit])),
    isRoot,
    hasResource: hasCapability(capabilities, CAP_SYS_RESOURCE) ?? isRoot,
    opensForeignFiles: hasCapability(capabilities, CAP_DAC_OVERRIDE) ?? isRoot,
  };
}

/** The account as a plan shows it. */
export function accountOf(inspection: HostInspection): PlanAccount {
  const { user, uid, sudo, effectiveCapabilities } = inspection;
  return { user, uid, sudo, hasResourceCapability: hasCapability(effectiveCapabilities, CAP_SYS_RESOURCE) };
}

/** 0 stands for a start time that was not read, as in `processKey`. */
function startTicksOf({ startTicks }: ProcessSample): number {
  return startTicks ?? 0;
}

function isRootAccount(inspection: HostInspection | null): boolean {
  if (inspection === null) return false;
  return inspection.uid === null ? inspection.user === 'root' : inspection.uid === 0;
}

/** What the host said last counts; what it did not say stays. */
function withValuesOf(process: ProcessSample, now: InspectedProcess): ProcessSample {
  return {
    ...process,
    comm: now.comm,
    uid: now.uid ?? process.uid,
    user: now.user ?? process.user,
    cgroup: now.cgroup ?? process.cgroup,
    oomScore: now.oomScore ?? process.oomScore,
    oomScoreAdj: now.oomScoreAdj ?? process.oomScoreAdj,
    oomAdj: now.oomAdj ?? process.oomAdj,
  };
}

function childrenByParent(processes: readonly ProcessSample[]): Map<number, ProcessSample[]> {
  const children = new Map<number, ProcessSample[]>();
  for (const process of processes) {
    const siblings = children.get(process.ppid);
    if (siblings === undefined) children.set(process.ppid, [process]);
    else siblings.push(process);
  }
  return children;
}

/** A process that a step is about, and why it cannot be changed. */
export interface Subject {
  readonly process: ProcessSample;
  /** Whether it is in the sweep, so that it can be ranked. */
  readonly isSampled: boolean;
  readonly threads: number | null;
  readonly blocked: Message | null;
}

/**
 * Finds the process that an item means; what is known of it is shown even where it is gone.
 *
 * @param wasAsked whether the host was asked for it; a unit's processes are known from the sweep where it was not
 */
export function subjectOf(
  facts: HostFacts,
  { pid, startTicks }: { readonly pid: number; readonly startTicks: number },
  wasAsked: boolean,
): Subject {
  const known = facts.sampled.get(pid);
  const process = known !== undefined && startTicksOf(known) === startTicks ? known : undefined;
  const now = facts.inspected.get(pid);
  const isSilent = now === undefined && facts.input.inspection !== null && wasAsked;
  const isGone = isSilent || (now === undefined && process === undefined);
  return {
    process: process ?? standIn(pid, startTicks, now),
    isSampled: process !== undefined,
    threads: now?.startTicks === startTicks ? now.threads : null,
    blocked: isGone ? message('plan.blocked.gone', { pid }) : takenOver(startTicks, now),
  };
}

function takenOver(startTicks: number, now: InspectedProcess | undefined): Message | null {
  if (now === undefined || now.startTicks === startTicks) return null;
  return message('plan.blocked.another-process', { pid: now.pid, comm: now.comm });
}

/** What is known of a process that no sweep has seen: nothing. */
const UNSEEN: Omit<ProcessSample, 'pid' | 'startTicks'> = {
  ppid: 0,
  uid: null,
  user: null,
  comm: '',
  commandLine: null,
  state: null,
  nice: null,
  cpuTicks: null,
  vsizeBytes: null,
  rssPages: 0,
  rssAnonPages: null,
  rssFilePages: null,
  rssShmemPages: null,
  swapPages: null,
  pageTableBytes: null,
  effectiveCapabilities: null,
  oomScore: null,
  oomScoreAdj: null,
  oomAdj: null,
  cgroup: null,
  memsAllowed: null,
};

/** A process of which no sweep knows: only what the host said of it. */
function standIn(pid: number, startTicks: number, now: InspectedProcess | undefined): ProcessSample {
  const unseen = { ...UNSEEN, pid, startTicks };
  return now?.startTicks === startTicks ? withValuesOf(unseen, now) : unseen;
}
