import type { HostEvent, HostSample, HostWideSample } from '../../shared/model';
import type { Fleet } from './fleet';
import type { HostWatch } from './hostWatch';
import type { PacedWatch } from './pacedWatch';

function hostWide({ processes: _processes, ...rest }: HostSample): HostWideSample {
  return rest;
}

/** What a watcher has of a host so far. */
interface Sent {
  points: number;
  buddyPoints: number;
  sweeps: number;
}

/**
 * The stream behind the host page: the recent past once, then each new sample at the pace of the watch, the processes
 * only when there was a new sweep. Ends with `removed` when the host is taken off the list.
 */
export async function* hostEvents(
  fleet: Fleet,
  hostId: string,
  watch: PacedWatch,
): AsyncGenerator<HostEvent, void, undefined> {
  const session = fleet.session(hostId);
  if (session === null) {
    yield { kind: 'removed', sequence: watch.nextSequence() };
    return;
  }
  const host = session.watch;
  const stopListening = fleet.listen((changedId) => {
    if (changedId === hostId) watch.markDirty();
  });
  try {
    const sent: Sent = {
      points: host.points.total,
      buddyPoints: host.buddyPoints.total,
      sweeps: host.sweeps,
    };
    yield {
      kind: 'history',
      sequence: watch.nextSequence(),
      points: host.points.since(0),
      buddyPoints: host.buddyPoints.since(0),
      sample: host.sample === null ? null : hostWide(host.sample),
      risk: host.risk,
      processes: host.sample?.processes ?? [],
    };
    while (await watch.due()) {
      const sequence = watch.nextSequence();
      if (fleet.session(hostId) !== session) {
        yield { kind: 'removed', sequence };
        return;
      }
      const event = sampleEvent(host, sent, sequence);
      if (event === null) watch.acknowledge(sequence);
      else yield event;
    }
  } finally {
    stopListening();
  }
}

/** Null when only the host's state has changed: the fleet's stream carries that. */
function sampleEvent(host: HostWatch, sent: Sent, sequence: number): HostEvent | null {
  if (host.sample === null || host.risk === null || host.points.total === sent.points) return null;
  const points = host.points.since(sent.points);
  const buddyPoints = host.buddyPoints.since(sent.buddyPoints);
  const processes = host.sweeps === sent.sweeps ? null : host.sample.processes;
  sent.points = host.points.total;
  sent.buddyPoints = host.buddyPoints.total;
  sent.sweeps = host.sweeps;
  return {
    kind: 'sample',
    sequence,
    points,
    buddyPoints,
    sample: hostWide(host.sample),
    risk: host.risk,
    processes,
  };
}
