import type { Carrier } from './carriers';
import type { PrintedRecord } from './printedRecord';
import { clockOf, HOSTNAME, stampOf } from './wallClock';

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** How a record of several lines is written. */
type Continuation = 'prefix-again' | 'blanks' | 'escaped';

interface LineStyle {
  readonly name: string;
  readonly prefix: (record: PrintedRecord) => string;
  readonly continuation?: Continuation;
  readonly hasHostname?: boolean;
  readonly isStamped?: boolean;
  readonly wallClock?: (seconds: number) => string;
}

const stamp = ({ seconds }: PrintedRecord): string => `${stampOf(seconds)} `;
const level = (record: PrintedRecord): string => LEVELS[record.level] ?? 'info';

/** `Aug  1 04:49:44` */
const syslogTime = (seconds: number): string => {
  const { month, paddedDay, time } = clockOf(seconds);
  return `${month} ${paddedDay} ${time}`;
};
/** `Aug 01 04:49:44` */
const journalTime = (seconds: number): string => {
  const { month, day, time } = clockOf(seconds);
  return `${month} ${day} ${time}`;
};
const isoTime = (seconds: number, offset: string, fraction: string): string => {
  const { year, monthNumber, day, time } = clockOf(seconds);
  return `${year}-${monthNumber}-${day}T${time}${fraction}${offset}`;
};
const microseconds = (seconds: number): string => clockOf(seconds).microseconds;
const dateAndTime = (seconds: number): string => isoTime(seconds, '', '');
const preciseIso = (seconds: number): string => isoTime(seconds, '+00:00', `.${microseconds(seconds)}`);

const STYLES: readonly LineStyle[] = [
  { name: 'bare', prefix: () => '', isStamped: false },
  { name: 'console', prefix: stamp },
  { name: 'dmesg', prefix: stamp, continuation: 'blanks' },
  { name: 'console-caller-id', prefix: (record) => `${stampOf(record.seconds)}[  T123] ` },
  {
    name: 'dmesg-caller-id',
    prefix: (record) => `${stampOf(record.seconds)} [     C0] `,
    continuation: 'blanks',
  },
  {
    name: 'dmesg-T',
    prefix: ({ seconds }) => {
      const { weekday, month, paddedDay, time, year } = clockOf(seconds);
      return `[${weekday} ${month} ${paddedDay} ${time} ${year}] `;
    },
    continuation: 'blanks',
    isStamped: false,
    wallClock: dateAndTime,
  },
  {
    name: 'dmesg-T-german-weekday',
    prefix: ({ seconds }) => {
      const { weekday, month, paddedDay, time, year } = clockOf(seconds);
      return `[${weekday.slice(0, 2)} ${month} ${paddedDay} ${time} ${year}] `;
    },
    isStamped: false,
    wallClock: dateAndTime,
  },
  {
    name: 'dmesg-iso',
    prefix: ({ seconds }) => `${isoTime(seconds, '+00:00', `,${microseconds(seconds)}`)} `,
    continuation: 'blanks',
    isStamped: false,
    wallClock: preciseIso,
  },
  { name: 'dmesg-r', prefix: (record) => `<${String(record.level)}>${stamp(record)}` },
  { name: 'proc-kmsg-unstamped', prefix: (record) => `<${String(record.level)}>`, isStamped: false },
  {
    name: 'dmesg-x',
    prefix: (record) => `kern  :${level(record).padEnd(6)}: ${stamp(record)}`,
    continuation: 'blanks',
  },
  {
    name: 'syslog-stamped',
    prefix: (record) => `${syslogTime(record.seconds)} ${HOSTNAME} kernel: ${stamp(record)}`,
    hasHostname: true,
    wallClock: syslogTime,
  },
  {
    name: 'syslog-no-blank',
    prefix: (record) => `${syslogTime(record.seconds)} ${HOSTNAME} kernel:${stamp(record)}`,
    hasHostname: true,
    wallClock: syslogTime,
  },
  {
    name: 'syslog',
    prefix: (record) => `${syslogTime(record.seconds)} ${HOSTNAME} kernel: `,
    hasHostname: true,
    isStamped: false,
    wallClock: syslogTime,
  },
  {
    name: 'rsyslog-escaped',
    prefix: (record) => `${syslogTime(record.seconds)} ${HOSTNAME} kernel: `,
    continuation: 'escaped',
    hasHostname: true,
    isStamped: false,
    wallClock: syslogTime,
  },
  {
    name: 'rsyslog-iso',
    prefix: (record) =>
      `${isoTime(record.seconds, '+00:00', `.${microseconds(record.seconds)}`)} ${HOSTNAME} kernel: ${stamp(record)}`,
    continuation: 'escaped',
    hasHostname: true,
    wallClock: preciseIso,
  },
  {
    name: 'rfc5424',
    prefix: (record) =>
      `<${String(record.level)}>1 ${isoTime(record.seconds, 'Z', `.${microseconds(record.seconds)}`)} ${HOSTNAME} kernel - - - ${stamp(record)}`,
    hasHostname: true,
    wallClock: (seconds) => isoTime(seconds, 'Z', `.${microseconds(seconds)}`),
  },
  {
    name: 'freebsd-style-facility',
    prefix: (record) =>
      `${syslogTime(record.seconds)} <kern.${level(record)}> ${HOSTNAME} kernel: ${stamp(record)}`,
    hasHostname: true,
    wallClock: syslogTime,
  },
  {
    name: 'busybox-syslogd',
    prefix: (record) =>
      `${syslogTime(record.seconds)} ${HOSTNAME} kern.${level(record)} kernel: ${stamp(record)}`,
    hasHostname: true,
    wallClock: syslogTime,
  },
  {
    name: 'openwrt-logread',
    prefix: (record) => {
      const { weekday, month, paddedDay, time, year } = clockOf(record.seconds);
      return `${weekday} ${month} ${paddedDay} ${time} ${year} kern.${level(record)} kernel: ${stamp(record)}`;
    },
    wallClock: dateAndTime,
  },
  {
    name: 'journal-short',
    prefix: (record) => `${journalTime(record.seconds)} ${HOSTNAME} kernel: `,
    continuation: 'blanks',
    hasHostname: true,
    isStamped: false,
    wallClock: journalTime,
  },
  {
    name: 'journal-short-iso',
    prefix: (record) => `${isoTime(record.seconds, '+0000', '')} ${HOSTNAME} kernel: `,
    continuation: 'blanks',
    hasHostname: true,
    isStamped: false,
    wallClock: (seconds) => isoTime(seconds, '+00:00', ''),
  },
  {
    name: 'journal-short-precise',
    prefix: (record) => `${journalTime(record.seconds)}.${microseconds(record.seconds)} ${HOSTNAME} kernel: `,
    continuation: 'blanks',
    hasHostname: true,
    isStamped: false,
    wallClock: (seconds) => `${journalTime(seconds)}.${microseconds(seconds)}`,
  },
  {
    name: 'journal-short-monotonic',
    prefix: (record) => `${stampOf(record.seconds)} ${HOSTNAME} kernel: `,
    continuation: 'blanks',
    hasHostname: true,
  },
  {
    name: 'journal-short-full',
    prefix: ({ seconds }) => {
      const { weekday, year, monthNumber, day, time } = clockOf(seconds);
      return `${weekday} ${year}-${monthNumber}-${day} ${time} UTC ${HOSTNAME} kernel: `;
    },
    continuation: 'blanks',
    hasHostname: true,
    isStamped: false,
    wallClock: (seconds) => isoTime(seconds, 'Z', ''),
  },
  {
    name: 'cri',
    prefix: (record) =>
      `${isoTime(record.seconds, 'Z', `.${microseconds(record.seconds)}789`)} stdout F ${stamp(record)}`,
    wallClock: (seconds) => isoTime(seconds, 'Z', `.${microseconds(seconds)}`),
  },
  { name: 'kubectl-prefix', prefix: (record) => `[pod/node-logger-x7k2p/tail] ${stamp(record)}` },
  {
    name: 'cloudwatch-export',
    prefix: (record) => `${isoTime(record.seconds, 'Z', '.000')} ${stamp(record)}`,
    wallClock: (seconds) => isoTime(seconds, 'Z', ''),
  },
  {
    name: 'logger-relay',
    prefix: (record) => `${syslogTime(record.seconds)} ${HOSTNAME} dmesg-relay[4321]: ${stamp(record)}`,
    hasHostname: true,
    wallClock: syslogTime,
  },
  {
    name: 'compose-prefix',
    prefix: (record) => `kmsg-reader-1  | ${stamp(record)}`,
  },
];

/** Carriers that put something in front of each line. */
export const LINE_CARRIERS: readonly Carrier[] = STYLES.map((style) => ({
  name: style.name,
  print: (records) => records.map((record) => `${linesOf(style, record).join('\n')}\n`).join(''),
  hasHostname: style.hasHostname ?? false,
  bootSeconds: (style.isStamped ?? true) ? 'printed' : 'absent',
  wallClock: style.wallClock ?? null,
}));

function linesOf(style: LineStyle, record: PrintedRecord): string[] {
  const prefix = style.prefix(record);
  const [first = '', ...rest] = record.text.split('\n');
  switch (style.continuation ?? 'prefix-again') {
    case 'prefix-again':
      return [first, ...rest].map((line) => prefix + line);
    case 'blanks':
      return [prefix + first, ...rest.map((line) => ' '.repeat(prefix.length) + line)];
    case 'escaped':
      return [prefix + [first, ...rest].join('#012').replaceAll('\t', '#011')];
  }
}
