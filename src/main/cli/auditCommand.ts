import { auditCsv } from '../../shared/audit/auditCsv';
import type { Language } from '../../shared/messages/format';
import { renderMessage } from '../../shared/messages/renderMessage';
import { withTexts } from '../../shared/messages/withTexts';
import { message, type AuditRow, type AuditVerdict } from '../../shared/model';
import { AuditLog, isOfRuns } from '../actions/auditLog';
import { auditPathOf, verifyAudit } from '../storage/auditFile';
import { linesOfFile } from '../storage/fileLines';
import type { AuditWords } from './auditArguments';
import type { CliEnvironment } from './cliHost';
import { plainOf, type CommandOutput } from './output';
import { NOT_REPORTED, tableOf, wordColumn } from './table';

type AuditCommand = Extract<AuditWords, { kind: 'audit' }>;

const ALL = Number.MAX_SAFE_INTEGER;

/** `lowmark audit`: what is on record, newest first. Works beside a Lowmark that is running. */
export async function auditCommand(
  { search, host, format, language }: AuditCommand,
  { dataFolder, clock, log }: CliEnvironment,
  { write }: CommandOutput,
): Promise<void> {
  const audit = await AuditLog.open({ dataFolder, mayWrite: false, clock, log });
  const found = await audit.search({ text: search, hostId: null, beforeNumber: null, limit: ALL });
  const rows = found.rows.filter((row) => host === null || isOfHost(row, host));
  switch (format) {
    case 'table':
      return write(`${auditTable(rows, language)}\n`);
    case 'json':
      return write(`${JSON.stringify(withTexts({ rows }, language))}\n`);
    case 'csv':
      return write(auditCsv(rows, language));
    case 'jsonl': {
      const isAll = search.trim() === '' && host === null;
      const runIds = isAll ? null : new Set(rows.map((row) => row.runId));
      for await (const { text, isEnded } of linesOfFile(auditPathOf(dataFolder))) {
        if (text !== null && isEnded && isOfRuns(text, runIds)) await write(`${text}\n`);
      }
    }
  }
}

/**
 * `lowmark audit verify`: reads the whole file and calculates every hash.
 *
 * @returns whether it is whole, and has the entry whose hash was kept elsewhere
 */
export async function auditVerifyCommand(
  words: Extract<AuditWords, { kind: 'audit-verify' }>,
  { dataFolder }: CliEnvironment,
  output: CommandOutput,
): Promise<boolean> {
  const { head, isJson, language } = words;
  const { verdict, hasHead } = await verifyAudit(auditPathOf(dataFolder), head);
  if (isJson) {
    const answer = { verdict, hasHead: head === null ? null : hasHead };
    await output.write(`${JSON.stringify(withTexts(answer, language))}\n`);
  } else await sayVerdict({ verdict, head, hasHead, language }, output);
  return verdict.isWhole && hasHead;
}

interface SaidVerdict {
  readonly verdict: AuditVerdict;
  readonly head: string | null;
  readonly hasHead: boolean;
  readonly language: Language;
}

async function sayVerdict(
  { verdict, head, hasHead, language }: SaidVerdict,
  { write, complain }: CommandOutput,
): Promise<void> {
  const { isWhole, entries, headHash, problem } = verdict;
  const said = (code: string, params: Record<string, string | number> = {}): string =>
    plainOf(message(code, params), language);
  if (problem !== null) complain(plainOf(problem, language));
  if (!isWhole) complain(said('audit.verdict.broken'));
  else if (headHash === null) await write(`${said('audit.verdict.empty')}\n`);
  else await write(`${said('audit.verdict.whole', { entries, head: headHash })}\n`);
  if (head !== null && !hasHead) complain(said('audit.verdict.no-head', { head }));
  if (head !== null && hasHead && isWhole) await write(`${said('audit.verdict.has-head', { head })}\n`);
}

function isOfHost({ hostId, hostName }: AuditRow, wanted: string): boolean {
  return hostId === wanted || hostName.toLowerCase() === wanted.toLowerCase();
}

const COLUMNS = ['time', 'host', 'subject', 'change', 'outcome', 'person', 'reason'] as const;

function auditTable(rows: readonly AuditRow[], language: Language): string {
  if (rows.length === 0) return renderMessage(message('audit.nothing'), language);
  const columns = COLUMNS.map((name) => wordColumn(renderMessage(message(`audit.column.${name}`), language)));
  return tableOf(
    columns,
    rows.map((row) => cellsOf(row, language)),
  );
}

function cellsOf(row: AuditRow, language: Language): string[] {
  const outcome = message(`audit.outcome.${row.result?.outcome ?? 'unknown'}`);
  return [
    new Date(row.atMs).toISOString().slice(0, 19).replace('T', ' ') + 'Z',
    row.hostName,
    row.kind === 'set-adj'
      ? row.subject
      : renderMessage(message(`audit.kind.${row.kind}`, { unit: row.subject }), language),
    row.kind === 'restart-unit' ? '' : `${valueCell(row.before)} → ${valueCell(row.after)}`,
    renderMessage(outcome, language),
    `${row.by.user} (${row.by.machine})`,
    row.reason,
  ];
}

function valueCell(value: number | null): string {
  return value === null ? NOT_REPORTED : String(value);
}
