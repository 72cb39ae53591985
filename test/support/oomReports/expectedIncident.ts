import type { Incident, IncidentCgroup, IncidentKill, IncidentTask } from '../../../src/shared/model';
import { expectedMemory, expectedNodes, expectedSlabs, expectedZones } from './expectedMemory';
import type { Generation } from './generations';
import { counterOf, extraCountersOf, statsOf } from './printCgroup';
import { constraintOf } from './printEnding';
import { rssPages } from './printReport';
import { hasStackHeader, stackFunctionsOf } from './printStack';
import type { DescribedTask, ReportDescription } from './reportDescription';

/** What must be read off a report wherever it was carried. The rest of an incident depends on where it stood. */
export type ExpectedIncident = Omit<Incident, 'id' | 'at' | 'hostname' | 'parts' | 'lines' | 'kills'> & {
  readonly kills: readonly Omit<IncidentKill, 'lines'>[];
};

/** All that the kernel of this generation prints of the description; what it does not print is null. */
export function expectedIncident(description: ReportDescription, row: Generation): ExpectedIncident {
  const hasMemInfo = description.cgroup === null || row.cgroup === 'with-mem-info';
  const hasConstraintLine = row.hasConstraintLine && description.ending.kind === 'kill';
  return {
    kernel: hasStackHeader(description, row) ? row.release : null,
    pageBytes: hasMemInfo ? description.pageKb * 1024 : null,
    trigger: expectedTrigger(description, row),
    constraint: expectedConstraint(description, hasConstraintLine),
    cpuset: row.hasCpusetLine || hasConstraintLine ? description.cpuset : null,
    memsAllowed: row.hasCpusetLine || hasConstraintLine ? description.memsAllowed : null,
    nodemask: row.invoker === 'nodemask' || hasConstraintLine ? description.nodemask : null,
    cgroup: expectedCgroup(description, row, hasConstraintLine),
    zones: hasMemInfo ? expectedZones(description, row) : [],
    nodes: hasMemInfo ? expectedNodes(description, row) : [],
    memory: expectedMemory(description, row, hasMemInfo),
    slabs: hasMemInfo ? expectedSlabs(description, row) : [],
    tasks:
      row.taskColumns === null ? [] : description.tasks.map((task) => expectedTask(description, row, task)),
    ...expectedEnding(description, row),
    callTrace: stackFunctionsOf(description),
    complete: true,
    missing: [],
    copies: 1,
  };
}

function expectedTrigger(description: ReportDescription, row: Generation): ExpectedIncident['trigger'] {
  const { invoker, gfpMask, gfpNames, order } = description;
  const isNamed = row.invoker !== 'mask' && row.invoker !== 'mask-order';
  const hasOldAdj = ['oomkilladj', 'oom_adj', 'both-adj'].includes(row.invoker);
  const hasAdj = ['both-adj', 'adj', 'names', 'nodemask'].includes(row.invoker);
  const hasNames = row.invoker === 'names' || row.invoker === 'nodemask';
  return {
    comm: isNamed ? invoker.comm : null,
    pid: hasStackHeader(description, row) ? invoker.pid : null,
    gfpMask: `0x${gfpMask.toString(16)}`,
    gfpFlags: hasNames ? gfpNames : null,
    order: row.invoker === 'mask' ? null : order,
    oomScoreAdj: hasAdj ? invoker.oomScoreAdj : null,
    oomAdj: hasOldAdj ? invoker.oomAdj : null,
  };
}

function expectedConstraint(
  description: ReportDescription,
  hasConstraintLine: boolean,
): ExpectedIncident['constraint'] {
  if (description.cgroup !== null) return 'memcg';
  if (description.ending.kind !== 'kill') return null;
  if (!hasConstraintLine) return 'none';
  switch (constraintOf(description)) {
    case 'CONSTRAINT_CPUSET':
      return 'cpuset';
    case 'CONSTRAINT_MEMORY_POLICY':
      return 'memory-policy';
    default:
      return 'none';
  }
}

function expectedCgroup(
  description: ReportDescription,
  row: Generation,
  hasConstraintLine: boolean,
): IncidentCgroup | null {
  const { cgroup } = description;
  const nothing = { usageBytes: null, limitBytes: null, failCount: null };
  if (cgroup === null) {
    if (!hasConstraintLine) return null;
    return { path: null, taskPath: '/', ...nothing, swap: null, memorySwap: null, kmem: null, stats: null };
  }
  const counter = (name: 'swap' | 'memory+swap' | 'kmem'): IncidentCgroup['swap'] => {
    if (!extraCountersOf(cgroup, row).includes(name)) return null;
    const { usageKb, failCount } = counterOf(description, name);
    return { usageBytes: usageKb * 1024, limitBytes: 'unlimited', failCount };
  };
  const hasPath = row.cgroup === 'task-in' || row.cgroup === 'with-mem-info' || hasConstraintLine;
  const stats = statsOf(description, row);
  return {
    path: hasPath || stats !== null ? cgroup.path : null,
    taskPath: hasPath ? cgroup.taskPath : null,
    usageBytes: cgroup.usageKb * 1024,
    limitBytes: cgroup.limitKb === null ? 'unlimited' : cgroup.limitKb * 1024,
    failCount: cgroup.failCount,
    swap: counter('swap'),
    memorySwap: counter('memory+swap'),
    kmem: counter('kmem'),
    stats,
  };
}

function expectedTask({ pageKb }: ReportDescription, row: Generation, task: DescribedTask): IncidentTask {
  const has = (column: string): boolean => row.taskColumns?.includes(column) ?? false;
  const ptes = has('nr_ptes') ? task.pageTablePages : null;
  return {
    pid: task.pid,
    tgid: task.tgid,
    uid: task.uid,
    comm: task.comm,
    totalVmPages: task.totalVmPages,
    rssPages: rssPages(task),
    rssAnonPages: has('rss_anon') ? task.rssAnonPages : null,
    rssFilePages: has('rss_file') ? task.rssFilePages : null,
    rssShmemPages: has('rss_shmem') ? task.rssShmemPages : null,
    pageTableBytes: has('pgtables_bytes') ? task.pageTablePages * pageKb * 1024 : null,
    // Where middle directories are counted apart, both are page tables.
    pageTablePages: ptes !== null && has('nr_pmds') ? ptes + 3 : ptes,
    swapPages: has('swapents') ? task.swapPages : null,
    oomScoreAdj: has('oom_score_adj') ? task.oomScoreAdj : null,
    oomAdj: has('oom_adj') ? task.oomAdj : null,
  };
}

type Ending = Pick<
  ExpectedIncident,
  'selected' | 'kills' | 'reaped' | 'outcome' | 'panic' | 'panicOnOom' | 'killsAllocatingTask' | 'oomGroup'
>;

function expectedEnding(description: ReportDescription, row: Generation): Ending {
  const { ending, cgroup } = description;
  const nobody = {
    selected: null,
    kills: [],
    reaped: [],
    panicOnOom: null,
    killsAllocatingTask: false,
    oomGroup: null,
  };
  if (ending.kind === 'panic') {
    const panicOnOom = ending.isCompulsory ? 'compulsory' : 'enabled';
    return { ...nobody, outcome: 'panic', panic: true, panicOnOom };
  }
  if (ending.kind === 'nothing-killable') {
    return { ...nobody, outcome: 'nothing-killable', panic: !row.hasDeadlockPanic || cgroup === null };
  }
  const isTwoLines = !['dot', 'one-line', 'one-line-uid'].includes(row.kill);
  const { victim, sacrificedFor } = ending;
  const chosen =
    sacrificedFor === null || !isTwoLines
      ? null
      : { pid: sacrificedFor.pid, comm: sacrificedFor.comm, score: ending.score };
  const named = sacrificedFor !== null && isTwoLines ? sacrificedFor : victim;
  const isNamed = isTwoLines || row.hasConstraintLine;
  const isGroup = cgroup !== null && row.hasGroupKill && ending.group.length > 0;
  return {
    ...nobody,
    // The line of the constraint has no score.
    selected: isNamed ? { pid: named.pid, comm: named.comm, score: isTwoLines ? ending.score : null } : null,
    kills: [
      {
        ...expectedKill(description, row, victim),
        score: isTwoLines && chosen === null ? ending.score : null,
        chosen,
      },
      ...(isGroup ? ending.group.map((task) => expectedKill(description, row, task)) : []),
    ],
    reaped: row.hasReaper && ending.isReaped ? [victim.pid] : [],
    outcome: 'killed',
    panic: false,
    killsAllocatingTask:
      ending.isAllocatingTask && cgroup === null && row.kill !== 'dot' && row.kill !== 'children',
    oomGroup: isGroup ? cgroup.path : null,
  };
}

function expectedKill(
  { pageKb }: ReportDescription,
  row: Generation,
  task: DescribedTask,
): Omit<IncidentKill, 'lines'> {
  const hasSizes = !['dot', 'children', 'a-child'].includes(row.kill);
  const hasMore = row.kill === 'one-line-uid';
  const bytes = (pages: number): number => pages * pageKb * 1024;
  const filePages = task.rssFilePages + (row.hasShmemRss ? 0 : task.rssShmemPages);
  return {
    pid: task.pid,
    comm: task.comm,
    uid: hasMore || row.kill === 'rhel6' || row.kill === 'el7' ? task.uid : null,
    score: null,
    totalVmBytes: hasSizes ? bytes(task.totalVmPages) : null,
    anonRssBytes: hasSizes ? bytes(task.rssAnonPages) : null,
    fileRssBytes: hasSizes ? bytes(filePages) : null,
    shmemRssBytes: hasSizes && row.hasShmemRss ? bytes(task.rssShmemPages) : null,
    pageTableBytes: hasMore ? bytes(task.pageTablePages) : null,
    oomScoreAdj: hasMore ? task.oomScoreAdj : null,
    chosen: null,
  };
}
