import { isSeq } from 'yaml';
import type { PolicyTier } from '../../shared/model';
import type { PlacedNode, PolicyNodes } from './policyNodes';

const MOST_TIERS = 50;
const LONGEST_NAME = 100;
const ANY = { minAdj: -1000, maxAdj: 1000 };

/** The mapping under `tiers`: a value, or `[from, to]`. What is wrong with one is a problem of `nodes`. */
export function readTiers(placed: PlacedNode, nodes: PolicyNodes): readonly PolicyTier[] {
  const entries = nodes.entries(placed, null, 'tiers');
  if (entries === null) return [];
  if (entries.size === 0) nodes.complain(placed.offset, ['policy.empty-list', { where: 'tiers' }]);
  if (entries.size > MOST_TIERS) {
    nodes.complain(placed.offset, ['policy.too-many', { where: 'tiers', limit: MOST_TIERS }]);
    return [];
  }
  return [...entries].flatMap(([name, value]) => {
    if (name.trim() === '' || name.length > LONGEST_NAME) {
      nodes.complain(value.offset, ['policy.too-long', { where: 'tiers', limit: LONGEST_NAME }]);
      return [];
    }
    const range = isSeq(value.node) ? readRange(name, value, nodes) : readOne(name, value, nodes);
    // One that cannot be read is kept as any value, so that its rules are not complained about as well.
    return [{ name, ...(range ?? ANY) }];
  });
}

function readOne(name: string, value: PlacedNode, nodes: PolicyNodes): Omit<PolicyTier, 'name'> | null {
  const adj = nodes.adj(value, name);
  return adj === null ? null : { minAdj: adj, maxAdj: adj };
}

function readRange(name: string, value: PlacedNode, nodes: PolicyNodes): Omit<PolicyTier, 'name'> | null {
  const ends = nodes.list(value, name) ?? [];
  const [from, to] = ends;
  if (from === undefined || to === undefined || ends.length !== 2) {
    return nodes.complain(value.offset, ['policy.tier-shape', { tier: name }]);
  }
  const minAdj = nodes.adj(from, name);
  const maxAdj = nodes.adj(to, name);
  if (minAdj === null || maxAdj === null) return null;
  if (minAdj <= maxAdj) return { minAdj, maxAdj };
  return nodes.complain(value.offset, ['policy.tier-order', { tier: name, from: minAdj, to: maxAdj }]);
}
