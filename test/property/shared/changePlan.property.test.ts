import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeItem, ChangePlan, Message, ProcessSample } from '../../../src/shared/model';
import { commandIndexesOf } from '../../../src/shared/change/command';
import { beforeOf, diffOf } from '../../../src/shared/change/dropIn';
import type { HostInspection, InspectedProcess, InspectedUnit } from '../../../src/shared/change/inspection';
import { planOf } from '../../../src/shared/change/plan';
import type { PlanHostInput } from '../../../src/shared/change/planInput';
import { undoItemsOf } from '../../../src/shared/change/undo';
import { processKey } from '../../../src/shared/oom/whatIf';
import { changePlanSchema } from '../../../src/shared/schema/change';
import { inputWith, inspectedAs, NOW_MS, unitWith } from '../../unit/shared/change/planInputs';
import { processWith } from '../../unit/shared/oom/processes';
import { faultsOf } from '../../unit/shared/replay/explanationTexts';

const orNull = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(values, { freq: 4 });
const pid = fc.integer({ min: 1, max: 8 });
const ticks = fc.integer({ min: 5_000, max: 5_002 });
const adj = fc.oneof(
  fc.constantFrom(-1000, -999, -17, -1, 0, 15, 1000),
  fc.integer({ min: -1100, max: 1100 }),
);
const cgroup = orNull(
  fc.constantFrom(
    '/',
    '/system.slice/a.service',
    '/user.slice/user-1000.slice/user@1000.service/app.slice/b.service',
    '/user.slice/user-0.slice/session-3.scope',
    '/kubepods/burstable/pod12ab',
  ),
);
const unitName = fc.constantFrom(
  'a.service',
  'b.service',
  'c@.service',
  'd.scope',
  '$(x).service',
  '-.slice',
);

const processes: fc.Arbitrary<ProcessSample[]> = fc.uniqueArray(
  fc
    .record({
      pid,
      ppid: pid,
      uid: orNull(fc.constantFrom(0, 1000)),
      comm: fc.oneof(fc.constantFrom('sshd', 'cron', '{host}'), fc.string({ maxLength: 15 })),
      startTicks: orNull(ticks),
      rssPages: fc.nat(120_000),
      swapPages: orNull(fc.nat(1_000)),
      vsizeBytes: orNull(fc.constantFrom(0, 4_096_000)),
      state: orNull(fc.constantFrom('S', 'Z')),
      oomScore: orNull(fc.nat(2_000)),
      oomScoreAdj: orNull(fc.integer({ min: -1000, max: 1000 })),
      oomAdj: orNull(fc.integer({ min: -17, max: 15 })),
      cgroup,
    })
    .map((wanted) => processWith(wanted)),
  { selector: (process) => process.pid, maxLength: 8 },
);

const units: fc.Arbitrary<InspectedUnit[]> = fc.uniqueArray(
  fc
    .record({
      unit: unitName,
      loadState: fc.constantFrom('loaded', 'loaded', 'masked', 'not-found'),
      activeState: fc.constantFrom('active', 'failed'),
      restart: orNull(fc.constantFrom('no', 'always')),
      oomScoreAdjust: orNull(adj),
      invocationId: orNull(fc.string()),
      pids: fc.array(pid, { maxLength: 3 }),
      dropInPaths: fc.array(fc.string(), { maxLength: 2 }),
      dropInText: orNull(fc.oneof(fc.string(), fc.constant('x\n[Service]\nOOMScoreAdjust=1\n'))),
    })
    .map(({ unit, ...wanted }) =>
      unitWith(unit, { ...wanted, dropInChecksum: wanted.dropInText === null ? null : '12 34' }),
    ),
  { selector: ({ unit }) => unit },
);

const items: fc.Arbitrary<ChangeItem[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('set-adj' as const),
      hostId: fc.constant('h1'),
      pid,
      startTicks: ticks,
      adj,
      scale: fc.constantFrom('oom_score_adj' as const, 'oom_adj' as const),
    }),
    fc.record({
      kind: fc.constant('set-unit-adj' as const),
      hostId: fc.constant('h1'),
      unit: unitName,
      adj,
      isAppliedNow: fc.boolean(),
    }),
    fc.record({
      kind: fc.constantFrom('remove-unit-adj' as const, 'restart-unit' as const),
      hostId: fc.constant('h1'),
      unit: unitName,
    }),
  ),
  { maxLength: 6 },
);

const account = fc.record({
  user: fc.constantFrom('ops', 'root'),
  uid: orNull(fc.constantFrom(0, 1000)),
  effectiveCapabilities: orNull(fc.constantFrom('0000000000000000', '000001fffeffffff', '000001ffffffffff')),
  sudo: fc.constantFrom(
    'not-asked' as const,
    'works' as const,
    'needs-password' as const,
    'refused' as const,
  ),
  initSystem: fc.constantFrom('systemd' as const, 'systemd' as const, 'openrc' as const, 'unknown' as const),
});

/** A host that may have moved on between the sweep and the question. */
const inputs: fc.Arbitrary<PlanHostInput> = fc
  .record({
    processes,
    now: fc.array(fc.tuple(fc.nat(7), fc.record({ startTicks: ticks, oomScoreAdj: orNull(adj) })), {
      maxLength: 8,
    }),
    units,
    items,
    account: orNull(account),
    kernel: orNull(fc.constantFrom('2.6.11', '2.6.32', '2.6.36', '3.10.0', '6.1.0')),
    sudo: fc.constantFrom('never' as const, 'passwordless' as const, 'password' as const),
    hasSample: fc.boolean(),
    grown: orNull(fc.nat(1_000)),
  })
  .map(({ account: of, now, kernel, sudo, hasSample, grown, ...made }) => {
    const changed = new Map(now);
    const inspected: InspectedProcess[] = made.processes
      .filter((_process, index) => index % 4 !== 3)
      .map((process, index) => inspectedAs(process, changed.get(index)));
    const inspection: HostInspection | null =
      of === null ? null : { ...of, processes: inspected, units: made.units };
    const grownPages = new Map(
      made.processes.flatMap((one) => (grown === null ? [] : [[processKey(one), grown]])),
    );
    return inputWith(made.items, {
      processes: made.processes,
      kernel,
      host: { sudo },
      inspection,
      input: { grownPages, ...(hasSample ? {} : { sample: null }) },
    });
  });

const plans: fc.Arbitrary<ChangePlan> = fc.array(inputs, { minLength: 1, maxLength: 3 }).map((hosts) =>
  planOf({
    id: 'p',
    origin: { kind: 'process' },
    nowMs: NOW_MS,
    expiresAtMs: NOW_MS + 1,
    program: 'x',
    hosts: hosts.map((input, index) => ({ ...input, host: { ...input.host, id: `h${String(index)}` } })),
  }),
);

/** Every sentence of a value, wherever it stands. */
function messagesIn(value: unknown): Message[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('code' in value && typeof value.code === 'string' && 'params' in value) {
    const params = Object.fromEntries(Object.entries(value.params ?? {}));
    return [{ code: value.code, params }];
  }
  return Object.values(value).flatMap(messagesIn);
}

const WORD = String.raw`(?:[\w:.@/+-]+|'(?:[^']|'\\'')*')`;
const COMMAND = new RegExp(
  String.raw`^(?:sudo -n -- |sudo -k -S -p '' -- )?sh -c "\$lowmark_program" lowmark(?: \\\n  ${WORD}(?: ${WORD})*)+$`,
);

describe('any plan', () => {
  it('can be sent and said', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(changePlanSchema.parse(plan)).toEqual(plan);
        expect(messagesIn(plan).flatMap(faultsOf)).toEqual([]);
      }),
    );
  });

  it('has a command for exactly what is not blocked', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const host of plan.hosts) {
          const running = host.steps.filter(({ blocked }) => blocked === null);
          if (host.command === null) expect(host.blocked).not.toBeNull();
          else {
            expect(host.blocked).toBeNull();
            expect(host.command).toMatch(COMMAND);
            expect(host.command.split(' \\\n  ')).toHaveLength(running.length + 1);
            expect([...commandIndexesOf(host).keys()]).toEqual(running.map(({ id }) => id));
          }
        }
      }),
    );
  });

  it('changes no process that is another one now, and nothing twice', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const [host] = planOf({
          id: 'p',
          origin: { kind: 'process' },
          nowMs: NOW_MS,
          expiresAtMs: NOW_MS,
          program: 'x',
          hosts: [input],
        }).hosts;
        const subjects = (host?.steps ?? []).flatMap((step) => {
          if (step.kind !== 'set-adj')
            return [`${step.kind === 'restart-unit' ? 'restart' : 'drop-in'} ${step.unit}`];
          const now = input.inspection?.processes.find((one) => one.pid === step.process.pid);
          if (step.blocked === null && now !== undefined)
            expect(now.startTicks).toBe(step.process.startTicks);
          if (step.blocked === null) expect(step.after).not.toBe(step.before);
          return [processKey(step.process)];
        });
        expect(new Set(subjects).size).toBe(subjects.length);
      }),
    );
  });

  it('is typed wherever something is exempted, a guard fires, or hosts are several', () => {
    fc.assert(
      fc.property(plans, ({ hosts, confirmation }) => {
        const running = hosts.filter(({ command }) => command !== null);
        const steps = running.flatMap((host) => host.steps.filter(({ blocked }) => blocked === null));
        const exempts = steps.some(
          (step) =>
            (step.kind === 'set-adj' && step.after === (step.file === 'oom_adj' ? -17 : -1000)) ||
            (step.kind === 'set-unit-adj' && step.after === -1000),
        );
        const isTyped = running.length > 1 || exempts || steps.some(({ guards }) => guards.length > 0);
        expect(confirmation.kind).toBe(isTyped ? 'typed' : 'click');
      }),
    );
  });

  it('can be taken back to where it was', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const [host] = planOf({
          id: 'p',
          origin: { kind: 'process' },
          nowMs: NOW_MS,
          expiresAtMs: NOW_MS,
          program: 'x',
          hosts: [input],
        }).hosts;
        for (const step of host?.steps ?? []) {
          if (step.kind !== 'set-adj') continue;
          expect(undoItemsOf('h1', step, { outcome: 'done' })).toMatchObject([
            { adj: step.before, scale: step.file },
          ]);
        }
      }),
    );
  });
});

describe('any diff', () => {
  const texts = orNull(fc.array(fc.constantFrom('a', 'b', 'c', '[Service]'), { minLength: 1, maxLength: 8 }));

  it('holds both texts, whole and in order', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const text = (lines: string[] | null): string | null =>
          lines === null ? null : `${lines.join('\n')}\n`;
        const diff = diffOf(text(before), text(after));
        expect(beforeOf(diff)).toBe(text(before));
        const kept = diff.filter(({ kind }) => kind !== 'removed').map((line) => line.text);
        expect(kept).toEqual(after ?? []);
      }),
    );
  });
});
