import type { Message, Operator, WriteMode } from '../../shared/model';
import { message } from '../../shared/model';
import { Refusal } from '../fleet/refusal';
import type { SettingsStore } from '../storage/settingsFile';
import type { AuditLog } from './auditLog';
import { Turns } from './turns';

export interface WriteModesDependencies {
  readonly settings: SettingsStore;
  /** Null where this Lowmark may write to the data folder; otherwise who holds it. */
  readonly lockedBy: Message | null;
  /** Whether writing is forbidden from outside (`LOWMARK_READ_ONLY=1`). */
  readonly isForced: boolean;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly operator: Operator;
}

/** Whether hosts may be written, and by whose word. */
export class WriteModes {
  readonly #dependencies: WriteModesDependencies;
  readonly #listeners = new Set<() => void>();
  #isReadOnly: boolean;
  #isStored = true;
  #newestWish = 0;
  readonly #turns = new Turns(1);

  private constructor(isReadOnly: boolean, dependencies: WriteModesDependencies) {
    this.#isReadOnly = isReadOnly;
    this.#dependencies = dependencies;
  }

  /** @throws the system's error where the settings are there and cannot be read. */
  static async open(dependencies: WriteModesDependencies): Promise<WriteModes> {
    const { isReadOnly } = await dependencies.settings.load();
    return new WriteModes(isReadOnly, dependencies);
  }

  get mode(): WriteMode {
    const { lockedBy, isForced } = this.#dependencies;
    if (isForced || lockedBy !== null) return 'read-only-forced';
    return this.#isReadOnly ? 'read-only' : 'allowed';
  }

  /** Why no host may be written; null: they may. */
  get refusal(): Message | null {
    const { lockedBy, isForced } = this.#dependencies;
    if (isForced) return message('refusal.read-only-forced');
    if (lockedBy !== null) return lockedBy;
    return this.#isReadOnly ? message('refusal.read-only-mode') : null;
  }

  /** Why nothing may be stored here; null: it may. */
  get lockRefusal(): Message | null {
    return this.#dependencies.lockedBy;
  }

  /** Registers a listener; call the result to take it off again. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Switches writing off or on. Who switches it on is on record before it is on; off is off at once.
   *
   * @throws {Refusal} where it is set from outside, or cannot be stored.
   */
  async set(isReadOnly: boolean): Promise<void> {
    const { lockedBy, isForced, settings, audit, operator } = this.#dependencies;
    if (lockedBy !== null) throw new Refusal(lockedBy);
    if (isForced) throw new Refusal('refusal.read-only-forced');
    if (isReadOnly === this.#isReadOnly && this.#isStored) return;
    this.#isStored = false;
    this.#newestWish += 1;
    const wish = this.#newestWish;
    if (isReadOnly) this.#become(true);
    await this.#turns.take(async () => {
      await audit.append({ kind: 'write-mode', by: operator, isReadOnly });
      await stored(settings, isReadOnly);
    });
    // Of two at the same time the later one counts.
    if (wish !== this.#newestWish) return;
    this.#isStored = true;
    this.#become(isReadOnly);
  }

  #become(isReadOnly: boolean): void {
    this.#isReadOnly = isReadOnly;
    for (const listener of this.#listeners) listener();
  }
}

/** @throws {Refusal} where it cannot be stored. */
async function stored(settings: SettingsStore, isReadOnly: boolean): Promise<void> {
  try {
    await settings.save({ isReadOnly });
  } catch (error) {
    const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Refusal('refusal.settings-not-stored', { problem });
  }
}
