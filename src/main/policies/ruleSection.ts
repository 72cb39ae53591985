import type { HostMatch, PolicyRule, PolicyTier, ProcessMatch } from '../../shared/model';
import { middleOf, rangeText } from '../../shared/policy/builtInTiers';
import { COMM_CHARACTERS, isEmptyMatch, isTooLongForComm } from '../../shared/policy/processMatch';
import type { PlacedNode, PolicyNodes } from './policyNodes';

const RULE_KEYS = ['name', 'tier', 'adj', 'match', 'hosts', 'lasting'];
const MATCH_KEYS = ['comm', 'exe', 'cgroup', 'unit', 'user'] as const;
const HOST_KEYS = ['names', 'groups', 'tags'] as const;

const EVERY_HOST: HostMatch = { names: [], groups: [], tags: [] };

const MOST_RULES = 1_000;
const MOST_PATTERNS = 200;
const LONGEST_PATTERN = 400;
const LONGEST_NAME = 100;

type Entries = ReadonlyMap<string, PlacedNode>;

/** The list under `rules`. What is wrong with one of them is a problem of `nodes`, and it is left out. */
export function readRules(
  placed: PlacedNode,
  tiers: readonly PolicyTier[],
  nodes: PolicyNodes,
): readonly PolicyRule[] {
  const items = nodes.list(placed, 'rules') ?? [];
  if (items.length > MOST_RULES) {
    nodes.complain(placed.offset, ['policy.too-many', { where: 'rules', limit: MOST_RULES }]);
    return [];
  }
  const lines = new Map<string, number>();
  return items.flatMap((item) => {
    const entries = nodes.entries(item, RULE_KEYS, 'rules');
    if (entries === null) return [];
    const name = readName(entries, item.offset, nodes);
    if (name !== null && lines.has(name)) {
      const at = entries.get('name')?.offset ?? item.offset;
      nodes.complain(at, ['policy.duplicate-rule', { rule: name, line: lines.get(name) ?? 0 }]);
    } else if (name !== null) lines.set(name, nodes.lineOf(item.offset));
    const rule = readRule(name ?? '–', entries, { offset: item.offset, tiers, nodes });
    return name === null || rule === null ? [] : [rule];
  });
}

interface RuleContext {
  readonly offset: number;
  readonly tiers: readonly PolicyTier[];
  readonly nodes: PolicyNodes;
}

/** Everything is read before it is given up, so that a file's problems are seen at once. */
function readRule(name: string, entries: Entries, context: RuleContext): PolicyRule | null {
  const { nodes } = context;
  const tier = readTier(name, entries, context);
  const adj = tier === null ? null : readAdj(entries, tier, nodes);
  const match = readMatch(name, entries, context);
  const hosts = readHosts(entries.get('hosts'), nodes);
  const lasting = entries.get('lasting');
  const isLasting = lasting === undefined ? true : nodes.yesOrNo(lasting, 'lasting');
  if (tier === null || adj === null || match === null || isLasting === null) return null;
  return { name, tier: tier.name, adj, match, hosts, isLasting };
}

/** A name of a rule or of a tier. */
function readName(entries: Entries, offset: number, nodes: PolicyNodes): string | null {
  const placed = entries.get('name');
  if (placed === undefined) return nodes.complain(offset, ['policy.missing-name']);
  const name = nodes.text(placed, 'name');
  if (name === null || name.length <= LONGEST_NAME) return name;
  return nodes.complain(placed.offset, ['policy.too-long', { where: 'name', limit: LONGEST_NAME }]);
}

function readTier(name: string, entries: Entries, { offset, tiers, nodes }: RuleContext): PolicyTier | null {
  const placed = entries.get('tier');
  if (placed === undefined) return nodes.complain(offset, ['policy.missing-tier', { rule: name }]);
  const wanted = nodes.text(placed, 'tier');
  if (wanted === null) return null;
  const tier = tiers.find((one) => one.name === wanted);
  if (tier !== undefined) return tier;
  const known = tiers.map((one) => one.name).join(', ');
  return nodes.complain(placed.offset, ['policy.unknown-tier', { tier: wanted, known }]);
}

function readAdj(entries: Entries, tier: PolicyTier, nodes: PolicyNodes): number | null {
  const placed = entries.get('adj');
  if (placed === undefined) return middleOf(tier);
  const adj = nodes.adj(placed, 'adj');
  if (adj === null || (adj >= tier.minAdj && adj <= tier.maxAdj)) return adj;
  const wanted = rangeText(tier.minAdj, tier.maxAdj);
  return nodes.complain(placed.offset, ['policy.adj-outside', { adj, tier: tier.name, wanted }]);
}

function readMatch(name: string, entries: Entries, { offset, nodes }: RuleContext): ProcessMatch | null {
  const placed = entries.get('match');
  if (placed === undefined) return nodes.complain(offset, ['policy.missing-match', { rule: name }]);
  const before = nodes.problems.length;
  const fields = nodes.entries(placed, MATCH_KEYS, 'match');
  if (fields === null) return null;
  const [comm, exe, cgroup, unit, user] = MATCH_KEYS.map((key) => readPatterns(fields.get(key), key, nodes));
  const match: ProcessMatch = {
    comm: comm ?? [],
    exe: exe ?? [],
    cgroup: cgroup ?? [],
    unit: unit ?? [],
    user: user ?? [],
  };
  // A pattern that could not be read has been complained about, and is no empty match.
  if (!isEmptyMatch(match) || nodes.problems.length > before) return match;
  return nodes.complain(placed.offset, ['policy.empty-match', { rule: name }]);
}

function readHosts(placed: PlacedNode | undefined, nodes: PolicyNodes): HostMatch {
  if (placed === undefined) return EVERY_HOST;
  const before = nodes.problems.length;
  const fields = nodes.entries(placed, HOST_KEYS, 'hosts');
  const [names, groups, tags] = HOST_KEYS.map((key) => readPatterns(fields?.get(key), key, nodes));
  const hosts: HostMatch = { names: names ?? [], groups: groups ?? [], tags: tags ?? [] };
  // Written down and empty it would mean every host, which nobody writes down.
  if (fields?.size === 0 && nodes.problems.length === before) {
    nodes.complain(placed.offset, ['policy.empty-hosts']);
  }
  return hosts;
}

function readPatterns(placed: PlacedNode | undefined, key: string, nodes: PolicyNodes): readonly string[] {
  if (placed === undefined) return [];
  const items = nodes.oneOrMore(placed, key) ?? [];
  if (items.length === 0) nodes.complain(placed.offset, ['policy.empty-list', { where: key }]);
  if (items.length > MOST_PATTERNS) {
    nodes.complain(placed.offset, ['policy.too-many', { where: key, limit: MOST_PATTERNS }]);
    return [];
  }
  return items.flatMap((item) => {
    const pattern = nodes.pattern(item, key);
    if (pattern === null) return [];
    if (pattern.length > LONGEST_PATTERN) {
      nodes.complain(item.offset, ['policy.too-long', { where: key, limit: LONGEST_PATTERN }]);
    } else if (key === 'comm' && isTooLongForComm(pattern)) {
      nodes.complain(item.offset, ['policy.comm-too-long', { pattern, limit: COMM_CHARACTERS }]);
    } else return [pattern];
    return [];
  });
}
