import type { Incident, Message } from '../model';
import type { Language } from '../messages/format';
import { formatBytes } from '../messages/format';
import type { MessageCode } from '../messages/en';
import { renderMessage } from '../messages/renderMessage';
import { pageBytesOf } from '../replay/explanation/pageSize';
import { quoted, said } from './documentInput';
import type { RankRow } from './rankRows';
import { hasColumn } from './rankRows';
import type { ZoneRow } from './zoneRows';

/** A table as data: each format writes headings and cells its own way. */
export interface DocumentTable {
  readonly columns: readonly { readonly heading: string; readonly isNumber: boolean }[];
  /** A cell is our own text (a number, a word of the kernel) or a message with foreign text in it. */
  readonly rows: readonly (readonly (string | Message)[])[];
}

const NONE = '–';

/** Zones by their marks. Kernel words are headings in every language. */
export function zoneTable(rows: readonly ZoneRow[], language: Language): DocumentTable {
  const hasNode = rows.some(({ node }) => node !== null);
  const words = (code: MessageCode): string => renderMessage(said(code), language);
  return {
    columns: [
      ...(hasNode ? [{ heading: 'node', isNumber: true }] : []),
      { heading: 'zone', isNumber: false },
      ...['free', 'min', 'low', 'high', 'reserve', 'managed'].map((heading) => ({ heading, isNumber: true })),
      { heading: words('document.column-state'), isNumber: false },
    ],
    rows: rows.map((row) => [
      ...(hasNode ? [row.node === null ? NONE : String(row.node)] : []),
      quoted(row.name),
      ...[row.freeBytes, row.minBytes, row.lowBytes, row.highBytes].map(bytesCell),
      reserveCell(row, language),
      bytesCell(row.managedBytes),
      words(`document.zone-${row.state}`),
    ]),
  };
}

function bytesCell(bytes: number | null): string {
  return bytes === null ? NONE : formatBytes(bytes);
}

function pagesCell(pages: number, language: Language): string {
  return renderMessage(said('document.pages', { pages }), language);
}

function reserveCell({ reserveBytes, reservePages }: ZoneRow, language: Language): string {
  if (reserveBytes !== null) return formatBytes(reserveBytes);
  return reservePages === null ? NONE : pagesCell(reservePages, language);
}

interface RankColumn {
  readonly heading: string;
  readonly isNumber: boolean;
  readonly isThere: boolean;
  readonly cell: (row: RankRow) => string | Message;
}

/**
 * The ranked processes. Columns that this kernel's table does not have are left out; amounts are bytes where the page size is
 * known, else pages.
 */
export function rankTable(incident: Incident, rows: readonly RankRow[], language: Language): DocumentTable {
  const columns = rankColumns(incident, rows, language).filter(({ isThere }) => isThere);
  return {
    columns: columns.map(({ heading, isNumber }) => ({ heading, isNumber })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

function rankColumns(
  incident: Incident,
  rows: readonly RankRow[],
  language: Language,
): readonly RankColumn[] {
  const pageBytes = pageBytesOf(incident);
  const words = (code: MessageCode): string => renderMessage(said(code), language);
  const amount = (pages: number | null): string => {
    if (pages === null) return NONE;
    return pageBytes === null ? pagesCell(pages, language) : formatBytes(pages * pageBytes);
  };
  const number = (heading: string, isThere: boolean, cell: RankColumn['cell']): RankColumn => ({
    heading,
    isNumber: true,
    isThere,
    cell,
  });
  const hasPageTables = hasColumn(rows, 'pageTableBytes') || hasColumn(rows, 'pageTablePages');
  return [
    number('#', true, ({ place }) => String(place)),
    number('pid', true, ({ pid }) => String(pid)),
    {
      heading: words('document.column-name'),
      isNumber: false,
      isThere: true,
      cell: ({ comm }) => quoted(comm),
    },
    number(words('document.column-points'), hasColumn(rows, 'points'), ({ points }) => countOf(points)),
    number(words('document.column-share'), hasColumn(rows, 'sharePercent'), ({ sharePercent }) =>
      sharePercent === null ? NONE : `${sharePercent.toFixed(1)} %`,
    ),
    number('RSS', hasColumn(rows, 'rssPages'), ({ rssPages }) => amount(rssPages)),
    number('swap', hasColumn(rows, 'swapPages'), ({ swapPages }) => amount(swapPages)),
    number(words('document.column-page-tables'), hasPageTables, ({ pageTableBytes, pageTablePages }) =>
      pageTableBytes === null ? amount(pageTablePages) : formatBytes(pageTableBytes),
    ),
    number('oom_score_adj', hasColumn(rows, 'oomScoreAdj'), ({ oomScoreAdj }) => countOf(oomScoreAdj)),
    number('oom_adj', hasColumn(rows, 'oomAdj'), ({ oomAdj }) => countOf(oomAdj)),
    {
      heading: '',
      isNumber: false,
      isThere: rows.some((row) => marksOf(row).length > 0),
      cell: (row) =>
        marksOf(row)
          .map(words)
          .join(language === 'zh-CN' ? '，' : ', '),
    },
  ];
}

function countOf(amount: number | null): string {
  return amount === null ? NONE : String(amount);
}

/** What is special about a process of the ranking. */
function marksOf(row: RankRow): readonly MessageCode[] {
  return [
    ...(row.hasDied ? (['document.mark-died'] as const) : []),
    ...(row.isActual && !row.hasDied ? (['document.mark-chosen'] as const) : []),
    ...(row.isPredicted && !row.isActual ? (['document.mark-predicted'] as const) : []),
    ...(row.eligible ? [] : (['document.mark-exempt'] as const)),
  ];
}
