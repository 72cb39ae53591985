import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/shared/messages/en';
import { renderMessage } from '../../../src/shared/messages/renderMessage';
import { zhCN } from '../../../src/shared/messages/zhCN';
import type { Incident, IncidentTask, Message } from '../../../src/shared/model';
import { DISAGREEMENT_REASONS } from '../../../src/shared/model';
import { NO_CHANGES, replayOf } from '../../../src/shared/replay/replay';
import { whatIfOf } from '../../../src/shared/replay/replayWhatIf';
import {
  cgroupWith,
  incidentWith,
  killOf,
  memoryWith,
  zoneWith,
} from '../../unit/shared/replay/replayIncidents';

const orNull = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(values, { freq: 5 });
const pages = fc.oneof(fc.nat(2_000), fc.nat(50_000_000));
const bytes = pages.map((count) => count * 4096);
const pid = fc.integer({ min: 1, max: 40 });
const adj = fc.oneof(fc.constantFrom(-1000, -999, -17, 0, 1, 1000), fc.integer({ min: -1000, max: 1000 }));

/** The columns of some release, or of none. */
const columns = fc.constantFrom('2.6.30', '2.6.36', '3.6', '4.15', 'any');

function taskOf(layout: string): fc.Arbitrary<IncidentTask> {
  const given = (...layouts: string[]): boolean => layout === 'any' || layouts.includes(layout);
  const column = <Value>(values: fc.Arbitrary<Value>, ...layouts: string[]): fc.Arbitrary<Value | null> =>
    given(...layouts) ? (layout === 'any' ? orNull(values) : values) : fc.constant(null);
  return fc.record({
    pid,
    tgid: orNull(pid),
    uid: orNull(fc.constantFrom(0, 1000)),
    comm: fc.string({ maxLength: 15 }),
    totalVmPages: orNull(pages),
    rssPages: fc.option(pages, { freq: 30 }),
    rssAnonPages: fc.constant(null),
    rssFilePages: fc.constant(null),
    rssShmemPages: fc.constant(null),
    pageTableBytes: column(bytes, '4.15'),
    pageTablePages: column(pages, '3.6'),
    swapPages: column(pages, '3.6', '4.15'),
    oomScoreAdj: column(adj, '2.6.36', '3.6', '4.15'),
    oomAdj: column(fc.integer({ min: -17, max: 15 }), '2.6.30', '2.6.36'),
  });
}

const tables = columns.chain((layout) => fc.array(taskOf(layout), { maxLength: 12 }));
const limit = orNull(fc.oneof(bytes, fc.constant('unlimited' as const)));
const counter = fc.record({ usageBytes: orNull(bytes), limitBytes: limit, failCount: fc.constant(null) });

/** Anything that a log may have been read to, consistent or not. */
const incidents: fc.Arbitrary<Incident> = fc
  .record({
    kernel: orNull(
      fc.constantFrom(
        '2.6.18',
        '2.6.32-754.el6',
        '3.2.0',
        '3.10.0-862.el7',
        '3.16.0',
        '4.18.0-305.el8',
        '5.2.0',
        '5.8.0',
        '6.1.0',
        '6.12.0',
        'x',
      ),
    ),
    pageBytes: orNull(fc.constantFrom(0, 4096, 65_536)),
    constraint: orNull(fc.constantFrom('none', 'memcg', 'cpuset', 'memory-policy')),
    memsAllowed: orNull(fc.constantFrom('0', '0-1', 'x')),
    cgroup: orNull(
      fc
        .record({
          limitBytes: limit,
          usageBytes: orNull(bytes),
          swap: orNull(counter),
          memorySwap: orNull(counter),
        })
        .map(cgroupWith),
    ),
    zones: fc.array(
      fc
        .record({
          node: orNull(fc.nat(2)),
          presentBytes: orNull(bytes),
          managedBytes: orNull(bytes),
          boostBytes: orNull(bytes),
        })
        .map(zoneWith),
      { maxLength: 4 },
    ),
    memory: fc
      .record({
        ramPages: orNull(pages),
        reservedPages: orNull(pages),
        highMemPages: orNull(pages),
        swapTotalBytes: orNull(bytes),
        swapFreeBytes: orNull(bytes),
      })
      .map(memoryWith),
    tasks: tables,
    kills: fc.array(
      fc
        .record({
          pid,
          score: orNull(fc.nat(2_000)),
          totalVmBytes: orNull(bytes),
          oomScoreAdj: orNull(adj),
          chosen: orNull(fc.record({ pid, comm: fc.string(), score: orNull(fc.nat(2_000)) })),
        })
        .map(({ pid: victim, ...wanted }) => killOf(victim, wanted)),
      { maxLength: 3 },
    ),
    selected: orNull(fc.record({ pid, comm: fc.constant(null), score: orNull(fc.nat(2_000)) })),
    outcome: fc.constantFrom('killed', 'panic', 'nothing-killable', 'disabled', 'unknown'),
    panicOnOom: orNull(fc.constantFrom('enabled', 'compulsory')),
    killsAllocatingTask: fc.boolean(),
    oomGroup: orNull(fc.string()),
    missing: fc.constantFrom([], ['tasks' as const]),
    trigger: orNull(
      fc.record({
        comm: fc.constant(null),
        pid: orNull(pid),
        gfpMask: fc.constant(null),
        gfpFlags: fc.constant(null),
        order: orNull(fc.integer({ min: -1, max: 3 })),
        oomScoreAdj: orNull(adj),
        oomAdj: orNull(fc.integer({ min: -17, max: 15 })),
      }),
    ),
  })
  .map(incidentWith);

/** Those of which each process has one row, so that a pid means one place in the ranking. */
const plainIncidents = incidents.map((incident) => ({
  ...incident,
  tasks: [...new Map(incident.tasks.map((task) => [task.pid, { ...task, tgid: task.pid }])).values()],
}));

const changes = fc.record({
  adjByPid: fc.array(fc.tuple(pid, adj), { maxLength: 4 }).map((pairs) => new Map(pairs)),
  removedPids: fc.array(pid, { maxLength: 4 }).map((pids) => new Set(pids)),
  addedRamBytes: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  addedSwapBytes: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  addedLimitBytes: fc.option(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { nil: undefined }),
});

/** Both catalogues have it, and all of its gaps are filled. */
function expectSayable(sentence: Message): void {
  expect(en).toHaveProperty([sentence.code]);
  expect(zhCN).toHaveProperty([sentence.code]);
  const names = (renderMessage({ code: sentence.code, params: {} }, 'en').match(/\{\w+\}/g) ?? []).map(
    (gap) => gap.slice(1, -1),
  );
  expect(Object.keys(sentence.params)).toEqual(expect.arrayContaining(names));
}

describe('whatever a report says, the replay', () => {
  it('is made without a throw, of sentences that both languages have', () => {
    fc.assert(
      fc.property(incidents, changes, (incident, tried) => {
        const replay = replayOf(incident);
        const answer = whatIfOf(incident, tried);
        expect([null, ...DISAGREEMENT_REASONS]).toContain(replay.reason);
        const sentences = [
          ...replay.notes,
          ...replay.ranking.flatMap(({ why }) => why),
          answer.message,
          ...answer.notes,
        ];
        sentences.forEach(expectSayable);
      }),
    );
  });

  it('ranks every process once: by points, and behind them those that cannot be killed', () => {
    fc.assert(
      fc.property(plainIncidents, (incident) => {
        const { ranking, predicted, generation } = replayOf(incident);
        if (generation === null) return;
        expect(ranking.map((row) => row.pid).toSorted((a, b) => a - b)).toEqual(
          incident.tasks.map((task) => task.pid).toSorted((a, b) => a - b),
        );
        if (generation === 'heuristic') return;
        const eligible = ranking.filter((row) => row.eligible);
        const points = eligible.flatMap((row) => row.points ?? []);
        expect(points).toEqual(points.toSorted((a, b) => b - a));
        expect(points.every(Number.isFinite)).toBe(true);
        expect([eligible[0]?.pid, null]).toContain(predicted);
        expect(ranking.slice(eligible.length).some((row) => row.eligible)).toBe(false);
      }),
    );
  });

  it('is the same where nothing is tried out', () => {
    fc.assert(
      fc.property(incidents, (incident) => {
        expect(replayOf(incident, { changes: NO_CHANGES })).toEqual(replayOf(incident));
        const { before, after, notes } = whatIfOf(incident, NO_CHANGES);
        // Whoever asked is known where the log has its kill line.
        expect(after).toBe(before);
        expect(notes).toEqual([]);
      }),
    );
  });

  it('never has a process further behind for a higher adj', () => {
    fc.assert(
      fc.property(plainIncidents, pid, adj, (incident, target, value) => {
        const before = incident.tasks.find((task) => task.pid === target)?.oomScoreAdj;
        if (before == null || value <= before) return;
        const adjByPid = new Map([[target, value]]);
        const placeIn = (replay: ReturnType<typeof replayOf>): number =>
          replay.ranking.findIndex((row) => row.pid === target);
        const was = placeIn(replayOf(incident));
        expect(placeIn(replayOf(incident, { changes: { ...NO_CHANGES, adjByPid } }))).toBeLessThanOrEqual(
          was,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('has another one first, or none, where the first one is removed', () => {
    fc.assert(
      fc.property(plainIncidents, (incident) => {
        const { predicted, ranking } = replayOf(incident);
        if (predicted === null) return;
        const removedPids = new Set([predicted]);
        const after = replayOf(incident, { changes: { ...NO_CHANGES, removedPids } });
        expect(after.predicted).not.toBe(predicted);
        // The order of the others stays.
        expect(after.ranking.map((row) => row.pid)).toEqual(ranking.slice(1).map((row) => row.pid));
      }),
    );
  });
});
