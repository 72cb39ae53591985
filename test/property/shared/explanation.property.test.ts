import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/shared/model';
import { adviceAfter } from '../../../src/shared/replay/advice';
import { explanationOf } from '../../../src/shared/replay/explanation';
import { incidentTitle } from '../../../src/shared/replay/explanationTitle';
import { replayOf } from '../../../src/shared/replay/replay';
import {
  BY_HAND,
  CGROUP_GROUP,
  CPUSET,
  IN_PIECES,
  LOW_MEMORY,
  NO_SWAP,
  SLAB_LEAK,
} from '../../unit/shared/replay/causeIncidents';
import { faultsOf } from '../../unit/shared/replay/explanationTexts';
import { incidentWith } from '../../unit/shared/replay/replayIncidents';

const WHOLE = [NO_SWAP, LOW_MEMORY, CPUSET, IN_PIECES, CGROUP_GROUP, BY_HAND, SLAB_LEAK];
const EMPTY = incidentWith({ constraint: null, kernel: null, pageBytes: null });

/** Parts of one report in the place of those of another: any mixture of what may be there or not. */
const incidents: fc.Arbitrary<Incident> = fc
  .record({
    base: fc.constantFrom(...WHOLE),
    trigger: fc.constantFrom(...WHOLE, EMPTY),
    where: fc.constantFrom(...WHOLE, EMPTY),
    memory: fc.constantFrom(...WHOLE, EMPTY),
    tasks: fc.constantFrom(...WHOLE, EMPTY),
    kills: fc.constantFrom(...WHOLE, EMPTY),
    kernel: fc.constantFrom(null, '2.6.9', '2.6.18', '2.6.32', '3.2.0', '4.19.0', '5.10.0', '6.12.1-amd64'),
    constraint: fc.constantFrom<Incident['constraint'][]>(null, 'none', 'memcg', 'cpuset', 'memory-policy'),
    outcome: fc.constantFrom<Incident['outcome'][]>(
      'killed',
      'panic',
      'nothing-killable',
      'disabled',
      'unknown',
    ),
    flags: fc.record({
      panic: fc.boolean(),
      killsAllocatingTask: fc.boolean(),
      panicOnOom: fc.constantFrom<Incident['panicOnOom'][]>(null, 'enabled', 'compulsory'),
      pageBytes: fc.constantFrom(null, 4_096, 65_536),
      copies: fc.integer({ min: 1, max: 3 }),
      nodemask: fc.constantFrom(null, '0-1'),
      memsAllowed: fc.constantFrom(null, '0', '1'),
    }),
  })
  .map(({ base, trigger, where, memory, tasks, kills, kernel, constraint, outcome, flags }) => ({
    ...base,
    ...flags,
    trigger: trigger.trigger,
    callTrace: trigger.callTrace,
    zones: where.zones,
    nodes: where.nodes,
    cgroup: where.cgroup,
    memory: memory.memory,
    tasks: tasks.tasks,
    kills: kills.kills,
    reaped: kills.reaped,
    kernel,
    constraint,
    outcome,
  }));

describe('any incident', () => {
  it('is explained, with words for everything and nothing that is no number', () => {
    fc.assert(
      fc.property(incidents, fc.boolean(), (incident, isReplayed) => {
        const replay = isReplayed ? replayOf(incident) : null;
        const { cause, sections } = explanationOf(incident, replay);
        const messages = [
          cause.message,
          incidentTitle(incident),
          ...sections.flatMap(({ statements }) => statements.map(({ message }) => message)),
          ...adviceAfter(incident, replay).map(({ message }) => message),
        ];
        expect(messages.flatMap(faultsOf)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
