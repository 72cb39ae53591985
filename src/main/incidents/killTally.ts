import type { HostSample, KillReconciliation } from '../../shared/model';
import { reconcile, type KillNumbers } from './reconciliation';

/** A difference is said only when it has stood for so long: journald writes a little after the kernel. */
export const GRACE_MS = 10_000;

const CLOCK_STEP_MS = 60_000;

/** The journal begins a while after the kernel. */
const LATE_LOG_MS = 120_000;

/** One host's kills since its boot, as counted and as reported. */
export class KillTally {
  #bootId: string | null = null;
  #bootAtMs: number | null = null;
  #uptimeSeconds = 0;
  /** Undefined: no sample with vmstat yet. */
  #countedKills: number | null | undefined = undefined;
  #countedAtMs = 0;
  readonly #reports = new Map<string, { readonly kills: number; readonly isGroup: boolean }>();
  #reportedAtMs = 0;
  #changedAtMs = 0;

  /** When the host booted, by our clock; null before its first sample. */
  get bootAtMs(): number | null {
    return this.#bootAtMs;
  }

  /** The host says which boot this is. Returns whether it is another one than before. */
  identify(bootId: string | null): boolean {
    if (bootId === this.#bootId) return false;
    this.#startOver(bootId);
    return true;
  }

  /** Takes in the count of a sample. Returns whether this is the first of a boot. */
  count({ host, at, vmstat }: HostSample, atMs: number): boolean {
    this.identify(host.bootId);
    const counted = vmstat === null ? undefined : (vmstat['oom_kill'] ?? null);
    // A host that does not name its boots, and a recording that plays again.
    if (at.uptimeSeconds < this.#uptimeSeconds) this.#startOver(host.bootId);
    this.#uptimeSeconds = at.uptimeSeconds;
    const isFirst = this.#bootAtMs === null;
    this.#bootAtMs = this.#bootBy(Math.round(atMs - at.uptimeSeconds * 1_000));
    if (counted === undefined) return isFirst;
    if (counted !== this.#countedKills) this.#changedAtMs = atMs;
    this.#countedKills = counted;
    this.#countedAtMs = atMs;
    return isFirst;
  }

  /** Each sample says it a little differently; only a step of our own clock counts. */
  #bootBy(bootAtMs: number): number {
    const known = this.#bootAtMs;
    return known !== null && Math.abs(bootAtMs - known) < CLOCK_STEP_MS ? known : bootAtMs;
  }

  /** Takes in a report of this boot; the same one again changes nothing. */
  report(incidentId: string, kills: number, isGroup: boolean, atMs: number): void {
    const known = this.#reports.get(incidentId);
    if (known !== undefined && known.kills >= kills) return;
    this.#reports.set(incidentId, { kills, isGroup });
    this.#reportedAtMs = atMs;
    this.#changedAtMs = atMs;
  }

  /**
   * How the two stand.
   *
   * @param log what is known of the log: null where it cannot be read; else how far back it reaches (null: not known)
   * @returns null while that cannot be said yet, and how long that takes
   */
  standing(
    log: { readonly reachesBackToMs: number | null; readonly isCut: boolean } | null,
    nowMs: number,
  ): { readonly reconciliation: KillReconciliation | null; readonly againInMs: number | null } {
    if (this.#countedKills === undefined) return { reconciliation: null, againInMs: null };
    const reconciliation = reconcile(this.#numbers(this.#countedKills, log));
    const { verdict } = reconciliation;
    const isDifferent = verdict === 'unreported' || verdict === 'uncounted';
    if (!isDifferent) return { reconciliation, againInMs: null };
    // The count of a report is in the first sample after it.
    if (verdict === 'uncounted' && this.#countedAtMs <= this.#reportedAtMs) {
      return { reconciliation: null, againInMs: null };
    }
    const againInMs = this.#changedAtMs + GRACE_MS - nowMs;
    return againInMs > 0 ? { reconciliation: null, againInMs } : { reconciliation, againInMs: null };
  }

  #numbers(
    countedKills: number | null,
    log: { readonly reachesBackToMs: number | null; readonly isCut: boolean } | null,
  ): KillNumbers {
    const reports = [...this.#reports.values()];
    return {
      countedKills,
      reportedKills: log === null ? null : reports.reduce((sum, { kills }) => sum + kills, 0),
      groupKills: reports.filter(({ isGroup }) => isGroup).length,
      doesReachBoot:
        log === null || log.reachesBackToMs === null || this.#bootAtMs === null
          ? log?.isCut === false
          : log.reachesBackToMs <= this.#bootAtMs + LATE_LOG_MS,
    };
  }

  #startOver(bootId: string | null): void {
    this.#bootId = bootId;
    this.#bootAtMs = null;
    this.#uptimeSeconds = 0;
    this.#countedKills = undefined;
    this.#reports.clear();
    this.#reportedAtMs = 0;
  }
}
