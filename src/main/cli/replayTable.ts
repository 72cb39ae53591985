import type { Message, Replay } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { formatBytes } from '../../shared/messages/format';
import type { IncidentDocumentInput } from '../../shared/incidentDocument/documentInput';
import { quoted, said } from '../../shared/incidentDocument/documentInput';
import { whenOf, type Fact } from '../../shared/incidentDocument/facts';
import { rankRowsOf } from '../../shared/incidentDocument/rankRows';
import { replaySentences, whatIfOfDocument } from '../../shared/incidentDocument/sections';
import { rankTable } from '../../shared/incidentDocument/tables';
import { taskName } from '../../shared/incidentDocument/visibleText';
import { nameIn } from '../../shared/incidentDocument/verdict';
import { pageBytesOf } from '../../shared/replay/explanation/pageSize';
import { block, factTable, listOf, plainTable } from './incidentTable';
import { plainOf } from './output';
import { cellWidth } from './table';

const SHOWN_PROCESSES = 20;

/**
 * A replay as a person reads it in a terminal: who is taken and who was, the ranking, and what the changes would have meant.
 *
 * @param changed the replay with what is tried out; null where nothing is
 */
export function replayTable(
  input: IncidentDocumentInput,
  changed: Replay | null,
  language: Language,
): string {
  const title = plainOf(input.title, language);
  const replay = changed ?? input.replay;
  const rows = rankRowsOf(input.incident, replay, SHOWN_PROCESSES);
  const rest = replay.ranking.length - rows.length;
  const tried = whatIfOfDocument(input);
  return [
    `${title}\n${'═'.repeat(Math.min(cellWidth(title), 100))}`,
    factTable(factsOfReplay(input), language),
    listOf(replaySentences(input).map((sentence) => plainOf(sentence, language))),
    tried === null
      ? ''
      : block(
          'document.whatif',
          [
            listOf(tried.changes.map((change) => plainOf(change, language))),
            ...tried.answers.map((answer) => plainOf(answer, language)),
          ].join('\n'),
          language,
        ),
    rows.length === 0
      ? ''
      : block(
          changed === null ? 'terminal.replay-ranking' : 'terminal.replay-ranking-changed',
          plainTable(rankTable(input.incident, rows, language), language) +
            (rest > 0 ? `\n${plainOf(said('document.more-processes', { count: rest }), language)}` : ''),
          language,
        ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function factsOfReplay({ incident, replay }: IncidentDocumentInput): readonly Fact[] {
  const died = incident.kills.map(({ comm, pid }) => quoted(taskName(comm, pid)));
  return [
    { label: 'terminal.report-id', values: [quoted(incident.id)] },
    { label: 'document.when', values: [whenOf(incident)] },
    { label: 'terminal.replay-predicted', values: [namedOf(replay, replay.predicted)] },
    { label: 'terminal.replay-actual', values: [actualOf({ incident, replay })] },
    ...(died.length === 0 ? [] : [{ label: 'terminal.replay-died' as const, values: died }]),
    { label: 'terminal.replay-agrees', values: agreementOf(replay) },
    // Without rows there is nothing that a model or a measure would be used on.
    ...(replay.generation === null || replay.ranking.length === 0
      ? []
      : [
          {
            label: 'terminal.replay-model' as const,
            values: [said(`terminal.replay-model-${replay.generation}`)],
          },
        ]),
    ...(replay.totalPages === null || replay.ranking.length === 0
      ? []
      : [
          {
            label: 'terminal.replay-total' as const,
            values: [totalOf(replay.totalPages, pageBytesOf(incident))],
          },
        ]),
  ];
}

function namedOf(replay: Replay, pid: number | null): Message {
  const name = nameIn(replay, pid);
  return name === null ? said('terminal.replay-nobody') : quoted(name);
}

/** The kernel's choice by the name in its kill line: a cut table may not list it. */
function actualOf({ incident, replay }: Pick<IncidentDocumentInput, 'incident' | 'replay'>): Message {
  const { actual } = replay;
  if (actual === null) return said('terminal.replay-nobody');
  for (const { pid, comm, chosen } of incident.kills) {
    if (chosen?.pid === actual) return quoted(taskName(chosen.comm, chosen.pid));
    if (pid === actual) return quoted(taskName(comm, pid));
  }
  return namedOf(replay, actual);
}

function agreementOf({ agrees, reason }: Replay): readonly Message[] {
  const word =
    agrees === null
      ? said('terminal.replay-undecided')
      : said(agrees ? 'terminal.replay-yes' : 'terminal.replay-no');
  return reason === null ? [word] : [word, said(`terminal.replay-reason-${reason}`)];
}

function totalOf(pages: number, pageBytes: number | null): Message {
  return pageBytes === null
    ? said('document.pages', { pages })
    : said('terminal.replay-total-bytes', { pages, total: formatBytes(pages * pageBytes) });
}
