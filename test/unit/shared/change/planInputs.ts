import type {
  AdjStep,
  ChangeItem,
  HostConfig,
  Message,
  PlanHost,
  PlanStep,
  ProcessSample,
  RestartStep,
  UnitAdjStep,
} from '../../../../src/shared/model';
import type {
  HostInspection,
  InspectedProcess,
  InspectedUnit,
} from '../../../../src/shared/change/inspection';
import { planHostOf } from '../../../../src/shared/change/plan';
import type { PlanHostInput, PlanSample } from '../../../../src/shared/change/planInput';
import { sshHost } from '../../../support/hostConfigs';
import { processWith, sampleWith } from '../oom/processes';

export const NOW_MS = 1_800_000_000_000;

/** A capability set that has everything, and one that has all but CAP_SYS_RESOURCE (bit 24). */
const ALL_CAPABILITIES = '000001ffffffffff';
export const NO_RESOURCE = '000001fffeffffff';
export const NO_CAPABILITIES = '0000000000000000';

/** What the host says of a process of the sweep when nothing has changed since. */
export function inspectedAs(process: ProcessSample, now: Partial<InspectedProcess> = {}): InspectedProcess {
  return {
    pid: process.pid,
    startTicks: process.startTicks ?? 0,
    asciiComm: process.comm,
    comm: process.comm,
    uid: process.uid,
    user: process.user,
    threads: 1,
    cgroup: process.cgroup,
    oomScore: process.oomScore,
    oomScoreAdj: process.oomScoreAdj,
    oomAdj: process.oomAdj,
    ...now,
  };
}

/** A service that runs, of which nobody has said anything about memory. */
export function unitWith(unit: string, wanted: Partial<InspectedUnit> = {}): InspectedUnit {
  return {
    unit,
    loadState: 'loaded',
    activeState: 'active',
    subState: 'running',
    description: null,
    result: 'success',
    restart: null,
    restartSeconds: null,
    oomScoreAdjust: 0,
    fragmentPath: `/usr/lib/systemd/system/${unit}`,
    dropInPaths: [],
    invocationId: '0123456789abcdef0123456789abcdef',
    controlGroup: `/system.slice/${unit}`,
    pids: [],
    dropInText: null,
    dropInChecksum: null,
    ...wanted,
  };
}

/** What root of a whole machine with systemd is told. */
export function inspectionWith(wanted: Partial<HostInspection> = {}): HostInspection {
  return {
    user: 'root',
    uid: 0,
    effectiveCapabilities: ALL_CAPABILITIES,
    sudo: 'not-asked',
    initSystem: 'systemd',
    processes: [],
    units: [],
    ...wanted,
  };
}

export interface MadeHost {
  readonly host?: Partial<HostConfig>;
  readonly processes?: readonly ProcessSample[];
  readonly kernel?: string | null;
  readonly sample?: Partial<PlanSample>;
  /** Null: the host was not asked. By default root's, with all processes as they are in the sweep. */
  readonly inspection?: Partial<HostInspection> | null;
  readonly input?: Partial<PlanHostInput>;
}

/** What a plan is made from, for a host of 400 MiB and 40 MiB of swap: 112,640 pages. */
export function inputWith(items: readonly ChangeItem[], made: MadeHost = {}): PlanHostInput {
  const processes = made.processes ?? [];
  const base = sampleWith({ processes });
  return {
    host: { ...sshHost('h1', 'db-01'), ...made.host },
    address: 'ops@db-01.example:22',
    bootId: 'b1',
    sample: {
      ...base,
      host: { ...base.host, ticksPerSecond: 100, kernel: made.kernel ?? '6.1.0' },
      ...made.sample,
    },
    sampledAtMs: NOW_MS,
    grownPages: new Map(),
    inspection:
      made.inspection === null
        ? null
        : inspectionWith({ processes: processes.map((process) => inspectedAs(process)), ...made.inspection }),
    unavailable: null,
    items,
    ...made.input,
  };
}

export function planWith(items: readonly ChangeItem[], made: MadeHost = {}): PlanHost {
  return planHostOf(inputWith(items, made), NOW_MS);
}

export function setAdj(
  { pid, startTicks }: ProcessSample,
  adj: number,
  scale: 'oom_score_adj' | 'oom_adj' = 'oom_score_adj',
): ChangeItem {
  return { kind: 'set-adj', hostId: 'h1', pid, startTicks: startTicks ?? 0, adj, scale };
}

export function setUnit(unit: string, adj: number, isAppliedNow = false): ChangeItem {
  return { kind: 'set-unit-adj', hostId: 'h1', unit, adj, isAppliedNow };
}

export function removeUnit(unit: string): ChangeItem {
  return { kind: 'remove-unit-adj', hostId: 'h1', unit };
}

export function restartUnit(unit: string): ChangeItem {
  return { kind: 'restart-unit', hostId: 'h1', unit };
}

/** A database that is large but not too large, and others that can be killed. */
export const DB = processWith({ pid: 10, comm: 'postgres', uid: 26, user: 'postgres', rssPages: 9_000 });
export const WEB = processWith({ pid: 20, comm: 'nginx', uid: 33, rssPages: 7_000 });
export const JOB = processWith({ pid: 30, comm: 'job', uid: 1000, rssPages: 5_000, startTicks: 6_000 });
export const THREE = [DB, WEB, JOB];

export function adjStepOf({ steps }: PlanHost, index = 0): AdjStep {
  const step = steps[index];
  if (step?.kind !== 'set-adj') throw new Error('There is no such step.');
  return step;
}

export function unitStepOf({ steps }: PlanHost, index = 0): UnitAdjStep {
  const step = steps[index];
  if (step?.kind !== 'set-unit-adj' && step?.kind !== 'remove-unit-adj')
    throw new Error('There is no such step.');
  return step;
}

export function restartStepOf({ steps }: PlanHost, index = 0): RestartStep {
  const step = steps[index];
  if (step?.kind !== 'restart-unit') throw new Error('There is no such step.');
  return step;
}

export function codesOf(messages: readonly Message[]): string[] {
  return messages.map(({ code }) => code);
}

export function blockOf(step: PlanStep | undefined): string | null {
  return step?.blocked?.code ?? null;
}
