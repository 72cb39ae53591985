import { describe, expect, it } from 'vitest';
import type { DriftFinding, NextVictim, SurveyedProcess } from '../../../../src/shared/model';
import { en } from '../../../../src/shared/messages/en';
import { renderMessage } from '../../../../src/shared/messages/renderMessage';
import { driftOf, MOST_FINDINGS } from '../../../../src/shared/policy/drift';
import { DATABASES, HOST, policyOf, processOf, ruleOf, serviceOf, surveyOf, unitOf } from './surveys';

const MYSQLD = 'mysqld.service';

function victim(pid: number, comm: string): NextVictim {
  return {
    pid,
    comm,
    user: null,
    commandLine: null,
    normalisedPermille: 400,
    kernelScore: 900,
    oomScoreAdj: 0,
    usedBytes: 1,
    isTied: false,
  };
}

/** The parts that say what was found. */
function shortOf({
  process,
  liveAdj,
  unitAdj,
  isLiveWrong,
  isUnitWrong,
  isNextVictim,
  sentence,
  fixes,
}: DriftFinding) {
  return {
    pid: process.pid,
    values: [liveAdj, unitAdj],
    wrong: [isLiveWrong, isUnitWrong, isNextVictim],
    code: sentence.code,
    fixes: fixes.map((fix) => fix.kind),
  };
}

describe('a process and its unit against the policy', () => {
  const LIVE = ['set-adj'];
  const UNIT = ['set-unit-adj'];
  const BOTH = ['set-adj', 'set-unit-adj'];

  it.each<[string, number, number | null, object | null]>([
    // The tier is -500 to -300.
    ['all agree', -400, -400, null],
    ['all within the tier, if not the same', -300, -500, null],
    [
      'live a little too weak',
      -299,
      -400,
      { values: [-299, -400], wrong: [true, false, false], code: 'policy.live-unit-right', fixes: LIVE },
    ],
    [
      'live a little too strong',
      -501,
      -400,
      { values: [-501, -400], wrong: [true, false, false], code: 'policy.live-unit-right', fixes: LIVE },
    ],
    [
      'both agree with each other, and not with the policy',
      0,
      0,
      { values: [0, 0], wrong: [true, true, false], code: 'policy.live-as-unit', fixes: BOTH },
    ],
    [
      'neither agrees with anything',
      0,
      -900,
      { values: [0, -900], wrong: [true, true, false], code: 'policy.live-and-unit', fixes: BOTH },
    ],
    [
      'the unit does not say, live wrong',
      0,
      null,
      { values: [0, null], wrong: [true, true, false], code: 'policy.live-unit-silent', fixes: BOTH },
    ],
    [
      'the unit does not say, live right',
      -400,
      null,
      { values: [-400, null], wrong: [false, true, false], code: 'policy.unit-silent', fixes: UNIT },
    ],
    [
      'the unit says another value, live right',
      -400,
      0,
      { values: [-400, 0], wrong: [false, true, false], code: 'policy.unit', fixes: UNIT },
    ],
  ])('%s', (_what, live, unit, expected) => {
    const survey = surveyOf(
      [serviceOf(812, 'mysqld', MYSQLD, { oomScoreAdj: live })],
      [unitOf(MYSQLD, unit)],
    );
    const { findings, covered } = driftOf(policyOf(DATABASES), HOST, survey, null);

    expect(covered).toBe(1);
    expect(findings.map(shortOf)).toEqual(expected === null ? [] : [{ pid: 812, ...expected }]);
  });

  it('gives fixes that name the process and the value of the rule', () => {
    const survey = surveyOf([serviceOf(812, 'mysqld', MYSQLD)], [unitOf(MYSQLD, null)]);
    const [finding] = driftOf(policyOf(DATABASES), HOST, survey, null).findings;

    expect(finding).toMatchObject({
      hostId: 'h1',
      hostName: 'db-01',
      rule: 'databases',
      tier: 'strongly',
      process: { pid: 812, startTicks: 8120, comm: 'mysqld', user: 'root', unit: MYSQLD },
      wantedMin: -500,
      wantedMax: -300,
    });
    expect(finding?.fixes).toEqual([
      { kind: 'set-adj', hostId: 'h1', pid: 812, startTicks: 8120, adj: -400, scale: 'oom_score_adj' },
      { kind: 'set-unit-adj', hostId: 'h1', unit: MYSQLD, adj: -400, isAppliedNow: false },
    ]);
    expect(finding && renderMessage(finding.sentence, 'en')).toBe(
      'mysqld (812) has 0, and mysqld.service does not set OOMScoreAdjust=, so a restart gives it 0; rule “databases” asks for -500…-300.',
    );
  });

  it('takes what systemd itself has for what a unit that says nothing starts with', () => {
    const survey = surveyOf(
      [serviceOf(812, 'mysqld', MYSQLD, { oomScoreAdj: -400 })],
      [unitOf(MYSQLD, null)],
    );
    const [first, ...others] = survey.processes;
    const inherited = {
      ...survey,
      processes: [{ ...processOf(1, 'systemd'), ...first, oomScoreAdj: -350 }, ...others],
    };

    expect(driftOf(policyOf(DATABASES), HOST, inherited, null).findings).toEqual([]);
  });

  it('asks nothing of unit files for a rule that is not lasting', () => {
    const rule = { ...DATABASES, isLasting: false };
    const survey = surveyOf([serviceOf(812, 'mysqld', MYSQLD)], [unitOf(MYSQLD, null)]);

    expect(driftOf(policyOf(rule), HOST, survey, null).findings.map(shortOf)).toEqual([
      { pid: 812, values: [0, null], wrong: [true, false, false], code: 'policy.live-in-unit', fixes: LIVE },
    ]);
  });

  it.each<[string, Partial<SurveyedProcess>]>([
    ['no unit', { unit: null, cgroup: null }],
    ['a scope', { unit: 'session-3.scope', cgroup: '/user.slice/user-0.slice/session-3.scope' }],
    [
      'a unit that the host did not tell of',
      { unit: 'other.service', cgroup: '/system.slice/other.service' },
    ],
    [
      'a unit of a user’s systemd',
      { unit: MYSQLD, cgroup: `/user.slice/user-1000.slice/user@1000.service/app.slice/${MYSQLD}` },
    ],
    ['a container', { unit: MYSQLD, cgroup: `/docker/${'a'.repeat(64)}` }],
  ])('asks only for the live value in %s', (_what, more) => {
    const survey = surveyOf([processOf(812, 'mysqld', more)], [unitOf(MYSQLD, null)]);

    expect(
      driftOf(policyOf(DATABASES), HOST, survey, null).findings.map((one) => shortOf(one).fixes),
    ).toEqual([LIVE]);
  });

  it('says that a value in a container ends with it', () => {
    const survey = surveyOf([processOf(812, 'mysqld', { cgroup: `/docker/${'a'.repeat(64)}` })]);

    expect(driftOf(policyOf(DATABASES), HOST, survey, null).notes).toEqual([
      { code: 'policy.note-containers', params: { processes: 1 } },
    ]);
  });
});

describe('several processes', () => {
  it('are decided by the first rule that fits', () => {
    const policy = policyOf(ruleOf('first', 'default', 0, { comm: ['mysql*'] }), DATABASES);

    const drift = driftOf(policy, HOST, surveyOf([processOf(812, 'mysqld')]), null);

    expect(drift.findings).toEqual([]);
    expect(drift.coveredByRule).toEqual({ first: 1 });
  });

  it('are not decided by a rule for other hosts', () => {
    const elsewhere = { ...DATABASES, hosts: { names: ['web-*'], groups: [], tags: [] } };

    expect(driftOf(policyOf(elsewhere), HOST, surveyOf([processOf(812, 'mysqld')]), null).covered).toBe(0);
  });

  const WEB = ruleOf('web', 'somewhat', -150, { comm: ['nginx'] });
  const NGINX = 'nginx.service';
  const workers = (adj: number): SurveyedProcess[] =>
    [21, 22, 23].map((pid) => serviceOf(pid, 'nginx', NGINX, { ppid: 20, oomScoreAdj: adj }));

  it('of a unit have one voice about its file, that of the main process', () => {
    // The main process comes last on purpose.
    const survey = surveyOf(
      [...workers(-150), serviceOf(20, 'nginx', NGINX, { oomScoreAdj: -150 })],
      [unitOf(NGINX, null)],
    );

    expect(driftOf(policyOf(WEB), HOST, survey, null).findings.map(shortOf)).toEqual([
      {
        pid: 20,
        values: [-150, null],
        wrong: [false, true, false],
        code: 'policy.unit-silent',
        fixes: ['set-unit-adj'],
      },
    ]);
  });

  it('of a unit are each found by their own value', () => {
    const survey = surveyOf(
      [serviceOf(20, 'nginx', NGINX, { oomScoreAdj: -150 }), ...workers(0)],
      [unitOf(NGINX, -150)],
    );

    expect(driftOf(policyOf(WEB), HOST, survey, null).findings.map(shortOf)).toEqual(
      [21, 22, 23].map((pid) => ({
        pid,
        values: [0, -150],
        wrong: [true, false, false],
        code: 'policy.live-unit-right',
        fixes: ['set-adj'],
      })),
    );
  });

  it('of one unit under two rules do not ask two things of its file', () => {
    const helper = ruleOf('helper', 'sacrificed', 300, { comm: ['helper'] });
    const survey = surveyOf(
      [
        serviceOf(20, 'nginx', NGINX, { oomScoreAdj: -150 }),
        serviceOf(21, 'helper', NGINX, { ppid: 20, oomScoreAdj: -150 }),
      ],
      [unitOf(NGINX, -150)],
    );

    expect(driftOf(policyOf(WEB, helper), HOST, survey, null).findings.map(shortOf)).toEqual([
      {
        pid: 21,
        values: [-150, null],
        wrong: [true, false, false],
        code: 'policy.live-in-unit',
        fixes: ['set-adj'],
      },
    ]);
  });

  it('that init and the kernel’s own threads are, are no business of a policy', () => {
    const everything = ruleOf('all', 'strongly', -400, { comm: ['*'] });
    const survey = surveyOf([
      processOf(2, 'kthreadd', { ppid: 0 }),
      processOf(30, 'kworker/0:1', { ppid: 2 }),
    ]);

    expect(driftOf(policyOf(everything), HOST, survey, null).covered).toBe(0);
  });

  it('with pid 2 or below it are ordinary ones where no kernel threads are seen', () => {
    const everything = ruleOf('all', 'strongly', -400, { comm: ['*'] });
    const survey = surveyOf([processOf(2, 'entry.sh', { ppid: 1 }), processOf(30, 'app', { ppid: 2 })]);

    expect(driftOf(policyOf(everything), HOST, survey, null).covered).toBe(2);
  });

  it('are shown up to a bound, with the number of the others', () => {
    const many = Array.from({ length: MOST_FINDINGS + 7 }, (_, index) => processOf(100 + index, 'mysqld'));

    const { findings, covered, notes } = driftOf(policyOf(DATABASES), HOST, surveyOf(many), null);

    expect([findings.length, covered]).toEqual([MOST_FINDINGS, MOST_FINDINGS + 7]);
    expect(notes).toEqual([{ code: 'policy.note-more', params: { findings: 7 } }]);
  });
});

describe('processes whose parent sets them on purpose', () => {
  const SSHD = ruleOf('way in', 'protected', -1000, { comm: ['sshd'] });
  const SSHD_UNIT = ruleOf('way in', 'protected', -1000, { unit: ['ssh'] });
  const listener = serviceOf(50, 'sshd', 'ssh.service', { oomScoreAdj: -1000 });
  const session = { oomScoreAdj: 0 };

  it.each<[string, typeof SSHD, SurveyedProcess[]]>([
    [
      'sessions of an sshd before 9.8, in scopes of their own',
      SSHD,
      [
        processOf(60, 'sshd', { ppid: 50, unit: 'session-1.scope', ...session }),
        processOf(61, 'sshd', { ppid: 60, unit: 'session-1.scope', user: 'ops', ...session }),
      ],
    ],
    [
      'sessions and shells that stay in the unit',
      SSHD_UNIT,
      [
        serviceOf(60, 'sshd-session', 'ssh.service', { ppid: 50, ...session }),
        serviceOf(61, 'sshd-session', 'ssh.service', { ppid: 60, ...session }),
        serviceOf(62, 'bash', 'ssh.service', { ppid: 61, ...session }),
        serviceOf(63, 'make', 'ssh.service', { ppid: 62, ...session }),
      ],
    ],
  ])('are left out: %s', (_what, rule, children) => {
    const drift = driftOf(
      policyOf({ ...rule, isLasting: false }),
      HOST,
      surveyOf([listener, ...children]),
      null,
    );

    expect(drift).toMatchObject({ covered: 1, findings: [] });
    expect(drift.notes).toEqual([
      { code: 'policy.note-own-setting', params: { processes: children.length, program: 'sshd' } },
    ]);
  });

  it('do not excuse the listener itself', () => {
    const drift = driftOf(policyOf(SSHD), HOST, surveyOf([{ ...listener, oomScoreAdj: 0 }]), null);

    expect(drift.findings.map(shortOf)).toMatchObject([{ pid: 50, wrong: [true, false, false] }]);
  });

  it.each<[string, number, string[]]>([
    ['at the value of the rule', -1000, []],
    ['at another', 0, ['set-adj']],
  ])('never get a unit file that every login would inherit: the listener %s', (_what, live, fixes) => {
    const survey = surveyOf([{ ...listener, oomScoreAdj: live }], [unitOf('ssh.service', 0)]);

    const found = driftOf(policyOf(SSHD), HOST, survey, null).findings;

    expect(found.flatMap((one) => one.fixes.map((fix) => fix.kind))).toEqual(fixes);
  });

  it('do not excuse what somebody runs in a login of their own', () => {
    const shell = processOf(62, 'bash', { ppid: 61, unit: 'session-1.scope' });
    const database = processOf(70, 'mysqld', { ppid: 62, unit: 'session-1.scope' });
    const survey = surveyOf([listener, processOf(61, 'sshd', { ppid: 50 }), shell, database]);

    expect(driftOf(policyOf(DATABASES), HOST, survey, null).findings).toHaveLength(1);
  });

  it('are those of PostgreSQL too, and not its postmaster', () => {
    const rule = ruleOf('postgres', 'strongly', -400, { comm: ['postgres'] });
    const survey = surveyOf([
      processOf(80, 'postgres'),
      processOf(81, 'postgres', { ppid: 80 }),
      processOf(82, 'postgres', { ppid: 80 }),
    ]);

    const { findings, notes } = driftOf(policyOf(rule), HOST, survey, null);

    expect(findings.map((one) => one.process.pid)).toEqual([80]);
    expect(notes).toEqual([
      { code: 'policy.note-own-setting', params: { processes: 2, program: 'postgres' } },
    ]);
  });

  it('end a circle of parents that a host made up', () => {
    const survey = surveyOf([
      serviceOf(90, 'bash', 'ssh.service', { ppid: 91 }),
      serviceOf(91, 'bash', 'ssh.service', { ppid: 90 }),
      serviceOf(92, 'sshd', 'ssh.service', { ppid: 92 }),
    ]);

    expect(driftOf(policyOf(SSHD_UNIT), HOST, survey, null).covered).toBe(3);
  });
});

describe('a host with only oom_adj', () => {
  // oom_adj -17 is -1000 and each step 1000/17: -6 is -352, -7 is -411, -2 is -117, -1 is -58.
  it.each<[string, string, number, number, boolean]>([
    ['-7, which is -411, for -500 to -300', 'strongly', -400, -7, false],
    ['-6, which is -352, for -500 to -300', 'strongly', -400, -6, false],
    ['-2, which is -117, for -200 to -100', 'somewhat', -150, -2, false],
    ['-1, which is -58, for -200 to -100', 'somewhat', -150, -1, true],
    ['-17 for -1000', 'protected', -1000, -17, false],
    ['-16 for -1000', 'protected', -1000, -16, true],
    ['0 for -500 to -300', 'strongly', -400, 0, true],
  ])('is compared through the mapping: %s', (_what, tier, adj, oomAdj, isWrong) => {
    const rule = ruleOf('r', tier, adj, { comm: ['mysqld'] });
    const survey = surveyOf([processOf(812, 'mysqld', { oomScoreAdj: null, oomAdj })]);
    const [finding] = driftOf(policyOf(rule), HOST, survey, null).findings;

    expect(finding?.isLiveWrong ?? false).toBe(isWrong);
    if (isWrong) expect(finding?.sentence.code).toBe('policy.live-old-scale');
  });

  // What a fix writes: -300 and -500 times 15 / 1000, towards 0. As oom_score_adj these are -235 and -411.
  it.each([
    ['strongly', -300, -4],
    ['alone', -500, -7],
  ])('is right where it has what a fix writes: %s', (tier, adj, oomAdj) => {
    const policy = {
      tiers: [
        { name: 'strongly', minAdj: -500, maxAdj: -300 },
        { name: 'alone', minAdj: -500, maxAdj: -500 },
      ],
      rules: [ruleOf('r', tier, adj, { comm: ['mysqld'] })],
    };
    const survey = surveyOf([processOf(812, 'mysqld', { oomScoreAdj: null, oomAdj })]);

    expect(driftOf(policy, HOST, survey, null).findings).toEqual([]);
  });

  it('is right where it has the nearest value that there is', () => {
    // -10 to -10 lies between oom_adj 0 and -1 (-58): what a fix writes is 0.
    const policy = {
      tiers: [{ name: 'narrow', minAdj: -10, maxAdj: -10 }],
      rules: [ruleOf('r', 'narrow', -10, { comm: ['a'] })],
    };
    const at = (oomAdj: number) => surveyOf([processOf(9, 'a', { oomScoreAdj: null, oomAdj })]);

    expect(driftOf(policy, HOST, at(0), null).findings).toHaveLength(0);
    expect(driftOf(policy, HOST, at(-1), null).findings).toHaveLength(1);
  });
});

describe('the next victim', () => {
  it.each<[string, number, number | null, string, string[]]>([
    ['as the policy has it', -400, -400, 'policy.victim', []],
    ['with another value', 0, -400, 'policy.victim-live', ['set-adj']],
    ['whose unit says otherwise', -400, 0, 'policy.victim-unit', ['set-unit-adj']],
    ['whose unit does not say', -400, null, 'policy.victim-unit-silent', ['set-unit-adj']],
  ])('is found though it is protected: %s', (_what, live, unit, code, fixes) => {
    const survey = surveyOf(
      [serviceOf(812, 'mysqld', MYSQLD, { oomScoreAdj: live })],
      [unitOf(MYSQLD, unit)],
    );
    const { findings } = driftOf(policyOf(DATABASES), HOST, survey, victim(812, 'mysqld'));

    expect(findings.map(shortOf)).toMatchObject([{ code, fixes }]);
    expect(findings[0]?.isNextVictim).toBe(true);
  });

  it('comes first', () => {
    const survey = surveyOf([processOf(10, 'mysqld'), processOf(812, 'mysqld', { oomScoreAdj: -400 })]);

    expect(
      driftOf(policyOf(DATABASES), HOST, survey, victim(812, 'mysqld')).findings.map(
        (one) => one.process.pid,
      ),
    ).toEqual([812, 10]);
  });

  it.each<[string, ReturnType<typeof ruleOf>, number, string]>([
    [
      'is nobody’s concern where the policy wants it so',
      ruleOf('batch', 'sacrificed', 300, { comm: ['job'] }),
      300,
      'job',
    ],
    [
      'is nobody’s concern where the policy says 0',
      ruleOf('plain', 'default', 0, { comm: ['job'] }),
      0,
      'job',
    ],
    [
      'is another process where the pid belongs to one now',
      ruleOf('up', 'strongly', -400, { comm: ['job'] }),
      -400,
      'other',
    ],
  ])('%s', (_what, rule, live, comm) => {
    const survey = surveyOf([processOf(812, 'job', { oomScoreAdj: live })]);

    expect(driftOf(policyOf(rule), HOST, survey, victim(812, comm)).findings).toEqual([]);
  });
});

describe('pods and values that are not known', () => {
  const pod = {
    cgroup: '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1a.slice/cri-containerd-2b.scope',
  };

  it('are counted and said, since kubelet sets pods', () => {
    const survey = surveyOf([processOf(812, 'mysqld', { ...pod, oomScoreAdj: 900 })]);

    expect(driftOf(policyOf(DATABASES), HOST, survey, null)).toMatchObject({
      covered: 1,
      findings: [],
      notes: [{ code: 'policy.note-pods', params: { processes: 1 } }],
    });
  });

  it('have nothing that could be fixed where a pod is next', () => {
    const survey = surveyOf([processOf(812, 'mysqld', { ...pod, oomScoreAdj: 900 })]);

    expect(driftOf(policyOf(DATABASES), HOST, survey, victim(812, 'mysqld')).findings.map(shortOf)).toEqual([
      { pid: 812, values: [900, null], wrong: [false, false, true], code: 'policy.victim-in-pod', fixes: [] },
    ]);
  });

  it('are not taken for 0', () => {
    const survey = surveyOf(
      [serviceOf(812, 'mysqld', MYSQLD, { oomScoreAdj: null })],
      [unitOf(MYSQLD, null)],
    );
    const { findings, notes } = driftOf(policyOf(DATABASES), HOST, survey, null);

    expect(findings.map(shortOf)).toEqual([
      {
        pid: 812,
        values: [null, null],
        wrong: [false, true, false],
        code: 'policy.unit-silent-only',
        fixes: ['set-unit-adj'],
      },
    ]);
    expect(notes).toEqual([{ code: 'policy.note-not-reported', params: { processes: 1 } }]);
  });
});

describe('each sentence about drift', () => {
  it('has its gaps filled, in both languages', () => {
    const codes = Object.keys(en).filter((code) => /^policy\.(live|unit|victim)/.test(code));
    expect(codes).toHaveLength(16);
    const params = driftOf(policyOf(DATABASES), HOST, surveyOf([processOf(812, 'mysqld')]), null).findings[0]
      ?.sentence.params;
    for (const code of codes) {
      for (const language of ['en', 'zh-CN'] as const) {
        expect(renderMessage({ code, params: params ?? {} }, language)).not.toMatch(/[{}]/);
      }
    }
  });
});
