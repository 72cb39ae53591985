/**
 * Carriers that no rule knows: terminal loggers, serial consoles, monitoring tools, syslog in another language. What the kernel
 * printed begins behind its own stamp, or behind the tag that every syslog gives it.
 */
import type { Prefixes } from './carriedLine';
import { ctime } from './timestamps';

/** `[   47.786392] `, a level before it, a difference within it, a caller behind it. */
const STAMPED =
  /^(.{1,160}?)(?:<\d>)?\[ {0,6}(\d{1,8})\.(\d{6})(?: *<? *\d+\.\d+ *>?)?\](?:\[\s*([TC]\d{1,10})\])?(?: {1,2}\(?\d{0,3}\)?\[\d{1,10}:[^\]]{1,40}\])? ?/;
/** A stamp whose first bracket was lost with the selection. */
const BRACKET_LOST = /^\s*(\d{1,8})\.(\d{6})\] /;
/** A time in any language, a host, a level in capitals, and the tag. */
const TAGGED =
  /^(.{1,40}?\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: \d{4})?) (?:([^\s:]{1,255}) )?(?:[A-Z]{3,9} )?kernel: ?/;
/** A program that speaks of what the kernel said does not pass it on: what it says has its own name before it. */
const SPOKEN_OF = /(?:\w\[\d+\]: .*\S|[Mm]essage:|msg=|=>).*$/;

/** `web-01: [Thu Oct 12 19:00:20 2023] `, of tools that ask many hosts. */
const DATED = /^([\w.-]{1,100}): \[([^[\]]{3,40} \d{2}:\d{2}:\d{2} \d{4})\] ?/;

/** @returns null where nothing of the kernel's begins in the line */
export function withoutUnknownPrefix(text: string, prefixes: Prefixes): string | null {
  const rules = [withoutStamped, withoutLostBracket, withoutTagged, withoutDated];
  for (const rule of rules) {
    const rest = rule(text, prefixes);
    if (rest !== null) return rest;
  }
  return null;
}

function withoutStamped(text: string, prefixes: Prefixes): string | null {
  const [whole, before, seconds, fraction, caller] = STAMPED.exec(text) ?? [];
  if (whole === undefined || before === undefined || SPOKEN_OF.test(before)) return null;
  prefixes.bootSeconds = Number(`${seconds ?? ''}.${fraction ?? ''}`);
  prefixes.caller ??= caller ?? null;
  prefixes.origin = 'kernel';
  const rest = text.slice(whole.length);
  // A list or a table of texts: the quote that opened before the stamp closes behind the line.
  return before.trimEnd().endsWith('"') ? rest.replace(/"[,\]]?\s*$/, '') : rest;
}

function withoutLostBracket(text: string, prefixes: Prefixes): string | null {
  const [whole, seconds, fraction] = BRACKET_LOST.exec(text) ?? [];
  if (whole === undefined) return null;
  prefixes.bootSeconds = Number(`${seconds ?? ''}.${fraction ?? ''}`);
  prefixes.origin = 'kernel';
  return text.slice(whole.length);
}

function withoutTagged(text: string, prefixes: Prefixes): string | null {
  const [whole, wallClock, hostname] = TAGGED.exec(text) ?? [];
  if (whole === undefined || wallClock === undefined) return null;
  prefixes.wallClock ??= wallClock;
  prefixes.hostname ??= hostname ?? null;
  prefixes.origin = 'kernel';
  return text.slice(whole.length);
}

function withoutDated(text: string, prefixes: Prefixes): string | null {
  const [whole, hostname, time] = DATED.exec(text) ?? [];
  if (whole === undefined || time === undefined) return null;
  prefixes.wallClock ??= ctime(time);
  prefixes.hostname ??= hostname ?? null;
  prefixes.origin = 'kernel';
  return text.slice(whole.length);
}
