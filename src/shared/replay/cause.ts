import type { Incident } from '../model/incident';
import { parseNodeList } from '../oom/nodeList';
import { cgroupCauseOf } from './causeCgroup';
import { hostCauseOf } from './causeHost';
import type { IncidentCause } from './causeStatement';
import { linesOf, statement } from './explanation/statement';
import { movableOnlyFreeBytesOf, unprintedFreeBytesOf, zoneVerdictsOf } from './explanation/zoneVerdicts';

/**
 * What ran out. In this order: asked for by hand, a cgroup's limit, the nodes of a cpuset or memory policy, and else the
 * host: memory for the kernel itself on 32 bits, blocks in one piece, kernel memory, or memory as such.
 */
export function causeOf(incident: Incident): IncidentCause {
  if (incident.trigger?.order === -1) return byHand(incident);
  if (incident.constraint === 'memcg' || (incident.constraint === null && incident.cgroup !== null)) {
    return { kind: 'cgroup', ...cgroupCauseOf(incident) };
  }
  return nodesCauseOf(incident) ?? hostCauseOf(incident);
}

/** Sysrq-f calls with an order of -1 (moom_callback in drivers/tty/sysrq.c). */
function byHand(incident: Incident): IncidentCause {
  const lines = linesOf(incident, 'invoker', 'zone');
  const free = incident.zones.flatMap(({ freeBytes }) => freeBytes ?? []);
  if (free.length === 0) return { kind: 'by-hand', ...statement('cause.by-hand', {}, lines) };
  const freeBytes = free.reduce((sum, bytes) => sum + bytes, 0);
  const isShort = zoneVerdictsOf(incident).every(({ outcome }) => outcome.kind === 'fails');
  const code = isShort ? 'cause.by-hand-short' : 'cause.by-hand-free';
  return { kind: 'by-hand', ...statement(code, { freeBytes }, lines) };
}

function nodesCauseOf(incident: Incident): IncidentCause | null {
  const { constraint, nodemask, memsAllowed } = incident;
  const lines = linesOf(incident, 'constraint', 'cpuset', 'zone');
  const shared = { kind: 'nodes', lines } as const;
  const name = ((): string | null => {
    if (constraint === 'memory-policy') return 'cause.nodes.policy';
    if (constraint === 'cpuset') return 'cause.nodes.cpuset';
    // Before 5.0 the constraint is not printed. Every machine has a node 0, so whoever may not use it is confined.
    return constraint === null && isConfined(incident) ? 'cause.nodes.confined' : null;
  })();
  if (name === null) return null;
  const nodes = constraint === 'memory-policy' ? nodemask : memsAllowed;
  if (nodes === null) return { ...shared, ...statement(`${name}-unnamed`, {}, lines) };
  const movableFreeBytes = movableOnlyFreeBytesOf(incident);
  if (movableFreeBytes !== null)
    return {
      ...shared,
      ...statement('cause.nodes.movable-only', { nodes, freeBytes: movableFreeBytes }, lines),
    };
  const freeElsewhereBytes = unprintedFreeBytesOf(incident);
  if (freeElsewhereBytes === null || freeElsewhereBytes === 0) {
    return { ...shared, ...statement(name, { nodes }, lines) };
  }
  return { ...shared, ...statement(`${name}-while`, { nodes, freeElsewhereBytes }, lines) };
}

function isConfined({ memsAllowed, zones }: Incident): boolean {
  const allowed = memsAllowed === null ? null : parseNodeList(memsAllowed);
  if (allowed === null || allowed.includes(0)) return false;
  return zones.length > 0 && zones.every(({ node }) => node !== null && allowed.includes(node));
}
