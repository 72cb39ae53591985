/**
 * The incidents of one log: gives each its name, and makes one of a report that was read twice (a log that two daemons wrote,
 * two files one behind the other). Holds the newest back for that, within bounds.
 */
import type { Incident, Sign } from '../../../shared/model';
import type { LoneIncident } from './incidentOf';
import { secondsBetween } from './logGap';

/** An incident and the lines of its report. */
export interface LedgerEntry {
  readonly incident: Incident;
  readonly text: string | null;
  readonly isTextCut: boolean;
}

interface Held {
  readonly key: string;
  entry: LedgerEntry;
}

const MOST_HELD = 2_000;
const MOST_HELD_TASKS = 150_000;
const MOST_HELD_CHARACTERS = 32 * 1024 * 1024;
/** Names of incidents that were given already, so that they are not given again. */
const MOST_KNOWN = 200_000;
/** Stamps of one report in two logs differ by as much as the daemons were late. */
const SAME_TIME_SECONDS = 3;
/** A cgroup that met its limit so often in one log does so again and again. */
const REPEATED = 3;
const MOST_CGROUPS = 5_000;

export class IncidentLedger {
  readonly #held: Held[] = [];
  readonly #byKey = new Map<string, Held[]>();
  readonly #given = new Set<string>();
  readonly #cgroups = new Map<string, { count: number; sign: Sign }>();
  #tasks = 0;
  #characters = 0;

  /** How many incidents were found so far. */
  get found(): number {
    return this.#held.length + this.#given.size;
  }

  /** @returns what need not be held back any more */
  add(lone: LoneIncident, text: string | null, isTextCut: boolean): LedgerEntry[] {
    const key = keyOf(lone);
    const alike = this.#byKey.get(key) ?? [];
    const known = alike.find((held) => isOneTime(held.entry.incident, lone));
    if (known !== undefined) {
      known.entry = merged(known.entry, {
        incident: { ...lone, id: known.entry.incident.id, copies: 1 },
        text,
        isTextCut,
      });
      return [];
    }
    const isTaken = alike.length > 0 || this.#given.has(idOf(key, null));
    const id = idOf(key, isTaken || isWeak(lone) ? lone : null);
    if (this.#given.has(id)) return [];
    this.#count(lone);
    const held: Held = { key, entry: { incident: { ...lone, id, copies: 1 }, text, isTextCut } };
    this.#held.push(held);
    this.#byKey.set(key, [...alike, held]);
    this.#tasks += lone.tasks.length;
    this.#characters += text?.length ?? 0;
    return this.#overflow();
  }

  /** Everything that is held back, by its place in the log, and the signs that only the whole log shows. */
  end(): { readonly entries: LedgerEntry[]; readonly signs: Sign[] } {
    const entries = this.#held
      .map(({ entry }) => entry)
      .toSorted((a, b) => a.incident.lines.first - b.incident.lines.first);
    this.#held.length = 0;
    const signs = [...this.#cgroups.values()].filter(({ count }) => count >= REPEATED);
    return { entries, signs: signs.map(({ count, sign }) => ({ ...sign, count })) };
  }

  #overflow(): LedgerEntry[] {
    const given: LedgerEntry[] = [];
    while (
      this.#held.length > 1 &&
      (this.#held.length > MOST_HELD ||
        this.#tasks > MOST_HELD_TASKS ||
        this.#characters > MOST_HELD_CHARACTERS)
    ) {
      const oldest = this.#held.shift();
      if (oldest === undefined) break;
      this.#forgetKey(oldest);
      this.#tasks -= oldest.entry.incident.tasks.length;
      this.#characters -= oldest.entry.text?.length ?? 0;
      if (this.#given.size < MOST_KNOWN) this.#given.add(oldest.entry.incident.id);
      given.push(oldest.entry);
    }
    return given;
  }

  #forgetKey(held: Held): void {
    const others = (this.#byKey.get(held.key) ?? []).filter((other) => other !== held);
    if (others.length === 0) this.#byKey.delete(held.key);
    else this.#byKey.set(held.key, others);
  }

  #count({ cgroup, constraint, at, hostname, lines }: LoneIncident): void {
    const path = constraint === 'memcg' ? (cgroup?.path ?? null) : null;
    if (path === null) return;
    const key = `${hostname ?? ''} ${path}`;
    const known = this.#cgroups.get(key);
    if (known !== undefined) {
      known.count += 1;
      known.sign = { ...known.sign, lines: { first: known.sign.lines.first, last: lines.last } };
    } else if (this.#cgroups.size < MOST_CGROUPS) {
      this.#cgroups.set(key, { count: 1, sign: overLimitSign(path, at, hostname, lines) });
    }
  }
}

function overLimitSign(cgroup: string, at: Sign['at'], hostname: string | null, lines: Sign['lines']): Sign {
  return {
    kind: 'cgroup-over-limit',
    at,
    hostname,
    comm: null,
    pid: null,
    order: null,
    gfpMask: null,
    gfpFlags: null,
    cgroup,
    count: 1,
    stallSeconds: null,
    lines,
  };
}

/** What was printed of it, without the carrier's part: the same in each copy. A kill is told by its numbers. */
function keyOf({ kills, trigger, cgroup, memory, tasks, outcome }: LoneIncident): string {
  const killed = kills.map(({ pid, comm, totalVmBytes, anonRssBytes, fileRssBytes, score }) =>
    [pid, comm, totalVmBytes, anonRssBytes, fileRssBytes, totalVmBytes === null ? score : ''].join(' '),
  );
  if (killed.length > 0) return killed.join('\n');
  const rssPages = tasks.reduce((sum, task) => sum + (task.rssPages ?? 0), 0);
  return [
    outcome,
    trigger?.comm,
    trigger?.pid,
    trigger?.gfpMask,
    cgroup?.path,
    cgroup?.usageBytes,
    cgroup?.failCount,
    memory.swapFreeBytes,
    memory.totalsPages['free'],
    tasks.length,
    rssPages,
  ].join('\n');
}

/** Too little was printed to tell it from another one by that alone. */
function isWeak({ kills, tasks }: LoneIncident): boolean {
  return tasks.length === 0 && !kills.some(({ totalVmBytes }) => totalVmBytes !== null);
}

/**
 * Whether two with the same content can be one. The kernel's stamps decide; times of day do only where there is little else,
 * since two logs may be of two time zones.
 */
function isOneTime(a: LoneIncident, b: LoneIncident): boolean {
  // Not every carrier names the host.
  if (a.hostname !== b.hostname && a.hostname !== null && b.hostname !== null) return false;
  const isStamped = a.at.bootSeconds !== null && b.at.bootSeconds !== null;
  if (!isStamped && !isWeak(a)) return true;
  const seconds = secondsBetween(a.at, b.at);
  return seconds === null || seconds <= SAME_TIME_SECONDS;
}

/** The copy that says more, with what only the other one says. */
function merged(a: LedgerEntry, b: LedgerEntry): LedgerEntry {
  const [more, less] = sizeOf(b.incident) > sizeOf(a.incident) ? [b, a] : [a, b];
  const at = {
    bootSeconds: more.incident.at.bootSeconds ?? less.incident.at.bootSeconds,
    wallClock: more.incident.at.wallClock ?? less.incident.at.wallClock,
  };
  const reaped = [...new Set([...more.incident.reaped, ...less.incident.reaped])];
  const copies = a.incident.copies + b.incident.copies;
  return { ...more, incident: { ...more.incident, at, reaped, copies, id: a.incident.id } };
}

function sizeOf({ missing, parts, tasks }: LoneIncident): number {
  return tasks.length + parts.length - missing.length * 1_000;
}

/** 64 bits of FNV-1a, twice 32 with different starts: names, not secrets. */
function idOf(key: string, at: LoneIncident | null): string {
  const text = at === null ? key : `${key}\n${at.at.bootSeconds ?? ''}\n${at.at.wallClock ?? ''}`;
  return hash(text, 0x811c9dc5) + hash(text, 0x01000193 ^ text.length);
}

function hash(text: string, start: number): string {
  let state = start;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}
