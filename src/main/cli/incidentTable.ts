import type { Language } from '../../shared/messages/format';
import type { MessageCode } from '../../shared/messages/en';
import type { IncidentDocumentInput } from '../../shared/incidentDocument/documentInput';
import { quoted, said } from '../../shared/incidentDocument/documentInput';
import { factsOf, type Fact } from '../../shared/incidentDocument/facts';
import { rankRowsOf } from '../../shared/incidentDocument/rankRows';
import { replaySentences, sectionsOf } from '../../shared/incidentDocument/sections';
import type { DocumentTable } from '../../shared/incidentDocument/tables';
import { rankTable, zoneTable } from '../../shared/incidentDocument/tables';
import { lineSpan } from '../../shared/incidentDocument/visibleText';
import { zoneRowsOf } from '../../shared/incidentDocument/zoneRows';
import { plainOf } from './output';
import { cellWidth, tableOf } from './table';

const SHOWN_PROCESSES = 10;

/** An incident as a person reads it in a terminal. @param file where it was read from, as the person wrote it */
export function incidentTable(input: IncidentDocumentInput, file: string, language: Language): string {
  const title = plainOf(input.title, language);
  const { incident, replay } = input;
  const zones = zoneRowsOf(incident);
  const rows = rankRowsOf(incident, replay, SHOWN_PROCESSES);
  return [
    `${title}\n${'═'.repeat(Math.min(cellWidth(title), 100))}`,
    factTable([...factsOf(input), ...sourceFacts(input, file)], language),
    ...sectionsOf(input, ['chosen']).map(({ heading, statements }) =>
      block(heading, listOf(statements.map(({ message }) => plainOf(message, language))), language),
    ),
    zones.length === 0
      ? ''
      : block('document.zones', plainTable(zoneTable(zones, language), language), language),
    rows.length === 0
      ? ''
      : [
          plainOf(
            said('terminal.report-top', { count: Math.min(SHOWN_PROCESSES, replay.ranking.length) }),
            language,
          ),
          plainTable(rankTable(incident, rows, language), language),
        ].join('\n'),
    // That both took the same one is said above.
    listOf(
      (replay.agrees === true ? replay.notes : replaySentences(input)).map((sentence) =>
        plainOf(sentence, language),
      ),
    ),
    ...sectionsOf(input, ['prevent']).map(({ heading, statements }) =>
      block(heading, listOf(statements.map(({ message }) => plainOf(message, language))), language),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function sourceFacts({ incident }: IncidentDocumentInput, file: string): readonly Fact[] {
  const source = said('terminal.report-file', { file, lines: lineSpan(incident.lines) });
  return [
    { label: 'terminal.report-id', values: [quoted(incident.id)] },
    {
      label: 'terminal.report-lines',
      values:
        incident.copies > 1 ? [source, said('terminal.report-copies', { count: incident.copies })] : [source],
    },
  ];
}

/** Labels and what they say; several things of one label stand below each other. */
export function factTable(facts: readonly Fact[], language: Language): string {
  const labels = facts.map(({ label }) => plainOf(said(label), language));
  const width = Math.max(...labels.map(cellWidth)) + 2;
  return facts
    .flatMap(({ values }, index) =>
      values.map((value, place) => {
        const label = place === 0 ? (labels[index] ?? '') : '';
        return `${label}${' '.repeat(width - cellWidth(label))}${plainOf(value, language)}`.trimEnd();
      }),
    )
    .join('\n');
}

/** A heading and what stands below it. */
export function block(heading: MessageCode, body: string, language: Language): string {
  return body === '' ? '' : `${plainOf(said(heading), language)}\n${body}`;
}

export function listOf(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join('\n');
}

/** A table of an incident in a terminal. */
export function plainTable({ columns, rows }: DocumentTable, language: Language): string {
  return tableOf(
    columns,
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : plainOf(cell, language)))),
  );
}
