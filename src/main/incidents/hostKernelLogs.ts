import type { HostConfig, HostIdentity, HostLogState, HostSample } from '../../shared/model';
import type { Clock } from '../clock';
import type { HostLogs } from '../fleet/hostLogs';
import type { Log } from '../log';
import type { HostLogEvent } from '../sampling/hostLog';
import { HostKernelLog } from './hostKernelLog';
import type { IncidentLog } from './incidentLog';
import { readFindings } from './readFindings';

export interface HostKernelLogsDependencies {
  readonly incidents: IncidentLog;
  readonly clock: Clock;
  readonly log: Log;
}

/** The kernel logs of all hosts: their reports go to the list of incidents, their state to whoever watches. */
export class HostKernelLogs implements HostLogs {
  readonly #dependencies: HostKernelLogsDependencies;
  readonly #hosts = new Map<string, HostKernelLog>();
  readonly #requested = new Set<string>();
  readonly #listeners = new Set<(hostId: string) => void>();
  /** One a host: when a difference between count and log is old enough to be said. */
  readonly #timers = new Map<string, AbortController>();

  constructor(dependencies: HostKernelLogsDependencies) {
    this.#dependencies = dependencies;
  }

  hostIds(): IterableIterator<string> {
    return this.#hosts.keys();
  }

  /** Null for a host that nothing is known of, or that was taken off the list. */
  state(hostId: string): HostLogState | null {
    return this.#hosts.get(hostId)?.state ?? null;
  }

  /** Told the host whose log has something new to say; call the result to take the listener off again. */
  listen(listener: (hostId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Has the log read again, when the host is next asked. */
  readAgain(hostId: string): void {
    this.#requested.add(hostId);
  }

  takeRequest(hostId: string): boolean {
    return this.#requested.delete(hostId);
  }

  async takeLog(host: HostConfig, event: HostLogEvent): Promise<void> {
    const kernelLog = this.#hostOf(host);
    try {
      kernelLog.takeEvent(event);
      if (event.kind === 'window') await this.#takeWindow(kernelLog, event);
    } catch (error) {
      this.#dependencies.log.warn(`${host.name}: a piece of the kernel log could not be taken in`, error);
    }
    this.#reconcile(host.id);
    this.#announce(host.id);
  }

  takeIdentity(host: HostConfig, identity: HostIdentity): void {
    this.#hostOf(host).takeIdentity(identity);
    this.#announce(host.id);
  }

  takeSample(host: HostConfig, sample: HostSample, atMs: number): void {
    const kernelLog = this.#hostOf(host);
    if (kernelLog.takeSample(sample, atMs)) void this.#takeKnown(host, kernelLog);
    const before = kernelLog.state;
    this.#reconcile(host.id);
    if (kernelLog.state !== before) this.#announce(host.id);
  }

  forgetHost(hostId: string): void {
    const isKnown = this.#hosts.delete(hostId);
    this.#timers.get(hostId)?.abort();
    this.#timers.delete(hostId);
    this.#requested.delete(hostId);
    if (isKnown) void this.#dependencies.incidents.removeDemo(hostId);
  }

  /** Ends every timer. */
  close(): void {
    for (const timer of this.#timers.values()) timer.abort();
  }

  async #takeWindow(
    kernelLog: HostKernelLog,
    window: Extract<HostLogEvent, { kind: 'window' }>,
  ): Promise<void> {
    const { incidents, clock } = this.#dependencies;
    for await (const finding of readFindings(window.text)) {
      const found = kernelLog.takeFinding(finding, window, clock.nowMs());
      if (found !== null) await incidents.add(found);
    }
  }

  /** What an earlier process has read of this boot counts as reported, though the log may have lost it since. */
  async #takeKnown({ id }: HostConfig, { tally }: HostKernelLog): Promise<void> {
    const { bootAtMs } = tally;
    if (bootAtMs === null) return;
    const known = await this.#dependencies.incidents.since(id, bootAtMs);
    if (tally.bootAtMs !== bootAtMs) return;
    for (const [incidentId, { victims, constraint }] of known) {
      // Whether its cgroup was killed as a whole is in the report only.
      const isGroup = constraint === 'memcg' && victims.length > 1;
      tally.report(incidentId, victims.length, isGroup, this.#dependencies.clock.nowMs());
    }
    this.#reconcile(id);
    this.#announce(id);
  }

  #reconcile(hostId: string): void {
    const { clock } = this.#dependencies;
    this.#timers.get(hostId)?.abort();
    this.#timers.delete(hostId);
    const againInMs = this.#hosts.get(hostId)?.reconcile(clock.nowMs()) ?? null;
    if (againInMs === null) return;
    const timer = new AbortController();
    this.#timers.set(hostId, timer);
    void clock.sleep(againInMs, timer.signal).then(() => {
      if (timer.signal.aborted) return;
      this.#reconcile(hostId);
      this.#announce(hostId);
    });
  }

  #hostOf(config: HostConfig): HostKernelLog {
    const known = this.#hosts.get(config.id);
    if (known !== undefined) {
      known.takeConfig(config);
      return known;
    }
    const kernelLog = new HostKernelLog(config);
    this.#hosts.set(config.id, kernelLog);
    return kernelLog;
  }

  #announce(hostId: string): void {
    for (const listener of this.#listeners) listener(hostId);
  }
}
