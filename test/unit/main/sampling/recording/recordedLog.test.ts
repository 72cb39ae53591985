import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../../../src/main/log';
import { recordedLog } from '../../../../../src/main/sampling/recording/recordedLog';
import { createRecordingSource } from '../../../../../src/main/sampling/recording/recordingSource';
import {
  recordingFrameLine,
  recordingHeaderLine,
} from '../../../../../src/main/sampling/recording/writeRecording';
import type { SourceEvent } from '../../../../../src/main/sampling/source';
import { DEFAULT_CADENCE } from '../../../../../src/shared/model';
import { ManualClock, settle } from '../../../../support/manualClock';
import { TEST_IDENTITY, frameOf } from '../../../../support/scriptedSource';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-recording-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the log of a recording', () => {
  it('is in pieces that no report is cut by', () => {
    const frames = [
      { ...frameOf(10), kernelLog: 'a' },
      frameOf(11),
      { ...frameOf(11.5), kernelLog: 'b\n' },
      { ...frameOf(14), kernelLog: 'c\n' },
      { ...frameOf(15), kernelLog: '' },
      // The host has started again.
      { ...frameOf(1), kernelLog: 'd\n' },
    ];
    expect(recordedLog(frames)).toEqual([
      { uptimeSeconds: 11.5, text: 'a\nb\n' },
      { uptimeSeconds: 14, text: 'c\n' },
      { uptimeSeconds: 1, text: 'd\n' },
    ]);
  });
});

/** What a recording of half a minute says from its middle on: the uptimes of its frames, and its log. */
async function played(kernelLog: boolean): Promise<string[]> {
  const frames = [
    { ...frameOf(100), kernelLog: 'first\n' },
    { ...frameOf(110), kernelLog: 'second\n' },
    frameOf(120),
    { ...frameOf(130), kernelLog: 'third\n' },
  ];
  const path = join(folder, 'run.jsonl');
  const lines = frames.map((frame) => recordingFrameLine(frame, { withCommandLines: false }));
  await writeFile(path, [recordingHeaderLine('web-01', TEST_IDENTITY), ...lines].join(''));
  const clock = new ManualClock();
  const source = createRecordingSource({ path, isLooping: false, startRatio: 0.5, clock, log: silentLog });
  const request = {
    cadence: () => DEFAULT_CADENCE,
    signal: new AbortController().signal,
    ...(kernelLog ? { kernelLog: { mayUseSudo: () => false, takeRequest: () => false } } : {}),
  };
  const words: string[] = [];
  const ended = (async (): Promise<void> => {
    for await (const event of source.stream(request)) words.push(wordOf(event));
  })();
  await expect.poll(() => words).toContain('110');
  await settle();
  words.push('now');
  await clock.advance(20_000);
  await ended;
  return words;
}

function wordOf(event: SourceEvent): string {
  if (event.kind === 'identity') return 'identity';
  if (event.kind === 'frame') return String(event.frame.uptimeSeconds);
  if (event.event.kind === 'window')
    return `${event.event.isPast ? 'past' : 'new'} ${event.event.text.trim()}`;
  return event.event.kind;
}

describe('a recording as a host', () => {
  it('tells the past of its log, the newest first, and then each piece in its time', async () => {
    expect(await played(true)).toEqual([
      ...['identity', '100', '110', 'sources', 'past second', 'past first', 'past-read', 'now'],
      ...['120', '130', 'new third'],
    ]);
  });

  it('says nothing of its log where nobody asks', async () => {
    expect(await played(false)).toEqual(['identity', '100', '110', 'now', '120', '130']);
  });
});
