import { stepsThatRun } from '../../shared/change/command';
import type { HostInspection } from '../../shared/change/inspection';
import {
  message,
  type Message,
  type PlanHost,
  type PlanStep,
  type RunHost,
  type StepResult,
} from '../../shared/model';
import type { Clock } from '../clock';
import { addressOf } from '../fleet/hostRow';
import { Refusal } from '../fleet/refusal';
import type { ChangedHost, FindHost } from './changedHost';
import type { HostHands, WriteAnswer } from './hostHands';
import type { HostQuestions } from './hostQuestions';
import { StepResults } from './stepResults';

export interface HostRunDependencies {
  readonly findHost: FindHost;
  readonly hands: HostHands;
  readonly questions: HostQuestions;
  readonly clock: Clock;
}

/** What is to be done on one host, as a plan says it. */
export interface HostTask {
  readonly host: PlanHost;
  /** What the host said when the plan was made; null: not known any more. */
  readonly inspection: HostInspection | null;
}

/** How long a host whose connection broke is waited for before what was written is called unknown. */
const COME_BACK_MS = 60_000;
const TRY_AGAIN_MS = 1_000;

/** One host of a run: written once, never again, whatever comes back; what was not answered is read. */
export class HostRun {
  readonly #dependencies: HostRunDependencies;
  readonly #task: HostTask;
  readonly #results: StepResults;
  readonly #done = new Map<string, StepResult>();

  constructor(task: HostTask, dependencies: HostRunDependencies) {
    this.#task = task;
    this.#dependencies = dependencies;
    this.#results = new StepResults(task.host, () => dependencies.clock.nowMs());
  }

  /** What is known so far, in the order of the steps. */
  results(): readonly StepResult[] {
    return this.#task.host.steps.flatMap((step) => this.#done.get(step.id) ?? []);
  }

  /**
   * Writes what the plan says, with the plan's own command.
   *
   * @param problem why nothing may be sent; null: it may
   * @param password for sudo, kept no longer than this call
   * @param onState told when the host is written, and when it is read again
   */
  async write(
    problem: Message | null,
    password: string | null,
    signal: AbortSignal,
    onState: (state: RunHost['state']) => void,
  ): Promise<void> {
    const { host } = this.#task;
    for (const step of host.steps) {
      if (step.blocked !== null) this.#take(this.#results.notTried(step, step.blocked));
    }
    const { command, privilege, hostId } = host;
    const steps = stepsThatRun(host);
    const reason = problem ?? this.#changedSince();
    if (command === null || reason !== null) {
      for (const step of steps) this.#take(this.#results.notTried(step, reason ?? nothingRuns(host)));
      return;
    }
    onState('writing');
    const request = { command, privilege, password, stepCount: steps.length };
    this.#takeAnswer(steps, await this.#dependencies.hands.write(hostId, request, signal));
    const open = this.#openSteps();
    if (open.length === 0) return;
    onState('reading-again');
    await this.#readUntilKnown(open, signal);
  }

  /**
   * Looks once what became of steps of which nothing is known.
   *
   * @throws {Refusal} where the host does not say.
   */
  async readAgain(steps: readonly PlanStep[], signal: AbortSignal): Promise<readonly StepResult[]> {
    const { hostId, hostName } = this.#task.host;
    const host = this.#dependencies.findHost(hostId);
    if (host === null) throw new Refusal('refusal.no-such-host');
    if (!host.isLive) throw new Refusal('refusal.host-not-connected', { host: hostName });
    if (this.#isElsewhere(host)) throw new Refusal('refusal.other-address', { host: hostName });
    const isRebooted = this.#isRebooted(host);
    const asked = steps.filter((step) => !isRebooted || step.kind !== 'set-adj');
    const now = asked.length === 0 ? null : await this.#inspect(host, asked, signal);
    for (const step of steps) {
      const afterReboot = isRebooted ? this.#results.afterReboot(step) : null;
      if (afterReboot !== null) this.#take(afterReboot);
      else if (now !== null) this.#take(this.#results.readAgain(step, now, this.#task.inspection));
    }
    return steps.flatMap((step) => this.#done.get(step.id) ?? []);
  }

  #take(result: StepResult): void {
    this.#done.set(result.stepId, result);
  }

  #takeAnswer(steps: readonly PlanStep[], answer: WriteAnswer): void {
    if (answer.kind === 'no-sudo') {
      for (const step of steps) this.#take(this.#results.withoutSudo(step, answer));
      return;
    }
    for (const written of answer.steps) {
      const step = steps[written.index];
      if (step !== undefined) this.#take(this.#results.ofWritten(step, written));
    }
  }

  #openSteps(): readonly PlanStep[] {
    return this.#task.host.steps.filter((step) => !this.#done.has(step.id));
  }

  async #readUntilKnown(steps: readonly PlanStep[], signal: AbortSignal): Promise<void> {
    const { clock, hands } = this.#dependencies;
    for (const step of steps) this.#take(this.#results.unknown(step));
    const untilMs = clock.nowMs() + COME_BACK_MS;
    while (!signal.aborted) {
      const leftMs = untilMs - clock.nowMs();
      if (leftMs <= 0 || !(await hands.whenConnected(this.#task.host.hostId, leftMs, signal))) return;
      try {
        await this.readAgain(steps, signal);
        return;
      } catch (error) {
        if (!(error instanceof Refusal)) return;
        // The connection may have broken again, or its end was not noticed yet.
        await clock.sleep(TRY_AGAIN_MS, signal);
      }
    }
  }

  async #inspect(
    host: ChangedHost,
    steps: readonly PlanStep[],
    signal: AbortSignal,
  ): Promise<HostInspection> {
    const request = {
      pids: steps.flatMap((step) => (step.kind === 'set-adj' ? step.process.pid : [])),
      units: steps.flatMap((step) => (step.kind === 'set-adj' ? [] : step.unit)),
    };
    return this.#dependencies.questions.inspect(host, request, signal);
  }

  /** Why the host is not the one any more that the plan was made for; null: it is. */
  #changedSince(): Message | null {
    const { hostId, hostName, privilege } = this.#task.host;
    const said = (reason: string): Message =>
      message(`change.outcome.not-tried.${reason}`, { host: hostName });
    const host = this.#dependencies.findHost(hostId);
    if (host === null) return said('unlisted');
    if (this.#isElsewhere(host)) return said('other-address');
    if (!host.isLive) return said('not-connected');
    if (this.#isRebooted(host)) return said('rebooted');
    const { sudo } = host.config;
    const isAllowed = privilege === 'none' || (privilege === 'sudo' ? sudo !== 'never' : sudo === 'password');
    return isAllowed ? null : said('sudo-not-allowed');
  }

  #isElsewhere({ config }: ChangedHost): boolean {
    return addressOf(config.connection) !== this.#task.host.address;
  }

  /** Each boot has an id of its own; a host that does not report one is taken to be in the same. */
  #isRebooted({ watch }: ChangedHost): boolean {
    const { bootId } = this.#task.host;
    const now = watch.identity.bootId;
    return bootId !== null && now !== null && bootId !== now;
  }
}

function nothingRuns({ hostName, blocked }: PlanHost): Message {
  return blocked ?? message('plan.host.nothing-runs', { host: hostName });
}
