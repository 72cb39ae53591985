import type { Incident, IncidentZone } from '../model';
import { isShortBesideCma, zoneVerdictsOf } from '../replay/explanation/zoneVerdicts';

/** A zone's amounts at that moment, in bytes; null: not printed. */
export interface ZoneRow {
  readonly node: number | null;
  readonly name: string;
  readonly freeBytes: number | null;
  readonly minBytes: number | null;
  readonly lowBytes: number | null;
  readonly highBytes: number | null;
  /** The largest lowmem reserve: what requests that may use the highest zone have to leave here. */
  readonly reservePages: number | null;
  /** The same in bytes; null also where the page size is not known. */
  readonly reserveBytes: number | null;
  readonly managedBytes: number | null;
  readonly state: ZoneState;
}

/**
 * Where free stands (zone_watermark_ok in mm/page_alloc.c, order 0): a mark is failed when free is at or below it.
 * `kept`: above min, but not above min and the reserve, so that requests which could use higher zones get nothing.
 * `beside-cma`: above both, but too little of it is beside CMA, which the request of the report may not use.
 */
export type ZoneState =
  'below-min' | 'kept' | 'beside-cma' | 'below-low' | 'below-high' | 'above-high' | 'unknown';

/** The zones of a report in its order. */
export function zoneRowsOf(incident: Incident): readonly ZoneRow[] {
  const besideCma = new Set(
    zoneVerdictsOf(incident)
      .filter(isShortBesideCma)
      .map(({ place }) => place),
  );
  return incident.zones.map((zone, place) => {
    const reservePages = zone.lowmemReservePages === null ? null : Math.max(0, ...zone.lowmemReservePages);
    const reserveBytes =
      reservePages === 0
        ? 0
        : reservePages === null || incident.pageBytes === null
          ? null
          : reservePages * incident.pageBytes;
    const { node, name, freeBytes, minBytes, lowBytes, highBytes, managedBytes } = zone;
    const state = besideCma.has(place) ? 'beside-cma' : stateOf(zone, reserveBytes ?? 0);
    return {
      node,
      name,
      freeBytes,
      minBytes,
      lowBytes,
      highBytes,
      reservePages,
      reserveBytes,
      managedBytes,
      state,
    };
  });
}

function stateOf(
  { freeBytes, minBytes, lowBytes, highBytes }: IncidentZone,
  reserveBytes: number,
): ZoneState {
  if (freeBytes === null || minBytes === null) return 'unknown';
  if (freeBytes <= minBytes) return 'below-min';
  if (freeBytes <= minBytes + reserveBytes) return 'kept';
  if (lowBytes !== null && freeBytes <= lowBytes) return 'below-low';
  if (highBytes !== null && freeBytes <= highBytes) return 'below-high';
  return highBytes === null ? 'unknown' : 'above-high';
}
