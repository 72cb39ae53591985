import { randomUUID } from 'node:crypto';
import { undoItemsOf } from '../../shared/change/undo';
import { planHostOf, planOfHosts } from '../../shared/change/plan';
import type { PlanHostInput } from '../../shared/change/planInput';
import type {
  ChangeEvent,
  ChangeOrigin,
  ChangePlan,
  ChangeRequest,
  Operator,
  PlanHost,
} from '../../shared/model';
import type { ConfirmRequest } from '../../shared/schema/change';
import type { PacedWatch } from '../fleet/pacedWatch';
import { Refusal } from '../fleet/refusal';
import type { Log } from '../log';
import { nextTurn } from '../nextTurn';
import type { AuditLog } from './auditLog';
import { changeEvents } from './changeEvents';
import { ChangePlans, PLAN_LIFE_MS, type KeptPlan } from './changePlans';
import { ChangeRuns } from './changeRuns';
import type { Changes } from './changes';
import { refuseUnconfirmed } from './confirmation';
import { HostQuestions, type HostWish, type QuestionsDependencies } from './hostQuestions';
import { recordedPlanOf } from './recordedPlan';
import { undoWishesOf } from './undoWishes';
import type { WriteModes } from './writeModes';

export interface ChangeDeskDependencies extends QuestionsDependencies {
  readonly audit: AuditLog;
  readonly modes: WriteModes;
  readonly operator: Operator;
  /** The fixed program that hosts run, as it is. */
  readonly program: string;
  readonly log: Log;
}

/**
 * Makes plans, keeps them until they are confirmed or expire, and runs them. Everything that is written to a host is the
 * command of a plan that was made here, that somebody has confirmed, and that is on record before it is sent.
 */
export class ChangeDesk implements Changes {
  readonly #dependencies: ChangeDeskDependencies;
  readonly #questions: HostQuestions;
  readonly #plans: ChangePlans;
  readonly #runs: ChangeRuns;
  readonly #closing = new AbortController();

  constructor(dependencies: ChangeDeskDependencies) {
    this.#dependencies = dependencies;
    this.#questions = new HostQuestions(dependencies);
    this.#plans = new ChangePlans(dependencies.clock);
    this.#runs = new ChangeRuns({ ...dependencies, questions: this.#questions });
  }

  events(watch: PacedWatch): AsyncGenerator<ChangeEvent, void, undefined> {
    const { modes, audit } = this.#dependencies;
    return changeEvents({ runs: this.#runs, modes, audit }, watch);
  }

  /** Registers a listener, told of each host on which something was written. */
  listenWritten(listener: (hostId: string) => void): void {
    this.#runs.listenWritten(listener);
  }

  async propose({ items, selection, origin }: ChangeRequest, signal?: AbortSignal): Promise<ChangePlan> {
    const hostIds = new Set([...items.map((item) => item.hostId), ...(selection?.hostIds ?? [])]);
    if (hostIds.size === 0) throw new Refusal('refusal.nothing-proposed');
    const itemsByHost = Map.groupBy(items, (item) => item.hostId);
    const selectedIds = new Set(selection?.hostIds);
    const wishes = [...hostIds].map((hostId): HostWish => ({
      hostId,
      hostName: hostId,
      items: itemsByHost.get(hostId) ?? [],
      selection: selectedIds.has(hostId) ? selection : null,
      problem: null,
    }));
    return this.#makePlan(wishes, origin, signal);
  }

  async proposeUndo(changeIds: readonly string[], signal?: AbortSignal): Promise<ChangePlan> {
    const { audit, findHost } = this.#dependencies;
    const wishes = await undoWishesOf(changeIds, { audit, findHost, itemsOf: undoItemsOf });
    return this.#makePlan(wishes, { kind: 'undo', changeIds: [...changeIds] }, signal);
  }

  async confirm(request: ConfirmRequest): Promise<{ readonly runId: string }> {
    const { modes, audit, operator } = this.#dependencies;
    if (modes.refusal !== null) throw new Refusal(modes.refusal);
    const kept = this.#plans.look(request.planId);
    refuseUnconfirmed(kept.plan, request);
    // From here on nobody else can confirm it: nothing is awaited between looking and taking.
    this.#plans.take(kept);
    const runId = randomUUID();
    const reason = request.reason.trim();
    try {
      const plan = recordedPlanOf(kept.plan);
      await audit.append({ kind: 'confirmed', runId, by: operator, reason, plan });
    } catch (error) {
      this.#plans.putBack(kept);
      throw error;
    }
    this.#runs.start(runId, kept, new Map(Object.entries(request.passwords)));
    return { runId };
  }

  discard(planId: string): void {
    this.#plans.discard(planId);
  }

  async readAgain(runId: string, hostId: string): Promise<void> {
    const { lockRefusal } = this.#dependencies.modes;
    if (lockRefusal !== null) throw new Refusal(lockRefusal);
    await this.#runs.readAgain(runId, hostId);
  }

  async setReadOnly(isReadOnly: boolean): Promise<void> {
    await this.#dependencies.modes.set(isReadOnly);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#runs.close();
    await this.#dependencies.audit.close();
  }

  async #makePlan(
    wishes: readonly HostWish[],
    origin: ChangeOrigin,
    signal: AbortSignal | undefined,
  ): Promise<ChangePlan> {
    const { clock, program } = this.#dependencies;
    const closing = this.#closing.signal;
    const both = signal === undefined ? closing : AbortSignal.any([signal, closing]);
    const hosts = (await this.#questions.ask(wishes, both)).filter(isPartOfPlan);
    both.throwIfAborted();
    if (hosts.length === 0) throw new Refusal('refusal.nothing-fits');
    const nowMs = clock.nowMs();
    const expiresAtMs = nowMs + PLAN_LIFE_MS;
    const planned = await plannedInTurns(hosts, nowMs);
    both.throwIfAborted();
    const plan = planOfHosts(planned, { id: randomUUID(), origin, nowMs, expiresAtMs, program });
    this.#plans.keep(keptOf(plan, hosts));
    return plan;
  }
}

/** So many hosts take a few milliseconds. */
const HOSTS_A_TURN = 10;

/** A thousand rankings take most of a second: everything else goes on in between. */
async function plannedInTurns(hosts: readonly PlanHostInput[], nowMs: number): Promise<readonly PlanHost[]> {
  const planned: PlanHost[] = [];
  for (const [index, input] of hosts.entries()) {
    if (index % HOSTS_A_TURN === HOSTS_A_TURN - 1) await nextTurn();
    planned.push(planHostOf(input, nowMs, index + 1));
  }
  return planned;
}

/** A host on which a selection found nothing has no part in it. */
function isPartOfPlan({ items, unavailable }: PlanHostInput): boolean {
  return items.length > 0 || unavailable !== null;
}

function keptOf(plan: ChangePlan, hosts: readonly PlanHostInput[]): KeptPlan {
  const inspections = hosts.flatMap(({ host, inspection }) =>
    inspection === null ? [] : [[host.id, inspection] as const],
  );
  return { plan, inspections: new Map(inspections) };
}
