import type { Incident, IncidentCgroup, IncidentKill, Message } from '../model';
import type { MessageCode } from '../messages/en';
import { pageBytesOf } from '../replay/explanation/pageSize';
import type { IncidentDocumentInput } from './documentInput';
import { quoted, said } from './documentInput';
import { taskName } from './visibleText';

/** One row of what a report says in short: what it is about, and one thing or several. */
export interface Fact {
  readonly label: MessageCode;
  readonly values: readonly Message[];
}

const NOT_IN_LOG = said('document.not-in-log');

/**
 * What the report says, in the order people ask: when, where, what, who, how it ended, what is not there.
 *
 * @param hasCause false where the cause stands above already
 */
export function factsOf(input: IncidentDocumentInput, hasCause = true): readonly Fact[] {
  const { incident, explanation } = input;
  const hostName = input.hostName ?? incident.hostname;
  return [
    fact('document.when', whenOf(incident)),
    fact('document.host', hostName === null ? NOT_IN_LOG : quoted(hostName)),
    fact('document.kernel', kernelOf(incident)),
    ...(hasCause ? [fact('document.cause', explanation.cause.message)] : []),
    fact('document.asked-by', askedByOf(incident)),
    ...(incident.trigger === null ? [] : [fact('document.request', requestOf(incident.trigger))]),
    fact('document.scope', scopeOf(incident)),
    ...(incident.cgroup === null
      ? []
      : [{ label: 'document.cgroup' as const, values: cgroupOf(incident.cgroup) }]),
    // Reports of a cgroup print no swap of the machine.
    ...(incident.constraint === 'memcg' && incident.memory.swapTotalBytes === null
      ? []
      : [fact('document.swap', swapOf(incident))]),
    { label: 'document.outcome', values: outcomeOf(incident) },
    ...(incident.kills.length === 0
      ? []
      : [{ label: 'document.killed' as const, values: incident.kills.map(killOf) }]),
    ...(incident.complete ? [] : [{ label: 'document.missing' as const, values: missingOf(incident) }]),
  ];
}

function fact(label: MessageCode, value: Message): Fact {
  return { label, values: [value] };
}

/** When, by both clocks where the log has both. */
export function whenOf({ at: { bootSeconds, wallClock } }: Incident): Message {
  if (bootSeconds === null) return wallClock === null ? NOT_IN_LOG : quoted(wallClock);
  const stamp = Math.round(bootSeconds * 1000) / 1000;
  return wallClock === null
    ? said('document.when-boot', { stamp })
    : said('document.when-both', { stamp, wallClock });
}

function kernelOf(incident: Incident): Message {
  if (incident.kernel === null) return NOT_IN_LOG;
  const pageBytes = pageBytesOf(incident);
  if (pageBytes === null) return quoted(incident.kernel);
  return said('document.kernel-pages', { kernel: incident.kernel, pageBytes });
}

function askedByOf({ trigger }: Incident): Message {
  if (trigger === null || (trigger.comm === null && trigger.pid === null)) return NOT_IN_LOG;
  const task = taskName(trigger.comm, trigger.pid);
  if (trigger.oomScoreAdj !== null) return said('document.asked-adj', { task, adj: trigger.oomScoreAdj });
  if (trigger.oomAdj !== null) return said('document.asked-old-adj', { task, adj: trigger.oomAdj });
  return quoted(task);
}

function requestOf({ order, gfpMask, gfpFlags }: NonNullable<Incident['trigger']>): Message {
  if (order === -1) return said('document.request-by-hand');
  const flags = gfpFlags === null ? gfpMask : gfpFlags.join(' ');
  if (order === null) return flags === null ? NOT_IN_LOG : quoted(flags);
  return flags === null
    ? said('document.request-order', { order })
    : said('document.request-flags', { order, flags });
}

function scopeOf({ constraint, cpuset, memsAllowed, nodemask }: Incident): Message {
  switch (constraint) {
    case null:
      return NOT_IN_LOG;
    case 'none':
      return said('document.scope-machine');
    case 'memcg':
      return said('document.scope-cgroup');
    case 'cpuset':
      return said('document.scope-cpuset', { cpuset: cpuset ?? '–', nodes: memsAllowed ?? '–' });
    case 'memory-policy':
      return said('document.scope-policy', { nodes: nodemask ?? '–' });
  }
}

function cgroupOf(cgroup: IncidentCgroup): readonly Message[] {
  const path = cgroup.path === null ? [] : [quoted(cgroup.path)];
  const counters = [
    ['memory', cgroup],
    ['swap', cgroup.swap],
    ['memory+swap', cgroup.memorySwap],
    ['kmem', cgroup.kmem],
  ] as const;
  return [
    ...path,
    ...counters.flatMap(([name, counter]) => {
      if (counter === null || counter.usageBytes === null) return [];
      const { usageBytes, limitBytes } = counter;
      return typeof limitBytes === 'number'
        ? [said('document.counter', { name, usageBytes, limitBytes })]
        : [
            said(limitBytes === null ? 'document.counter-usage' : 'document.counter-unlimited', {
              name,
              usageBytes,
            }),
          ];
    }),
  ];
}

function swapOf({ memory: { swapTotalBytes: totalBytes, swapFreeBytes: freeBytes } }: Incident): Message {
  if (totalBytes === null) return NOT_IN_LOG;
  if (totalBytes === 0) return said('document.no-swap');
  return freeBytes === null
    ? said('document.swap-total', { totalBytes })
    : said('document.swap-free', { freeBytes, totalBytes });
}

function outcomeOf({
  outcome,
  panic,
  panicOnOom,
  oomGroup,
  killsAllocatingTask,
  reaped,
}: Incident): readonly Message[] {
  return [
    // Its label says what is not there.
    said(outcome === 'unknown' ? 'document.not-in-log' : `document.outcome-${outcome}`),
    ...(panic && outcome !== 'panic' ? [said('document.outcome-panic')] : []),
    ...(panicOnOom === null ? [] : [said(`document.panic-${panicOnOom}`)]),
    ...(oomGroup === null ? [] : [said('document.killed-group', { path: oomGroup })]),
    ...(killsAllocatingTask ? [said('document.killed-allocating')] : []),
    ...(reaped.length === 0 ? [] : [said('document.reaped', { count: reaped.length })]),
  ];
}

/** One process that died and what the kill line says it held. */
function killOf(kill: IncidentKill): Message {
  const task = taskName(kill.comm, kill.pid);
  const heldBytes = heldBytesOf(kill);
  if (kill.chosen !== null) {
    const chosen = taskName(kill.chosen.comm, kill.chosen.pid);
    return heldBytes === null
      ? said('document.kill-for', { task, chosen })
      : said('document.kill-for-held', { task, chosen, heldBytes });
  }
  return heldBytes === null ? quoted(task) : said('document.kill-held', { task, heldBytes });
}

/** What the kill line says was resident; null where it says nothing of it. */
function heldBytesOf({ anonRssBytes, fileRssBytes, shmemRssBytes }: IncidentKill): number | null {
  if (anonRssBytes === null) return null;
  return anonRssBytes + (fileRssBytes ?? 0) + (shmemRssBytes ?? 0);
}

function missingOf({ missing }: Incident): readonly Message[] {
  return missing.length === 0
    ? [said('document.cut-off')]
    : missing.map((kind) => said(`document.part-${kind}`));
}
