import type { HostIdentity } from '../../../shared/model';
import { SECTION_NAMES } from '../../../shared/model';
import type { Clock } from '../../clock';
import type { Log } from '../../log';
import type { Frame } from '../frame';
import type { SampleSource, SourceEvent } from '../source';
import { SourceError } from '../sourceError';
import { readRecording } from './readRecording';

export interface RecordingSourceOptions {
  readonly path: string;
  /** Starts again at its end, as if the host had rebooted. */
  readonly isLooping: boolean;
  /** Where in its run (0 to 1) the first pass begins; what lies before is given at once, as the past. */
  readonly startRatio: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** A host that has ended its run stays as it was for this long before it starts over. */
const PAUSE_BETWEEN_RUNS_MS = 8_000;

interface Recording {
  readonly identity: HostIdentity;
  readonly frames: readonly Frame[];
}

async function load(path: string, log: Log): Promise<Recording> {
  let identity: HostIdentity | null = null;
  const frames: Frame[] = [];
  for await (const event of readRecording(path)) {
    if (event.kind === 'header') identity = event.identity;
    else if (event.kind === 'frame') frames.push(event.frame);
    else log.warn(`${path}: line ${String(event.line)} is no frame and was left out`);
  }
  if (identity === null || frames.length === 0) {
    throw new SourceError('recording-unreadable', { params: { host: path, problem: 'it has no frames' } });
  }
  const refusals = notRecorded(frames);
  return { identity, frames: frames.map((frame) => ({ ...frame, refusals })) };
}

/** The sections that stand in no frame: nobody need wait for them. */
function notRecorded(frames: readonly Frame[]): Frame['refusals'] {
  const missing = SECTION_NAMES.filter(
    (name) => !frames.some((frame) => Object.hasOwn(frame.sections, name)),
  );
  return Object.fromEntries(missing.map((name) => [name, 'not-recorded' as const]));
}

/**
 * A recording as a host: its frames come at the pace at which they were recorded. What it gives is stamped with the time
 * at which it gives it, so a chart of it looks like that of any other host.
 */
export function createRecordingSource(options: RecordingSourceOptions): SampleSource {
  return {
    stream: async function* ({ signal }): AsyncGenerator<SourceEvent, void, undefined> {
      const recording = await load(options.path, options.log);
      yield { kind: 'identity', identity: recording.identity };
      let startRatio = options.startRatio;
      while (!signal.aborted) {
        yield* play(recording.frames, startRatio, options.clock, signal);
        if (!options.isLooping) return;
        await options.clock.sleep(PAUSE_BETWEEN_RUNS_MS, signal);
        startRatio = 0;
      }
    },
  };
}

async function* play(
  frames: readonly Frame[],
  startRatio: number,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent, void, undefined> {
  const first = frames[0]?.uptimeSeconds ?? 0;
  const last = frames.at(-1)?.uptimeSeconds ?? first;
  const originMs = clock.nowMs() - (last - first) * startRatio * 1_000;
  for (const frame of frames) {
    const dueMs = originMs + (frame.uptimeSeconds - first) * 1_000;
    const waitMs = dueMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    if (signal.aborted) return;
    yield { kind: 'frame', frame: { ...frame, receivedAtMs: Math.min(dueMs, clock.nowMs()) } };
  }
}
