import type { IncidentDetail, IncidentSummary } from '../../shared/model';
import { packIncident, unpackIncident, type PackedIncident } from './incidentCodec';
import { orderMsOf, type IncidentBounds, type IncidentStore, type IndexedIncident } from './incidentStore';

interface Kept {
  readonly packed: PackedIncident;
  readonly bytes: number;
  readonly orderMs: number;
}

/** Keeps incidents, compressed, for as long as this process lives: the demo's, and all where nothing may be written. */
export class IncidentMemory implements IncidentStore {
  readonly #bounds: IncidentBounds;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(bounds: IncidentBounds) {
    this.#bounds = bounds;
  }

  // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- there is nothing from before
  async *load(): AsyncGenerator<readonly IndexedIncident[], void, undefined> {
    return;
  }

  async put(detail: IncidentDetail): Promise<readonly string[]> {
    const { key } = detail.summary;
    const packed = await packIncident(detail);
    const bytes = packed.body.length + (packed.text?.length ?? 0);
    this.#drop(key);
    this.#kept.set(key, { packed, bytes, orderMs: orderMsOf(detail.summary) });
    this.#bytes += bytes;
    return this.#dropOldest();
  }

  async read(summary: IncidentSummary): Promise<IncidentDetail | null> {
    const kept = this.#kept.get(summary.key);
    const content = kept === undefined ? null : await unpackIncident(kept.packed);
    return content === null ? null : { summary, ...content };
  }

  setForgotten(): Promise<void> {
    return Promise.resolve();
  }

  remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#drop(key);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }

  #dropOldest(): string[] {
    const dropped: string[] = [];
    while (
      this.#kept.size > this.#bounds.incidents ||
      (this.#bytes > this.#bounds.bytes && this.#kept.size > 1)
    ) {
      const oldest = [...this.#kept].reduce((one, other) =>
        other[1].orderMs < one[1].orderMs ? other : one,
      );
      this.#drop(oldest[0]);
      dropped.push(oldest[0]);
    }
    return dropped;
  }
}
