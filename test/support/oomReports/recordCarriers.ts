import type { Carrier } from './carriers';
import type { PrintedRecord } from './printedRecord';
import { BOOTED_AT_MS, clockOf, HOSTNAME, stampOf } from './wallClock';

type Printer = (record: PrintedRecord, at: number) => string;

function realtimeUs(seconds: number): string {
  return String(BOOTED_AT_MS * 1000 + Math.round(seconds * 1e6));
}

function journalFields(record: PrintedRecord): Record<string, string> {
  return {
    __CURSOR: 's=0639;i=4f3',
    __REALTIME_TIMESTAMP: realtimeUs(record.seconds),
    __MONOTONIC_TIMESTAMP: String(Math.round(record.seconds * 1e6)),
    _BOOT_ID: '8a3cdb3d5a0e4f86b5a4f0f5c2a7a1de',
    _TRANSPORT: 'kernel',
    PRIORITY: String(record.level),
    SYSLOG_FACILITY: '0',
    SYSLOG_IDENTIFIER: 'kernel',
    _HOSTNAME: HOSTNAME,
    _SOURCE_MONOTONIC_TIMESTAMP: String(Math.round(record.seconds * 1e6)),
  };
}

const journalJson: Printer = (record) =>
  `${JSON.stringify({ ...journalFields(record), MESSAGE: record.text })}\n`;

const journalJsonBytes: Printer = (record) =>
  `${JSON.stringify({ MESSAGE: [...Buffer.from(record.text)], ...journalFields(record) })}\n`;

const journalJsonPretty: Printer = (record) =>
  `${JSON.stringify({ ...journalFields(record), MESSAGE: record.text }, null, '\t')}\n`;

/** One line a message: a message of several lines is binary there, see the table of carriers. */
const journalExport: Printer = (record) => {
  const fields = Object.entries(journalFields(record)).map(([name, value]) => `${name}=${value}\n`);
  const messages = record.text.split('\n').map((line) => `MESSAGE=${line}\n`);
  return messages.map((message) => `${fields.join('')}${message}\n`).join('');
};

/** kernel/printk/printk.c append_char: controls, bytes above 126 and the backslash itself. */
function kmsgEscaped(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) =>
      byte < 0x20 || byte >= 0x7f || byte === 0x5c
        ? `\\x${byte.toString(16).padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('');
}

/** /dev/kmsg: unprintable bytes as `\xNN`, and lines of keys and values behind some records. */
const kmsg: Printer = (record, at) => {
  const text = kmsgEscaped(record.text);
  const extra = at % 5 === 0 ? ' SUBSYSTEM=memory\n DEVICE=+memory:oom\n' : '';
  return `${String(record.level)},${String(1000 + at)},${String(Math.round(record.seconds * 1e6))},-;${text}\n${extra}`;
};

/** Before 4.10: what several printk calls wrote comes as fragments. */
const kmsgFragments: Printer = (record, at) => {
  const head = `${String(record.level)},${String(1000 + at * 10)},${String(Math.round(record.seconds * 1e6))}`;
  const isBuilt = / = \d+kB$|^lowmem_reserve\[\]:|^protections\[\]:/.test(record.text);
  if (!isBuilt) return `${head},-;${kmsgEscaped(record.text)}\n`;
  const pieces = record.text.split(/(?<= )/);
  return pieces.map((piece, piecesAt) => `${head},${piecesAt === 0 ? 'c' : '+'};${piece}\n`).join('');
};

const dockerJson: Printer = ({ seconds, text }) => {
  const { year, monthNumber, day, time, microseconds } = clockOf(seconds);
  const when = `${year}-${monthNumber}-${day}T${time}.${microseconds}789Z`;
  return text
    .split('\n')
    .map(
      (line) => `${JSON.stringify({ log: `${stampOf(seconds)} ${line}\n`, stream: 'stdout', time: when })}\n`,
    )
    .join('');
};

const fluentBit: Printer = ({ seconds, text, level }, at) => {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  const [whole = '0', fraction = '0'] = seconds.toFixed(6).split('.');
  const epoch = String(Math.floor(clockOf(seconds).epochMs / 1000));
  return (
    `[${String(at)}] kmsg.0: [[${epoch}.${fraction}000, {}], {"priority"=>${String(level)}, "sequence"=>${String(at)}, ` +
    `"sec"=>${whole}, "usec"=>${String(Number(fraction))}, "msg"=>"${escaped}"}]\n`
  );
};

const cloudLogging: Printer = ({ seconds, text }) =>
  `${JSON.stringify({ textPayload: `${stampOf(seconds)} ${text}`, resource: { type: 'gce_instance' }, timestamp: new Date(clockOf(seconds).epochMs).toISOString() })}\n`;

const isoUtc = (seconds: number): string => {
  const { year, monthNumber, day, time, microseconds } = clockOf(seconds);
  return `${year}-${monthNumber}-${day}T${time}.${microseconds}Z`;
};

/** Carriers that make something of its own of each record. */
export const RECORD_CARRIERS: readonly Carrier[] = [
  ...(
    [
      ['journal-json', journalJson],
      ['journal-json-bytes', journalJsonBytes],
      ['journal-json-pretty', journalJsonPretty],
      ['journal-export', journalExport],
    ] as const
  ).map(([name, print]): Carrier => ({
    name,
    print: printerOf(print),
    hasHostname: true,
    bootSeconds: 'as-field',
    wallClock: isoUtc,
  })),
  { name: 'kmsg', print: printerOf(kmsg), hasHostname: false, bootSeconds: 'printed', wallClock: null },
  {
    name: 'kmsg-fragments',
    print: printerOf(kmsgFragments),
    hasHostname: false,
    bootSeconds: 'printed',
    wallClock: null,
  },
  {
    name: 'docker-json-file',
    print: printerOf(dockerJson),
    hasHostname: false,
    bootSeconds: 'printed',
    wallClock: isoUtc,
  },
  {
    name: 'fluent-bit-stdout',
    print: printerOf(fluentBit),
    hasHostname: false,
    bootSeconds: 'as-field',
    wallClock: isoUtc,
  },
  {
    name: 'cloud-logging-json',
    print: printerOf(cloudLogging),
    hasHostname: false,
    bootSeconds: 'printed',
    wallClock: (seconds) => new Date(clockOf(seconds).epochMs).toISOString(),
  },
];

function printerOf(print: Printer): Carrier['print'] {
  return (records) => records.map(print).join('');
}
