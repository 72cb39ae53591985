import type { HostLogState, IncidentSummary } from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';

/** An incident of a host of the list, as one line of it. */
export function killOf(key: string, changes: Partial<IncidentSummary> = {}): IncidentSummary {
  return {
    key,
    hostId: 'h1',
    hostName: 'db-02',
    source: { kind: 'host-log', name: 'dmesg' },
    isDemo: false,
    happenedAtMs: 1_000_000,
    at: { bootSeconds: 12.5, wallClock: null },
    readAtMs: 2_000_000,
    kernel: '6.1.0-49-amd64',
    constraint: 'none',
    cgroup: null,
    triggerComm: 'nginx',
    order: 0,
    outcome: 'killed',
    isComplete: true,
    victims: [{ pid: 4242, comm: 'java', freedBytes: 1024 ** 3 }],
    cause: message('sample.cause'),
    causeKind: 'memory',
    ...changes,
  };
}

/** How a host's log is read: without trouble, unless changed. */
export function logOf(hostId: string, changes: Partial<HostLogState> = {}): HostLogState {
  return {
    hostId,
    state: 'done',
    sources: [{ name: 'journalctl', state: 'used', advice: null }],
    reachesBackToMs: null,
    readBytes: 2048,
    isCut: false,
    reconciliation: null,
    signs: [],
    ...changes,
  };
}
