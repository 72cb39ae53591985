import type { HostConfig, HostIdentity, HostLogState, HostSample, IncidentSource } from '../../shared/model';
import type { LogFinding } from '../parse/oomReport/kernelLogReader';
import type { HostLogEvent } from '../sampling/hostLog';
import { foundIncident, type FoundIncident } from './foundIncident';
import { placeInTime, type LogContext, type PlaceInTime } from './happenedAt';
import { KillTally } from './killTally';
import { NewestSigns } from './newestSigns';

type LogWindow = Extract<HostLogEvent, { kind: 'window' }>;

/** The kernel's own buffer holds this boot only. */
const RING_BUFFER = 'dmesg';

/** What is known of one host's kernel log. */
export class HostKernelLog {
  readonly tally = new KillTally();
  readonly #signs = new NewestSigns();
  #config: HostConfig;
  #hostPageBytes: number | null = null;
  #state: HostLogState;

  constructor(config: HostConfig) {
    this.#config = config;
    this.#state = {
      hostId: config.id,
      // A recording says nothing of its log unless it holds one.
      state: config.connection.kind === 'recording' ? 'unsupported' : 'waiting',
      sources: [],
      reachesBackToMs: null,
      readBytes: 0,
      isCut: false,
      reconciliation: null,
      signs: [],
    };
  }

  get state(): HostLogState {
    return this.#state;
  }

  /** Its name and way to connect may have been changed. */
  takeConfig(config: HostConfig): void {
    this.#config = config;
  }

  /** After a boot its log begins anew. */
  takeIdentity({ bootId, pageBytes }: HostIdentity): void {
    this.#hostPageBytes = pageBytes;
    const isKnown = this.#state.state !== 'waiting' && this.#state.state !== 'unsupported';
    if (this.tally.identify(bootId) && isKnown) this.#change({ state: 'waiting', reconciliation: null });
  }

  /** Returns whether the host has booted since the sample before, or this is the first. */
  takeSample(sample: HostSample, atMs: number): boolean {
    return this.tally.count(sample, atMs);
  }

  /** What can be read, and how far it was read. Windows are taken finding by finding. */
  takeEvent(event: HostLogEvent): void {
    switch (event.kind) {
      case 'sources': {
        const isRead = event.sources.some((source) => source.state === 'used');
        this.#change({ sources: event.sources, state: isRead ? this.#stateOfRead() : 'unreadable' });
        return;
      }
      case 'window':
        if (this.#state.state !== 'done') this.#change({ state: 'reading' });
        return;
      case 'past-read': {
        const { isCut, readBytes, reachesBackToMs } = event;
        // There is nothing to be read where everything was refused.
        const state = this.#state.state === 'unreadable' ? 'unreadable' : 'done';
        this.#change({ state, isCut, readBytes, reachesBackToMs });
        return;
      }
    }
  }

  /** Places a finding of a window: an incident is given back, a sign is kept here. */
  takeFinding(finding: LogFinding, window: LogWindow, nowMs: number): FoundIncident | null {
    const context = this.#contextOf(window);
    if (finding.kind === 'sign') {
      const { happenedAtMs } = placeInTime(finding.sign.at, context);
      if (this.#signs.add(finding.sign, happenedAtMs)) this.#change({ signs: this.#signs.signs });
      return null;
    }
    const { incident } = finding;
    const place = placeInTime(incident.at, context);
    if (place.isThisBoot) {
      this.tally.report(incident.id, incident.kills.length, incident.oomGroup !== null, nowMs);
    }
    return foundIncident(finding, this.#originOf(window, place, nowMs));
  }

  /** Compares count and log anew. Returns in how many milliseconds that is worth trying again; null: when more comes. */
  reconcile(nowMs: number): number | null {
    const { state, reachesBackToMs, isCut, reconciliation: before } = this.#state;
    // What the past has to say is not known yet.
    if (state === 'waiting' || state === 'reading' || state === 'unsupported') return null;
    const log = state === 'unreadable' ? null : { reachesBackToMs, isCut };
    const { reconciliation, againInMs } = this.tally.standing(log, nowMs);
    const isSame = JSON.stringify(reconciliation) === JSON.stringify(before);
    if (reconciliation !== null && !isSame) this.#change({ reconciliation });
    return againInMs;
  }

  /** Once the past was read, it stays read: a source says anew what it reads after each connection. */
  #stateOfRead(): HostLogState['state'] {
    return this.#state.state === 'done' ? 'done' : 'reading';
  }

  /** A file may hold older boots in any part of it; a recording is of one boot. */
  #contextOf({ source, isPast }: LogWindow): LogContext {
    const isFile = source.startsWith('/');
    const isOfThisBoot =
      source === RING_BUFFER || this.#config.connection.kind === 'recording' || (!isPast && !isFile);
    return { bootAtMs: this.tally.bootAtMs, isOfThisBoot, isNews: !isPast };
  }

  #originOf(window: LogWindow, { happenedAtMs }: PlaceInTime, nowMs: number): FoundIncident['origin'] {
    const { id, name, connection } = this.#config;
    const source: IncidentSource =
      connection.kind === 'recording' ? { kind: 'recording' } : { kind: 'host-log', name: window.source };
    return {
      hostId: id,
      hostName: name,
      source,
      isDemo: connection.kind === 'recording' && connection.isDemo,
      happenedAtMs,
      readAtMs: nowMs,
      hostPageBytes: this.#hostPageBytes,
    };
  }

  #change(changes: Partial<HostLogState>): void {
    this.#state = { ...this.#state, ...changes };
  }
}
