import type { HostSample } from '../../shared/model';
import { withVitals, type Vitals } from '../../shared/risk/vitals';
import { FrameDecoder } from '../sampling/decode';
import { readRecording } from '../sampling/recording/readRecording';
import { SourceError } from '../sampling/sourceError';

/**
 * The state of a recorded host after the last frame at or before an uptime. Reads no further than that.
 *
 * @param atSeconds uptime in seconds; null: the end of the recording. A recording that goes on after a reboot is read up
 *   to the first frame that is later.
 * @throws {SourceError} `recording-unreadable`, also where there is no frame that early.
 */
export async function sampleOfRecording(
  path: string,
  atSeconds: number | null,
): Promise<{ host: string; sample: HostSample; recent: readonly Vitals[] }> {
  let host = path;
  let decoder: FrameDecoder | null = null;
  let sample: HostSample | null = null;
  let recent: readonly Vitals[] = [];
  for await (const event of readRecording(path)) {
    if (event.kind === 'header') {
      host = event.header.host;
      decoder = new FrameDecoder(event.identity);
    } else if (event.kind === 'frame') {
      if (atSeconds !== null && event.frame.uptimeSeconds > atSeconds) break;
      if (sample !== null) recent = withVitals(recent, sample);
      sample = decoder?.push(event.frame) ?? null;
    }
  }
  if (sample === null) {
    const problem =
      atSeconds === null ? 'it has no frames' : `it has no frame at or before ${String(atSeconds)} s`;
    throw new SourceError('recording-unreadable', { params: { host: path, problem } });
  }
  return { host, sample, recent };
}
