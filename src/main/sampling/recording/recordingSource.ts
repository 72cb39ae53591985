import type { HostIdentity } from '../../../shared/model';
import { SECTION_NAMES } from '../../../shared/model';
import type { Clock } from '../../clock';
import type { Log } from '../../log';
import type { Frame } from '../frame';
import type { SampleSource, SourceEvent } from '../source';
import { SourceError } from '../sourceError';
import type { RecordedLogPiece } from './recordedLog';
import { recordedLog } from './recordedLog';
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
 * A recording as a host: its frames come at the pace at which they were recorded, and so does the kernel log in it. What it
 * gives is stamped with the time at which it gives it, so a chart of it looks like that of any other host.
 */
export function createRecordingSource(options: RecordingSourceOptions): SampleSource {
  return {
    stream: async function* ({ signal, kernelLog }): AsyncGenerator<SourceEvent, void, undefined> {
      const recording = await load(options.path, options.log);
      yield { kind: 'identity', identity: recording.identity };
      const log = kernelLog === undefined ? null : recordedLog(recording.frames);
      let startRatio = options.startRatio;
      while (!signal.aborted) {
        yield* play({ frames: recording.frames, log, startRatio, clock: options.clock, signal });
        if (!options.isLooping) return;
        await options.clock.sleep(PAUSE_BETWEEN_RUNS_MS, signal);
        startRatio = 0;
      }
    },
  };
}

interface Run {
  readonly frames: readonly Frame[];
  /** Null: the log is not asked for. */
  readonly log: readonly RecordedLogPiece[] | null;
  readonly startRatio: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function* play(run: Run): AsyncGenerator<SourceEvent, void, undefined> {
  const { frames, clock, signal } = run;
  const first = frames[0]?.uptimeSeconds ?? 0;
  const ranSeconds = ((frames.at(-1)?.uptimeSeconds ?? first) - first) * run.startRatio;
  const originMs = clock.nowMs() - ranSeconds * 1_000;
  const log = new LogPlay(run.log, first + ranSeconds, originMs);
  for (const frame of frames) {
    yield* log.before(frame);
    const dueMs = originMs + (frame.uptimeSeconds - first) * 1_000;
    const waitMs = dueMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    if (signal.aborted) return;
    yield { kind: 'frame', frame: { ...frame, receivedAtMs: Math.min(dueMs, clock.nowMs()) } };
    yield* log.after(frame);
  }
  yield* log.end();
}

const SOURCE = 'recording';

/** The kernel log of one run, between its frames. */
class LogPlay {
  readonly #pieces: RecordedLogPiece[];
  readonly #startSeconds: number;
  readonly #originMs: number;
  #isPastTold: boolean;

  /**
   * @param pieces null: nobody asks for it
   * @param startSeconds the uptime at which playing begins; what lies before is the past
   * @param originMs when the run began, by our clock
   */
  constructor(pieces: readonly RecordedLogPiece[] | null, startSeconds: number, originMs: number) {
    this.#pieces = [...(pieces ?? [])];
    this.#startSeconds = startSeconds;
    this.#originMs = originMs;
    this.#isPastTold = pieces === null;
  }

  /** The past of the log comes when that of the samples is there, which say when it was. */
  *before(frame: Frame): Generator<SourceEvent, void, undefined> {
    if (!this.#isPastTold && frame.uptimeSeconds > this.#startSeconds) yield* this.#past();
  }

  *after(frame: Frame): Generator<SourceEvent, void, undefined> {
    if (!this.#isPastTold) return;
    for (const { text } of this.#takeUntil(frame.uptimeSeconds)) yield windowOf(text, false);
  }

  *end(): Generator<SourceEvent, void, undefined> {
    if (!this.#isPastTold) yield* this.#past();
  }

  *#past(): Generator<SourceEvent, void, undefined> {
    this.#isPastTold = true;
    const pieces = this.#takeUntil(this.#startSeconds);
    const readBytes = pieces.reduce((sum, { text }) => sum + text.length, 0);
    const sources = [{ name: SOURCE, state: 'used' as const, advice: null }];
    yield { kind: 'log', event: { kind: 'sources', sources } };
    for (const { text } of pieces.toReversed()) yield windowOf(text, true);
    const reachesBackToMs = this.#originMs;
    yield { kind: 'log', event: { kind: 'past-read', isCut: false, readBytes, reachesBackToMs } };
  }

  #takeUntil(uptimeSeconds: number): RecordedLogPiece[] {
    const later = this.#pieces.findIndex((piece) => piece.uptimeSeconds > uptimeSeconds);
    return this.#pieces.splice(0, later < 0 ? this.#pieces.length : later);
  }
}

function windowOf(text: string, isPast: boolean): SourceEvent {
  return { kind: 'log', event: { kind: 'window', source: SOURCE, text, isPast } };
}
