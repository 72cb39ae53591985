import type { Incident } from '../../../src/shared/model';
import type { ExpectedIncident } from './expectedIncident';
import type { Generation } from './generations';
import type { ReportDescription } from './reportDescription';

/**
 * What was read, in the form of what is expected. Where a report allows two readings, the one that was taken counts as
 * the expected one: this is the whole list of them.
 */
export function comparable(
  incident: Incident,
  expected: ExpectedIncident,
  printed: { readonly description: ReportDescription; readonly row: Generation },
): ExpectedIncident {
  const { id: _id, at: _at, hostname: _hostname, parts: _parts, lines: _lines, ...facts } = incident;
  return {
    ...facts,
    trigger: comparableTrigger(incident, expected),
    constraint: comparableConstraint(incident, expected, printed.description),
    outcome: comparableOutcome(incident, expected),
    cgroup: comparableCgroup(incident, expected),
    memory: {
      ...facts.memory,
      // The kernel's names, but for the one capital that old kernels begin their line with.
      totalsPages: Object.fromEntries(
        Object.entries(facts.memory.totalsPages).map(([name, pages]) => [name.toLowerCase(), pages]),
      ),
    },
    zones: facts.zones.map((zone) => ({
      ...zone,
      // Where no block is free, no letter is printed, by any kernel.
      freeBlockTypes: zone.freeBlockTypes?.every((letters) => letters === '')
        ? (expected.zones.find(({ node, name }) => node === zone.node && name === zone.name)
            ?.freeBlockTypes ?? null)
        : zone.freeBlockTypes,
    })),
    callTrace: facts.callTrace.map((name) => name.replace(/^\./, '').replace(/\+0x.*$/, '')),
    kills: facts.kills.map(({ lines: _killLines, ...kill }, at) => ({
      ...kill,
      uid:
        expected.kills[at]?.uid === null && isUidOfConstraintLine(printed, kill.pid, kill.uid)
          ? null
          : kill.uid,
    })),
  };
}

/** Old kernels print the mask alone: what it means is told by tables of their own. */
function comparableTrigger(incident: Incident, expected: ExpectedIncident): ExpectedIncident['trigger'] {
  if (incident.trigger === null || expected.trigger?.gfpFlags !== null) return incident.trigger;
  return { ...incident.trigger, gfpFlags: null };
}

/** A panic by vm.panic_on_oom 1 is only for the machine as a whole: who reads it may say so. */
function comparableConstraint(
  { constraint }: Incident,
  expected: ExpectedIncident,
  { ending }: ReportDescription,
): ExpectedIncident['constraint'] {
  const isImplied = ending.kind === 'panic' && !ending.isCompulsory && expected.constraint === null;
  return isImplied && constraint === 'none' ? null : constraint;
}

/** That nothing was killable, and that the kernel gave up for it, are both true. */
function comparableOutcome({ outcome }: Incident, expected: ExpectedIncident): ExpectedIncident['outcome'] {
  return expected.outcome === 'nothing-killable' && expected.panic && outcome === 'panic'
    ? expected.outcome
    : outcome;
}

/** A shortage of the machine has no cgroup, but the line of the constraint names that of the victim. */
function comparableCgroup({ cgroup }: Incident, expected: ExpectedIncident): ExpectedIncident['cgroup'] {
  return cgroup === null && expected.cgroup?.path === null && expected.constraint !== 'memcg'
    ? expected.cgroup
    : cgroup;
}

/** From 5.0 to 5.3 the kill line has no uid, but the line of the constraint has. */
function isUidOfConstraintLine(
  { description, row }: { readonly description: ReportDescription; readonly row: Generation },
  pid: number,
  uid: number | null,
): boolean {
  const { ending } = description;
  if (!row.hasConstraintLine || ending.kind !== 'kill') return false;
  const named = row.kill === 'sacrifice' ? (ending.sacrificedFor ?? ending.victim) : ending.victim;
  return named.pid === pid && named.uid === uid;
}
