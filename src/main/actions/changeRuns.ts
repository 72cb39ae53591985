import { stepsThatRun } from '../../shared/change/command';
import type { HostInspection } from '../../shared/change/inspection';
import { changeIdOf } from '../../shared/audit/auditTable';
import {
  message,
  type ChangeRun,
  type Message,
  type PlanHost,
  type RunHost,
  type StepResult,
} from '../../shared/model';
import { Refusal } from '../fleet/refusal';
import type { Log } from '../log';
import type { AuditLog } from './auditLog';
import type { KeptPlan } from './changePlans';
import { HostRun, type HostRunDependencies } from './hostRun';
import { NamedTurns, Turns } from './turns';
import type { WriteModes } from './writeModes';

export interface ChangeRunsDependencies extends HostRunDependencies {
  readonly audit: Pick<AuditLog, 'append' | 'plan' | 'row'>;
  readonly modes: Pick<WriteModes, 'refusal'>;
  readonly log: Log;
}

/** A run on its way or at its end. */
interface LiveRun {
  readonly id: string;
  readonly hosts: Map<string, RunHost>;
  readonly head: Pick<ChangeRun, 'planId' | 'origin' | 'startedAtMs'>;
  endedAtMs: number | null;
  /** Why hosts that have not been written yet will not be. */
  stopped: Message | null;
  /** What the hosts said when the plan was made, of those that may have to be read again. */
  readonly inspections: Map<string, HostInspection>;
}

const MOST_RUNS = 50;
const HOSTS_AT_ONCE = 20;

/** Confirmed plans on their way: hosts in parallel, one host never by two at once, each result on record. */
export class ChangeRuns {
  readonly #dependencies: ChangeRunsDependencies;
  readonly #runs = new Map<string, LiveRun>();
  readonly #turns = new Turns(HOSTS_AT_ONCE);
  readonly #hostTurns = new NamedTurns();
  readonly #listeners = new Set<(runId: string) => void>();
  readonly #writtenListeners = new Set<(hostId: string) => void>();
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(dependencies: ChangeRunsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Those of this process, oldest first; the newest ones, where there are many. */
  ids(): readonly string[] {
    return [...this.#runs.keys()];
  }

  /** A run as it stands; null: there is none of that id, or it was long ago. */
  run(runId: string): ChangeRun | null {
    const live = this.#runs.get(runId);
    if (live === undefined) return null;
    return { id: live.id, ...live.head, endedAtMs: live.endedAtMs, hosts: [...live.hosts.values()] };
  }

  /** Registers a listener, told which run has moved; call the result to take it off again. */
  listen(listener: (runId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Registers a listener, told of each host on which something was written. */
  listenWritten(listener: (hostId: string) => void): void {
    this.#writtenListeners.add(listener);
  }

  /**
   * Begins to write a plan that the audit has as confirmed.
   *
   * @param passwords for sudo, by host; each is taken out once its host has been written
   */
  start(runId: string, { plan, inspections }: KeptPlan, passwords: Map<string, string>): void {
    const live: LiveRun = {
      id: runId,
      hosts: new Map(plan.hosts.map((host) => [host.hostId, waiting(host)])),
      head: { planId: plan.id, origin: plan.origin, startedAtMs: this.#dependencies.clock.nowMs() },
      endedAtMs: null,
      stopped: null,
      inspections: new Map(inspections),
    };
    this.#runs.set(runId, live);
    this.#forgetOldest();
    this.#announce(runId);
    const work = this.#writeAll(live, plan.hosts, passwords).catch((error: unknown) => {
      this.#dependencies.log.warn('a run of changes ended in an internal error', error);
    });
    this.#underWay.add(work);
    void work.then(() => this.#underWay.delete(work));
  }

  /**
   * Looks once more what became of a host of a run of which something is not known: the connection broke, or Lowmark ended
   * before the host had answered.
   *
   * @throws {Refusal} where nothing is unknown, or the host does not say.
   */
  async readAgain(runId: string, hostId: string): Promise<void> {
    const state = this.#runs.get(runId)?.hosts.get(hostId)?.state ?? 'done';
    if (state !== 'done') throw new Refusal('refusal.still-writing');
    const { audit } = this.#dependencies;
    const host = (await audit.plan(runId)).hosts.find((one) => one.hostId === hostId);
    if (host === undefined) throw new Refusal('refusal.no-such-run');
    await this.#hostTurns.take(hostId, async () => {
      const steps = stepsThatRun(host).filter(({ id }) => {
        const result = audit.row(changeIdOf(runId, hostId, id))?.result ?? null;
        return result === null || result.outcome === 'unknown';
      });
      if (steps.length === 0) throw new Refusal('refusal.nothing-unknown');
      const inspection = this.#runs.get(runId)?.inspections.get(hostId) ?? null;
      const run = new HostRun({ host, inspection }, this.#dependencies);
      const results = await run.readAgain(steps, this.#closing.signal);
      await audit.append({ kind: 'result', runId, hostId, hostName: host.hostName, results });
      this.#takeResults(runId, hostId, results);
    });
  }

  /** Ends what is under way: what was sent and is not answered yet goes on record as unknown. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underWay);
  }

  async #writeAll(live: LiveRun, hosts: readonly PlanHost[], passwords: Map<string, string>): Promise<void> {
    await Promise.all(
      hosts.map((host) =>
        this.#hostTurns.take(host.hostId, () =>
          this.#turns.take(() => this.#writeHost(live, host, passwords)),
        ),
      ),
    );
    live.endedAtMs = this.#dependencies.clock.nowMs();
    this.#announce(live.id);
  }

  async #writeHost(live: LiveRun, host: PlanHost, passwords: Map<string, string>): Promise<void> {
    const { hostId } = host;
    const run = new HostRun({ host, inspection: live.inspections.get(hostId) ?? null }, this.#dependencies);
    const show = (state: RunHost['state']): void => {
      live.hosts.set(hostId, { hostId, hostName: host.hostName, state, results: run.results() });
      this.#announce(live.id);
    };
    const password = passwords.get(hostId) ?? null;
    passwords.delete(hostId);
    const problem = this.#closingProblem(host) ?? live.stopped ?? this.#dependencies.modes.refusal;
    try {
      await run.write(problem, password, this.#closing.signal, show);
    } catch (error) {
      this.#dependencies.log.warn(`${host.hostName}: a change ended in an internal error`, error);
    }
    await this.#record(live, host, run.results());
    if (!run.results().some(({ outcome }) => outcome === 'unknown')) live.inspections.delete(hostId);
    show('done');
    if (run.results().some(({ outcome }) => outcome === 'done')) {
      this.#dependencies.findHost(hostId)?.sweepSoon();
      for (const listener of this.#writtenListeners) listener(hostId);
    }
  }

  /** Nothing new is begun when Lowmark ends. */
  #closingProblem({ hostName }: PlanHost): Message | null {
    return this.#closing.signal.aborted
      ? message('change.outcome.not-tried.closed', { host: hostName })
      : null;
  }

  /** Where the audit cannot be written any more, no further host is. */
  async #record(
    live: LiveRun,
    { hostId, hostName }: PlanHost,
    results: readonly StepResult[],
  ): Promise<void> {
    try {
      await this.#dependencies.audit.append({ kind: 'result', runId: live.id, hostId, hostName, results });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      live.stopped = error.sentence;
    }
  }

  #takeResults(runId: string, hostId: string, results: readonly StepResult[]): void {
    const live = this.#runs.get(runId);
    const host = live?.hosts.get(hostId);
    if (live === undefined || host === undefined) return;
    const fresh = new Map(results.map((result) => [result.stepId, result]));
    const merged = host.results.map((result) => fresh.get(result.stepId) ?? result);
    live.hosts.set(hostId, { ...host, results: merged });
    this.#announce(runId);
  }

  #forgetOldest(): void {
    for (const [id, { endedAtMs }] of this.#runs) {
      if (this.#runs.size <= MOST_RUNS) return;
      if (endedAtMs !== null) this.#runs.delete(id);
    }
  }

  #announce(runId: string): void {
    for (const listener of this.#listeners) listener(runId);
  }
}

function waiting({ hostId, hostName }: PlanHost): RunHost {
  return { hostId, hostName, state: 'waiting', results: [] };
}
