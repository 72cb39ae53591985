import type { Message } from '../model';
import type { Language } from '../messages/format';
import type { MessageCode } from '../messages/en';
import { renderMessage } from '../messages/renderMessage';
import type { IncidentDocumentInput } from './documentInput';
import { said } from './documentInput';
import { factsOf } from './facts';
import { codeBlock, escapedMarkdown, markdownCellOf, markdownOf, markdownTable } from './markdownText';
import { rankRowsOf, SHOWN_PROCESSES } from './rankRows';
import { rawLinesOf } from './rawLines';
import type { DocumentSection } from './sections';
import { adviceOf, replaySentences, sectionsOf, whatIfOfDocument } from './sections';
import type { DocumentTable } from './tables';
import { rankTable, zoneTable } from './tables';
import { timelineOf } from './timeline';
import { lineReference, visibleText } from './visibleText';
import { zoneRowsOf } from './zoneRows';

/**
 * An incident as Markdown, for an incident channel or a postmortem: what died and why, timeline, what ran out, zones and
 * swap at that moment, the ranking, what to do, and the report itself. Ends with a newline.
 */
export function incidentMarkdown(input: IncidentDocumentInput, language: Language): string {
  const writer = new MarkdownWriter(language);
  return `${[
    `# ${writer.say(input.title)}`,
    factList(input, writer),
    timeline(input, writer),
    ...sectionsOf(input, ['ran-out', 'asked', 'chosen', 'died', 'others', 'told', 'state']).map((section) =>
      writer.section(section),
    ),
    zones(input, writer),
    ranking(input, writer),
    whatIf(input, writer),
    adviceSteps(input, writer),
    ...sectionsOf(input, ['prevent']).map((section) => writer.section(section)),
    rawReport(input, writer),
    `---\n\n${writer.words('document.made-by')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

class MarkdownWriter {
  constructor(readonly language: Language) {}

  say(message: Message): string {
    return markdownOf(message, this.language);
  }

  words(code: MessageCode, params: Message['params'] = {}): string {
    return this.say(said(code, params));
  }

  heading(code: MessageCode): string {
    return `## ${this.words(code)}`;
  }

  section({ heading, statements }: DocumentSection): string {
    return `${this.heading(heading)}\n\n${statements.map((statement) => `- ${this.statement(statement)}`).join('\n')}`;
  }

  statement({ message, lines }: DocumentSection['statements'][number]): string {
    if (lines.length === 0) return this.say(message);
    // Our own numbers, so no code span.
    const reference = escapedMarkdown(renderMessage(lineReference(lines), this.language));
    return `${this.say(message)} _${reference}_`;
  }

  table({ columns, rows }: DocumentTable): string {
    return markdownTable(
      columns,
      rows.map((row) =>
        row.map((cell) => (typeof cell === 'string' ? cell : markdownCellOf(cell, this.language))),
      ),
    );
  }

  joined(values: readonly Message[]): string {
    return values.map((value) => this.say(value)).join(this.language === 'zh-CN' ? '；' : '; ');
  }
}

function factList(input: IncidentDocumentInput, writer: MarkdownWriter): string {
  const colon = writer.language === 'zh-CN' ? '：' : ':';
  const gap = writer.language === 'zh-CN' ? '' : ' ';
  return factsOf(input)
    .map(({ label, values }) => `- **${writer.words(label)}**${colon}${gap}${writer.joined(values)}`)
    .join('\n');
}

function timeline({ incident, text }: IncidentDocumentInput, writer: MarkdownWriter): string {
  const events = timelineOf(incident, text);
  if (events.length === 0) return '';
  const table = writer.table({
    columns: [
      { heading: writer.words('document.column-after'), isNumber: true },
      { heading: writer.words('document.column-event'), isNumber: false },
      { heading: writer.words('document.column-line'), isNumber: true },
    ],
    rows: events.map(({ message, afterSeconds, line }) => [
      afterSeconds === null ? '–' : `+${afterSeconds.toFixed(3)} s`,
      message,
      line === null ? '–' : String(line),
    ]),
  });
  return `${writer.heading('document.timeline')}\n\n${table}`;
}

function zones({ incident }: IncidentDocumentInput, writer: MarkdownWriter): string {
  const rows = zoneRowsOf(incident);
  if (rows.length === 0) return '';
  return `${writer.heading('document.zones')}\n\n${writer.table(zoneTable(rows, writer.language))}`;
}

function ranking(input: IncidentDocumentInput, writer: MarkdownWriter): string {
  const { incident, replay } = input;
  const rows = rankRowsOf(incident, replay, SHOWN_PROCESSES);
  const sentences = replaySentences(input).map((sentence) => `- ${writer.say(sentence)}`);
  const parts = [writer.heading('document.ranking'), sentences.join('\n')];
  if (rows.length > 0) parts.push(writer.table(rankTable(incident, rows, writer.language)));
  const rest = replay.ranking.length - rows.length;
  if (rest > 0) parts.push(writer.words('document.more-processes', { count: rest }));
  return parts.join('\n\n');
}

function whatIf(input: IncidentDocumentInput, writer: MarkdownWriter): string {
  const tried = whatIfOfDocument(input);
  if (tried === null) return '';
  const changes = tried.changes.map((change) => `- ${writer.say(change)}`).join('\n');
  const answers = tried.answers.map((answer) => writer.say(answer)).join('\n\n');
  return `${writer.heading('document.whatif')}\n\n${changes}\n\n${answers}`;
}

function adviceSteps(input: IncidentDocumentInput, writer: MarkdownWriter): string {
  const section = adviceOf(input);
  if (section === null) return '';
  const steps = section.statements.map(
    (statement, index) => `${String(index + 1)}. ${writer.statement(statement)}`,
  );
  return `${writer.heading(section.heading)}\n\n${steps.join('\n')}`;
}

/** The report with line numbers, and beside each understood line what it was read as. */
function rawReport({ incident, text }: IncidentDocumentInput, writer: MarkdownWriter): string {
  if (text === null) return '';
  const lines = rawLinesOf(incident, text);
  const digits = String(lines.at(-1)?.number ?? 0).length;
  const kindWidth = lines.reduce((widest, { kind }) => Math.max(widest, kind?.length ?? 0), 0);
  const block = codeBlock(
    lines.map(({ number, kind, text: line }) =>
      `${String(number).padStart(digits)}  ${(kind ?? '').padEnd(kindWidth)}  ${visibleText(line)}`.trimEnd(),
    ),
  );
  return `${writer.heading('document.report')}\n\n${block}`;
}
