import { isDeepStrictEqual } from 'node:util';
import type { Incident, IncidentKill, Sign } from '../../src/shared/model';
import type { KillFacts, LogFacts } from './logFacts';

/** One fact, and what was read of it. */
export interface ComparedFact {
  readonly name: string;
  readonly wanted: unknown;
  readonly got: unknown;
  readonly isRight: boolean;
}

interface Read {
  readonly incidents: readonly Incident[];
  readonly signs: readonly Sign[];
}

/** What comes of a comparison is undefined where the facts do not say it. */
export function fact(
  name: string,
  wanted: unknown,
  got: unknown,
  alsoRight: readonly unknown[] = [],
): ComparedFact {
  const isRight = [wanted, ...alsoRight].some((right) => isDeepStrictEqual(right, got));
  return { name, wanted, got, isRight };
}

/** The first that the log prints; null where no incident has it. */
function first<T>(
  incidents: readonly Incident[],
  pick: (incident: Incident) => T | null | undefined,
): T | null {
  for (const incident of incidents) {
    const value = pick(incident);
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function kb(bytes: number | null): number | null {
  return bytes === null ? null : bytes / 1024;
}

function sorted<T>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}

/** Empty and "not printed" are the same of a list. */
function listOrNull<T>(values: readonly T[]): T[] | null {
  return values.length === 0 ? null : sorted(values);
}

/** Compares every fact that the facts say. */
export function compareFacts(facts: LogFacts, { incidents, signs }: Read): ComparedFact[] {
  const compared = [
    fact(
      'kernel',
      facts.kernel,
      first(incidents, ({ kernel }) => kernel),
      facts.kernelAcceptable,
    ),
    fact('incidents', facts.incidents, incidents.length, facts.incidentsAcceptable),
    fact(
      'invoker',
      facts.invoker,
      first(incidents, ({ trigger }) => trigger?.comm),
    ),
    fact(
      'order',
      facts.order,
      first(incidents, ({ trigger }) => trigger?.order),
    ),
    fact(
      'gfpMask',
      facts.gfpMask,
      first(incidents, ({ trigger }) => trigger?.gfpMask),
    ),
    fact(
      'constraint',
      facts.constraint,
      first(incidents, ({ constraint }) => constraint),
    ),
    fact(
      'hostname',
      facts.hostname,
      first(incidents, ({ hostname }) => hostname),
    ),
    fact(
      'zones',
      sortedOrSame(facts.zones),
      listOrNull(incidents.flatMap(({ zones }) => zones.map(({ name }) => name))),
    ),
    fact('nodes', sortedOrSame(facts.nodes), listOrNull(nodesOf(incidents))),
    fact(
      'truncated',
      facts.truncated,
      incidents.some(({ complete }) => !complete),
    ),
    fact(
      'totalPagesRam',
      facts.totalPagesRam,
      first(incidents, ({ memory }) => memory.ramPages),
    ),
    fact(
      'reservedPages',
      facts.reservedPages,
      first(incidents, ({ memory }) => memory.reservedPages),
    ),
    fact(
      'highMemPages',
      facts.highMemPages,
      first(incidents, ({ memory }) => memory.highMemPages),
    ),
    fact('swapTotalKb', facts.swapTotalKb, kb(first(incidents, ({ memory }) => memory.swapTotalBytes))),
    fact('swapFreeKb', facts.swapFreeKb, kb(first(incidents, ({ memory }) => memory.swapFreeBytes))),
    fact(
      'memcgPath',
      facts.memcgPath,
      first(incidents, ({ cgroup }) => cgroup?.path),
    ),
    fact('memcgUsageKb', facts.memcgUsageKb, kb(first(incidents, ({ cgroup }) => cgroup?.usageBytes))),
    fact('memcgLimitKb', facts.memcgLimitKb, limitKb(first(incidents, ({ cgroup }) => cgroup?.limitBytes))),
    fact(
      'oomGroup',
      facts.oomGroup,
      first(incidents, ({ oomGroup }) => oomGroup),
    ),
    fact(
      'reaped',
      sortedOrSame(facts.reaped),
      listOrNull(incidents.flatMap(({ reaped }) => reaped)),
      emptyIsNull(facts.reaped),
    ),
    fact(
      'panic',
      facts.panic,
      incidents.some(({ panic }) => panic),
    ),
    fact('outcome', facts.outcome, incidents[0]?.outcome ?? null),
    fact(
      'signs',
      facts.signs,
      signs.map(({ kind }) => kind),
    ),
    ...tableFacts(facts, incidents),
    ...(facts.kills === undefined ? [] : compareKills(facts.kills, incidents, extraPids(facts))),
  ];
  return compared.filter(({ wanted }) => wanted !== undefined);
}

function tableFacts(facts: LogFacts, incidents: readonly Incident[]): ComparedFact[] {
  const victim = incidents[0]?.kills[0]?.pid;
  const row = incidents[0]?.tasks.find(({ pid }) => pid === victim);
  const sysrqPages = facts.totalPagesRamInSysrq;
  const rows = incidents.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const ofFirst = first(incidents, ({ tasks }) => (tasks.length === 0 ? null : tasks.length));
  const isSum = rows === facts.tasksListed;
  return [
    fact('tasksListed', facts.tasksListed, isSum ? rows : ofFirst),
    fact('victimTableAdj', facts.victimTableAdj, row?.oomScoreAdj ?? null),
    fact(
      'totalPagesRam outside',
      sysrqPages == null ? undefined : false,
      incidents.some(({ memory }) => memory.ramPages === sysrqPages),
    ),
  ];
}

function sortedOrSame<T>(values: readonly T[] | null | undefined): T[] | null | undefined {
  return values == null ? values : sorted(values);
}

function emptyIsNull(values: readonly unknown[] | null | undefined): null[] {
  return values?.length === 0 ? [null] : [];
}

function nodesOf(incidents: readonly Incident[]): number[] {
  return incidents.flatMap(({ zones, nodes }) => [
    ...zones.flatMap(({ node }) => (node === null ? [] : [node])),
    ...nodes.map(({ node }) => node),
  ]);
}

function limitKb(limit: number | 'unlimited' | null): number | 'unlimited' | null {
  return limit === 'unlimited' ? limit : kb(limit);
}

function extraPids({ killsAcceptableExtra = [] }: LogFacts): number[] {
  return killsAcceptableExtra.map((kill) => (typeof kill === 'number' ? kill : kill.pid));
}

/** The kills of all incidents in the order of the log, each process once an incident. */
function compareKills(
  wanted: readonly KillFacts[],
  incidents: readonly Incident[],
  extra: readonly number[],
): ComparedFact[] {
  const wantedPids = wanted.map(({ pid }) => pid);
  const kills = incidents
    .flatMap((incident) => incident.kills)
    .filter(({ pid }) => wantedPids.includes(pid) || !extra.includes(pid));
  return [
    fact(
      'kills',
      wantedPids,
      kills.map(({ pid }) => pid),
    ),
    ...wanted.flatMap((kill, at) => compareKill(`kills[${String(at)}]`, kill, kills[at] ?? null)),
  ];
}

export function compareKill(path: string, wanted: KillFacts, got: IncidentKill | null): ComparedFact[] {
  const amounts = [
    ['comm', wanted.comm, got?.comm],
    ['uid', wanted.uid, got?.uid],
    ['score', wanted.score, got?.score],
    ['oomScoreAdj', wanted.oomScoreAdj, got?.oomScoreAdj],
    ['totalVmKb', wanted.totalVmKb, kb(got?.totalVmBytes ?? null)],
    ['anonRssKb', wanted.anonRssKb, kb(got?.anonRssBytes ?? null)],
    ['fileRssKb', wanted.fileRssKb, kb(got?.fileRssBytes ?? null)],
    ['shmemRssKb', wanted.shmemRssKb, kb(got?.shmemRssBytes ?? null)],
    ['pageTableKb', wanted.pageTableKb ?? wanted.pgtablesKb, kb(got?.pageTableBytes ?? null)],
    // Where nobody else was picked, the one who died was.
    [
      'chosenPid',
      wanted.chosenPid,
      wanted.chosenPid === wanted.pid ? (got?.chosen?.pid ?? got?.pid) : got?.chosen?.pid,
    ],
    [
      'chosenComm',
      wanted.chosenComm,
      wanted.chosenPid === wanted.pid ? (got?.chosen?.comm ?? got?.comm) : got?.chosen?.comm,
    ],
    [
      'chosenScore',
      wanted.chosenScore,
      wanted.chosenPid === wanted.pid ? (got?.chosen?.score ?? got?.score) : got?.chosen?.score,
    ],
  ] as const;
  return amounts.flatMap(([name, value, read]) =>
    value === undefined ? [] : [fact(`${path}.${name}`, value, read ?? null)],
  );
}
