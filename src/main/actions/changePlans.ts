import type { HostInspection } from '../../shared/change/inspection';
import type { ChangePlan } from '../../shared/model';
import type { Clock } from '../clock';
import { Refusal } from '../fleet/refusal';

/** A plan as main keeps it until it is confirmed. */
export interface KeptPlan {
  readonly plan: ChangePlan;
  /** What each host said when it was asked, by its id. */
  readonly inspections: ReadonlyMap<string, HostInspection>;
}

/** How long a plan can be confirmed. */
export const PLAN_LIFE_MS = 5 * 60_000;

/** Plans that nobody confirms are forgotten, the oldest first: by number, and by how much they hold. */
const MOST_PLANS = 20;
const MOST_STEPS = 200_000;
const MOST_FORMER = 1_000;

/** Plans that can be confirmed: each once, and until it expires. */
export class ChangePlans {
  readonly #clock: Clock;
  readonly #kept = new Map<string, KeptPlan>();
  /** Plans that were here, and why they cannot be confirmed any more. */
  readonly #former = new Map<
    string,
    'refusal.plan-expired' | 'refusal.plan-confirmed' | 'refusal.plan-unknown'
  >();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(kept: KeptPlan): void {
    this.#dropExpired();
    this.#kept.set(kept.plan.id, kept);
    let steps = 0;
    for (const [id, { plan }] of [...this.#kept].reverse()) {
      steps += plan.hosts.reduce((sum, host) => sum + host.steps.length, 0);
      const isNewest = id === kept.plan.id;
      if (!isNewest && steps > MOST_STEPS) this.discard(id);
    }
    while (this.#kept.size > MOST_PLANS) {
      const [oldest] = this.#kept.keys();
      if (oldest === undefined) break;
      this.discard(oldest);
    }
  }

  /** @throws {Refusal} where it cannot be confirmed, and why. */
  look(planId: string): KeptPlan {
    this.#dropExpired();
    const kept = this.#kept.get(planId);
    if (kept === undefined) throw new Refusal(this.#former.get(planId) ?? 'refusal.plan-unknown');
    return kept;
  }

  /** Takes a plan off the shelf: nobody else can confirm it. */
  take({ plan }: KeptPlan): void {
    this.#drop(plan.id, 'refusal.plan-confirmed');
  }

  /** Puts a plan back of which nothing came. */
  putBack(kept: KeptPlan): void {
    this.#former.delete(kept.plan.id);
    this.#kept.set(kept.plan.id, kept);
  }

  discard(planId: string): void {
    if (this.#kept.has(planId)) this.#drop(planId, 'refusal.plan-unknown');
  }

  #dropExpired(): void {
    const nowMs = this.#clock.nowMs();
    for (const [id, { plan }] of this.#kept) {
      // A clock that was set back must not give a plan a longer life.
      const isOver = nowMs >= plan.expiresAtMs || nowMs < plan.madeAtMs;
      if (isOver) this.#drop(id, 'refusal.plan-expired');
    }
  }

  #drop(
    id: string,
    reason: 'refusal.plan-expired' | 'refusal.plan-confirmed' | 'refusal.plan-unknown',
  ): void {
    this.#kept.delete(id);
    this.#former.set(id, reason);
    for (const [oldest] of this.#former) {
      if (this.#former.size <= MOST_FORMER) break;
      this.#former.delete(oldest);
    }
  }
}
