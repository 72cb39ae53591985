import type { Message, PolicyDocument, PolicyEvent } from '../../shared/model';
import type { HostHands } from '../actions/hostHands';
import type { Clock } from '../clock';
import type { Fleet } from '../fleet/fleet';
import type { PacedWatch } from '../fleet/pacedWatch';
import { Refusal } from '../fleet/refusal';
import type { Log } from '../log';
import { writeFileAtomically } from '../storage/atomicFile';
import { DriftWatch } from './driftWatch';
import { policyEvents } from './policyEvents';
import { policyDocumentOf, policyPath, readPolicyFile, type StoredPolicy } from './policyFile';
import { LONGEST_POLICY } from './policyText';
import { SUGGESTIONS } from './suggestions';

/** The policy as a file, and how the hosts of the list stand to it. */
export interface Policies {
  /** The stream behind the page of policies: every host once, then what moves, at the pace of the watch. */
  events(watch: PacedWatch): AsyncGenerator<PolicyEvent, void, undefined>;
  /** The stored text and what it means. Without a file: an empty text, no policy and no problem. */
  read(): Promise<PolicyDocument>;
  /** What a text would mean. Nothing is stored; `sha256` is that of the text given. */
  check(text: string): PolicyDocument;
  /**
   * Stores a text and looks at the hosts again.
   *
   * @throws {Refusal} where it has problems, somebody has saved another one since, or it cannot be written.
   */
  save(text: string, replacesSha256: string): Promise<PolicyDocument>;
  suggestions(): PolicyDocument;
  /** Looks at these hosts as soon as may be; none named: at every host that is connected. */
  checkDrift(hostIds: readonly string[]): void;
  close(): void;
}

export interface PoliciesDependencies {
  readonly dataFolder: string;
  /** False where another process holds the write lock. */
  readonly mayWrite: boolean;
  /** Why, for whoever saves all the same: who holds it. */
  readonly readOnlyReason?: Message | null;
  readonly fleet: Fleet;
  readonly hands: Pick<HostHands, 'survey'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Told the hash of a text after it was stored: the audit. */
  readonly onSaved?: (sha256: string) => Promise<void>;
}

/** The file is meant to be edited and to come out of a repository: what others write to it is noticed. */
const READ_AGAIN_MS = 60_000;

/**
 * Reads the stored policy and begins to hold the hosts against it. A file that cannot be read is a problem of the
 * document, never a rejection.
 */
export async function openPolicies(dependencies: PoliciesDependencies): Promise<Policies> {
  const policies = new StoredPolicies(dependencies);
  await policies.read();
  policies.keepReading();
  return policies;
}

class StoredPolicies implements Policies {
  readonly #dependencies: PoliciesDependencies;
  readonly #path: string;
  readonly #drift: DriftWatch;
  readonly #listeners = new Set<() => void>();
  readonly #closed = new AbortController();
  #stored: StoredPolicy = { document: policyDocumentOf(''), unreadable: null };
  #pending: Promise<unknown> = Promise.resolve();

  constructor(dependencies: PoliciesDependencies) {
    this.#dependencies = dependencies;
    this.#path = policyPath(dependencies.dataFolder);
    this.#drift = new DriftWatch(dependencies);
  }

  events(watch: PacedWatch): AsyncGenerator<PolicyEvent, void, undefined> {
    const source = {
      drift: this.#drift,
      sha256: () => this.#stored.document.sha256,
      listenToText: (listener: () => void) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
    };
    return policyEvents(source, watch);
  }

  read(): Promise<PolicyDocument> {
    return this.#inTurn(() => this.#readAgain());
  }

  check(text: string): PolicyDocument {
    return policyDocumentOf(text);
  }

  save(text: string, replacesSha256: string): Promise<PolicyDocument> {
    return this.#inTurn(() => this.#save(text, replacesSha256));
  }

  suggestions(): PolicyDocument {
    return policyDocumentOf(SUGGESTIONS);
  }

  checkDrift(hostIds: readonly string[]): void {
    this.#drift.check(hostIds);
  }

  close(): void {
    this.#closed.abort();
    this.#drift.close();
  }

  /** Until it is closed. */
  keepReading(): void {
    const { clock } = this.#dependencies;
    const { signal } = this.#closed;
    void (async () => {
      while (!signal.aborted) {
        await clock.sleep(READ_AGAIN_MS, signal);
        if (!signal.aborted) await this.read();
      }
    })();
  }

  async #readAgain(): Promise<PolicyDocument> {
    this.#adopt(await readPolicyFile(this.#path));
    return this.#stored.document;
  }

  async #save(text: string, replacesSha256: string): Promise<PolicyDocument> {
    const { mayWrite, readOnlyReason, log, onSaved } = this.#dependencies;
    if (!mayWrite) throw new Refusal(readOnlyReason ?? 'refusal.policy-read-only');
    const wanted = understood(text);
    const before = await this.#readAgain();
    const { unreadable } = this.#stored;
    if (unreadable !== null) {
      throw new Refusal('refusal.policy-unreadable', { path: this.#path, problem: unreadable });
    }
    if (before.sha256 !== replacesSha256) throw new Refusal('refusal.policy-changed');
    if (before.sha256 === wanted.sha256) return wanted;
    await this.#write(text);
    this.#adopt({ document: wanted, unreadable: null });
    try {
      await onSaved?.(wanted.sha256);
    } catch (error) {
      // It is stored: to say that it is not would be the worse of the two.
      log.warn('a saved policy could not be written to the audit', error);
    }
    return wanted;
  }

  async #write(text: string): Promise<void> {
    try {
      await writeFileAtomically(this.#path, text);
    } catch (error) {
      const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new Refusal('refusal.not-stored', { path: this.#path, problem });
    }
  }

  #adopt(stored: StoredPolicy): void {
    const isSame =
      stored.document.sha256 === this.#stored.document.sha256 &&
      stored.unreadable === this.#stored.unreadable;
    if (isSame) return;
    this.#stored = stored;
    this.#drift.setPolicy(stored.document.policy);
    for (const listener of this.#listeners) listener();
  }

  /** One after the other: what a save compares with is what it replaces. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#pending.then(work);
    this.#pending = turn.catch(() => undefined);
    return turn;
  }
}

function understood(text: string): PolicyDocument {
  if (text.length > LONGEST_POLICY) throw new Refusal('refusal.policy-too-large', { limit: LONGEST_POLICY });
  const document = policyDocumentOf(text);
  const [first] = document.problems;
  if (first === undefined) return document;
  throw new Refusal('refusal.policy-broken', {
    line: first.line ?? '–',
    column: first.column ?? '–',
    problems: document.problems.length,
  });
}
