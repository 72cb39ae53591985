/**
 * Takes off what carriers wrote before the kernel's own text. The forms are listed in `docs/kernel-logs.md`; each is a rule
 * of its own, and they are tried again and again, since carriers are stacked (mail around syslog around the ring buffer).
 */
import type { CarriedLine, PrefixRule, Prefixes } from './carriedLine';
import { noPrefixes } from './carriedLine';
import { collector, containerStream, nodeEvent, talosNode, timeOfDay } from './collectors';
import { eventOf } from './grammar/eventOf';
import { readJsonLine } from './jsonCarrier';
import { withoutColours, withPlainBlanks } from './plainLine';
import { ctime, datedTime, epochTime, isoTime } from './timestamps';
import { withoutUnknownPrefix } from './unknownPrefix';
import { withoutUntaggedHost } from './untaggedHost';

/** No line has more prefixes than this. */
const MOST_PREFIXES = 8;
const LOWEST_CALLER = /^\[\s*([TC]\d+)\] ?/;

function secondsOf(whole: string, fraction: string): number {
  return Number(`${whole}.${fraction}`);
}

/** `[ 1234.567890] `, perhaps with `[ T123]` behind it; `[ 1234.567890 < 0.000012>] ` of `dmesg -d`. */
const bootStamp: PrefixRule = {
  pattern:
    /^\[\s{0,8}(\d{1,10})\.(\d{1,9})(?:\s*<\s*\d+\.\d+\s*>|\s{3,30})?\](?:\[\s*([TC]\d{1,10})\])?:? ?(?: ?\(\d{1,2}\)\[\d{1,7}:[^\]]{1,16}\]| ?\[\d{1,3}: {0,16}[^\]:]{1,18}: {0,6}\d{1,7}\] )?/,
  take: ([, whole, fraction, caller], prefixes) => {
    if (whole === undefined || fraction === undefined) return false;
    prefixes.bootSeconds ??= secondsOf(whole, fraction);
    prefixes.caller ??= caller ?? null;
    prefixes.origin = 'kernel';
    return true;
  },
};

/** `[Sat Aug  1 04:49:44 2026] ` of `dmesg -T`, in any language. */
const ctimeStamp: PrefixRule = {
  pattern: /^\[([^[\]]{3,40} \d{2}:\d{2}:\d{2} \d{4})(?:\s*<\s*\d+\.\d+\s*>)?\](?:\[\s*([TC]\d{1,10})\])? ?/,
  take: ([, time, caller], prefixes) => {
    prefixes.wallClock ??= ctime(time ?? '');
    prefixes.caller ??= caller ?? null;
    prefixes.origin = 'kernel';
    return true;
  },
};

/** `[  +0.000012] ` and `[Aug 1 04:49] ` of `dmesg -H`, `[<    0.000012>] ` of `dmesg -d`; a date whose year is gone. */
const relativeStamp: PrefixRule = {
  pattern:
    /^\[(?:\s*\+\d+\.\d+|<\s*\d+\.\d+>|(?:\p{L}{2,5}\.? )?(?:\p{L}{3,5}\.?|\d{1,2}[月월]) *\d{1,2} \d{2}:\d{2}(?::\d{2})?)\] ?/u,
  take: (_match, prefixes) => {
    prefixes.origin = 'kernel';
    return true;
  },
};

/** `PRIO,SEQ,USEC,FLAGS;` of /dev/kmsg. */
const kmsgRecord: PrefixRule = {
  pattern: /^(\d{1,4}),(\d{1,20}),(\d{1,20}),([-c+])(?:,[^;]{0,200})?;/,
  take: ([, , , microseconds, flag], prefixes) => {
    prefixes.bootSeconds ??= Number(microseconds) / 1e6;
    prefixes.isFragment = flag === '+';
    prefixes.escapes = 'hexadecimal';
    prefixes.origin = 'kernel';
    return true;
  },
};

/** `<4>` of `dmesg -r`; `<6>1 ` of RFC 5424. */
const levelNumber: PrefixRule = { pattern: /^<\d{1,3}>(?:1 (?=\d{4}-))?/, take: () => true };

/** `kern  :warn  : ` of `dmesg -x`, `kern.warn ` of busybox. */
const facility: PrefixRule = {
  pattern:
    /^<?(kern|user|daemon|syslog|auth|authpriv|local\d)(?: *: *|\.)(?:emerg|panic|alert|crit|err|error|warn|warning|notice|info|debug)>?(?: *: *| +)/,
  take: ([, name], prefixes) => {
    if (name === 'kern') prefixes.origin = 'kernel';
    return true;
  },
};

/** `Oct 12 19:00:20 `, `Wed Jan 14 14:39:26 2026 `, `Oct 12 2026 19:00:20 `, `2026 Oct 12 19:00:20 `, with months of any language. */
const syslogTime: PrefixRule = {
  pattern:
    /^(?:(\d{4}) |[A-Z][a-z]{2} )?(\p{L}{3,6}\.?|\d{1,2}[月월]) {1,2}(\d{1,2})(?: (\d{4}))? (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(?: (\d{4})(?= ))?:? /u,
  take: ([, yearFirst, month, day, yearBefore, time, yearAfter], prefixes) => {
    if (month === undefined || day === undefined || time === undefined) return false;
    prefixes.wallClock ??= datedTime(month, day, time, yearFirst ?? yearBefore ?? yearAfter);
    prefixes.escapes = 'octal';
    return true;
  },
};

/** `2026-08-01T04:49:44.123456+02:00 `, with a blank for the T, in brackets. */
const isoStamp: PrefixRule = {
  pattern:
    /^\[?(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?)( ?(?:Z|UTC|[+-]\d{2}:?\d{2})(?=[\s\]]))?\]?:? /,
  take: ([, date, time, zone], prefixes) => {
    if (date === undefined || time === undefined) return false;
    prefixes.wallClock ??= isoTime(date, time, zone);
    if (prefixes.escapes === 'none') prefixes.escapes = 'octal';
    return true;
  },
};

/** `Sat 2026-08-01 04:49:44 CEST ` of `journalctl -o short-full`. Which offset a zone's name means depends on who reads it. */
const fullStamp: PrefixRule = {
  pattern:
    /^[^\s\d]{1,12} (\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) (?:(UTC)|[A-Z]{2,5}|[+-]\d{2,4}) /,
  take: isoStamp.take,
};

/** `1690000000.123456 ` of `journalctl -o short-unix`. */
const unixTime: PrefixRule = {
  pattern: /^(\d{9,10})\.(\d{6}) /,
  take: ([, whole, fraction], prefixes) => {
    prefixes.wallClock ??= epochTime(Number(whole) * 1e6 + Number(fraction));
    return true;
  },
};

/** `host kernel: `, `kernel: `, also without the blank, and twice where two daemons wrote it. */
const kernelTag: PrefixRule = {
  pattern:
    /^(?:(?!\S*:\s)(\S{1,255}) +)?(?:kern\.[a-z]+ |[A-Z]{4,8} )?(?:kernel|vmunix|klogd)(?:\[\d{1,7}\])?:(?: (?=\S)|(?=[[<\s])|(?=\w)|$)/,
  take: ([, hostname], prefixes) => {
    // Whoever shortens lines for others writes dots.
    prefixes.hostname ??= hostname !== undefined && /[^.…]/.test(hostname) ? hostname : null;
    prefixes.origin = 'kernel';
    return true;
  },
};

/** `host kernel - - - ` of RFC 5424: application, process, message, structure. */
const rfc5424Tag: PrefixRule = {
  pattern: /^(\S{1,255}) (\S{1,48}) (?:-|\d{1,10}) (?:-|\S{1,32}) (?:-|\[[^\]]{0,500}\]) (?:\uFEFF)?/,
  take: ([, hostname, application], prefixes) => {
    if (prefixes.wallClock === null || prefixes.origin === 'kernel') return false;
    prefixes.hostname ??= hostname ?? null;
    prefixes.origin = application === 'kernel' || application === 'klogd' ? 'kernel' : 'user';
    return true;
  },
};

/** Mail quoting and what `diff` puts before an added line; colons only before a stamp. */
const quoting: PrefixRule = {
  pattern: /^(?:(?:[>|] ?)+\+?|\+|(?:: ?)+(?=\[ *\d{1,10}\.\d{6}\]))/,
  take: () => true,
};

/** `123:`, `kern.log:`, `kern.log-123-` of `grep`, before something that begins as a log line does. */
const grepPrefix: PrefixRule = {
  pattern:
    /^(?:[\w./~-]{1,200}[:-])?(?:\d{1,9}[:\t-])?(?=(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:|\d{4}-\d{2}-\d{2}[T ]|\[ *\d{1,10}\.\d{6}\]|\[[A-Z][^[\]]{3,40}\d{2}:\d{2}|<\d>))/,
  take: ([whole]) => whole !== '',
};

const OUTERMOST = new Set([quoting, levelNumber]);

const RULES_BY_FIRST: ReadonlyMap<string, readonly PrefixRule[]> = new Map([
  ['[', [bootStamp, ctimeStamp, relativeStamp, isoStamp, collector]],
  ['<', [levelNumber, facility]],
  ['>', [quoting]],
  ['|', [quoting]],
  ['+', [quoting]],
  [':', [quoting]],
  ['{', [collector]],
]);
const DIGIT_RULES: readonly PrefixRule[] = [
  kmsgRecord,
  syslogTime,
  isoStamp,
  unixTime,
  timeOfDay,
  grepPrefix,
  talosNode,
  kernelTag,
  nodeEvent,
];
const WORD_RULES: readonly PrefixRule[] = [
  syslogTime,
  talosNode,
  facility,
  kernelTag,
  fullStamp,
  containerStream,
  grepPrefix,
  collector,
];

/** A program's name before its message: `systemd[1]: `. */
const PROGRAM = /^(?!\S*:\s)(\S{1,255}) ([\w./@()-]{1,64})(?:\[\d{1,10}\])?: /;
/** Programs whose messages may be the kernel's, passed on. */
const RELAYED = /^(?:[\w./@()-]{1,64}(?:\[\d{1,10}\])?: )?\[\s*\d{1,10}\.\d{6}\]/;

function rulesFor(text: string): readonly PrefixRule[] {
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) return DIGIT_RULES;
  return RULES_BY_FIRST.get(text.charAt(0)) ?? WORD_RULES;
}

/**
 * Reads the carriers' part of one line.
 *
 * @param line without its newline; any text at all
 * @returns several lines where the carrier escaped newlines within one
 */
export function carriedLines(line: string): CarriedLine[] {
  const prefixes = noPrefixes();
  const text = unescaped(withoutPrefixes(withoutColours(withPlainBlanks(line)), prefixes), prefixes);
  const { escapes: _, ...known } = prefixes;
  return text
    .split('\n')
    .map((part, index) => ({ ...known, text: part, isFragment: known.isFragment && index === 0 }));
}

/** Lines with a name in them are never several lines of the kernel's. */
const NAMES_SOMEBODY =
  /^\[ *\d+\] +\d+ +\d|(?:Killed|[Kk]ill) process \d|invoked oom-killer:| cpuset=|\bcomm?: |^oom[-_]/i;

function unescaped(text: string, { escapes }: Prefixes): string {
  // A name may hold a newline too. It stays escaped, since the line is one.
  const isOneLine = NAMES_SOMEBODY.test(text);
  if (escapes === 'octal' && text.includes('#0')) {
    const character = (_: string, digits: string): string => String.fromCharCode(parseInt(digits, 8));
    return isOneLine ? text : withoutColours(text.replace(/#(01[125]|033)/g, character));
  }
  if (escapes !== 'hexadecimal' || !text.includes('\\x')) return text;
  return text.replace(isOneLine ? HEXADECIMAL_BUT_NEWLINE : HEXADECIMAL, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(2).split('\\x'), (digits) => parseInt(digits, 16))),
  );
}

const HEXADECIMAL = /(?:\\x[\da-f]{2})+/g;
const HEXADECIMAL_BUT_NEWLINE = /(?:\\x(?!0a)[\da-f]{2})+/g;

function withoutPrefixes(line: string, prefixes: Prefixes): string {
  let text = line;
  for (let count = 0; count < MOST_PREFIXES; count += 1) {
    const json = readJsonLine(text, prefixes);
    if (json !== null) {
      text = json;
      continue;
    }
    const next = withoutOnePrefix(text, prefixes);
    if (next === null) break;
    text = next;
  }
  const known = isUnknown(text, prefixes) ? withoutUnknownPrefix(text, prefixes) : null;
  return known ?? withoutProgram(text, prefixes);
}

/** Something stands before what the kernel printed that no rule knows: the line is not understood, and names no program. */
function isUnknown(text: string, { origin, wallClock }: Prefixes): boolean {
  if (origin !== 'bare' || !/\d\.\d{6}|kernel:|\d \d{4}\]/.test(text)) return false;
  const event = wallClock !== null && PROGRAM.test(text) ? undefined : eventOf(text, true);
  return event === null || (event?.kind === 'invoker' && event.comm === null);
}

function withoutOnePrefix(text: string, prefixes: Prefixes): string | null {
  if (prefixes.origin === 'kernel' && prefixes.bootSeconds !== null) {
    // What stands behind the kernel's stamp is the kernel's text, but for its caller and, in the journal, host and tag.
    return afterStamp(text, prefixes);
  }
  const trimmed = prefixes.origin === 'kernel' ? text : text.trimStart();
  // Only a whole line is quoted; behind a carrier it is the kernel's text that begins so. A level may stand before a stamp.
  const isText = (prefixes.origin === 'kernel' || prefixes.wallClock !== null) && !/^<\d>\[/.test(trimmed);
  const rules = rulesFor(trimmed).filter((rule) => !isText || !OUTERMOST.has(rule));
  for (const { pattern, take } of [...rules, rfc5424Tag]) {
    const match = pattern.exec(trimmed);
    if (match !== null && match[0] !== '' && take(match, prefixes)) return trimmed.slice(match[0].length);
  }
  return null;
}

function afterStamp(text: string, prefixes: Prefixes): string | null {
  const caller = LOWEST_CALLER.exec(text);
  if (caller !== null && prefixes.caller === null) {
    prefixes.caller = caller[1] ?? null;
    return text.slice(caller[0].length);
  }
  if (prefixes.hostname !== null || !text.includes('kernel:')) return null;
  const tag = kernelTag.pattern.exec(text);
  return tag !== null && kernelTag.take(tag, prefixes) ? text.slice(tag[0].length) : null;
}

/** A dated line that names a program is that program's, unless it passes on what has the kernel's own stamp. */
function withoutProgram(text: string, prefixes: Prefixes): string {
  if (prefixes.origin !== 'bare' || prefixes.wallClock === null) return text;
  const match = PROGRAM.exec(text);
  const untagged = withoutUntaggedHost(text, prefixes, match !== null);
  if (untagged !== null) return untagged;
  if (match === null) return text;
  const rest = text.slice(match[0].length);
  prefixes.hostname ??= match[1] ?? null;
  prefixes.origin = 'user';
  if (!RELAYED.test(rest)) return rest;
  const stamp = bootStamp.pattern.exec(rest);
  return stamp !== null && bootStamp.take(stamp, prefixes) ? rest.slice(stamp[0].length) : rest;
}
