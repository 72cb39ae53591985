import type { Incident, LineRange } from '../../model/incident';
import { linesOf, mergedLines } from './statement';
import type { ZoneVerdict } from './zoneVerdicts';

/**
 * Lines of some zones: what they have, their reserve and their blocks. Where the report has as many lines of a kind as
 * zones, each is of its own zone; else all lines of that kind are given.
 */
export function zoneLinesOf(
  incident: Incident,
  verdicts: readonly Pick<ZoneVerdict, 'place'>[],
): LineRange[] {
  const places = new Set(verdicts.map(({ place }) => place));
  const ranges = (['zone', 'reserve', 'buddy'] as const).flatMap((kind) => {
    const whole = linesOf(incident, kind);
    const count = whole.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    if (count !== incident.zones.length) return whole;
    const single = whole.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, at) => ({ first: first + at, last: first + at })),
    );
    return single.filter((_, place) => places.has(place));
  });
  return mergedLines(ranges);
}
