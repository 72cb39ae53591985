import type { HostInspection, InspectedUnit } from '../../shared/change/inspection';
import { asciiPartOf } from '../../shared/change/command';
import { beforeOf, dropInTextOf } from '../../shared/change/dropIn';
import { en } from '../../shared/messages/en';
import {
  message,
  type AdjStep,
  type Message,
  type PlanHost,
  type PlanStep,
  type RestartStep,
  type StepOutcome,
  type StepResult,
  type UnitAdjStep,
} from '../../shared/model';
import type { WriteAnswer, WrittenStep } from './hostHands';

/** What a sentence about a step names. Names are foreign text. */
function paramsOf(host: PlanHost, step: PlanStep): Record<string, string | number> {
  const common = { host: host.hostName, user: host.account?.user ?? '' };
  if (step.kind !== 'set-adj') return { ...common, unit: step.unit };
  const { comm, pid } = step.process;
  return { ...common, comm, pid, file: step.file, before: step.before, after: step.after };
}

/** How a step ended. */
interface Ending {
  readonly outcome: StepOutcome;
  readonly value?: number | null;
  readonly score?: number | null;
  readonly detail?: string;
}

interface ResultParts extends Ending {
  /** Which of the sentences for that outcome; null: there is one. */
  readonly about: string | null;
  readonly wasReadAgain?: boolean;
}

/** Makes results of the steps of one host, at one time. */
export class StepResults {
  readonly #host: PlanHost;
  readonly #nowMs: () => number;

  constructor(host: PlanHost, nowMs: () => number) {
    this.#host = host;
    this.#nowMs = nowMs;
  }

  /** A step that was not tried, with the reason. */
  notTried(step: PlanStep, sentence: Message): StepResult {
    return { ...this.#result(step, { outcome: 'not-tried', about: null }), sentence };
  }

  /** What the program on the host said. */
  ofWritten(step: PlanStep, { outcome, value, score, detail }: WrittenStep): StepResult {
    // The program never says so: it is no program of ours that answers.
    const isAsWanted = outcome === 'done' || outcome === 'already';
    if (isAsWanted && step.kind === 'set-adj' && value !== step.after) {
      const said = `${outcome} ${String(value ?? '–')}`;
      return this.#result(step, { outcome: 'failed', about: null, value, score, detail: said });
    }
    return this.#result(step, {
      outcome,
      about: aboutOf(this.#host, step, { outcome, value }),
      value,
      score,
      detail,
    });
  }

  /** sudo did not let the program run. */
  withoutSudo(step: PlanStep, { answer, detail }: Extract<WriteAnswer, { kind: 'no-sudo' }>): StepResult {
    const isWrongPassword = this.#host.privilege === 'sudo-password' && answer === 'needs-password';
    const about = isWrongPassword ? 'sudo-wrong-password' : `sudo-${answer}`;
    return this.#result(step, { outcome: 'denied', about, detail });
  }

  /** The connection broke, and nobody has read again yet. */
  unknown(step: PlanStep): StepResult {
    return this.#result(step, { outcome: 'unknown', about: null });
  }

  /** The host was started again since: its processes are others. Null: what that means for a step is not known. */
  afterReboot(step: PlanStep): StepResult | null {
    if (step.kind !== 'set-adj') return null;
    return this.#result(step, { outcome: 'gone', about: 'rebooted', wasReadAgain: true });
  }

  /**
   * What reading again shows.
   *
   * @param before what the host said when the plan was made; null: not known any more
   */
  readAgain(step: PlanStep, now: HostInspection, before: HostInspection | null): StepResult {
    const ending = endingOf(step, now, before);
    const isOpen = ending.outcome === 'unknown' && step.kind !== 'restart-unit';
    return this.#result(step, {
      ...ending,
      about: isOpen ? null : `${kindOf(step)}-again`,
      wasReadAgain: true,
    });
  }

  #result(step: PlanStep, ending: ResultParts): StepResult {
    const { outcome, about, detail = '', value = null, score = null, wasReadAgain = false } = ending;
    const params = {
      ...paramsOf(this.#host, step),
      value: value ?? '–',
      detail: detail === '' ? '–' : detail,
    };
    const code = about === null ? `change.outcome.${outcome}` : `change.outcome.${outcome}.${about}`;
    // A host may say anything, also what no step of this kind can come to.
    const sentence = message(Object.hasOwn(en, code) ? code : 'change.outcome.unexpected', params);
    return { stepId: step.id, outcome, sentence, value, score, wasReadAgain, atMs: this.#nowMs() };
  }
}

function kindOf(step: PlanStep): 'adj' | 'drop-in' | 'removal' | 'restart' {
  switch (step.kind) {
    case 'set-adj':
      return 'adj';
    case 'set-unit-adj':
      return 'drop-in';
    case 'remove-unit-adj':
      return 'removal';
    case 'restart-unit':
      return 'restart';
  }
}

/** Which sentence says what the program said. */
function aboutOf(host: PlanHost, step: PlanStep, said: Pick<WrittenStep, 'outcome' | 'value'>): string {
  if (said.outcome === 'denied') return deniedOf(host, step);
  // It became another program between the look at it and the look back.
  const wasWritten =
    said.outcome === 'another-process' && step.kind === 'set-adj' && said.value === step.after;
  return wasWritten ? 'adj-written' : kindOf(step);
}

/** Who may not: for knobs it depends on the direction (proc_oom_score_adj_write and __set_oom_adj in fs/proc/base.c). */
function deniedOf({ privilege, account }: PlanHost, step: PlanStep): string {
  const isRoot = privilege !== 'none' || account?.uid === 0;
  if (isRoot) return `${kindOf(step)}-root`;
  if (step.kind !== 'set-adj') return kindOf(step);
  return step.after < step.before ? 'adj-lowering' : 'adj-raising';
}

function endingOf(step: PlanStep, now: HostInspection, before: HostInspection | null): Ending {
  switch (step.kind) {
    case 'set-adj':
      return adjEnding(step, now);
    case 'set-unit-adj':
    case 'remove-unit-adj':
      return unitEnding(step, unitOf(now, step.unit));
    case 'restart-unit':
      return restartEnding(step, unitOf(now, step.unit), before === null ? null : unitOf(before, step.unit));
  }
}

function adjEnding({ process, file, before, after }: AdjStep, { processes }: HostInspection): Ending {
  const found = processes.find(({ pid }) => pid === process.pid);
  if (found === undefined) return { outcome: 'gone' };
  const isSame = found.startTicks === process.startTicks && found.asciiComm === asciiPartOf(process.comm);
  if (!isSame) return { outcome: 'another-process' };
  const value = file === 'oom_adj' ? found.oomAdj : found.oomScoreAdj;
  return { outcome: comparedTo(value, before, after), value, score: found.oomScore };
}

/** What a value that was found means for a write whose answer was lost. */
function comparedTo<Value>(found: Value | null, before: Value, after: Value): StepOutcome {
  if (found === null) return 'unknown';
  if (found === after) return 'done';
  return found === before ? 'not-written' : 'changed-meanwhile';
}

function unitOf({ units }: HostInspection, name: string): InspectedUnit | null {
  return units.find(({ unit }) => unit === name) ?? null;
}

/** The file decides, and then whether systemd has read it. */
function unitEnding({ kind, diff, after }: UnitAdjStep, found: InspectedUnit | null): Ending {
  if (found === null) return { outcome: 'unknown' };
  const value = found.oomScoreAdjust;
  const wanted = kind === 'remove-unit-adj' || after === null ? '' : trimmed(dropInTextOf(after));
  const outcome = comparedTo(trimmed(found.dropInText), trimmed(beforeOf(diff)), wanted);
  if (outcome === 'done' && after !== null && value !== after) return { outcome: 'not-kept', value };
  return { outcome, value };
}

function trimmed(text: string | null): string {
  return (text ?? '').replace(/\n+$/, '');
}

/** Each start of a unit has an id of its own (InvocationID, since systemd 232). */
function restartEnding(
  _step: RestartStep,
  found: InspectedUnit | null,
  before: InspectedUnit | null,
): Ending {
  const [now, then] = [found?.invocationId ?? null, before?.invocationId ?? null];
  if (found === null || before === null || now === null) return { outcome: 'unknown' };
  const detail = found.activeState;
  if (now === then) return { outcome: 'not-written', detail };
  return { outcome: found.activeState === 'failed' ? 'failed' : 'done', detail };
}
