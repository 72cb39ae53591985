import { renderMessage } from '../messages/renderMessage';
import { message } from '../model';
import type {
  AuditEntry,
  AuditRecord,
  AuditRow,
  AuditRows,
  AuditSearch,
  ChangeOrigin,
  PlanHost,
  PlanStep,
  StepResult,
} from '../model';

type Confirmed = Extract<AuditRecord, { kind: 'confirmed' }>;

interface KeptRow {
  row: AuditRow;
  /** The process or unit that it is about, the same in every run. */
  readonly target: string;
  /** What a search looks in; null: not made yet, or not any more. */
  words: string | null;
}

/** Name of a change: of a step of a host of a run. */
export function changeIdOf(runId: string, hostId: string, stepId: string): string {
  return `${runId}/${hostId}/${stepId}`;
}

/** All changes on record, from the entries of the audit in their order. */
export class AuditTable {
  readonly #rows = new Map<string, KeptRow>();
  /** Ids of the changes of each entry, oldest entry first. */
  readonly #entries: { readonly number: number; readonly changeIds: readonly string[] }[] = [];
  readonly #undoes = new Map<string, readonly string[]>();

  /** Takes in the next entry. */
  take(entry: AuditEntry): void {
    const { record } = entry;
    if (record.kind === 'confirmed') this.#takeConfirmed(entry, record);
    else if (record.kind === 'result') {
      for (const result of record.results) {
        this.#takeResult(changeIdOf(record.runId, record.hostId, result.stepId), result);
      }
    }
  }

  row(changeId: string): AuditRow | null {
    return this.#rows.get(changeId)?.row ?? null;
  }

  /** Newest first. The changes of one entry stay together, so there may be more than were asked for. */
  search({ text, hostId, beforeNumber, limit }: AuditSearch): AuditRows {
    const words = wordsOf(text);
    const rows: AuditRow[] = [];
    for (const { number, changeIds } of this.#entries.toReversed()) {
      if (beforeNumber !== null && number >= beforeNumber) continue;
      const fitting = changeIds.flatMap((id) => this.#fitting(id, hostId, words));
      if (fitting.length > 0 && rows.length >= limit) return { rows, hasMore: true };
      rows.push(...fitting);
    }
    return { rows, hasMore: false };
  }

  #fitting(changeId: string, hostId: string | null, words: readonly string[]): readonly AuditRow[] {
    const kept = this.#rows.get(changeId);
    if (kept === undefined || (hostId !== null && kept.row.hostId !== hostId)) return [];
    if (words.length > 0) {
      kept.words ??= searchedIn(kept.row);
      if (!words.every((word) => kept.words?.includes(word) === true)) return [];
    }
    return [kept.row];
  }

  #takeConfirmed({ number, at }: AuditEntry, { runId, by, reason, plan }: Confirmed): void {
    const atMs = Date.parse(at);
    const changeIds: string[] = [];
    for (const host of plan.hosts) {
      for (const step of host.steps) {
        const changeId = changeIdOf(runId, host.hostId, step.id);
        const row: AuditRow = {
          changeId,
          runId,
          number,
          atMs,
          by,
          hostId: host.hostId,
          hostName: host.hostName,
          account: host.account?.user ?? null,
          ...subjectOf(step),
          reason,
          origin: originOf(plan.origin),
          result: null,
          undo: 'no',
        };
        this.#rows.set(changeId, { row, target: targetOf(host, step), words: null });
        changeIds.push(changeId);
      }
    }
    this.#entries.push({ number, changeIds });
    if (plan.origin.kind === 'undo') this.#undoes.set(runId, plan.origin.changeIds);
  }

  #takeResult(changeId: string, result: StepResult): void {
    const kept = this.#rows.get(changeId);
    if (kept === undefined) return;
    const isDone = result.outcome === 'done' && kept.row.kind !== 'restart-unit';
    kept.row = { ...kept.row, result, undo: isDone ? 'possible' : 'no' };
    kept.words = null;
    if (result.outcome === 'done' || result.outcome === 'already') this.#markUndone(kept);
  }

  /** What a change took back cannot be taken back again. */
  #markUndone({ row, target }: KeptRow): void {
    for (const changeId of this.#undoes.get(row.runId) ?? []) {
      const undone = this.#rows.get(changeId);
      if (undone?.target === target && undone.row.undo === 'possible') {
        undone.row = { ...undone.row, undo: 'undone' };
      }
    }
  }
}

/** A list of a thousand ids beside each of a thousand rows would be a million: a long one is left out. */
const MOST_IDS_BESIDE_A_ROW = 20;

function originOf(origin: ChangeOrigin): ChangeOrigin {
  const isLong = origin.kind === 'undo' && origin.changeIds.length > MOST_IDS_BESIDE_A_ROW;
  return isLong ? { kind: 'undo', changeIds: [] } : origin;
}

function subjectOf(step: PlanStep): Pick<AuditRow, 'kind' | 'subject' | 'before' | 'after'> {
  switch (step.kind) {
    case 'set-adj':
      return {
        kind: step.kind,
        subject: `${step.process.comm} (${String(step.process.pid)})`,
        before: step.before,
        after: step.after,
      };
    case 'set-unit-adj':
    case 'remove-unit-adj':
      return { kind: step.kind, subject: step.unit, before: step.before, after: step.after };
    case 'restart-unit':
      return { kind: step.kind, subject: step.unit, before: null, after: null };
  }
}

function targetOf({ hostId, bootId }: PlanHost, step: PlanStep): string {
  if (step.kind !== 'set-adj') return JSON.stringify([hostId, 'unit', step.unit]);
  const { pid, startTicks } = step.process;
  return JSON.stringify([hostId, bootId, pid, startTicks]);
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The outcome is found by its name and by what the list calls it in either language. */
function searchedIn({ hostName, subject, by, reason, account, kind, result }: AuditRow): string {
  const label = message(`audit.outcome.${result?.outcome ?? 'unknown'}`);
  const said = result === null ? [label] : [label, result.sentence];
  const outcome = said.flatMap((sentence) => [
    renderMessage(sentence, 'en'),
    renderMessage(sentence, 'zh-CN'),
  ]);
  return [
    hostName,
    subject,
    by.user,
    by.machine,
    by.shell,
    reason,
    account ?? '',
    kind,
    result?.outcome ?? '',
    ...outcome,
  ]
    .join('\n')
    .toLowerCase();
}
