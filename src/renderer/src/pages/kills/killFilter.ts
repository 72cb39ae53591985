import { INCIDENT_CAUSE_KINDS, type IncidentCauseKind, type IncidentSummary } from '../../../../shared/model';

/** What the list of kills is narrowed to. Null: not narrowed by this. */
export interface KillFilter {
  /** See {@link hostKeyOf}. */
  readonly host: string | null;
  /** Path of the cgroup that met its limit. */
  readonly cgroup: string | null;
  /** Name of a process that died. */
  readonly victim: string | null;
  readonly cause: IncidentCauseKind | null;
  /** By main's clock, the end not included. */
  readonly range: TimeSpan | null;
  /** Words that must all occur; empty: any. */
  readonly text: string;
}

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

export const NO_FILTER: KillFilter = {
  host: null,
  cgroup: null,
  victim: null,
  cause: null,
  range: null,
  text: '',
};

/** The fields of the filter, in the order in which they are shown. */
export const FILTER_FIELDS = ['host', 'cgroup', 'victim', 'cause', 'range', 'text'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Query of an address, as the router gives it. */
export type AddressQuery = Readonly<Record<string, unknown>>;

/** What stands for an incident's host: its id, or the name in the log where it is no host of the list. */
function hostKeyOf({ hostId, hostName }: Pick<IncidentSummary, 'hostId' | 'hostName'>): string {
  return hostId ?? hostName;
}

/** Whether anything is narrowed. */
export function isNarrowed(filter: KillFilter): boolean {
  return FILTER_FIELDS.some((field) => filter[field] !== NO_FILTER[field]);
}

function textOf(query: AddressQuery, name: string): string | null {
  const text = query[name];
  return typeof text === 'string' && text !== '' ? text : null;
}

function momentOf(query: AddressQuery, name: string): number | null {
  const text = textOf(query, name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The filter that an address says. What it does not say, or says wrongly, is not narrowed. */
export function filterOfQuery(query: AddressQuery): KillFilter {
  const cause = textOf(query, 'cause');
  const [fromMs, toMs] = [momentOf(query, 'from'), momentOf(query, 'to')];
  return {
    host: textOf(query, 'host'),
    cgroup: textOf(query, 'cgroup'),
    victim: textOf(query, 'victim'),
    cause: INCIDENT_CAUSE_KINDS.find((kind) => kind === cause) ?? null,
    range: fromMs !== null && toMs !== null && fromMs < toMs ? { fromMs, toMs } : null,
    text: textOf(query, 'q') ?? '',
  };
}

/** The address's query for a filter: only what is narrowed. */
export function queryOfFilter(filter: KillFilter): Record<string, string> {
  const query: Record<string, string> = {};
  for (const field of ['host', 'cgroup', 'victim', 'cause'] as const) {
    const wanted = filter[field];
    if (wanted !== null) query[field] = wanted;
  }
  if (filter.range !== null) {
    query['from'] = String(filter.range.fromMs);
    query['to'] = String(filter.range.toMs);
  }
  if (filter.text !== '') query['q'] = filter.text;
  return query;
}

function isInRange({ happenedAtMs }: IncidentSummary, { fromMs, toMs }: TimeSpan): boolean {
  return happenedAtMs !== null && happenedAtMs >= fromMs && happenedAtMs < toMs;
}

function isWanted(row: IncidentSummary, filter: KillFilter): boolean {
  const { host, cgroup, victim, cause, range } = filter;
  return (
    (host === null || hostKeyOf(row) === host) &&
    (cgroup === null || row.cgroup === cgroup) &&
    (victim === null || row.victims.some(({ comm }) => comm === victim)) &&
    (cause === null || row.causeKind === cause) &&
    (range === null || isInRange(row, range))
  );
}

/**
 * The incidents that fit, in the order they came in.
 * @param searchTextOf what is searched of one, in lower case
 */
export function filterKills(
  rows: readonly IncidentSummary[],
  filter: KillFilter,
  searchTextOf: (row: IncidentSummary) => string,
): readonly IncidentSummary[] {
  if (!isNarrowed(filter)) return rows;
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter((row) => {
    if (!isWanted(row, filter)) return false;
    if (words.length === 0) return true;
    const text = searchTextOf(row);
    return words.every((word) => text.includes(word));
  });
}

/** What the search looks through, in lower case. `cause` is the sentence in the reader's language. */
export function searchTextOf(row: IncidentSummary, cause: string): string {
  const victims = row.victims.flatMap(({ pid, comm }) => [comm, String(pid)]);
  const parts = [row.hostName, row.kernel, row.cgroup, row.triggerComm, row.at.wallClock, cause, ...victims];
  return parts
    .filter((part) => part != null)
    .join('\n')
    .toLowerCase();
}

/** Something to narrow by, and how many incidents it would leave. */
export interface FilterChoice {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

export type FilterChoices = Readonly<Record<'host' | 'cgroup' | 'victim' | 'cause', readonly FilterChoice[]>>;

class Counter {
  readonly #counts = new Map<string, { name: string; count: number }>();

  add(id: string, name: string): void {
    const known = this.#counts.get(id);
    if (known === undefined) this.#counts.set(id, { name, count: 1 });
    else known.count += 1;
  }

  choices(): FilterChoice[] {
    return [...this.#counts]
      .map(([id, { name, count }]) => ({ id, name, count }))
      .toSorted((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  }
}

/** All that the list can be narrowed by, the most frequent first. The names of causes are their codes. */
export function choicesOf(rows: readonly IncidentSummary[]): FilterChoices {
  const [host, cgroup, victim, cause] = [new Counter(), new Counter(), new Counter(), new Counter()];
  for (const row of rows) {
    host.add(hostKeyOf(row), row.hostName);
    if (row.cgroup !== null) cgroup.add(row.cgroup, row.cgroup);
    for (const comm of new Set(row.victims.map((one) => one.comm))) if (comm !== null) victim.add(comm, comm);
    cause.add(row.causeKind, row.causeKind);
  }
  return {
    host: host.choices(),
    cgroup: cgroup.choices(),
    victim: victim.choices(),
    cause: cause.choices(),
  };
}
