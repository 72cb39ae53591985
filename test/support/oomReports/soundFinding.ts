import type { LogFinding } from '../../../src/main/parse/oomReport/kernelLogReader';
import type { Incident, LineRange } from '../../../src/shared/model';
import { incidentSchema, signSchema } from '../../../src/shared/schema/incident';

/**
 * What is wrong with a finding as such, whatever the log was: nothing where it keeps the contract.
 *
 * @param lineCount lines of the log
 */
export function faultsIn(finding: LogFinding, lineCount: number): string[] {
  if (finding.kind === 'sign') {
    const { success, error } = signSchema.safeParse(finding.sign);
    return [
      ...(success ? [] : [`sign: ${error.message}`]),
      ...badNumbersIn(finding.sign),
      ...rangeFaults('sign', finding.sign.lines, { first: 1, last: lineCount }),
    ];
  }
  const { incident } = finding;
  const { success, error } = incidentSchema.safeParse(incident);
  return [
    ...(success ? [] : [`incident: ${error.message}`]),
    ...badNumbersIn(incident),
    ...rangeFaults('incident', incident.lines, { first: 1, last: lineCount }),
    ...partFaults(incident),
    ...countFaults(incident),
  ];
}

function rangeFaults(name: string, { first, last }: LineRange, within: LineRange): string[] {
  const isRange = Number.isInteger(first) && Number.isInteger(last) && first <= last;
  const isWithin = first >= within.first && last <= within.last;
  return isRange && isWithin
    ? []
    : [
        `${name}: lines ${String(first)} to ${String(last)} of ${String(within.first)} to ${String(within.last)}`,
      ];
}

function partFaults({ parts, lines, kills }: Incident): string[] {
  const isOrdered = parts.every(({ lines: { first } }, at) => first >= (parts[at - 1]?.lines.first ?? 0));
  return [
    ...(isOrdered ? [] : ['parts: not in the order of the log']),
    ...parts.flatMap((part) => rangeFaults(part.kind, part.lines, lines)),
    ...kills.flatMap((kill) => rangeFaults('kill', kill.lines, lines)),
  ];
}

function countFaults({ complete, missing, copies, kills, outcome, tasks }: Incident): string[] {
  const pids = kills.map(({ pid }) => pid);
  return [
    ...(complete === (missing.length === 0) ? [] : ['complete and missing contradict each other']),
    ...(copies >= 1 ? [] : ['copies below 1']),
    ...(new Set(pids).size === pids.length ? [] : ['a process died twice']),
    ...(kills.length > 0 && outcome !== 'killed' && outcome !== 'panic'
      ? [`kills, but the outcome is ${outcome}`]
      : []),
    ...(tasks.every(({ pid }) => pid >= 0) ? [] : ['a pid below 0']),
  ];
}

/** Numbers that no kernel prints, or that a number of JavaScript cannot hold. */
function badNumbersIn(tree: unknown, path = ''): string[] {
  if (typeof tree === 'number') return Number.isFinite(tree) ? [] : [`${path} is ${String(tree)}`];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, value]) => badNumbersIn(value, `${path}.${name}`));
}
