import type { FleetEvent, HostConfig, HostRow, SwapPoint } from '../../shared/model';
import { HostSession, type SessionDependencies } from './hostSession';
import type { PacedWatch } from './pacedWatch';

/** Told which host changed; the session is gone by then if it was removed. */
export type FleetListener = (hostId: string) => void;

/** All watched hosts, by id, in the order they were added. Knows nothing of storage, shells or people. */
export class Fleet {
  readonly #sessions = new Map<string, HostSession>();
  readonly #listeners = new Set<FleetListener>();
  readonly #dependencies: Omit<SessionDependencies, 'onChange'>;

  constructor(dependencies: Omit<SessionDependencies, 'onChange'>) {
    this.#dependencies = dependencies;
  }

  sessions(): IterableIterator<HostSession> {
    return this.#sessions.values();
  }

  session(hostId: string): HostSession | null {
    return this.#sessions.get(hostId) ?? null;
  }

  /** Starts watching a host. The id must be new. */
  add(config: HostConfig): void {
    const session = new HostSession(config, {
      ...this.#dependencies,
      onChange: () => {
        this.#announce(config.id);
      },
    });
    this.#sessions.set(config.id, session);
    session.connect();
  }

  /** Stops watching a host and forgets its samples. */
  remove(hostId: string): void {
    this.#sessions.get(hostId)?.stop();
    this.#sessions.delete(hostId);
    this.#dependencies.logs?.forgetHost(hostId);
    this.#announce(hostId);
  }

  /** Stops everything. */
  close(): void {
    for (const session of this.#sessions.values()) session.stop();
  }

  /** Registers a listener; call the result to take it off again. */
  listen(listener: FleetListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #announce(hostId: string): void {
    for (const listener of this.#listeners) listener(hostId);
  }

  /**
   * The stream behind the fleet table: everything once, then what changed, at the pace of the watch. Nothing is queued
   * for a slow receiver: a delta is made from the state at the moment it is sent.
   */
  async *events(watch: PacedWatch): AsyncGenerator<FleetEvent, void, undefined> {
    const changedIds = new Set<string>();
    const pointsSent = new Map<string, number>();
    const stopListening = this.listen((hostId) => {
      changedIds.add(hostId);
      watch.markDirty();
    });
    try {
      yield this.#snapshot(watch.nextSequence(), pointsSent);
      while (await watch.due()) {
        const ids = [...changedIds];
        changedIds.clear();
        yield this.#delta(watch.nextSequence(), ids, pointsSent);
      }
    } finally {
      stopListening();
    }
  }

  #snapshot(sequence: number, pointsSent: Map<string, number>): FleetEvent {
    const rows: HostRow[] = [];
    const swapHistory: Record<string, readonly SwapPoint[]> = {};
    for (const [hostId, session] of this.#sessions) {
      rows.push(session.row());
      swapHistory[hostId] = session.watch.swapHistory.since(0);
      pointsSent.set(hostId, session.watch.swapHistory.total);
    }
    return { kind: 'snapshot', sequence, rows, swapHistory };
  }

  #delta(sequence: number, ids: readonly string[], pointsSent: Map<string, number>): FleetEvent {
    const upserted: HostRow[] = [];
    const removedIds: string[] = [];
    const swapPoints: Record<string, readonly SwapPoint[]> = {};
    for (const hostId of ids) {
      const session = this.#sessions.get(hostId);
      if (session === undefined) {
        removedIds.push(hostId);
        pointsSent.delete(hostId);
        continue;
      }
      upserted.push(session.row());
      const history = session.watch.swapHistory;
      const fresh = history.since(pointsSent.get(hostId) ?? 0);
      if (fresh.length > 0) swapPoints[hostId] = fresh;
      pointsSent.set(hostId, history.total);
    }
    return { kind: 'delta', sequence, upserted, removedIds, swapPoints };
  }
}
