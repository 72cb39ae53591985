import type { AuditRow, ChangeOrigin } from '../../../../shared/model';
import type { Text } from '../../i18n/catalogue';

/** The forms in which the audit leaves Lowmark. */
export type ExportFormat = 'jsonl' | 'csv';

/** What led to a change, in words. */
export function originWordsOf(origin: ChangeOrigin): Text {
  const params = origin.kind === 'policy' ? { rules: origin.rules.join(', ') } : {};
  return { key: `change.origin.${origin.kind}`, params };
}

/** The part of a change's id that names its step within the plan. */
export function stepIdOf({ changeId, runId, hostId }: AuditRow): string {
  return changeId.slice(`${runId}/${hostId}/`.length);
}

/** Whether the list can offer to take it back. */
export function isUndoable({ undo }: AuditRow): boolean {
  return undo === 'possible';
}
