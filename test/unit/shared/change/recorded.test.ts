import { describe, expect, it } from 'vitest';
import { parseMeminfo } from '../../../../src/main/parse/meminfo';
import { parseProcesses } from '../../../../src/main/parse/processes';
import { planHostOf } from '../../../../src/shared/change/plan';
import type { HostSample, ProcessSample } from '../../../../src/shared/model';
import { recordingPath, samplesOf } from '../../../support/incidents';
import { kernelFixture } from '../../../support/kernelFixtures';
import { processWith } from '../oom/processes';
import { adjStepOf, codesOf, inputWith, inspectedAs, inspectionWith, planWith, setAdj } from './planInputs';

/** The last state of a recording with its processes, before a time of the host's clock. */
async function stateBefore(name: string, seconds: number): Promise<HostSample> {
  let last: HostSample | null = null;
  for await (const sample of samplesOf(recordingPath(name))) {
    if (sample.at.uptimeSeconds < seconds && sample.processes.length > 0) last = sample;
  }
  if (last === null) throw new Error(`${name} has no such state.`);
  return last;
}

function processOf({ processes }: Pick<HostSample, 'processes'>, pid: number): ProcessSample {
  const process = processes.find((one) => one.pid === pid);
  if (process === undefined) throw new Error('There is no such process.');
  return process;
}

// Who really died, and when: from the truth beside each recording.
describe.each([
  ['global-noswap', 141, 5.296787],
  ['swap-disk', 158, 45.529237],
] as const)('a recording that ended in a kill: %s', (name, diedPid, killedAtSeconds) => {
  it('names who died, and somebody else once that one is protected', async () => {
    const sample = await stateBefore(name, killedAtSeconds);
    const victim = processOf(sample, diedPid);
    const plan = planHostOf(
      {
        ...inputWith([setAdj(victim, -1000)]),
        host: {
          id: 'h1',
          name,
          sudo: 'never',
          connection: { kind: 'recording', path: '/r', isDemo: false, startRatio: 0 },
        },
        sample,
        inspection: null,
      },
      0,
    );
    expect(plan).toMatchObject({ blocked: { code: 'plan.host.recording' }, command: null, account: null });
    expect(plan.effect?.victimBefore?.pid).toBe(diedPid);
    expect(plan.effect?.victimAfter?.pid).not.toBe(diedPid);
    expect(adjStepOf(plan)).toMatchObject({ blocked: null, placeBefore: 1, placeAfter: null, after: -1000 });
    expect(codesOf(adjStepOf(plan).guards)).toContain('guard.large');
  });
});

describe('a host that has only oom_adj', () => {
  const fixture = kernelFixture('synthetic-2.6.18-i686-highmem');
  const parsed = parseProcesses(fixture.read('processes.tsv'));
  const memory = parseMeminfo(fixture.read('meminfo'));
  if (!parsed.ok || !memory.ok) throw new Error('The fixture cannot be read.');
  const { processes } = parsed.value;
  const made = {
    processes,
    kernel: '2.6.18-419.el5',
    sample: { memory: memory.value },
  };
  const mysqld = processOf({ processes }, 2240);
  const httpd = processOf({ processes }, 2377);

  it('is written through it, with the mapping shown', () => {
    const inspection = { processes: processes.map((one) => inspectedAs(one, { threads: 10 })) };
    const plan = planWith([setAdj(mysqld, -1000), setAdj(httpd, -200)], { ...made, inspection });
    const [first, second] = [adjStepOf(plan), adjStepOf(plan, 1)];
    expect(first).toMatchObject({
      file: 'oom_adj',
      before: 0,
      after: -17,
      mapping: { oomScoreAdj: -1000, oomAdj: -17 },
      right: { code: 'adj.right.capability' },
      needsPrivilege: false,
    });
    // trunc(-200 * 15 / 1000)
    expect(second).toMatchObject({ before: 4, after: -3 });
    expect(codesOf(first.notes)).toEqual([
      'plan.note.to-old-scale',
      'plan.note.each-thread',
      'plan.lasting.none',
    ]);
    expect(plan.command).toBe(
      'sh -c "$lowmark_program" lowmark \\\n' +
        '  adj 2240 2703 mysqld oom_adj 0 -17 \\\n' +
        '  adj 2377 2911 httpd oom_adj 4 -3',
    );
    expect(codesOf(plan.notes)).toEqual([]);
  });

  it('has its own scale, in which -17 is protection and no slip', () => {
    const plan = planWith([setAdj(mysqld, -17, 'oom_adj')], made);
    expect(adjStepOf(plan)).toMatchObject({ after: -17, mapping: null });
    expect(codesOf(adjStepOf(plan).guards)).not.toContain('guard.disable-of-old-scale');
  });

  it('needs CAP_SYS_RESOURCE to lower it at all', () => {
    const inspection = inspectionWith({
      effectiveCapabilities: '00000000feffffff',
      processes: processes.map((one) => inspectedAs(one)),
    });
    expect(planWith([setAdj(mysqld, -500)], { ...made, inspection }).steps[0]?.blocked?.code).toBe(
      'plan.blocked.root-lacks',
    );
  });
});

describe('a sample without start times', () => {
  it('can be shown, and is not written without the host being asked', () => {
    const process = processWith({ startTicks: null });
    const plan = planWith([setAdj(process, 5)], { processes: [process], inspection: null });
    expect(adjStepOf(plan)).toMatchObject({ blocked: null, process: { startTicks: 0, startedAtMs: null } });
    expect(plan.command).toBeNull();
    const asked = planWith([setAdj(process, 5)], {
      processes: [process],
      inspection: { processes: [inspectedAs(process, { startTicks: 5_000 })] },
    });
    expect(asked.steps[0]?.blocked?.code).toBe('plan.blocked.another-process');
  });
});
