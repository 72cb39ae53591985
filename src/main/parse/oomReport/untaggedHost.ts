/**
 * Lines of syslog daemons that write no `kernel:`, only the host's name: `Nov 17 06:19:30 web-01 Mem-info:`. By the form of
 * syslog the first word is the host (RFC 3164, 4.1.2); what stands behind it must be a line of a report.
 */
import type { Prefixes } from './carriedLine';
import { eventOf } from './grammar/eventOf';
import type { ReportEvent } from './grammar/reportEvent';

const HOST = /^([A-Za-z\d][\w.-]{0,254}) (?=\S)/;
/** A date without a year, as only syslog writes it. */
const SYSLOG_TIME = /^\S+ {1,2}\d{1,2} \d{2}:/;
/** Lines of the kernel's that begin as those of a program do, with one word and a colon. */
const BEGINS_AS_PROGRAM = new Set<ReportEvent['kind']>([
  'buddy',
  'counter',
  'reaped',
  'reap-failed',
  'constraint',
]);

/**
 * @param text what stands behind the time
 * @param namesProgram it looks like a program's line
 * @returns null where the text is no such line
 */
export function withoutUntaggedHost(text: string, prefixes: Prefixes, namesProgram: boolean): string | null {
  if (prefixes.hostname !== null || !SYSLOG_TIME.test(prefixes.wallClock ?? '')) return null;
  const match = HOST.exec(text);
  if (match === null) return null;
  const rest = text.slice(match[0].length);
  const event = eventOf(rest, true);
  if (event === null) return null;
  const isKernels =
    !namesProgram || BEGINS_AS_PROGRAM.has(event.kind) || rest.startsWith('oom-killer: gfp_mask=');
  if (!isKernels) return null;
  prefixes.hostname = match[1] ?? null;
  prefixes.origin = 'kernel';
  return rest;
}
