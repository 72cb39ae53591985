import type { PolicyRule } from '../../../../shared/model';
import type { TextKey } from '../../i18n/catalogue';

/** One thing that a rule asks for: of which kind, and the patterns. */
interface Asked {
  readonly name: TextKey;
  readonly patterns: string;
}

const MATCH_KEYS = ['comm', 'exe', 'unit', 'cgroup', 'user'] as const;
const HOST_KEYS = ['names', 'groups', 'tags'] as const;

/** What a rule asks of processes and of hosts, in the order in which it is read best. */
export function askedBy({ match, hosts }: PolicyRule): readonly Asked[] {
  const ofProcesses = MATCH_KEYS.map((key) => ({
    name: `policies.match.${key}` as const,
    patterns: match[key].join(', '),
  }));
  const ofHosts = HOST_KEYS.map((key) => ({
    name: `policies.hosts.${key}` as const,
    patterns: hosts[key].join(', '),
  }));
  return [...ofProcesses, ...ofHosts].filter(({ patterns }) => patterns !== '');
}

/** The scale of `oom_score_adj`. */
const [LEAST_ADJ, MOST_ADJ] = [-1000, 1000];
/** A tier of one value has to be seen as well. */
const LEAST_WIDTH = 12;

/** Where a range stands on an axis that is as long as the scale, from its left end. */
export function spanOnAxis(minAdj: number, maxAdj: number): { readonly x: number; readonly width: number } {
  const width = Math.max(LEAST_WIDTH, maxAdj - minAdj);
  const middle = (minAdj + maxAdj) / 2 - LEAST_ADJ;
  const most = MOST_ADJ - LEAST_ADJ - width;
  return { x: Math.min(most, Math.max(0, middle - width / 2)), width };
}
