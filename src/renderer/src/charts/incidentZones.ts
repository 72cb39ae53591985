import type { BuddyZone, Incident, IncidentZone, Zone } from '../../../shared/model';
import { sampledZoneOf, zoneVerdictsOf } from '../../../shared/replay/explanation/zoneVerdicts';

/**
 * The zones of a report as the gauges of live zones take them.
 * @param pageBytes size of a page of the machine that wrote the report
 */
export function zonesOfIncident({ zones }: Pick<Incident, 'zones'>, pageBytes: number): readonly Zone[] {
  return zones.map((zone) => sampledZoneOf(zone, pageBytes));
}

/** One order of a zone at the moment of a report. */
export interface OrderCell {
  readonly blocks: number;
  /** Letters of the migrate types that had such a block (`UME`); empty where none was printed. */
  readonly types: string;
  /**
   * What a request of this order like the one that failed would have found: `refused` for too few pages above min and
   * reserve, `no-block` for enough pages and no block of that size; null where it passes or nothing is known.
   */
  readonly fails: 'refused' | 'no-block' | null;
}

export interface OrderRow {
  readonly zone: BuddyZone;
  /** Null: the request may use this zone. */
  readonly isOutOfReach: boolean;
  readonly cells: readonly OrderCell[];
}

/**
 * Free blocks by order, and which orders would have failed for the one who asked. Zones without a buddy line are left out.
 * Nothing is judged where the report does not print the request, or where it was asked for by hand.
 */
export function orderRowsOf(incident: Incident): readonly OrderRow[] {
  const printed = incident.zones.flatMap((zone, place) =>
    zone.freeBlocks === null ? [] : [{ zone, place, blocks: zone.freeBlocks }],
  );
  const orders = Math.max(0, ...printed.map(({ blocks }) => blocks.length));
  const verdicts = Array.from({ length: orders }, (_, order) => verdictsAt(incident, order));
  return printed.map(({ zone, place, blocks }) => ({
    zone: { node: zone.node ?? 0, zone: zone.name, freeBlocks: blocks },
    isOutOfReach: verdicts[0]?.get(place)?.isAllowed === false,
    cells: blocks.map((count, order) => ({
      blocks: count,
      types: lettersOf(zone, order),
      fails: verdicts[order]?.get(place)?.fails ?? null,
    })),
  }));
}

interface OrderVerdict {
  readonly isAllowed: boolean;
  readonly fails: OrderCell['fails'];
}

/** The verdict of each zone, by its place in the report, had the request been of this order. */
function verdictsAt(incident: Incident, order: number): ReadonlyMap<number, OrderVerdict> {
  const { trigger } = incident;
  if (trigger?.order == null || trigger.order < 0) return new Map();
  return new Map(
    zoneVerdictsOf({ ...incident, trigger: { ...trigger, order } }).map(({ place, isAllowed, outcome }) => {
      const because = isAllowed && outcome.kind === 'fails' ? outcome.because : null;
      const fails = because === null ? null : because === 'no-block' ? 'no-block' : 'refused';
      return [place, { isAllowed, fails }];
    }),
  );
}

function lettersOf({ freeBlockTypes }: IncidentZone, order: number): string {
  return freeBlockTypes?.[order] ?? '';
}
