import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cgroupOf } from '../../../../src/main/parse/cgroup';
import { parseMeminfo } from '../../../../src/main/parse/meminfo';
import { parseProcesses } from '../../../../src/main/parse/processes';
import { parseRawFiles } from '../../../../src/main/parse/rawFiles';
import { parseZoneinfo } from '../../../../src/main/parse/zoneinfo';
import type { HostSample, ProcessSample } from '../../../../src/shared/model';
import { UNKNOWN_IDENTITY } from '../../../../src/shared/model';
import type { Result } from '../../../../src/shared/result';
import { exemptionOf } from '../../../../src/shared/oom/badness';
import { rankIn, type Candidate } from '../../../../src/shared/oom/ranking';
import { oomHostOf, scopesOf, type KillScope } from '../../../../src/shared/oom/scopes';
import { groupKilledWith, victimOf } from '../../../../src/shared/oom/victim';
import {
  factsOf,
  incidentFile,
  incidentNames,
  recordingPath,
  samplesOf,
  type RecordedFacts,
} from '../../../support/incidents';

/**
 * Every kill that was caused on a real kernel: who is predicted, in its scope, from the last state before. Where that is
 * another than the one who died, the reason is one of a closed list, and each is checked, not assumed.
 */

type Reason =
  | 'predicted'
  | 'not yet running'
  | 'changed since the sample'
  | 'allocating task'
  | 'tie'
  | 'scope not visible'
  | 'unexplained';

type Incident = RecordedFacts['incidents'][number];

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.problem.expected);
  return result.value;
}

/** Under which nodes' memory each process may use, from raw status files: the recordings leave that out. */
function withMems(name: string, sample: HostSample): HostSample {
  const text = incidentFile(name, 'processes.status');
  if (text === null) return sample;
  const mems = new Map(
    valueOf(parseRawFiles('status', text)).map(({ path, text: status }) => [
      Number(/\/proc\/(\d+)\//.exec(path)?.[1]),
      /^Mems_allowed_list:\t(.*)$/m.exec(status)?.[1] ?? null,
    ]),
  );
  const processes = sample.processes.map((one) => ({ ...one, memsAllowed: mems.get(one.pid) ?? null }));
  return { ...sample, processes };
}

/** A state that was recorded as files, and a cgroup of version 1 that the test ran in. */
function sampleOfFiles(name: string, path: string, kernel: string): HostSample {
  const read = (file: string): string => incidentFile(name, file) ?? '';
  const { zones, nodes } = valueOf(parseZoneinfo(read('zoneinfo')));
  const inCgroup = new Set(
    valueOf(parseRawFiles('cgroup', read('processes.cgroup')))
      .filter(({ text }) => text.includes(`:memory:${path}`))
      .map(({ path: file }) => Number(/\/proc\/(\d+)\//.exec(file)?.[1])),
  );
  const files = new Map(
    ['memory.limit_in_bytes', 'memory.usage_in_bytes'].map((file) => [file, read(`memcg_${file}`)] as const),
  );
  return {
    at: { uptimeSeconds: Number(read('uptime').split(' ')[0]), wallClock: null },
    host: { ...UNKNOWN_IDENTITY, kernel, pageBytes: 4096, cpus: 2 },
    memory: valueOf(parseMeminfo(read('meminfo'))),
    zones,
    nodes,
    buddy: [],
    migrateTypes: [],
    vmstat: null,
    pressure: null,
    cgroups: [cgroupOf(path, files)],
    settings: null,
    processes: valueOf(parseProcesses(read('processes.tsv'))).processes.map((one) =>
      inCgroup.has(one.pid) ? { ...one, cgroup: path } : one,
    ),
    ages: {},
    missing: [],
  };
}

/** The last state before a time, with the processes as they were then. */
async function stateBefore(
  name: string,
  facts: RecordedFacts,
  { t, oom_memcg: path, selected_pid: chosen }: Incident,
): Promise<HostSample> {
  if (!existsSync(recordingPath(name))) return sampleOfFiles(name, path ?? '/', facts.kernel_release);
  let before: HostSample | null = null;
  for await (const sample of samplesOf(recordingPath(name))) {
    if (sample.at.uptimeSeconds >= t - (facts.printk_minus_monotonic_s ?? 0)) break;
    // A sweep that began before the kill and no longer finds the one that was chosen is not of before.
    if (has(before, chosen) && !has(sample, chosen)) break;
    before = sample;
  }
  if (before === null) throw new Error(`${name}: no state before ${String(t)}`);
  return withMems(name, before);
}

function has(sample: HostSample | null, pid: number | null | undefined): boolean {
  return sample?.processes.some((one) => one.pid === pid) === true;
}

function scopeOfKill(
  scopes: readonly KillScope[],
  { constraint, oom_memcg: path, mems_allowed: mems }: Incident,
): KillScope | undefined {
  switch (constraint) {
    case 'CONSTRAINT_MEMCG':
      return scopes.find(({ kind, id }) => kind === 'memcg' && id === path);
    case 'CONSTRAINT_CPUSET':
      return scopes.find(({ kind, id }) => kind === 'cpuset' && id === mems);
    default:
      return scopes.find(({ kind }) => kind === 'host');
  }
}

const points = ({ badness }: Candidate): number =>
  badness.kind === 'eligible' ? badness.points : Number.NEGATIVE_INFINITY;

/** What the one who was chosen had when it died, by the kernel's own line. */
function pagesAtDeath(incident: Incident, pid: number): number | null {
  const kill = incident.kills.find((one) => one.pid === pid);
  if (kill === undefined) return null;
  return ((kill.anon_kb ?? 0) + (kill.file_kb ?? 0) + (kill.shmem_kb ?? 0) + (kill.pgtables_kb ?? 0)) / 4;
}

interface Outcome {
  readonly reason: Reason;
  readonly detail: string;
}

function judge(sample: HostSample, incident: Incident, dead: ReadonlySet<number>): Outcome {
  const [kill] = incident.kills;
  const chosenPid = incident.selected_pid ?? kill?.chosen_pid ?? kill?.pid;
  const alive = (list: readonly ProcessSample[]): ProcessSample[] => list.filter(({ pid }) => !dead.has(pid));
  const living = { ...sample, processes: alive(sample.processes) };
  const scope = scopeOfKill(scopesOf(living), incident);
  if (scope === undefined || scope.processes.length === 0) return { reason: 'scope not visible', detail: '' };
  const wholePages = scopesOf(living)[0]?.scope.totalPages;
  const ranking = rankIn(scope.processes, oomHostOf(living), scope.scope, wholePages);
  const victim = victimOf(ranking);
  const detail = `predicted ${victim?.chosen.process.comm ?? 'nobody'} (${String(victim?.chosen.process.pid)}), was ${kill?.comm ?? ''} (${String(chosenPid)}), T ${String(scope.scope.totalPages)} / ${String(incident.totalpages_at_kill)}`;
  if (victim?.chosen.process.pid === chosenPid && victim?.dies.process.pid === kill?.pid)
    return { reason: 'predicted', detail };
  if (kill?.why?.includes('oom_kill_allocating_task') === true) return { reason: 'allocating task', detail };
  const chosen = ranking.candidates.find(({ process }) => process.pid === chosenPid);
  if (chosen === undefined) return { reason: 'not yet running', detail };
  if (victim !== null && (victim.tiedWith.includes(chosen) || points(chosen) === points(victim.chosen)))
    return { reason: 'tie', detail };
  const now = pagesAtDeath(incident, chosen.process.pid);
  const then =
    chosen.badness.kind === 'eligible' && chosen.badness.parts !== null ? chosen.badness.parts : null;
  if (now !== null && then !== null && victim !== null) {
    const grown = now - (then.rssPages + then.pageTablePages);
    if (points(chosen) + grown > points(victim.chosen)) return { reason: 'changed since the sample', detail };
  }
  return { reason: 'unexplained', detail };
}

describe('the kills of the recorded kernels', () => {
  it('take the predicted process, or another for a known reason', async () => {
    const counts = new Map<Reason, number>();
    const lines: string[] = [];
    for (const name of incidentNames()) {
      const facts = factsOf(name);
      const dead = new Set<number>();
      for (const incident of facts.incidents.filter(({ kills }) => kills.length > 0)) {
        const sample = await stateBefore(name, facts, incident);
        const { reason, detail } = judge(sample, incident, dead);
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
        lines.push(`  ${name} at ${String(incident.t)}: ${reason} (${detail})`);
        for (const { pid } of incident.kills) dead.add(pid);
      }
    }
    process.stdout.write(
      `Victims of recorded kills: ${[...counts].map(([reason, count]) => `${reason} ${String(count)}`).join(', ')}\n`,
    );
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(counts.get('unexplained')).toBeUndefined();
  });

  it('take all of a cgroup that dies whole, but for the protected', async () => {
    const name = 'memcg-v2-group';
    const facts = factsOf(name);
    const [incident] = facts.incidents;
    if (incident === undefined) throw new Error('no incident');
    const sample = await stateBefore(name, facts, incident);
    const chosen = sample.processes.find(({ pid }) => pid === incident.selected_pid);
    if (chosen === undefined) throw new Error('the one that was chosen is not there');
    const group = groupKilledWith(chosen, sample.cgroups, incident.oom_memcg ?? '/');
    expect(group?.path).toBe('/app');
    const die = sample.processes.filter((one) => one.cgroup === group?.path && exemptionOf(one) === null);
    expect(die.map(({ pid }) => pid)).toEqual(
      [...new Set(incident.kills.map(({ pid }) => pid))].toSorted((a, b) => a - b),
    );
  });
});
