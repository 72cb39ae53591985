import type { Incident } from '../../../src/shared/model';

/** What says how much was read and where, not what happened. */
const ABOUT_READING = ['id', 'complete', 'missing', 'parts', 'lines', 'copies', 'outcome'];

/**
 * Facts of a part of a log that the whole does not say: each as a path with both values. A number or name at the very end
 * of `cut` may be the beginning of a longer one; nobody can see that.
 */
export function inventedIn(part: Incident, whole: Incident | undefined, cut: string): string[] {
  if (whole === undefined) return ['the whole has no incident'];
  const found: string[] = [];
  for (const [name, value] of Object.entries(part)) {
    if (ABOUT_READING.includes(name)) continue;
    compare(name, value, Object.entries(whole).find(([key]) => key === name)?.[1], { cut, found });
  }
  // The line after it says that the kernel gave up.
  const isBefore = part.outcome === 'nothing-killable' && whole.outcome === 'panic';
  if (part.outcome !== 'unknown' && part.outcome !== whole.outcome && !isBefore) {
    found.push(`outcome: ${part.outcome} instead of ${whole.outcome}`);
  }
  return found;
}

interface Comparison {
  readonly cut: string;
  readonly found: string[];
}

function compare(path: string, value: unknown, whole: unknown, comparison: Comparison): void {
  if (value === null || value === false || value === undefined) return;
  if (path === 'at' || path === 'kills.lines') return;
  if (Array.isArray(value)) {
    compareList(path, value, Array.isArray(whole) ? whole : [], comparison);
  } else if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      compare(`${path}.${name}`, inner, memberOf(whole, name), comparison);
    }
  } else if (value !== whole && !isCutOff(value, whole, comparison.cut)) {
    comparison.found.push(`${path}: ${JSON.stringify(value)} instead of ${JSON.stringify(whole)}`);
  }
}

function compareList(path: string, list: unknown[], whole: unknown[], comparison: Comparison): void {
  list.forEach((item, at) => {
    const key = keyOf(item);
    // Of a list of plain things a part may lack any; of things with a name, the one of that name is meant.
    const same =
      key === null ? (whole.includes(item) ? item : whole[at]) : whole.find((other) => keyOf(other) === key);
    if (same === undefined && key !== null && !isCutOff(pidOf(item), null, comparison.cut)) {
      comparison.found.push(`${path}: ${key} is not in the whole`);
      return;
    }
    compare(path, item, same, comparison);
  });
}

/** What tells one zone, node, task, kill or cache from another. */
function keyOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  if ('freeBlocks' in item) return `${String(memberOf(item, 'node'))} ${String(memberOf(item, 'name'))}`;
  for (const name of ['pid', 'node', 'name']) if (name in item) return String(memberOf(item, name));
  return null;
}

function pidOf(item: unknown): unknown {
  return memberOf(item, 'pid');
}

function memberOf(tree: unknown, name: string): unknown {
  if (typeof tree !== 'object' || tree === null) return undefined;
  return Object.entries(tree).find(([key]) => key === name)?.[1];
}

/** Whether the value stands at the very end of the text, so that what came behind it is not there. */
function isCutOff(value: unknown, whole: unknown, cut: string): boolean {
  if (cut === '' || cut.endsWith('\n')) return false;
  const lastLine = cut.slice(cut.lastIndexOf('\n') + 1);
  if (typeof value === 'string') return lastLine.trimEnd().endsWith(value) && String(whole).startsWith(value);
  if (typeof value !== 'number') return false;
  return [value, value / 1024].some((number) => lastLine.endsWith(String(number)));
}
