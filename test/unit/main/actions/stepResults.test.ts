import { describe, expect, it } from 'vitest';
import type { WrittenStep } from '../../../../src/main/actions/hostHands';
import { StepResults } from '../../../../src/main/actions/stepResults';
import type { HostInspection, InspectedUnit } from '../../../../src/shared/change/inspection';
import { renderMessage } from '../../../../src/shared/messages/renderMessage';
import type { AdjStep, PlanHost, PlanStep, RestartStep, UnitAdjStep } from '../../../../src/shared/model';

const COMMON = { id: '1.1', blocked: null, guards: [], notes: [], right: null, needsPrivilege: false };
const UNIT = 'web.service';
const HEADING = '# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.';

const ADJ: AdjStep = {
  ...COMMON,
  kind: 'set-adj',
  process: {
    pid: 7,
    startTicks: 700,
    startedAtMs: null,
    comm: 'näme',
    commandLine: null,
    user: null,
    uid: null,
    cgroup: null,
    unit: null,
    threads: null,
    children: [],
    childCount: 0,
  },
  file: 'oom_adj',
  before: 0,
  after: -5,
  mapping: null,
  placeBefore: null,
  placeAfter: null,
  scoreBefore: null,
};

function unitStep(kind: UnitAdjStep['kind'], before: string | null, after: number | null): UnitAdjStep {
  const old = before === null ? [] : before.split('\n').map((text) => ({ kind: 'removed' as const, text }));
  return { ...COMMON, kind, unit: UNIT, path: '', diff: old, before: 0, after, files: [] };
}

const SET = unitStep('set-unit-adj', null, -300);
const RESET = unitStep('set-unit-adj', `${HEADING}\n[Service]\nOOMScoreAdjust=100`, -300);
const REMOVE = unitStep('remove-unit-adj', `${HEADING}\n[Service]\nOOMScoreAdjust=100`, null);
const RESTART: RestartStep = {
  ...COMMON,
  kind: 'restart-unit',
  unit: UNIT,
  description: null,
  activeState: 'failed',
  subState: 'failed',
  lastResult: 'oom-kill',
  restartPolicy: 'no',
  restartDelaySeconds: null,
};

function results(over: Partial<PlanHost> = {}): StepResults {
  const host: PlanHost = {
    hostId: 'web',
    hostName: 'web-01',
    address: null,
    kernel: null,
    bootId: null,
    account: { user: 'ops', uid: 1000, hasResourceCapability: false, sudo: 'not-asked' },
    privilege: 'none',
    blocked: null,
    notes: [],
    steps: [],
    effect: null,
    command: null,
    ...over,
  };
  return new StepResults(host, () => 5);
}

function inspection(
  unit: Partial<InspectedUnit> | null,
  processes: HostInspection['processes'] = [],
): HostInspection {
  const found: InspectedUnit = {
    unit: UNIT,
    loadState: 'loaded',
    activeState: 'active',
    subState: 'running',
    description: null,
    result: 'success',
    restart: 'no',
    restartSeconds: null,
    oomScoreAdjust: 0,
    fragmentPath: null,
    dropInPaths: [],
    invocationId: 'a'.repeat(32),
    controlGroup: null,
    pids: [],
    dropInText: null,
    dropInChecksum: null,
    ...unit,
  };
  return {
    user: 'ops',
    uid: 1000,
    effectiveCapabilities: null,
    sudo: 'not-asked',
    initSystem: 'systemd',
    processes,
    units: unit === null ? [] : [found],
  };
}

/** A drop-in as the program writes it. */
function dropIn(adj: number): string {
  return `${HEADING}\n[Service]\nOOMScoreAdjust=${String(adj)}\n`;
}

describe('what reading again says of a unit', () => {
  it.each<[string, PlanStep, Partial<InspectedUnit> | null, string]>([
    [
      'the new drop-in, which systemd has read',
      SET,
      { dropInText: dropIn(-300), oomScoreAdjust: -300 },
      'done',
    ],
    ['the new drop-in, which systemd has not read', SET, { dropInText: dropIn(-300) }, 'not-kept'],
    ['no drop-in', SET, {}, 'not-written'],
    ['another drop-in', SET, { dropInText: dropIn(5) }, 'changed-meanwhile'],
    ['the old drop-in', RESET, { dropInText: dropIn(100) }, 'not-written'],
    ['none of both', RESET, { dropInText: null }, 'changed-meanwhile'],
    ['no unit', SET, null, 'unknown'],
    ['the drop-in taken away', REMOVE, { dropInText: null }, 'done'],
    ['the drop-in in place', REMOVE, { dropInText: dropIn(100) }, 'not-written'],
    ['somebody else’s drop-in', REMOVE, { dropInText: '[Service]\n' }, 'changed-meanwhile'],
    ['another start', RESTART, { invocationId: 'b'.repeat(32) }, 'done'],
    ['another start that failed', RESTART, { invocationId: 'b'.repeat(32), activeState: 'failed' }, 'failed'],
    ['the same start', RESTART, {}, 'not-written'],
    ['a systemd that does not name starts', RESTART, { invocationId: null }, 'unknown'],
  ])('%s', (_name, step, found, outcome) => {
    const result = results().readAgain(step, inspection(found), inspection({}));
    expect(result).toMatchObject({ outcome, wasReadAgain: true, atMs: 5 });
    for (const language of ['en', 'zh-CN'] as const) {
      expect(renderMessage(result.sentence, language)).not.toMatch(/[{}]|change\.outcome/);
    }
  });

  it('does not call a restart done of which nothing is known from before', () => {
    const again = inspection({ invocationId: 'b'.repeat(32) });
    expect(results().readAgain(RESTART, again, null)).toMatchObject({ outcome: 'unknown' });
  });
});

describe('what reading again says of a process of an old kernel', () => {
  it.each([
    [-5, 'done'],
    [0, 'not-written'],
    [3, 'changed-meanwhile'],
    [null, 'unknown'],
  ] as const)('oom_adj %j', (oomAdj, outcome) => {
    const now = inspection(null, [
      {
        pid: 7,
        startTicks: 700,
        // The name as both sides compare it: without what is not ASCII.
        asciiComm: 'nme',
        comm: 'näme',
        uid: 0,
        user: null,
        threads: null,
        cgroup: null,
        oomScore: 12,
        oomScoreAdj: -294,
        oomAdj,
      },
    ]);
    expect(results().readAgain(ADJ, now, null)).toMatchObject({ outcome, value: oomAdj });
  });
});

describe('a sentence for what a host says', () => {
  const said = (step: PlanStep, outcome: WrittenStep['outcome'], host: Partial<PlanHost> = {}): string =>
    results(host).ofWritten(step, { index: 0, outcome, value: null, score: null, detail: 'detail' }).sentence
      .code;

  it.each<[PlanStep, Partial<PlanHost>, string]>([
    [ADJ, {}, 'adj-lowering'],
    [{ ...ADJ, after: 5 }, {}, 'adj-raising'],
    [ADJ, { privilege: 'sudo' }, 'adj-root'],
    [ADJ, { account: { user: 'root', uid: 0, hasResourceCapability: false, sudo: 'not-asked' } }, 'adj-root'],
    [SET, {}, 'drop-in'],
    [REMOVE, { privilege: 'sudo-password' }, 'removal-root'],
    [RESTART, {}, 'restart'],
  ])('of who may not %#', (step, host, about) => {
    expect(said(step, 'denied', host)).toBe(`change.outcome.denied.${about}`);
  });

  it.each(['done', 'already', 'gone', 'another-process', 'changed-meanwhile', 'not-kept', 'failed'] as const)(
    'is there for each step, even for %s where it makes no sense',
    (outcome) => {
      for (const step of [ADJ, SET, REMOVE, RESTART]) {
        const { sentence } = results().ofWritten(step, { index: 0, outcome, value: 1, score: 2, detail: '' });
        for (const language of ['en', 'zh-CN'] as const) {
          expect(renderMessage(sentence, language)).not.toMatch(/[{}]|change\.outcome/);
        }
      }
    },
  );

  it.each([
    ['needs-password', 'sudo', 'sudo-needs-password'],
    ['needs-password', 'sudo-password', 'sudo-wrong-password'],
    ['refused', 'sudo', 'sudo-refused'],
    ['missing', 'sudo', 'sudo-missing'],
  ] as const)('of sudo that says %s to %s', (answer, privilege, about) => {
    const result = results({ privilege }).withoutSudo(ADJ, { kind: 'no-sudo', answer, detail: '' });
    expect(result).toMatchObject({ outcome: 'denied', sentence: { code: `change.outcome.denied.${about}` } });
  });

  it.each([
    ['done', 500],
    ['done', null],
    ['already', 500],
  ] as const)('of a host that says %s and has read %j believes nothing', (outcome, value) => {
    const result = results().ofWritten(ADJ, { index: 0, outcome, value, score: null, detail: '' });
    expect(result).toMatchObject({
      outcome: 'failed',
      value,
      sentence: {
        code: 'change.outcome.unexpected',
        params: { detail: `${outcome} ${String(value ?? '–')}` },
      },
    });
  });

  it('of a process that became another program while it was written', () => {
    const written: WrittenStep = { index: 0, outcome: 'another-process', value: -5, score: 1, detail: 'sh' };
    expect(results().ofWritten(ADJ, written).sentence.code).toBe(
      'change.outcome.another-process.adj-written',
    );
  });
});
