import type { CarriedLine } from './carriedLine';

/** `kern.log:`, `/var/log/messages.1:7:`, `kern.log-7-`, `123:`: what files with logs are called, and a number. */
const GREP =
  /^(?:[\w./~-]{1,200}\.log(?:\.\d{1,3})?-\d{1,9}-|(?:(?:\.{0,2}\/[\w./~-]{1,200}|[\w~-]{1,80}\.(?:log|txt|out)(?:\.\d{1,3})?|messages|syslog):)?(?:\d{1,9}:)?)/;

/** `[19:00:20] ` of a terminal, `06-10 19:00:20.123   0   0 W ` of Android's logcat, `    12  ` of `cat -n`. */
const NUMBERED =
  /^(?:\[?\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?\]? +|\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} +\d+ +\d+ [VDIWEF] +(?:: )?|\s*\d{1,6}(?:\t| {2})(?![-\d]))(?=\S)/;

/** What `grep` put before a line that has no other carrier, by which its own prefix would be known. */
export function withoutGrepPrefix({ text, origin, wallClock, bootSeconds }: CarriedLine): string {
  if (origin !== 'bare' || wallClock !== null || bootSeconds !== null) return text;
  const [prefix = ''] = NUMBERED.exec(text) ?? GREP.exec(text) ?? [];
  // `active_anon:5` has a colon and a number as well, but no dot, and what is behind it is no text.
  const rest = text.slice(prefix.length);
  // A cgroup's path and its statistics, broken off before the path, look like a file's name and a line of it.
  return prefix === '' || rest === '' || /^ \w+:\d+KB/.test(rest) ? text : rest;
}
