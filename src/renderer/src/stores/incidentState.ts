import type { HostLogState, IncidentEvent, IncidentSummary } from '../../../shared/model';

/** The incidents as the page knows them. What did not change keeps its identity from event to event. */
export interface IncidentState {
  readonly incidents: ReadonlyMap<string, IncidentSummary>;
  /** How each host's kernel log is read, by host. */
  readonly logs: ReadonlyMap<string, HostLogState>;
}

export const NO_INCIDENTS: IncidentState = { incidents: new Map(), logs: new Map() };

/** The state after an event of the stream; the state before it is left as it was. */
export function applyIncidentEvent(state: IncidentState, event: IncidentEvent): IncidentState {
  if (event.kind === 'snapshot') {
    return {
      incidents: new Map(event.incidents.map((incident) => [incident.key, incident])),
      logs: new Map(event.logs.map((log) => [log.hostId, log])),
    };
  }
  const incidents = new Map(state.incidents);
  for (const incident of event.upserted) incidents.set(incident.key, incident);
  for (const key of event.removedKeys) incidents.delete(key);
  if (event.logs.length === 0) return { incidents, logs: state.logs };
  const logs = new Map(state.logs);
  for (const log of event.logs) logs.set(log.hostId, log);
  return { incidents, logs };
}

/** How many incidents were read after a moment of main's clock. */
export function readAfter({ incidents }: IncidentState, atMs: number): number {
  let count = 0;
  for (const { readAtMs } of incidents.values()) if (readAtMs > atMs) count += 1;
  return count;
}

/** When the last incident was read, by main's clock; `leastMs` where that is later. */
export function newestReading({ incidents }: IncidentState, leastMs: number): number {
  let newestMs = leastMs;
  for (const { readAtMs } of incidents.values()) newestMs = Math.max(newestMs, readAtMs);
  return newestMs;
}

/** Later in a boot first; where that is the same or not known, in an order that stays. */
function compareWithinBoot(one: IncidentSummary, other: IncidentSummary): number {
  const byStamp = (other.at.bootSeconds ?? -1) - (one.at.bootSeconds ?? -1);
  if (byStamp !== 0) return byStamp;
  return one.key < other.key ? -1 : 1;
}

/**
 * Newest first. Those without a date come after all others, as one cannot tell where they belong: what was read last
 * first, and within a boot by the kernel's own stamp.
 */
export function compareByTime(one: IncidentSummary, other: IncidentSummary): number {
  const [oneMs, otherMs] = [one.happenedAtMs, other.happenedAtMs];
  if (oneMs !== null && otherMs !== null) return otherMs - oneMs || compareWithinBoot(one, other);
  if (oneMs !== null) return -1;
  if (otherMs !== null) return 1;
  return other.readAtMs - one.readAtMs || compareWithinBoot(one, other);
}
