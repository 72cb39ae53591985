import type { IncidentDetail, IncidentSummary } from '../../shared/model';

/** An incident as the list needs it. */
export interface IndexedIncident {
  readonly summary: IncidentSummary;
  /** The report's own id, the same for every copy of it. */
  readonly incidentId: string;
  /** Taken off the list by a person: kept in mind, so that reading the host's log again does not bring it back. */
  readonly isForgotten: boolean;
}

/** Where incidents are kept: in the data folder, or for as long as this process lives. */
export interface IncidentStore {
  /** Everything that is kept, newest first, some at a time. */
  load(): AsyncGenerator<readonly IndexedIncident[], void, undefined>;
  /** Adds an incident or replaces it. Resolves to the keys of those that had to go for it: the oldest ones. */
  put(detail: IncidentDetail, isForgotten: boolean): Promise<readonly string[]>;
  read(summary: IncidentSummary): Promise<IncidentDetail | null>;
  /** Marks as forgotten or takes the mark off. Content stays as long as this process lives. */
  setForgotten(key: string, isForgotten: boolean): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  /** Writes what is on its way. */
  close(): Promise<void>;
}

/** How much a store keeps; beyond that the oldest go. */
export interface IncidentBounds {
  readonly incidents: number;
  /** Of compressed reports. */
  readonly bytes: number;
}

/** When an incident happened, as far as that is known: what "newest" goes by. */
export function orderMsOf({ happenedAtMs, readAtMs }: IncidentSummary): number {
  return happenedAtMs ?? readAtMs;
}
