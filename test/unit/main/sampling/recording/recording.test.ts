import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleOfRecording } from '../../../../../src/main/cli/recordingSample';
import { silentLog } from '../../../../../src/main/log';
import type { Frame } from '../../../../../src/main/sampling/frame';
import { readDemoFleet } from '../../../../../src/main/sampling/recording/demoFleet';
import { readRecording, type RecordingEvent } from '../../../../../src/main/sampling/recording/readRecording';
import { createRecordingSource } from '../../../../../src/main/sampling/recording/recordingSource';
import {
  recordingFrameLine,
  recordingHeaderLine,
} from '../../../../../src/main/sampling/recording/writeRecording';
import type { SourceEvent } from '../../../../../src/main/sampling/source';
import { DEFAULT_CADENCE } from '../../../../../src/shared/model';
import { ManualClock, settle } from '../../../../support/manualClock';
import { TEST_IDENTITY, frameOf } from '../../../../support/scriptedSource';

const demoFolder = join(import.meta.dirname, '../../../../../resources/demo');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-recording-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function store(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function eventsOf(path: string): Promise<RecordingEvent[]> {
  const events: RecordingEvent[] = [];
  for await (const event of readRecording(path)) events.push(event);
  return events;
}

const HEADER = recordingHeaderLine('web-01', TEST_IDENTITY);
const plain = { withCommandLines: false };

describe('a recording', () => {
  it.each([
    ['plain.jsonl', (text: string): Buffer => Buffer.from(text)],
    ['packed.jsonl.gz', (text: string): Buffer => gzipSync(text)],
  ])('reads back what was written: %s', async (name, pack) => {
    const frames = [
      frameOf(10),
      { ...frameOf(11.5), kernelLog: '[   11.4] Out of memory: Killed process 1' },
    ];
    const text = HEADER + frames.map((frame) => recordingFrameLine(frame, plain)).join('');
    const [header, ...rest] = await eventsOf(await store(name, pack(text)));
    expect(header).toMatchObject({ kind: 'header', identity: { ...TEST_IDENTITY, hostname: 'web-01' } });
    expect(rest).toEqual(frames.map((frame) => ({ kind: 'frame', frame })));
  });

  it('goes on behind lines that are no frames, and ends where an interrupted one was cut', async () => {
    const whole = recordingFrameLine(frameOf(10), plain);
    const text = `${HEADER}{"at":-1}\nnonsense\n${whole}${whole.slice(0, 40)}`;
    const kinds = (await eventsOf(await store('cut.jsonl', text))).map((event) => event.kind);
    expect(kinds).toEqual(['header', 'bad-line', 'bad-line', 'frame', 'bad-line']);
  });

  it.each([
    ['empty.jsonl', ''],
    ['foreign.jsonl', '{"hello":1}\n'],
    ['cut.jsonl.gz', gzipSync(HEADER.repeat(500)).subarray(0, 60)],
    ['newer.jsonl', '{"lowmark":2,"host":"x"}\n'],
  ])('says that it cannot be read: %s', async (name, content) => {
    await expect(eventsOf(await store(name, content))).rejects.toMatchObject({
      failure: { kind: 'recording-unreadable' },
    });
  });

  it('says that there is no such file', async () => {
    await expect(eventsOf(join(folder, 'nowhere'))).rejects.toMatchObject({
      failure: { message: { params: { problem: 'there is no such file' } } },
    });
  });
});

describe('what is recorded', () => {
  const table = 'pid\tcomm\tcommand_line\tuser\n7\tmysqld\tmysqld --password=hunter2 -v\tdb\n';
  const frame: Frame = { ...frameOf(10), sections: { processes: table } };

  function recorded(withCommandLines: boolean): string {
    return recordingFrameLine(frame, { withCommandLines });
  }

  it('has no command lines unless they were asked for', () => {
    expect(recorded(false)).not.toContain('mysqld -');
    expect(recorded(false)).toContain('pid\\tcomm\\tuser\\n7\\tmysqld\\tdb\\n');
  });

  it('has them masked when they were', () => {
    expect(recorded(true)).toContain('--password=');
    expect(recorded(true)).toContain('-v\\tdb');
    expect(recorded(true)).not.toContain('hunter2');
  });
});

describe('the state at a time', () => {
  it.each([
    [null, 20],
    [20, 20],
    [19.9, 15],
    [10, 10],
  ])('at %s is that of the frame at %s', async (atSeconds, expected) => {
    const frames = [10, 15, 20].map((at) => recordingFrameLine(frameOf(at), plain)).join('');
    const { host, sample } = await sampleOfRecording(await store('a.jsonl', HEADER + frames), atSeconds);
    expect(host).toBe('web-01');
    expect(sample.at.uptimeSeconds).toBe(expected);
  });

  it('is no state before the first frame', async () => {
    const path = await store('a.jsonl', HEADER + recordingFrameLine(frameOf(10), plain));
    await expect(sampleOfRecording(path, 9)).rejects.toMatchObject({
      failure: { kind: 'recording-unreadable' },
    });
  });
});

describe('a recording as a host', () => {
  it('gives its past at once and the rest at its own pace, and starts over at its end', async () => {
    const frames = [100, 110, 120, 130].map((at) => recordingFrameLine(frameOf(at), plain)).join('');
    const path = await store('run.jsonl', HEADER + frames);
    const clock = new ManualClock();
    const startMs = clock.nowMs();
    const source = createRecordingSource({ path, isLooping: true, startRatio: 0.5, clock, log: silentLog });
    const stop = new AbortController();
    const got: SourceEvent[] = [];
    const ended = (async (): Promise<void> => {
      for await (const event of source.stream({ cadence: () => DEFAULT_CADENCE, signal: stop.signal }))
        got.push(event);
    })();
    const uptimes = (): number[] =>
      got.flatMap((event) => (event.kind === 'frame' ? [event.frame.uptimeSeconds] : []));
    await expect.poll(uptimes).toEqual([100, 110]);
    expect(got[1]).toMatchObject({ frame: { receivedAtMs: startMs - 15_000 } });
    // What stands in none of its frames will not come.
    expect(got[1]).toMatchObject({ frame: { refusals: { zoneinfo: 'not-recorded' } } });
    await clock.advance(5_000);
    await settle();
    expect(uptimes()).toEqual([100, 110, 120]);
    await clock.advance(10_000);
    await settle();
    expect(uptimes()).toEqual([100, 110, 120, 130]);
    await clock.advance(8_000);
    await settle();
    expect(uptimes()).toEqual([100, 110, 120, 130, 100]);
    stop.abort();
    await ended;
  });
});

describe('the demo fleet', () => {
  it('lists every recording that lies beside it, and each can be read', async () => {
    const hosts = await readDemoFleet(demoFolder);
    const files = (await readdir(demoFolder)).filter((name) => name.endsWith('.gz'));
    expect(hosts.map((host) => host.path).sort()).toEqual(files.map((name) => join(demoFolder, name)).sort());
    for (const host of hosts) {
      const { host: name, sample } = await sampleOfRecording(host.path, null);
      expect(name).toBe(host.name);
      expect(sample.memory?.memTotalBytes).toBeGreaterThan(0);
      expect(sample.processes.length).toBeGreaterThan(0);
    }
  });
});
