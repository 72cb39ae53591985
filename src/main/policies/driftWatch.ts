import type { HostDrift, HostSurvey, Policy } from '../../shared/model';
import { message } from '../../shared/model';
import { coverageOf, type Coverage } from '../../shared/policy/coverage';
import { driftOfCoverage, type VictimName } from '../../shared/policy/drift';
import type { PolicyHost } from '../../shared/policy/hostMatch';
import { surveyOfSample } from '../../shared/policy/surveyOfSample';
import type { HostHands } from '../actions/hostHands';
import type { Clock } from '../clock';
import type { Fleet } from '../fleet/fleet';
import type { HostSession } from '../fleet/hostSession';
import { Refusal } from '../fleet/refusal';
import type { Log } from '../log';
import { hasMoved } from './movedValues';

export interface DriftWatchDependencies {
  readonly fleet: Fleet;
  readonly hands: Pick<HostHands, 'survey'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A survey starts a few programs on the host, and what it looks for changes with restarts and deployments. */
const CHECK_EVERY_MS = 10 * 60_000;

/** A thousand hosts after a save: a few minutes, and never more than this many channels at once. */
const MOST_AT_ONCE = 8;

/** One host as it is watched. */
interface Watched {
  drift: HostDrift;
  /** What the last survey said: findings are made from it again when the next victim changes. */
  coverage: Coverage | null;
  /** What rules may ask of the host, to notice that it was changed. */
  identity: string;
  isConnected: boolean;
  victim: VictimName | null;
  /** Of the newest sweep that was looked at. */
  sweeps: number;
  /** Of the survey that is under way, or the pause before the next. */
  run: AbortController;
}

/**
 * Holds every host of the list against the policy: after it has connected, then slowly again and again, and when somebody
 * asks. What a host says about its drift is kept when its connection is lost.
 */
export class DriftWatch {
  readonly #dependencies: DriftWatchDependencies;
  readonly #hosts = new Map<string, Watched>();
  readonly #queue = new Set<string>();
  readonly #listeners = new Set<(hostId: string) => void>();
  readonly #stopListening: () => void;
  #policy: Policy | null = null;
  #running = 0;

  constructor(dependencies: DriftWatchDependencies) {
    this.#dependencies = dependencies;
    const { fleet } = dependencies;
    for (const { config } of fleet.sessions()) this.#follow(config.id);
    this.#stopListening = fleet.listen((hostId) => {
      this.#follow(hostId);
    });
  }

  hostIds(): readonly string[] {
    return [...this.#hosts.keys()];
  }

  /** Null: it is not on the list any more. */
  drift(hostId: string): HostDrift | null {
    return this.#hosts.get(hostId)?.drift ?? null;
  }

  /** Told which host has moved; call the result to take it off again. */
  listen(listener: (hostId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What was found by another policy is forgotten, and the hosts are looked at again. */
  setPolicy(policy: Policy | null): void {
    this.#policy = policy === null || policy.rules.length === 0 ? null : policy;
    this.#queue.clear();
    for (const [hostId, watched] of this.#hosts) {
      this.#startOver(watched);
      watched.coverage = null;
      this.#set(hostId, watched, uncheckedDrift(hostId, watched.drift.hostName));
      if (watched.isConnected) this.#enqueue(hostId);
    }
  }

  /** Looks at these hosts as soon as may be; none named: at every host that is connected. */
  check(hostIds: readonly string[]): void {
    const wanted = hostIds.length > 0 ? hostIds : this.hostIds().filter((id) => this.#isLive(id));
    for (const hostId of wanted) if (this.#hosts.has(hostId)) this.#enqueue(hostId);
  }

  close(): void {
    this.#stopListening();
    this.#queue.clear();
    for (const watched of this.#hosts.values()) watched.run.abort();
    this.#hosts.clear();
  }

  /** Called with every change of a host, each sample too. */
  #follow(hostId: string): void {
    const session = this.#dependencies.fleet.session(hostId);
    if (session === null) {
      this.#forget(hostId);
      return;
    }
    const watched = this.#hosts.get(hostId) ?? this.#welcome(session);
    const wasConnected = watched.isConnected;
    const isChanged = watched.identity !== identityOf(session);
    watched.isConnected = isConnected(session);
    if (isChanged) {
      watched.identity = identityOf(session);
      this.#set(hostId, watched, { ...watched.drift, hostName: session.config.name });
    }
    if (watched.isConnected && (!wasConnected || isChanged)) this.#enqueue(hostId);
    else this.#followSweep(hostId, watched, session);
  }

  #welcome(session: HostSession): Watched {
    const { id, name } = session.config;
    const watched: Watched = {
      drift: uncheckedDrift(id, name),
      coverage: null,
      identity: identityOf(session),
      isConnected: false,
      victim: null,
      sweeps: 0,
      run: new AbortController(),
    };
    this.#hosts.set(id, watched);
    this.#announce(id);
    return watched;
  }

  #forget(hostId: string): void {
    const watched = this.#hosts.get(hostId);
    if (watched === undefined) return;
    watched.run.abort();
    this.#hosts.delete(hostId);
    this.#queue.delete(hostId);
    this.#announce(hostId);
  }

  /** What a sweep says without asking: who would be next, and that something found was changed since. */
  #followSweep(hostId: string, watched: Watched, { watch }: HostSession): void {
    if (watched.sweeps === watch.sweeps) return;
    watched.sweeps = watch.sweeps;
    const { coverage, victim, drift } = watched;
    watched.victim = watch.nextVictim;
    if (coverage === null) return;
    if (drift.state === 'checked' && hasMoved(drift.findings, watch.sample?.processes ?? [])) {
      this.#enqueue(hostId);
    } else if (!isSameVictim(victim, watched.victim)) {
      this.#set(hostId, watched, { ...drift, ...driftOfCoverage(coverage, watched.victim) });
    }
  }

  #enqueue(hostId: string): void {
    if (this.#policy === null) return;
    this.#queue.add(hostId);
    this.#pump();
  }

  #pump(): void {
    for (const hostId of this.#queue) {
      if (this.#running >= MOST_AT_ONCE) return;
      this.#queue.delete(hostId);
      const watched = this.#hosts.get(hostId);
      if (watched === undefined || this.#policy === null) continue;
      this.#running += 1;
      void this.#checkHost(hostId, watched, this.#policy).finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  /** One look at one host. Never rejects. */
  async #checkHost(hostId: string, watched: Watched, policy: Policy): Promise<void> {
    const { signal } = this.#startOver(watched);
    const session = this.#dependencies.fleet.session(hostId);
    if (session === null) return;
    const { name } = session.config;
    this.#lookAgainLater(hostId, signal);
    if (!this.#isLive(hostId)) {
      const problem = message('policy.host-not-connected', { host: name });
      this.#set(hostId, watched, { ...watched.drift, state: 'failed', problem });
      return;
    }
    this.#set(hostId, watched, { ...watched.drift, state: 'checking', problem: null });
    try {
      const survey = await this.#survey(session, signal);
      if (signal.aborted) return;
      this.#take(hostId, watched, coverageOf(policy, policyHostOf(session), survey));
    } catch (error) {
      if (signal.aborted) return;
      this.#set(hostId, watched, {
        ...watched.drift,
        state: 'failed',
        problem: this.#problemOf(error, name),
      });
    }
  }

  /** A host that is away then is looked at when it is back; one that is only late, the next time. */
  #lookAgainLater(hostId: string, signal: AbortSignal): void {
    void this.#dependencies.clock.sleep(CHECK_EVERY_MS, signal).then(() => {
      if (signal.aborted) return;
      if (this.#isLive(hostId)) this.#enqueue(hostId);
      else this.#lookAgainLater(hostId, signal);
    });
  }

  /** Ends what is under way for a host, and the pause before its next look. */
  #startOver(watched: Watched): AbortController {
    watched.run.abort();
    watched.run = new AbortController();
    return watched.run;
  }

  #survey(session: HostSession, signal: AbortSignal): Promise<HostSurvey> {
    const { connection, id } = session.config;
    if (connection.kind !== 'recording') return this.#dependencies.hands.survey(id, signal);
    return Promise.resolve(surveyOfSample({ processes: session.watch.sample?.processes ?? [] }));
  }

  #take(hostId: string, watched: Watched, coverage: Coverage): void {
    watched.coverage = coverage;
    watched.victim = this.#dependencies.fleet.session(hostId)?.watch.nextVictim ?? null;
    const { host } = coverage;
    this.#set(hostId, watched, {
      hostId,
      hostName: host.name,
      state: 'checked',
      checkedAtMs: this.#dependencies.clock.nowMs(),
      problem: null,
      ...driftOfCoverage(coverage, watched.victim),
    });
  }

  #problemOf(error: unknown, host: string): HostDrift['problem'] {
    if (error instanceof Refusal) return error.sentence;
    this.#dependencies.log.warn(`${host}: the survey for the policy failed`, error);
    return message('policy.host-failed', { host, problem: 'internal' });
  }

  #isLive(hostId: string): boolean {
    return this.#dependencies.fleet.session(hostId)?.state.kind === 'live';
  }

  #set(hostId: string, watched: Watched, drift: HostDrift): void {
    watched.drift = drift;
    this.#announce(hostId);
  }

  #announce(hostId: string): void {
    for (const listener of this.#listeners) listener(hostId);
  }
}

function uncheckedDrift(hostId: string, hostName: string): HostDrift {
  return {
    hostId,
    hostName,
    state: 'unchecked',
    checkedAtMs: null,
    problem: null,
    notes: [],
    covered: 0,
    coveredByRule: {},
    findings: [],
  };
}

function policyHostOf({ config: { id, name, group, tags } }: HostSession): PolicyHost {
  return { id, name, group, tags };
}

function identityOf(session: HostSession): string {
  return JSON.stringify(policyHostOf(session));
}

function isSameVictim(one: VictimName | null, other: VictimName | null): boolean {
  return one?.pid === other?.pid && one?.comm === other?.comm;
}

/** A host that is only late has not been away. The first sweep says who would be next. */
function isConnected({ state, watch }: HostSession): boolean {
  return (state.kind === 'live' || state.kind === 'stale') && watch.sweeps > 0;
}
