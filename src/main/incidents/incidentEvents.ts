import type { HostLogState, IncidentEvent, IncidentSummary } from '../../shared/model';
import type { PacedWatch } from '../fleet/pacedWatch';
import type { HostKernelLogs } from './hostKernelLogs';
import type { IncidentLog } from './incidentLog';

/** The most incidents and signs that one event carries: what is more comes in the next. */
const MOST_AT_ONCE = 2_000;

/** What a watcher has not been sent yet, in the order in which it goes. */
interface Owed {
  readonly keys: Set<string>;
  readonly hostIds: Set<string>;
}

/**
 * The stream behind the list of kills: the newest once, then the older ones and what changes, at the pace of the watch.
 * Nothing is queued for a slow receiver: an event is made from the state at the moment it is sent.
 */
export async function* incidentEvents(
  incidents: IncidentLog,
  logs: HostKernelLogs,
  watch: PacedWatch,
): AsyncGenerator<IncidentEvent, void, undefined> {
  const owed: Owed = {
    keys: new Set(incidents.summaries().map((summary) => summary.key)),
    hostIds: new Set(logs.hostIds()),
  };
  const stopListening = [
    incidents.listen((key) => {
      owed.keys.add(key);
      watch.markDirty();
    }),
    logs.listen((hostId) => {
      owed.hostIds.add(hostId);
      watch.markDirty();
    }),
  ];
  try {
    const { upserted, logs: states } = takeSome(owed, incidents, logs);
    const sequence = watch.nextSequence();
    if (isOwing(owed)) watch.markDirty();
    yield { kind: 'snapshot', sequence, incidents: upserted, logs: states };
    while (await watch.due()) {
      const some = takeSome(owed, incidents, logs);
      const next = watch.nextSequence();
      if (isOwing(owed)) watch.markDirty();
      yield { kind: 'delta', sequence: next, ...some };
    }
  } finally {
    for (const stop of stopListening) stop();
  }
}

function isOwing({ keys, hostIds }: Owed): boolean {
  return keys.size > 0 || hostIds.size > 0;
}

/** As much as one event carries, taken off what is owed. */
function takeSome(
  owed: Owed,
  incidents: IncidentLog,
  logs: HostKernelLogs,
): { upserted: IncidentSummary[]; removedKeys: string[]; logs: HostLogState[] } {
  const some = {
    upserted: Array<IncidentSummary>(),
    removedKeys: Array<string>(),
    logs: Array<HostLogState>(),
  };
  let weight = 0;
  for (const key of owed.keys) {
    if (weight >= MOST_AT_ONCE) return some;
    owed.keys.delete(key);
    weight += 1;
    const summary = incidents.summary(key);
    if (summary === null) some.removedKeys.push(key);
    else some.upserted.push(summary);
  }
  for (const hostId of owed.hostIds) {
    if (weight >= MOST_AT_ONCE) return some;
    owed.hostIds.delete(hostId);
    const state = logs.state(hostId);
    if (state === null) continue;
    weight += 1 + state.signs.length;
    some.logs.push(state);
  }
  return some;
}
