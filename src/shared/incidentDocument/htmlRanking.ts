import type { IncidentDocumentInput } from './documentInput';
import type { HtmlWriter } from './htmlWriter';
import type { RankRow } from './rankRows';
import { rankRowsOf, SHOWN_PROCESSES } from './rankRows';
import { renderMessage } from '../messages/renderMessage';
import { said } from './documentInput';
import { shareBar } from './svgBars';
import { replaySentences } from './sections';
import { rankTable } from './tables';

/** The candidates as the kernel of the report ranks them, and how that stands beside what it did. */
export function rankingSection(input: IncidentDocumentInput, writer: HtmlWriter): string {
  const { incident, replay } = input;
  const rows = rankRowsOf(incident, replay, SHOWN_PROCESSES);
  const sentences = replaySentences(input).map((sentence) => `<li>${writer.say(sentence)}</li>`);
  const table =
    rows.length === 0
      ? ''
      : writer.table(rankTable(incident, rows, writer.language), rows.map(classOf), shareBars(rows, writer));
  const rest = replay.ranking.length - rows.length;
  const more =
    rest > 0 ? `<p class="lines">${writer.words('document.more-processes', { count: rest })}</p>` : '';
  return writer.section('document.ranking', `<ul>${sentences.join('\n')}</ul>${table}${more}`, 'long');
}

function classOf(row: RankRow): string {
  if (row.hasDied || row.isActual) return 'died';
  return row.eligible ? '' : 'exempt';
}

/** Bars of the share, against the largest. */
function shareBars(rows: readonly RankRow[], writer: HtmlWriter): (row: number, heading: string) => string {
  const column = renderMessage(said('document.column-share'), writer.language);
  const largest = rows.reduce((most, { sharePercent }) => Math.max(most, sharePercent ?? 0), 0);
  return (row, heading) => {
    const percent = rows[row]?.sharePercent ?? null;
    return heading === column && percent !== null && largest > 0 ? shareBar(percent / largest) : '';
  };
}
