import type { IncidentDetail, IncidentSummary } from '../../shared/model';
import { Refusal } from '../fleet/refusal';
import type { Log } from '../log';
import { orderMsOf, type IncidentStore } from '../storage/incidentStore';
import { completenessOf, detailOf, type FoundIncident } from './foundIncident';
import { replacementOf } from './incidentCopies';
import { IncidentIndex, type IncidentEntry } from './incidentIndex';

export interface IncidentLogDependencies {
  /** The data folder's; null where nothing can be kept there. */
  readonly stored: IncidentStore | null;
  /** Whether {@link stored} may be written to. */
  readonly mayWrite: boolean;
  /** For the demo's incidents, and for all where nothing may be written. */
  readonly memory: IncidentStore;
  readonly log: Log;
}

/** All known incidents: the list in memory, and what is behind it in a store. */
export class IncidentLog {
  readonly #dependencies: IncidentLogDependencies;
  readonly #index = new IncidentIndex();
  readonly #forgottenHere = new Set<string>();
  /** On their way to a store. */
  readonly #pending = new Map<string, IncidentDetail>();
  readonly #listeners = new Set<(key: string) => void>();
  readonly #loaded: Promise<void>;
  #writes: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(dependencies: IncidentLogDependencies) {
    this.#dependencies = dependencies;
    this.#loaded = this.#load();
  }

  /** What is on the list, newest first. */
  summaries(): IncidentSummary[] {
    return [...this.#index.values()]
      .filter((entry) => !entry.isForgotten)
      .map((entry) => entry.summary)
      .sort((one, other) => orderMsOf(other) - orderMsOf(one));
  }

  /** Null where it is not on the list (any more). */
  summary(key: string): IncidentSummary | null {
    const entry = this.#index.get(key);
    return entry === null || entry.isForgotten ? null : entry.summary;
  }

  /** What is known of a host since a moment, on the list or not, by report id. */
  async since(hostId: string, sinceMs: number): Promise<ReadonlyMap<string, IncidentSummary>> {
    await this.#loaded;
    const found = [...this.#index.values()].filter(
      ({ summary }) => summary.hostId === hostId && (summary.happenedAtMs ?? 0) >= sinceMs,
    );
    return new Map(found.map(({ incidentId, summary }) => [incidentId, summary]));
  }

  /** Told the key of what is new, changed or gone; call the result to take the listener off again. */
  listen(listener: (key: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes in a report; a better copy of one that is known replaces it. Resolves when it is stored. */
  async add(found: FoundIncident): Promise<{ readonly key: string; readonly isNew: boolean }> {
    await this.#loaded;
    const known = await this.#knownOf(found);
    if (known === null) {
      const key = `${found.origin.hostId ?? 'file'}/${found.incident.id}`;
      await this.#keep(found, key, false);
      return { key, isNew: true };
    }
    const { key } = known.summary;
    const replacement = replacementOf(known, found);
    if (replacement !== null) await this.#keep(replacement, key, known.isForgotten);
    return { key, isNew: false };
  }

  /** Throws a {@link Refusal} where there is no such incident, or its content is gone. */
  async read(key: string): Promise<IncidentDetail> {
    await this.#loaded;
    const entry = this.#index.get(key);
    if (entry === null || entry.isForgotten) throw new Refusal('refusal.no-such-incident');
    const detail = this.#pending.get(key) ?? (await this.#readStored(entry));
    if (detail === null) throw new Refusal('refusal.incident-unreadable');
    return detail;
  }

  /** Takes an incident off the list; {@link restore} undoes it while this process lives. */
  async forget(key: string): Promise<void> {
    await this.#loaded;
    const entry = this.#index.get(key);
    if (entry === null || entry.isForgotten) throw new Refusal('refusal.no-such-incident');
    this.#forgottenHere.add(key);
    await this.#mark(entry, true);
  }

  async restore(key: string): Promise<void> {
    const entry = this.#index.get(key);
    if (entry === null || !this.#forgottenHere.delete(key)) throw new Refusal('refusal.no-such-incident');
    await this.#mark(entry, false);
  }

  /** Takes incidents out as if they had never been read. */
  async remove(keys: readonly string[]): Promise<void> {
    const gone = keys.flatMap((key) => this.#index.get(key) ?? []);
    for (const { summary } of gone) this.#drop(summary.key);
    await this.#write(async () => {
      for (const { summary, store } of gone) await store.remove([summary.key]);
    });
  }

  /** Takes the demo's incidents of a host out. */
  async removeDemo(hostId: string): Promise<void> {
    const demo = [...this.#index.values()].filter(
      ({ summary }) => summary.isDemo && summary.hostId === hostId,
    );
    await this.remove(demo.map(({ summary }) => summary.key));
  }

  /** Waits for what is on its way, and closes the stores. */
  async close(): Promise<void> {
    await this.#loaded;
    await this.#writes;
    this.#isClosed = true;
    await this.#dependencies.stored?.close();
    await this.#dependencies.memory.close();
  }

  async #load(): Promise<void> {
    const { stored, log } = this.#dependencies;
    if (stored === null) return;
    try {
      for await (const some of stored.load()) {
        for (const indexed of some) {
          this.#index.set({ ...indexed, store: stored, completeness: null });
          this.#announce(indexed.summary.key);
        }
      }
    } catch (error) {
      log.warn('not all stored incidents could be read', error);
    }
  }

  async #knownOf({ incident, origin }: FoundIncident): Promise<IncidentEntry | null> {
    const find = (): IncidentEntry | null => this.#index.find(incident.id, origin.hostId, origin.isDemo);
    const entry = find();
    if (entry === null || entry.completeness !== null || entry.summary.isComplete) return entry;
    const detail = await this.#readStored(entry);
    const now = find();
    if (now?.completeness !== null || detail === null) return now;
    return { ...now, completeness: completenessOf(detail.incident) };
  }

  async #keep(found: FoundIncident, key: string, isForgotten: boolean): Promise<void> {
    const { stored, mayWrite, memory } = this.#dependencies;
    const store = stored !== null && mayWrite && !found.origin.isDemo ? stored : memory;
    const detail = detailOf(found, key);
    const { summary, incident } = detail;
    this.#pending.set(key, detail);
    const completeness = completenessOf(incident);
    this.#index.set({ summary, incidentId: incident.id, isForgotten, store, completeness });
    this.#announce(key);
    await this.#write(() => this.#put(detail));
    if (this.#pending.get(key) === detail) this.#pending.delete(key);
  }

  async #put(detail: IncidentDetail): Promise<void> {
    const { memory, log } = this.#dependencies;
    const entry = this.#index.get(detail.summary.key);
    // Taken out while it waited; or the application has ended, and the report is still in its log.
    if (entry === null || this.#isClosed) return;
    const into = async (store: IncidentStore): Promise<void> => {
      for (const gone of await store.put(detail, entry.isForgotten)) this.#drop(gone);
    };
    try {
      await into(entry.store);
    } catch (error) {
      log.warn('an incident could not be stored and is kept until Lowmark ends', error);
      this.#index.set({ ...entry, store: memory });
      await into(memory);
    }
  }

  async #readStored({ summary, store }: IncidentEntry): Promise<IncidentDetail | null> {
    try {
      return await store.read(summary);
    } catch (error) {
      this.#dependencies.log.warn('a stored incident cannot be read', error);
      return null;
    }
  }

  async #mark(entry: IncidentEntry, isForgotten: boolean): Promise<void> {
    const { key } = entry.summary;
    this.#index.set({ ...entry, isForgotten });
    this.#announce(key);
    if (entry.store === this.#dependencies.stored && !this.#dependencies.mayWrite) return;
    await this.#write(() => entry.store.setForgotten(key, isForgotten));
  }

  #drop(key: string): void {
    this.#index.delete(key);
    this.#forgottenHere.delete(key);
    this.#announce(key);
  }

  #announce(key: string): void {
    for (const listener of this.#listeners) listener(key);
  }

  /** One after another: what is stored is what happened last. */
  async #write(work: () => Promise<void>): Promise<void> {
    this.#writes = this.#writes.then(work).catch((error: unknown) => {
      this.#dependencies.log.warn('the list of incidents could not be changed on disk', error);
    });
    await this.#writes;
  }
}
