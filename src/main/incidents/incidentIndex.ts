import type { IncidentSummary } from '../../shared/model';
import type { IncidentStore } from '../storage/incidentStore';
import type { Completeness } from './foundIncident';

/** An incident as the list knows it. */
export interface IncidentEntry {
  readonly summary: IncidentSummary;
  readonly incidentId: string;
  /** Where its content is. */
  readonly store: IncidentStore;
  readonly isForgotten: boolean;
  /** Null for what an earlier process has stored. */
  readonly completeness: Completeness | null;
}

/** The same report is one incident, from however many sources of a host it comes. */
function identityOf(hostId: string | null, incidentId: string): string {
  return `${hostId ?? ''}\n${incidentId}`;
}

/** The known incidents by key, and by what makes two of them the same. */
export class IncidentIndex {
  readonly #entries = new Map<string, IncidentEntry>();
  readonly #keys = new Map<string, string>();
  /** By report id, whatever the host. */
  readonly #anyKey = new Map<string, string>();

  values(): IterableIterator<IncidentEntry> {
    return this.#entries.values();
  }

  get(key: string): IncidentEntry | null {
    return this.#entries.get(key) ?? null;
  }

  /**
   * The entry that a report belongs to: of the same host; of a file that turns out to be this host's log; for a file of
   * any host, since a file is mostly the log of a host that is on the list. The demo is apart.
   */
  find(incidentId: string, hostId: string | null, isDemo: boolean): IncidentEntry | null {
    const keys = [
      this.#keys.get(identityOf(hostId, incidentId)),
      this.#keys.get(identityOf(null, incidentId)),
      hostId === null ? this.#anyKey.get(incidentId) : undefined,
    ];
    for (const key of keys) {
      const entry = key === undefined ? null : this.get(key);
      if (entry?.summary.isDemo === isDemo) return entry;
    }
    return null;
  }

  set(entry: IncidentEntry): void {
    const { key, hostId } = entry.summary;
    this.delete(key);
    this.#entries.set(key, entry);
    this.#keys.set(identityOf(hostId, entry.incidentId), key);
    this.#anyKey.set(entry.incidentId, key);
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    const identity = identityOf(entry.summary.hostId, entry.incidentId);
    if (this.#keys.get(identity) === key) this.#keys.delete(identity);
    if (this.#anyKey.get(entry.incidentId) === key) this.#anyKey.delete(entry.incidentId);
  }
}
