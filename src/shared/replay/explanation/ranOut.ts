import type { CgroupCounter, Incident, IncidentStatement } from '../../model/incident';
import { pageBytesOf } from './pageSize';
import { requestOfIncident } from './request';
import { linesOf, statement } from './statement';
import { zoneLinesOf } from './zoneLines';
import {
  floorOf,
  isShortBesideCma,
  sizeOf,
  unprintedFreeBytesOf,
  zoneVerdictsOf,
  type ZoneVerdict,
} from './zoneVerdicts';

/** Zones of a machine with many nodes: the largest are enough. */
const SHOWN_ZONES = 6;

/** The numbers of what ran out: zones against their watermarks, or the counters of a cgroup. */
export function whatRanOut(incident: Incident): IncidentStatement[] {
  if (incident.trigger?.order === -1) return zonesOf(incident, { isWanted: false });
  return [...countersOf(incident), ...zonesOf(incident, { isWanted: true }), ...elsewhereOf(incident)];
}

function countersOf(incident: Incident): IncidentStatement[] {
  const { cgroup } = incident;
  if (cgroup === null) return [];
  const lines = linesOf(incident, 'cgroup');
  const counters: readonly (readonly [string, CgroupCounter | null])[] = [
    ['memory', cgroup],
    ['both', cgroup.memorySwap],
    ['swap', cgroup.swap],
    ['kmem', cgroup.kmem],
  ];
  return counters.flatMap(([name, counter]) => {
    if (counter?.usageBytes == null || counter.limitBytes === null) return [];
    const { usageBytes, limitBytes } = counter;
    // Memory of the kernel is part of the first counter.
    if (name === 'kmem' && usageBytes * 20 < (cgroup.usageBytes ?? 0)) return [];
    return limitBytes === 'unlimited'
      ? [statement(`incident.ran-out.counter-free.${name}`, { usageBytes }, lines)]
      : [statement(`incident.ran-out.counter.${name}`, { usageBytes, limitBytes }, lines)];
  });
}

function zonesOf(incident: Incident, { isWanted }: { readonly isWanted: boolean }): IncidentStatement[] {
  const order = requestOfIncident(incident).order ?? 0;
  return zoneVerdictsOf(incident)
    .toSorted((a, b) => (sizeOf(b.zone) ?? 0) - (sizeOf(a.zone) ?? 0))
    .slice(0, SHOWN_ZONES)
    .map((verdict) => {
      const code = isWanted ? codeOf(verdict) : 'has';
      const { zone, name, reserveBytes } = verdict;
      const { freeBytes, minBytes } = zone;
      const lines = zoneLinesOf(incident, [verdict]);
      if (freeBytes === null || minBytes === null)
        return statement('incident.ran-out.zone.unread', { zone: name }, lines);
      const params = { zone: name, freeBytes, minBytes };
      if (code === 'below-reserve' || code === 'below-order' || code === 'passes-reserve')
        return statement(`incident.ran-out.zone.${code}`, { ...params, reserveBytes, order }, lines);
      if (code === 'cma')
        return statement('incident.ran-out.zone.cma', { ...params, ...besideCma(verdict, freeBytes) }, lines);
      if (code === 'in-pieces')
        return statement(
          'incident.ran-out.zone.in-pieces',
          { ...params, ...blocksOf(incident, verdict, order) },
          lines,
        );
      return statement(`incident.ran-out.zone.${code}`, params, lines);
    });
}

function codeOf(verdict: ZoneVerdict): string {
  const { isAllowed, outcome, zone, reserveBytes } = verdict;
  if (!isAllowed) return 'not-for-this';
  if (outcome.kind === 'succeeds') return reserveBytes > 0 ? 'passes-reserve' : 'passes';
  if (outcome.kind === 'unknown') return 'has';
  if (outcome.because === 'no-block') return 'in-pieces';
  if (isShortBesideCma(verdict)) return 'cma';
  // Some of what is free may be out of reach of the request, or of its order.
  if ((zone.freeBytes ?? 0) > (zone.minBytes ?? 0) + reserveBytes) return 'below-order';
  return reserveBytes > 0 ? 'below-reserve' : 'below';
}

function besideCma(verdict: ZoneVerdict, freeBytes: number): Record<string, number> {
  const { cmaBytes } = verdict;
  return { cmaBytes, leftBytes: freeBytes - cmaBytes, floorBytes: floorOf(verdict) };
}

function blocksOf(incident: Incident, { zone }: ZoneVerdict, order: number): Record<string, number> {
  const largest = zone.freeBlocks?.findLastIndex((count) => count > 0) ?? -1;
  const pageBytes = pageBytesOf(incident) ?? 0;
  return {
    order,
    blockBytes: 2 ** order * pageBytes,
    largestOrder: Math.max(0, largest),
    largestBytes: largest < 0 ? 0 : 2 ** largest * pageBytes,
  };
}

/** What is free where the request could not go: on other nodes, or in zones that the report leaves out. */
function elsewhereOf(incident: Incident): IncidentStatement[] {
  const elsewhereBytes = unprintedFreeBytesOf(incident);
  const pageBytes = pageBytesOf(incident);
  // Totals and zones are read one after the other, so a few pages mean nothing.
  if (elsewhereBytes === null || pageBytes === null || elsewhereBytes < 256 * pageBytes) return [];
  return [statement('incident.ran-out.elsewhere', { elsewhereBytes }, linesOf(incident, 'totals', 'zone'))];
}
