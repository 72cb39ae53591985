import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeItem, HostSurvey, Policy, SurveyedProcess } from '../../../../src/shared/model';
import { BUILT_IN_TIERS, middleOf } from '../../../../src/shared/policy/builtInTiers';
import { driftOf } from '../../../../src/shared/policy/drift';
import { fitsGlob } from '../../../../src/shared/glob';

const LETTERS = fc.constantFrom('a', 'b', '*', '?');

describe('a pattern', () => {
  it('fits what the same expression fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: LETTERS, maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 10 }),
        (pattern, text) => {
          const expression = new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
          expect(fitsGlob(pattern, text)).toBe(expression.test(text));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('fits any text by itself, taken literally', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fitsGlob(text, text)).toBe(true);
        expect(fitsGlob('*', text)).toBe(true);
      }),
    );
  });
});

const COMM = fc.constantFrom('sshd', 'sshd-session', 'postgres', 'mysqld', 'nginx', 'bash', '$(reboot)');
const CGROUP = fc.constantFrom(
  null,
  '/',
  '/system.slice/a.service',
  '/user.slice/user@1000.service/a.service',
  '/kubepods/podaa/b',
  `/docker/${'a'.repeat(64)}`,
);
const UNIT = fc.constantFrom(
  null,
  'a.service',
  'b.service',
  'ssh.service',
  'session-1.scope',
  'a;reboot.service',
  '-x.service',
);
const ADJ = fc.integer({ min: -1000, max: 1000 });

const PROCESS: fc.Arbitrary<SurveyedProcess> = fc
  .record({
    pid: fc.integer({ min: 1, max: 12 }),
    ppid: fc.integer({ min: 0, max: 12 }),
    startTicks: fc.nat(100),
    uid: fc.constantFrom(null, 0, 27),
    user: fc.constantFrom(null, 'root', 'mysql'),
    comm: COMM,
    exe: fc.constantFrom(null, '/usr/sbin/mysqld', '/a (deleted)'),
    cgroup: CGROUP,
    unit: UNIT,
    adj: ADJ,
    scale: fc.constantFrom('new', 'none'),
  })
  .map(({ adj, scale, ...process }) => ({
    ...process,
    oomScoreAdj: scale === 'new' ? adj : null,
    oomAdj: null,
  }));

const SURVEY: fc.Arbitrary<HostSurvey> = fc.record({
  processes: fc.uniqueArray(PROCESS, { selector: ({ pid }) => pid, maxLength: 10 }),
  units: fc.uniqueArray(
    fc.record({
      unit: fc.constantFrom('a.service', 'b.service', 'ssh.service', 'a;reboot.service', '-x.service'),
      adj: fc.option(ADJ, { nil: null }),
      files: fc.constant([]),
      hasDropIn: fc.boolean(),
    }),
    { selector: ({ unit }) => unit },
  ),
  notes: fc.constant([]),
});

const POLICY: fc.Arbitrary<Policy> = fc
  .array(
    fc.record({
      tier: fc.constantFrom(...BUILT_IN_TIERS),
      comm: fc.subarray(['sshd*', 'postgres', 'mysqld', 'nginx', '*']),
      unit: fc.subarray(['a', 'ssh', '*']),
      isLasting: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((rules) => ({
    tiers: BUILT_IN_TIERS,
    rules: rules.map(({ tier, comm, unit, isLasting }, index) => ({
      name: `r${String(index)}`,
      tier: tier.name,
      adj: middleOf(tier),
      match: { comm, exe: [], cgroup: [], unit, user: [] },
      hosts: { names: [], groups: [], tags: [] },
      isLasting,
    })),
  }));

const HOST = { id: 'h', name: 'h', group: null, tags: [] };

/** The survey as it would be when all fixes were done. */
function fixed({ processes, units, notes }: HostSurvey, fixes: readonly ChangeItem[]): HostSurvey {
  return {
    processes: processes.map((process) => {
      const fix = fixes.find((one) => one.kind === 'set-adj' && one.pid === process.pid);
      return fix?.kind === 'set-adj' ? { ...process, oomScoreAdj: fix.adj } : process;
    }),
    units: units.map((unit) => {
      const fix = fixes.find((one) => one.kind === 'set-unit-adj' && one.unit === unit.unit);
      return fix?.kind === 'set-unit-adj' ? { ...unit, adj: fix.adj } : unit;
    }),
    notes,
  };
}

describe('drift', () => {
  it('is gone when its fixes were made', () => {
    fc.assert(
      fc.property(POLICY, SURVEY, (policy, survey) => {
        const { findings } = driftOf(policy, HOST, survey, null);
        const fixes = findings.flatMap((finding) => finding.fixes);

        expect(findings.every((finding) => finding.fixes.length > 0)).toBe(true);
        expect(driftOf(policy, HOST, fixed(survey, fixes), null).findings).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has fixes only for processes and services that were surveyed, and one value for each service', () => {
    fc.assert(
      fc.property(POLICY, SURVEY, (policy, survey) => {
        const fixes = driftOf(policy, HOST, survey, null).findings.flatMap((finding) => finding.fixes);
        const byUnit = new Map<string, number>();
        for (const fix of fixes) {
          if (fix.kind === 'set-adj') {
            expect(survey.processes).toContainEqual(
              expect.objectContaining({ pid: fix.pid, startTicks: fix.startTicks }),
            );
          } else if (fix.kind === 'set-unit-adj') {
            expect(fix.unit).toMatch(/^[A-Za-z0-9:_.\\@-]+\.service$/);
            expect(survey.units.map((unit) => unit.unit)).toContain(fix.unit);
            expect(byUnit.get(fix.unit) ?? fix.adj).toBe(fix.adj);
            byUnit.set(fix.unit, fix.adj);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
