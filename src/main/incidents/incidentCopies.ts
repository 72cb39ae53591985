import type { IncidentSummary } from '../../shared/model';
import { completenessOf, isBetterCopy, type FoundIncident, type IncidentOrigin } from './foundIncident';
import type { IncidentEntry } from './incidentIndex';

/** A recording plays again and again: what happens in it happens anew. */
const REPLAYED_AFTER_MS = 60_000;

/**
 * What takes the place of a known incident when its report is read again: a better copy, or as good a one that knows a
 * host or a time. Null where there is nothing new in it.
 */
export function replacementOf(known: IncidentEntry, found: FoundIncident): FoundIncident | null {
  const { summary, completeness } = known;
  const origin = mergedOrigin(summary, found.origin);
  const own = completenessOf(found.incident);
  const isBetter = completeness === null ? !summary.isComplete : isBetterCopy(own, completeness);
  const isWorse = completeness === null ? !own.isComplete : isBetterCopy(completeness, own);
  const isNews =
    origin.hostId !== summary.hostId ||
    (summary.happenedAtMs === null && origin.happenedAtMs !== null) ||
    isReplayed(summary, origin);
  return isBetter || (isNews && !isWorse) ? { ...found, origin } : null;
}

/** A known incident keeps when it was first read, and learns its host and time from wherever they are known. */
function mergedOrigin(summary: IncidentSummary, origin: IncidentOrigin): IncidentOrigin {
  const isFileOfKnownHost = summary.hostId !== null && origin.hostId === null;
  const place = isFileOfKnownHost
    ? { hostId: summary.hostId, hostName: summary.hostName, source: summary.source }
    : { hostId: origin.hostId, hostName: origin.hostName, source: origin.source };
  const knownAtMs = isReplayed(summary, origin) ? null : summary.happenedAtMs;
  return {
    ...origin,
    ...place,
    happenedAtMs: knownAtMs ?? origin.happenedAtMs,
    readAtMs: summary.readAtMs,
  };
}

function isReplayed(summary: IncidentSummary, origin: IncidentOrigin): boolean {
  if (origin.source.kind !== 'recording' || origin.happenedAtMs === null) return false;
  return origin.happenedAtMs - (summary.happenedAtMs ?? 0) > REPLAYED_AFTER_MS;
}
