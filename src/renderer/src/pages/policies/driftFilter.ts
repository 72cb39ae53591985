import type { ChangeRequest, DriftFinding, HostDrift, Message } from '../../../../shared/model';
import { findingKeyOf } from '../../stores/policyStore';

/** What is shown of the drift: all, or where one kind of thing is wrong. */
export const DRIFT_KINDS = ['all', 'live', 'unit', 'victim'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

export interface DriftFilter {
  readonly kind: DriftKind;
  /** Null: every rule. */
  readonly rule: string | null;
  /** Words that must all occur; empty: any. */
  readonly text: string;
}

export const NO_DRIFT_FILTER: DriftFilter = { kind: 'all', rule: null, text: '' };

/** The filter that an address says. What it does not say, or says wrongly, is not narrowed. */
export function driftFilterOfQuery(query: Readonly<Record<string, unknown>>): DriftFilter {
  const { kind, rule, q } = query;
  return {
    kind: DRIFT_KINDS.find((known) => known === kind) ?? 'all',
    rule: typeof rule === 'string' && rule !== '' ? rule : null,
    text: typeof q === 'string' ? q : '',
  };
}

/** The address's query for a filter: only what is narrowed. */
export function queryOfDriftFilter({ kind, rule, text }: DriftFilter): Record<string, string> {
  return {
    ...(kind === 'all' ? {} : { kind }),
    ...(rule === null ? {} : { rule }),
    ...(text === '' ? {} : { q: text }),
  };
}

function isOfKind(finding: DriftFinding, kind: DriftKind): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'live':
      return finding.isLiveWrong;
    case 'unit':
      return finding.isUnitWrong;
    case 'victim':
      return finding.isNextVictim;
  }
}

const searchTexts = new WeakMap<DriftFinding, string>();

/** Made once a finding, as findings are immutable. */
function searchTextOf(finding: DriftFinding): string {
  const known = searchTexts.get(finding);
  if (known !== undefined) return known;
  const { hostName, rule, tier, process } = finding;
  const parts = [hostName, rule, tier, process.comm, String(process.pid), process.user, process.unit];
  const text = parts
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
  searchTexts.set(finding, text);
  return text;
}

/** Those that fit, in the order they came in. */
export function filterFindings(
  findings: readonly DriftFinding[],
  { kind, rule, text }: DriftFilter,
): readonly DriftFinding[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return findings.filter(
    (finding) =>
      isOfKind(finding, kind) &&
      (rule === null || finding.rule === rule) &&
      words.every((word) => searchTextOf(finding).includes(word)),
  );
}

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Who is next to die first, then by host, process and rule: an order that stays while hosts are looked at again. */
export function sortFindings(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  return findings.toSorted(
    (one, other) =>
      Number(other.isNextVictim) - Number(one.isNextVictim) ||
      names.compare(one.hostName, other.hostName) ||
      names.compare(one.process.comm, other.process.comm) ||
      one.process.pid - other.process.pid ||
      names.compare(findingKeyOf(one), findingKeyOf(other)),
  );
}

/** How many findings there are of each kind. */
export function countByKind(findings: readonly DriftFinding[]): Readonly<Record<DriftKind, number>> {
  const countOf = (kind: DriftKind): number => findings.filter((finding) => isOfKind(finding, kind)).length;
  return { all: findings.length, live: countOf('live'), unit: countOf('unit'), victim: countOf('victim') };
}

/** What would put findings right, as one request. A unit that several of them name is changed once. */
export function fixRequestOf(findings: readonly DriftFinding[]): ChangeRequest {
  const items = new Map(
    findings.flatMap(({ fixes }) => fixes).map((item) => [JSON.stringify(item), item] as const),
  );
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return { items: [...items.values()], selection: null, origin: { kind: 'policy', rules } };
}

/** What is known of the whole fleet. */
export interface DriftFigures {
  readonly hosts: number;
  readonly checked: number;
  readonly checking: number;
  readonly failed: number;
  /** Processes that a rule fits. */
  readonly covered: number;
  /** By main's clock, when the host was looked at whose look is the longest ago; null: none was. */
  readonly oldestCheckAtMs: number | null;
}

/** The figures above the list of findings. */
export function driftFiguresOf(hosts: readonly HostDrift[]): DriftFigures {
  const countOf = (state: HostDrift['state']): number => hosts.filter((host) => host.state === state).length;
  const checks = hosts.flatMap(({ checkedAtMs }) => (checkedAtMs === null ? [] : [checkedAtMs]));
  return {
    hosts: hosts.length,
    checked: hosts.filter(({ checkedAtMs }) => checkedAtMs !== null).length,
    checking: countOf('checking'),
    failed: countOf('failed'),
    covered: hosts.reduce((sum, { covered }) => sum + covered, 0),
    oldestCheckAtMs: checks.length === 0 ? null : checks.reduce((oldest, atMs) => Math.min(oldest, atMs)),
  };
}

/** How many processes each rule fits, over all hosts. */
export function coveredByRule(hosts: readonly HostDrift[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const host of hosts) {
    for (const [rule, count] of Object.entries(host.coveredByRule))
      counts.set(rule, (counts.get(rule) ?? 0) + count);
  }
  return counts;
}

/** Hosts of which the same is to be said. */
export interface HostRemark {
  readonly isFailed: boolean;
  readonly sentences: readonly string[];
  readonly hosts: readonly Pick<HostDrift, 'hostId' | 'hostName'>[];
}

/**
 * Why hosts could not be checked, and what could not be seen on the others; hosts of which the same is said together, and
 * failures first.
 */
export function remarksOf(
  hosts: readonly HostDrift[],
  say: (sentence: Message) => string,
): readonly HostRemark[] {
  const remarks = new Map<string, { isFailed: boolean; sentences: string[]; hosts: HostDrift[] }>();
  for (const host of hosts) {
    const isFailed = host.state === 'failed';
    const failure = isFailed && host.problem !== null ? [say(host.problem)] : [];
    const sentences = [...failure, ...host.notes.map(say)];
    if (sentences.length === 0) continue;
    const key = JSON.stringify([isFailed, sentences]);
    const known = remarks.get(key);
    if (known === undefined) remarks.set(key, { isFailed, sentences, hosts: [host] });
    else known.hosts.push(host);
  }
  return [...remarks.values()].toSorted((one, other) => Number(other.isFailed) - Number(one.isFailed));
}
