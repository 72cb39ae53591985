import type { HostDrift, PolicyEvent } from '../../shared/model';
import type { PacedWatch } from '../fleet/pacedWatch';
import type { DriftWatch } from './driftWatch';

/** The most hosts and findings that one event carries: what is more comes in the next. */
const MOST_AT_ONCE = 2_000;

/** Told when something else was stored; call the result to take the listener off again. */
export type Listen = (listener: () => void) => () => void;

export interface PolicyEventSource {
  readonly drift: DriftWatch;
  /** Of the stored text. */
  readonly sha256: () => string;
  readonly listenToText: Listen;
}

/**
 * The stream behind the page of policies: every host once, then what moves, at the pace of the watch. An event is made from
 * the state at the moment it is sent.
 */
export async function* policyEvents(
  { drift, sha256, listenToText }: PolicyEventSource,
  watch: PacedWatch,
): AsyncGenerator<PolicyEvent, void, undefined> {
  const owed = new Set(drift.hostIds());
  const stopListening = [
    drift.listen((hostId) => {
      owed.add(hostId);
      watch.markDirty();
    }),
    listenToText(() => {
      watch.markDirty();
    }),
  ];
  try {
    do {
      const some = takeSome(owed, drift);
      const sequence = watch.nextSequence();
      if (owed.size > 0) watch.markDirty();
      yield { sequence, sha256: sha256(), ...some };
    } while (await watch.due());
  } finally {
    for (const stop of stopListening) stop();
  }
}

/** As much as one event carries, taken off what is owed. */
function takeSome(owed: Set<string>, drift: DriftWatch): { hosts: HostDrift[]; removedIds: string[] } {
  const some = { hosts: Array<HostDrift>(), removedIds: Array<string>() };
  let weight = 0;
  for (const hostId of owed) {
    if (weight >= MOST_AT_ONCE) return some;
    owed.delete(hostId);
    const state = drift.drift(hostId);
    weight += 1 + (state?.findings.length ?? 0);
    if (state === null) some.removedIds.push(hostId);
    else some.hosts.push(state);
  }
  return some;
}
