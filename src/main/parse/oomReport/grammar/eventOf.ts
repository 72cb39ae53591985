import { allocationEvent, pagefaultEvent, showMemoryEvent } from './allocations';
import { counterEvent, groupEvent, limitEvent, statEvent, statsEvent } from './cgroupBlock';
import { bootEvent, cpuEvent, cpusetEvent, invokerEvent, stackEvent } from './invoker';
import {
  chosenEvent,
  constraintEvent,
  exitingEvent,
  killedEvent,
  panicEvent,
  reaperEvent,
} from './killLines';
import { amountEvent, buddyEvent, reserveEvent, slabEvent, totalsEvent, zoneEvent } from './memoryInfo';
import type { ReportEvent } from './reportEvent';
import { taskEvent, tasksHeaderEvent } from './taskTable';

type Rule = (text: string) => ReportEvent | null;

/** Lines that begin with a bracket: rows and the header of the task table; addresses of a stack. */
const BRACKET_RULES: readonly Rule[] = [taskEvent, tasksHeaderEvent, stackEvent];

const memInfo: Rule = (text) => (/^Mem-[iI]nfo:/.test(text) ? { kind: 'mem-info' } : null);

/** By the first letter of the text, where what begins with it is certain; the others are asked after that. */
const FIRST_RULES: Readonly<Record<string, readonly Rule[]>> = {
  C: [cpuEvent],
  D: [zoneEvent, buddyEvent],
  F: [amountEvent],
  H: [zoneEvent, buddyEvent, pagefaultEvent],
  K: [chosenEvent, killedEvent, panicEvent],
  k: [chosenEvent, counterEvent, limitEvent],
  L: [bootEvent],
  l: [reserveEvent],
  M: [memInfo, zoneEvent, buddyEvent, chosenEvent, killedEvent, statsEvent, exitingEvent],
  N: [zoneEvent, buddyEvent, chosenEvent, killedEvent],
  O: [chosenEvent, killedEvent, panicEvent, exitingEvent],
  o: [constraintEvent, reaperEvent],
  P: [cpuEvent],
  p: [reserveEvent],
  S: [panicEvent, showMemoryEvent],
  s: [counterEvent, showMemoryEvent],
  m: [counterEvent],
  T: [limitEvent, tasksHeaderEvent, groupEvent, amountEvent],
  U: [slabEvent],
  W: [panicEvent],
};

/** A text may begin with a name that a stranger chose, so these are asked for all of them. */
const ANY_RULES: readonly Rule[] = [
  (text) => (text.startsWith('oom-killer:') ? invokerEvent(text) : null),
  totalsEvent,
  amountEvent,
  statEvent,
  slabEvent,
  stackEvent,
  allocationEvent,
];

const LONGEST_TEXT = 16_384;

/**
 * Understands one line of a report.
 *
 * @param text what the kernel printed, without carriers
 * @param isWhole false for the last line of a log without a newline: what may be half a word at its end is not read
 * @returns null for any other line
 */
export function eventOf(text: string, isWhole: boolean): ReportEvent | null {
  const bounded = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  const line = (isWhole ? bounded : withoutCutWord(bounded)).trim();
  if (line === '') return null;
  return (
    namedEvent(line) ??
    (line.startsWith('[')
      ? firstOf(BRACKET_RULES, line)
      : (firstOf(FIRST_RULES[line.charAt(0)] ?? [], line) ?? firstOf(ANY_RULES, line)))
  );
}

/** Lines that begin with a name, which may be made to look like any other line. What stands behind it is longer than a name. */
function namedEvent(line: string): ReportEvent | null {
  if (line.includes(' invoked oom-killer:')) return invokerEvent(line);
  const isCpuset = line.includes(' cpuset=') && line.includes(' mems_allowed=');
  return isCpuset ? cpusetEvent(line) : null;
}

function firstOf(rules: readonly Rule[], line: string): ReportEvent | null {
  for (const rule of rules) {
    const event = rule(line);
    if (event !== null) return event;
  }
  return null;
}

/** How lines end that end a report, so that a paste without its last newline is whole. */
const ENDS_WHOLE =
  /(?:\boom_score_adj[:=]-?\d{1,4}|,uid=\d{1,10}|\bchild|\bchildren\.?|\bkilled process \d+ \(.*\)\.?|\benabled|\bdeadlocked on memory|\bselected\.?|processes(?:\.\.\.)?)\s*$/i;

/**
 * The text without a word at its end that may have been going on. A unit, a bracket or a full stop ends what stands before it,
 * and so does what only the last line of a report ends in.
 */
function withoutCutWord(text: string): string {
  return ENDS_WHOLE.test(text) || /(?:\dkB|[).])$/.test(text) ? text : text.replace(/[^\s,:=()]+$/, '');
}

/** Whether the last line of a log without a newline lost something. */
export function isCutOff(text: string): boolean {
  return !ENDS_WHOLE.test(text) && !/\dkB\s*$/.test(text);
}
