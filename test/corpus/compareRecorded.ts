import type { Incident } from '../../src/shared/model';
import { replayOf } from '../../src/shared/replay/replay';
import type { ComparedFact } from './compareFacts';
import { compareKill, fact } from './compareFacts';
import type { RecordedFacts } from './logFacts';

type RecordedIncident = RecordedFacts['incidents'][number];

const CONSTRAINTS: Readonly<Record<string, string>> = {
  CONSTRAINT_NONE: 'none',
  CONSTRAINT_MEMCG: 'memcg',
  CONSTRAINT_CPUSET: 'cpuset',
  CONSTRAINT_MEMORY_POLICY: 'memory-policy',
};

/** Compares a log with the facts of the run that it is from. */
export function compareRecorded(facts: RecordedFacts, incidents: readonly Incident[]): ComparedFact[] {
  const kills = facts.incidents.flatMap(diedIn);
  const reports = facts.incidents.length;
  // Reports are limited to ten in five seconds, kill lines are not: such a kill may be an incident of its own.
  const later = facts.incidents.reduce((sum, incident) => sum + laterKills(incident), 0);
  const got = incidents.flatMap((incident) => incident.kills);
  return [
    fact('incidents', reports, incidents.length, [reports + later]),
    fact(
      'kills',
      kills.map(({ pid }) => pid),
      got.map(({ pid }) => pid),
    ),
    ...kills.flatMap((kill, at) =>
      compareKill(
        `kills[${String(at)}]`,
        {
          pid: kill.pid,
          comm: kill.comm,
          uid: kill.uid,
          totalVmKb: kill.total_vm_kb,
          anonRssKb: kill.anon_kb,
          fileRssKb: kill.file_kb,
          shmemRssKb: kill.shmem_kb,
          pageTableKb: kill.pgtables_kb,
          oomScoreAdj: kill.adj,
        },
        got[at] ?? null,
      ),
    ),
    ...facts.incidents.flatMap((wanted) => compareIncident(facts.kernel_release, wanted, incidents)),
  ];
}

/** Each process once, in the order in which they died: a group's first victim has a second line. */
function diedIn({ kills }: RecordedIncident): RecordedIncident['kills'] {
  return kills.filter(({ pid }, at) => kills.findIndex((kill) => kill.pid === pid) === at);
}

function laterKills(incident: RecordedIncident): number {
  return Math.max(0, diedIn(incident).length - 1);
}

function compareIncident(
  release: string,
  wanted: RecordedIncident,
  incidents: readonly Incident[],
): ComparedFact[] {
  const path = `at ${String(wanted.t)}`;
  const got = incidents.find(({ at }) => at.bootSeconds === wanted.t);
  if (got === undefined) return [fact(path, 'an incident', null)];
  const [kill] = got.kills;
  const hasLine = wanted.constraint !== undefined;
  const facts = [
    fact('kernel', release, got.kernel),
    fact('invoker', wanted.invoker, got.trigger?.comm),
    fact('gfpMask', wanted.gfp_mask, got.trigger?.gfpMask),
    fact('gfpFlags', wanted.gfp?.split('|'), got.trigger?.gfpFlags),
    fact('order', wanted.order, got.trigger?.order),
    fact('oomScoreAdj', wanted.invoker_adj, got.trigger?.oomScoreAdj),
    fact(
      'constraint',
      wanted.constraint == null ? undefined : CONSTRAINTS[wanted.constraint],
      got.constraint,
    ),
    fact('cpuset', wanted.cpuset, got.cpuset),
    fact('memsAllowed', wanted.mems_allowed, got.memsAllowed),
    fact('nodemask', wanted.nodemask === '(null)' ? null : wanted.nodemask, got.nodemask),
    fact('cgroup.path', wanted.oom_memcg, got.cgroup?.path ?? null),
    fact(
      'cgroup.taskPath',
      hasLine && got.cgroup !== null ? wanted.task_memcg : undefined,
      got.cgroup?.taskPath ?? null,
    ),
    fact('chosen', wanted.selected_pid ?? undefined, kill?.chosen?.pid ?? kill?.pid ?? null),
    ...fatalFacts(wanted.fatal, got),
    ...totalFacts(wanted, got),
  ];
  return facts
    .filter((one) => one.wanted !== undefined)
    .map((one) => ({ ...one, name: `${path} ${one.name}` }));
}

function fatalFacts(fatal: readonly string[] | undefined, got: Incident): ComparedFact[] {
  if (fatal === undefined) return [];
  const isOnPurpose = fatal.some((line) => line.includes('panic_on_oom is enabled'));
  const isCompulsory = fatal.some((line) => line.includes('compulsory'));
  return [
    fact(
      'panic',
      fatal.some((line) => line.startsWith('Kernel panic')),
      got.panic,
    ),
    fact('panicOnOom', isOnPurpose ? (isCompulsory ? 'compulsory' : 'enabled') : null, got.panicOnOom),
  ];
}

/** The replay measures adj by the total that the kernel measured it by. */
function totalFacts(wanted: RecordedIncident, got: Incident): ComparedFact[] {
  const { totalPages } = replayOf(got);
  return totalPages === null || wanted.totalpages_at_kill == null
    ? []
    : [fact('replay.totalPages', wanted.totalpages_at_kill, totalPages)];
}
