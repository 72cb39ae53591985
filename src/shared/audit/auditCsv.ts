import { visibleText } from '../incidentDocument/visibleText';
import type { Language } from '../messages/format';
import { renderMessage } from '../messages/renderMessage';
import type { AuditRow } from '../model';

const COLUMNS = [
  'number',
  'at',
  'host',
  'account',
  'kind',
  'subject',
  'before',
  'after',
  'outcome',
  'value',
  'oom_score',
  'sentence',
  'undo',
  'reason',
  'user',
  'machine',
  'shell',
  'origin',
  'change_id',
] as const;

/** Excel takes a file without it for text of an old code page. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Rows of the audit as CSV (RFC 4180), for spreadsheets. Names, reasons and sentences hold text of strangers: a cell that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
export function auditCsv(rows: readonly AuditRow[], language: Language): string {
  const lines = [COLUMNS.join(','), ...rows.map((row) => cellsOf(row, language).map(csvCell).join(','))];
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function cellsOf(row: AuditRow, language: Language): (string | number | null)[] {
  const { result, by } = row;
  return [
    row.number,
    new Date(row.atMs).toISOString(),
    row.hostName,
    row.account,
    row.kind,
    row.subject,
    row.before,
    row.after,
    result?.outcome ?? 'unknown',
    result?.value ?? null,
    result?.score ?? null,
    result === null ? null : renderMessage(result.sentence, language),
    row.undo,
    row.reason,
    by.user,
    by.machine,
    by.shell,
    row.origin.kind,
    row.changeId,
  ];
}

/**
 * A number is ours and may be negative; text that begins like a formula is made text (OWASP, CSV injection), and what a terminal
 * would obey is made visible.
 */
function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const visible = visibleText(cell);
  const text = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(visible) ? `'${visible}` : visible;
  return /[",']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
