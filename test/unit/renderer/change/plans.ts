import type {
  AdjStep,
  ChangePlan,
  ChangeRun,
  PlanEffect,
  PlanHost,
  PlannedProcess,
  RankedProcess,
  RestartStep,
  RunHost,
  StepResult,
  UnitAdjStep,
} from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';

export const NOW_MS = Date.UTC(2026, 10, 25, 12);

export function processWith(changes: Partial<PlannedProcess> = {}): PlannedProcess {
  return {
    pid: 1234,
    startTicks: 77_000,
    startedAtMs: NOW_MS - 3_600_000,
    comm: 'mysqld',
    commandLine: '/usr/sbin/mysqld --defaults-file=/etc/my.cnf',
    user: 'mysql',
    uid: 27,
    cgroup: '/system.slice/mysqld.service',
    unit: 'mysqld.service',
    threads: 38,
    children: [],
    childCount: 0,
    ...changes,
  };
}

const PLAIN_STEP = { blocked: null, guards: [], notes: [], right: null, needsPrivilege: false };

export function adjStep(changes: Partial<AdjStep> = {}): AdjStep {
  return {
    ...PLAIN_STEP,
    kind: 'set-adj',
    id: 's1',
    process: processWith(),
    file: 'oom_score_adj',
    before: 0,
    after: -500,
    mapping: null,
    placeBefore: 1,
    placeAfter: 4,
    scoreBefore: 812,
    ...changes,
  };
}

export function unitStep(changes: Partial<UnitAdjStep> = {}): UnitAdjStep {
  return {
    ...PLAIN_STEP,
    kind: 'set-unit-adj',
    id: 'u1',
    unit: 'mysqld.service',
    path: '/etc/systemd/system/mysqld.service.d/90-lowmark-oom.conf',
    diff: [
      { kind: 'same', text: '[Service]' },
      { kind: 'removed', text: 'OOMScoreAdjust=-100' },
      { kind: 'added', text: 'OOMScoreAdjust=-500' },
    ],
    before: -100,
    after: -500,
    files: ['/lib/systemd/system/mysqld.service'],
    ...changes,
  };
}

export function restartStep(changes: Partial<RestartStep> = {}): RestartStep {
  return {
    ...PLAIN_STEP,
    kind: 'restart-unit',
    id: 'r1',
    unit: 'mysqld.service',
    description: 'MySQL Server',
    activeState: 'failed',
    subState: 'failed',
    lastResult: 'oom-kill',
    restartPolicy: 'on-failure',
    restartDelaySeconds: 5,
    ...changes,
  };
}

export function ranked(
  pid: number,
  comm: string,
  place: number | null,
  changes: Partial<RankedProcess> = {},
): RankedProcess {
  return {
    pid,
    comm,
    place,
    adj: 0,
    normalisedPermille: 100,
    usedBytes: 1024 ** 3,
    isChanged: false,
    ...changes,
  };
}

export const EFFECT: PlanEffect = {
  before: [ranked(1234, 'mysqld', 1, { isChanged: true }), ranked(7, 'redis', 2), ranked(8, 'nginx', 3)],
  after: [
    ranked(7, 'redis', 1),
    ranked(8, 'nginx', 2),
    ranked(1234, 'mysqld', 3, { adj: -500, isChanged: true }),
  ],
  victimBefore: ranked(1234, 'mysqld', 1),
  victimAfter: ranked(7, 'redis', 1),
};

export function hostWith(changes: Partial<PlanHost> = {}): PlanHost {
  return {
    hostId: 'h1',
    hostName: 'db-02',
    address: '10.0.0.2',
    kernel: '6.1.0-49-amd64',
    bootId: null,
    account: { user: 'ops', uid: 1001, hasResourceCapability: false, sudo: 'works' },
    privilege: 'sudo',
    blocked: null,
    notes: [],
    steps: [adjStep()],
    effect: EFFECT,
    command: `sudo -n -- sh -c "$lowmark_program" lowmark adj 1234 77000 mysqld oom_score_adj 0 -500`,
    ...changes,
  };
}

export function planWith(changes: Partial<ChangePlan> = {}): ChangePlan {
  return {
    id: 'plan-1',
    origin: { kind: 'process' },
    madeAtMs: NOW_MS,
    expiresAtMs: NOW_MS + 120_000,
    hosts: [hostWith()],
    confirmation: { kind: 'click' },
    program: '# the fixed program\nset -u\n',
    ...changes,
  };
}

export function resultWith(changes: Partial<StepResult> = {}): StepResult {
  return {
    stepId: 's1',
    outcome: 'done',
    sentence: message('change.outcome.done.adj', {
      comm: 'mysqld',
      pid: 1234,
      host: 'db-02',
      file: 'oom_score_adj',
      value: -500,
      before: 0,
    }),
    value: -500,
    score: 312,
    wasReadAgain: false,
    atMs: NOW_MS,
    ...changes,
  };
}

export function runHostWith(changes: Partial<RunHost> = {}): RunHost {
  return { hostId: 'h1', hostName: 'db-02', state: 'done', results: [resultWith()], ...changes };
}

export function runWith(changes: Partial<ChangeRun> = {}): ChangeRun {
  return {
    id: 'run-1',
    planId: 'plan-1',
    origin: { kind: 'process' },
    startedAtMs: NOW_MS,
    endedAtMs: NOW_MS + 500,
    hosts: [runHostWith()],
    ...changes,
  };
}
