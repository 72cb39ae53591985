import { formatBytes } from '../messages/format';
import { renderMessage } from '../messages/renderMessage';
import type { MemoryPart } from './composition';
import { memoryCompositionOf } from './composition';
import type { IncidentDocumentInput } from './documentInput';
import { said } from './documentInput';
import type { HtmlWriter } from './htmlWriter';
import { escapedHtml, foreignHtml } from './htmlText';
import { stackedBar, zoneBar } from './svgBars';
import { zoneTable } from './tables';
import { zoneRowsOf } from './zoneRows';

/** The zones at that moment as bars against their marks, and their numbers as a table. */
export function zoneCharts({ incident }: IncidentDocumentInput, writer: HtmlWriter): string {
  const rows = zoneRowsOf(incident);
  if (rows.length === 0) return '';
  const bars = rows.flatMap((row) => {
    const bar = zoneBar(row);
    if (bar === '' || row.freeBytes === null) return [];
    const node = row.node === null ? '' : `<br><span>node ${String(row.node)}</span>`;
    const free = escapedHtml(formatBytes(row.freeBytes));
    const state = writer.words(`document.zone-${row.state}`);
    return [`<b>${foreignHtml(row.name)}${node}</b>${bar}<span>${free}<br>${state}</span>`];
  });
  const drawn = bars.length === 0 ? '' : `<div class="zones">${bars.join('\n')}</div>`;
  const hasReserve = rows.some(({ reserveBytes }) => reserveBytes !== null && reserveBytes > 0);
  const note =
    drawn !== '' && hasReserve ? `<p class="lines">${writer.words('document.reserve-note')}</p>` : '';
  const table = writer.table(zoneTable(rows, writer.language));
  return writer.section('document.zones', `${drawn}${note}${table}`);
}

/** What memory and swap were full of. */
export function memoryCharts({ incident }: IncidentDocumentInput, writer: HtmlWriter): string {
  const composition = memoryCompositionOf(incident);
  const swap = swapParts(incident.memory);
  const charts = [
    ...(composition === null
      ? []
      : [chart('document.memory', composition.parts, composition.totalBytes, writer)]),
    ...(swap === null ? [] : [chart('document.swap', swap.parts, swap.totalBytes, writer)]),
  ];
  return charts.length === 0 ? '' : writer.section('document.memory-and-swap', charts.join('\n'));
}

function swapParts({
  swapTotalBytes,
  swapFreeBytes,
}: IncidentDocumentInput['incident']['memory']): { parts: readonly MemoryPart[]; totalBytes: number } | null {
  if (swapTotalBytes === null || swapFreeBytes === null || swapTotalBytes === 0) return null;
  return {
    totalBytes: swapTotalBytes,
    parts: [
      {
        label: 'document.swap-used',
        className: 'swap-used',
        bytes: Math.max(0, swapTotalBytes - swapFreeBytes),
      },
      { label: 'document.swap-unused', className: 'swap-free', bytes: swapFreeBytes },
    ],
  };
}

function chart(
  heading: 'document.memory' | 'document.swap',
  parts: readonly MemoryPart[],
  totalBytes: number,
  writer: HtmlWriter,
): string {
  const named = parts.map(({ label, bytes, className }) => ({
    className,
    words: `${renderMessage(said(label), writer.language)} ${formatBytes(bytes)}`,
  }));
  const legend = named
    .map(({ className, words }) => `<li><i class="${className}"></i>${escapedHtml(words)}</li>`)
    .join('');
  const bar = stackedBar(parts, totalBytes, named.map(({ words }) => words).join(', '));
  return `<h3>${writer.words(heading)} · ${escapedHtml(formatBytes(totalBytes))}</h3>${bar}<ul class="legend">${legend}</ul>`;
}
