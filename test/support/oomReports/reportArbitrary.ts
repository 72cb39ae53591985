import fc from 'fast-check';
import type { Generation } from './generations';
import type {
  Architecture,
  DescribedCgroup,
  DescribedEnding,
  DescribedTask,
  DescribedZone,
  ReportDescription,
} from './reportDescription';
import { ARCHITECTURES } from './reportDescription';

/** Names that a stranger may give to a process; 15 bytes at most. */
const HOSTILE_NAMES = [
  'a) b (c',
  'Web Content',
  'Killed process ',
  'oom-kill:x',
  '[  123] 0 1 2',
  '[ pid ]',
  'x invoked oom-k',
  'total-vm:1kB, a',
  'task=y,pid=1',
  'a, UID:0',
  ') total-vm:9kB',
  'Mem-Info:',
  'DMA free:1kB',
  '> quoted',
  '"quoted"',
  'kworker/u8:2',
  '(sd-pam)',
  '#012#033',
  'Out of memory: ',
  'CPU: 0 PID: 1',
  'k\\x0a',
  '内存进程',
  '{"MESSAGE":"x"}',
  '<4>x',
  'a|b',
  "o'brien",
  '-bash',
  '0 0 0 0 0 0 x',
];

const plainName = fc.stringMatching(/^[a-z][a-z0-9._:/+-]{0,13}[a-z]$/);
/** What blanks stand at an end of it is lost in many carriers. */
const printableName = fc
  .stringMatching(/^[!-~][ -~]{0,13}$/)
  .map((name) => name.trimEnd())
  .filter((name) => name !== '');

export type NameKind = 'plain' | 'hostile';

function nameOf(kind: NameKind): fc.Arbitrary<string> {
  if (kind === 'plain') return plainName;
  return fc.oneof(plainName, fc.constantFrom(...HOSTILE_NAMES.map((name) => name.trimEnd())), printableName);
}

const pages = fc.oneof(fc.nat(50), fc.nat(2_000_000));
const score = fc.integer({ min: -1000, max: 1000 });

function task(kind: NameKind): fc.Arbitrary<DescribedTask> {
  return fc.record({
    pid: fc.integer({ min: 1, max: 4_194_303 }),
    tgid: fc.integer({ min: 1, max: 4_194_303 }),
    uid: fc.oneof(fc.constantFrom(0, 1000, 65_534), fc.nat(4_294_967_294)),
    comm: nameOf(kind),
    totalVmPages: pages,
    rssAnonPages: pages,
    rssFilePages: pages,
    rssShmemPages: pages,
    pageTablePages: fc.nat(60_000),
    swapPages: pages,
    oomScoreAdj: score,
    oomAdj: fc.integer({ min: -17, max: 15 }),
  });
}

const path = fc
  .array(
    fc.constantFrom(
      'kubepods.slice',
      'docker',
      'a b',
      'user@1000.service',
      'app,task=x',
      'pod_7',
      'init.scope',
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((parts) => `/${parts.join('/')}`);

const cgroup: fc.Arbitrary<DescribedCgroup> = fc
  .record({
    version: fc.constantFrom(1 as const, 2 as const),
    path,
    below: fc.constantFrom('', '/worker'),
    usageKb: fc.nat(100_000_000),
    limitKb: fc.option(fc.nat(100_000_000), { nil: null }),
    failCount: fc.nat(1_000_000),
  })
  .map(({ below, ...rest }) => ({ ...rest, taskPath: rest.path + below }));

function zones(orders: number): fc.Arbitrary<DescribedZone[]> {
  const zone = fc.record({
    node: fc.nat(1),
    name: fc.constantFrom('DMA', 'DMA32', 'Normal', 'HighMem', 'Movable'),
    freeKb: fc.nat(90_000_000),
    minKb: fc.nat(900_000),
    lowmemReservePages: fc.array(fc.nat(100_000), { minLength: 2, maxLength: 5 }),
    freeBlocks: fc.array(fc.oneof(fc.constant(0), fc.nat(9_999)), { minLength: orders, maxLength: orders }),
  });
  return fc.uniqueArray(zone, {
    minLength: 1,
    maxLength: 4,
    selector: ({ node, name }) => `${String(node)} ${name}`,
  });
}

function ending(kind: NameKind, row: Generation): fc.Arbitrary<DescribedEnding> {
  const hasChildren = ['children', 'a-child', 'vsz', 'sacrifice', 'rhel6', 'el7'].includes(row.kill);
  const kill = fc.record({
    kind: fc.constant('kill' as const),
    victim: task(kind),
    sacrificedFor: hasChildren ? fc.option(task(kind), { nil: null }) : fc.constant(null),
    score: fc.nat(2000),
    group: fc.array(task(kind), { maxLength: 2 }),
    isReaped: fc.boolean(),
    isAllocatingTask: row.kill === 'dot' || row.kill === 'children' ? fc.constant(false) : fc.boolean(),
  });
  const panic = fc.record({ kind: fc.constant('panic' as const), isCompulsory: fc.boolean() });
  const nothing = fc.constant({ kind: 'nothing-killable' as const });
  return fc.oneof(
    { arbitrary: kill, weight: 8 },
    { arbitrary: panic, weight: 1 },
    { arbitrary: nothing, weight: 1 },
  );
}

/** Pids of one report differ, and who is named twice has one name: a real machine's table is like that. */
function withOwnPids(description: ReportDescription): ReportDescription {
  const { ending: end } = description;
  const named = [
    ...description.tasks,
    description.invoker,
    ...(end.kind === 'kill'
      ? [end.victim, ...(end.sacrificedFor === null ? [] : [end.sacrificedFor]), ...end.group]
      : []),
  ];
  const pids = new Map(named.map((one, at) => [one, 1000 + at * 7 + (one.pid % 7)]));
  const own = (one: DescribedTask): DescribedTask => ({
    ...one,
    pid: pids.get(one) ?? one.pid,
    tgid: pids.get(one) ?? one.tgid,
  });
  return {
    ...description,
    invoker: own(description.invoker),
    tasks: description.tasks.map(own),
    ending:
      end.kind === 'kill'
        ? {
            ...end,
            victim: own(end.victim),
            sacrificedFor: end.sacrificedFor === null ? null : own(end.sacrificedFor),
            group: end.group.map(own),
          }
        : end,
  };
}

const GFP_NAMES = ['GFP_HIGHUSER_MOVABLE', 'GFP_KERNEL', '__GFP_ZERO', '__GFP_COMP', '__GFP_NOWARN', '0x100'];

export interface ArbitraryOptions {
  readonly names?: NameKind;
  readonly architectures?: readonly Architecture[];
}

/** Descriptions of reports that a kernel of this generation can print. */
export function reportArbitrary(
  row: Generation,
  options: ArbitraryOptions = {},
): fc.Arbitrary<ReportDescription> {
  const kind = options.names ?? 'hostile';
  const hasConstraint = row.hasConstraintLine;
  return fc.integer({ min: 9, max: 13 }).chain((orders) =>
    fc
      .record({
        seed: fc.nat(),
        bootSeconds: fc.integer({ min: 1_000, max: 900_000_000 }).map((ms) => ms / 1000),
        architecture: fc.constantFrom(...(options.architectures ?? ARCHITECTURES)),
        pageKb: fc.constantFrom(4 as const, 4 as const, 16 as const, 64 as const),
        invoker: task(kind),
        gfpMask: fc.integer({ min: 1, max: 0x7ffffff }),
        gfpNames: fc.uniqueArray(fc.constantFrom(...GFP_NAMES), { minLength: 1, maxLength: 4 }),
        order: fc.integer({ min: -1, max: 10 }),
        cpuset: fc.constantFrom('/', 'n1', 'cri-containerd-25a38b5b.scope', 'a b'),
        memsAllowed: fc.constantFrom('0', '0-1', '0,2-3'),
        nodemask: fc.constantFrom(
          null,
          null,
          ...(hasConstraint || row.invoker === 'nodemask' ? ['0', '0-1'] : []),
        ),
        isNuma: fc.boolean(),
        zones: zones(orders),
        orders: fc.constant(orders),
        ramPages: fc.nat(100_000_000),
        highMemPages: fc.nat(1_000_000),
        reservedPages: fc.nat(1_000_000),
        swapTotalKb: fc.nat(100_000_000),
        swapFreeKb: fc.nat(100_000_000),
        cgroup: row.cgroup === 'none' ? fc.constant(null) : fc.option(cgroup, { nil: null, freq: 2 }),
        slabs: fc.constantFrom(
          [],
          [
            { name: 'kmalloc-64', usedKb: 123, totalKb: 456 },
            { name: 'dentry', usedKb: 99_999, totalKb: 100_000 },
            { name: 'ext4_groupinfo_4k', usedKb: 1, totalKb: 2 },
          ],
        ),
        tasks: fc.array(task(kind), { minLength: 1, maxLength: 6 }),
        ending: ending(kind, row),
      })
      .map((description) => withOwnPids(possible(description))),
  );
}

/** Takes out what no kernel prints together. */
function possible(description: ReportDescription): ReportDescription {
  const zonesOfNodes = description.isNuma
    ? description.zones
    : description.zones
        .map((zone) => ({ ...zone, node: 0 }))
        .filter((zone, at, all) => all.findIndex(({ name }) => name === zone.name) === at);
  const { cgroup: limited, ending: end } = description;
  return {
    ...description,
    zones: zonesOfNodes,
    nodemask: limited === null ? description.nodemask : null,
    // vm.oom_kill_allocating_task is for the machine's own shortage, and panic_on_oom 1 spares cgroups.
    ending:
      limited === null
        ? end
        : end.kind === 'kill'
          ? { ...end, isAllocatingTask: false }
          : end.kind === 'panic'
            ? { ...end, isCompulsory: true }
            : end,
  };
}
