import type { HostSample, Zone } from '../../shared/model';
import { message } from '../../shared/model';
import type { MessageCode } from '../../shared/messages/en';
import type { Language } from '../../shared/messages/format';
import { formatBytes, formatDuration } from '../../shared/messages/format';
import { renderMessage } from '../../shared/messages/renderMessage';
import type { Assessment } from '../../shared/risk/assess';
import { candidatesTable, scopesTable } from './candidatesTable';
import { countCell, NOT_REPORTED, numberColumn, plainCell, tableOf, wordColumn } from './table';

function say(language: Language, code: MessageCode, params: Record<string, string | number> = {}): string {
  return renderMessage(message(code, params), language);
}

function colon(language: Language): string {
  return language === 'zh-CN' ? '：' : ': ';
}

/** A sample as a person reads it in a terminal: how it stands and why, zones, free blocks, and who would be killed first. */
export function sampleTable(
  host: string,
  sample: HostSample,
  assessment: Assessment,
  language: Language,
): string {
  return [
    summary(host, sample, assessment, language),
    section(language, 'terminal.reasons', reasonLines(assessment, language)),
    section(language, 'terminal.zones', zonesTable(sample.zones)),
    section(language, 'terminal.buddy', buddyTable(sample)),
    section(language, 'terminal.candidates', candidatesTable(sample, assessment, language)),
    section(language, 'terminal.scopes', scopesTable(assessment, language)),
    section(language, 'terminal.missing', missingLines(sample, language)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(language: Language, code: MessageCode, body: string): string {
  return body === '' ? '' : `${say(language, code)}\n${body}`;
}

function summary(
  host: string,
  sample: HostSample,
  { level, summary: sentence }: Assessment,
  language: Language,
): string {
  const { kernel, arch } = sample.host;
  const rows: [MessageCode, string][] = [
    ['terminal.host', plainCell(host)],
    ['terminal.kernel', plainCell([kernel, arch].filter((part) => part !== null).join(' ')) || NOT_REPORTED],
    ['terminal.uptime', formatDuration(sample.at.uptimeSeconds, language)],
    [
      'terminal.level',
      `${say(language, `risk.level.${level}`)}${colon(language)}${plainCell(renderMessage(sentence, language))}`,
    ],
    ['terminal.memory', memoryLine(sample, language)],
    ['terminal.swap', swapLine(sample, language)],
    ['terminal.pressure', pressureLine(sample, language)],
  ];
  return tableOf(
    [wordColumn(''), wordColumn('')],
    rows.map(([code, text]) => [say(language, code), text]),
  ).trimStart();
}

function memoryLine({ memory }: HostSample, language: Language): string {
  const total = memory?.memTotalBytes ?? null;
  if (total === null) return say(language, 'terminal.not-reported');
  const available = memory?.memAvailableBytes ?? null;
  if (available === null) {
    const free = memory?.memFreeBytes ?? null;
    return `${free === null ? NOT_REPORTED : formatBytes(free)} / ${formatBytes(total)}`;
  }
  const used = say(language, 'terminal.used-of', { usedBytes: total - available, totalBytes: total });
  return `${used}${language === 'zh-CN' ? '，' : ', '}${say(language, 'terminal.available', { availableBytes: available })}`;
}

function swapLine({ memory }: HostSample, language: Language): string {
  const total = memory?.swapTotalBytes ?? null;
  const free = memory?.swapFreeBytes ?? null;
  if (total === null || free === null) return say(language, 'terminal.not-reported');
  if (total === 0) return say(language, 'terminal.no-swap');
  return say(language, 'terminal.used-of', { usedBytes: total - free, totalBytes: total });
}

function pressureLine({ pressure }: HostSample, language: Language): string {
  const some = pressure?.some ?? null;
  const full = pressure?.full ?? null;
  if (some === null) return say(language, 'terminal.not-reported');
  const shown = { some: some.avg10Percent.toFixed(2), full: full?.avg10Percent.toFixed(2) ?? NOT_REPORTED };
  return say(language, 'terminal.pressure-line', shown);
}

function zonesTable(zones: readonly Zone[]): string {
  if (zones.length === 0) return '';
  const columns = [
    numberColumn('node'),
    wordColumn('zone'),
    ...['free', 'min', 'low', 'high', 'managed'].map(numberColumn),
  ];
  return tableOf(
    columns,
    zones.map((zone) => [
      String(zone.node),
      zone.name,
      countCell(zone.freePages),
      countCell(zone.minPages),
      countCell(zone.lowPages),
      countCell(zone.highPages),
      countCell(zone.managedPages),
    ]),
  );
}

function buddyTable({ buddy }: HostSample): string {
  if (buddy.length === 0) return '';
  const orders = Math.max(...buddy.map((line) => line.freeBlocks.length));
  const columns = [
    numberColumn('node'),
    wordColumn('zone'),
    ...Array.from({ length: orders }, (_, order) => numberColumn(String(order))),
  ];
  return tableOf(
    columns,
    buddy.map((line) => [String(line.node), line.zone, ...line.freeBlocks.map(String)]),
  );
}

function reasonLines({ reasons }: Assessment, language: Language): string {
  // The first one stands in the summary already.
  const [, ...others] = reasons;
  return others
    .map(
      ({ level, message: sentence }) =>
        `- ${say(language, `risk.level.${level}`)}${colon(language)}${plainCell(renderMessage(sentence, language))}`,
    )
    .join('\n');
}

function missingLines(sample: HostSample, language: Language): string {
  return sample.missing.map((entry) => `- ${plainCell(renderMessage(entry.reason, language))}`).join('\n');
}
