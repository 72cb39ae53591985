import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/clock';
import { silentLog } from '../../../src/main/log';
import type { HostLogEvent } from '../../../src/main/sampling/hostLog';
import { streamShell } from '../../../src/main/sampling/pullLoop';
import type { SourceEvent } from '../../../src/main/sampling/source';
import { quietLines, reportLines, syslogText } from '../../support/kernelLogText';
import { Desk, openBox } from '../ssh/sshTarget';
import { NO_SSHD, startSshd, type Sshd } from '../ssh/sshdFixture';

/** The log over a real sshd: answers on standard error, beside the samples. */

let sshd: Sshd;
let desk: Desk;

beforeAll(async () => {
  if (NO_SSHD !== null) return;
  sshd = await startSshd();
  desk = new Desk();
  desk.write('known_hosts', `${sshd.knownHostsLines().join('\n')}\n`);
});

afterAll(async () => {
  if (NO_SSHD !== null) return;
  await sshd.stop();
  desk.remove();
});

function stream(logFolder: string, signal: AbortSignal): AsyncGenerator<SourceEvent, void, undefined> {
  const { port, user, key } = sshd;
  const authentication = { kind: 'key' as const, path: key.path };
  const request = {
    cadence: () => ({ hostWideSeconds: 1, processesSeconds: 600 }),
    signal,
    kernelLog: { mayUseSudo: () => false, takeRequest: () => false },
  };
  return streamShell((ended) => openBox(desk.access(), { port, user, authentication }, ended), request, {
    hostLabel: 'box',
    user,
    clock: systemClock,
    log: silentLog,
    random: () => 0,
    logFolder,
  });
}

/** A folder with a log: a report, and before it so many quiet lines. */
function logFolder(name: string, quiet: number): string {
  const folder = join(sshd.folder, name);
  mkdirSync(folder);
  const lines = [
    ...quietLines(quiet, 1),
    ...reportLines({ pid: 7, bootSeconds: 900 }),
    ...quietLines(100, 901),
  ];
  writeFileSync(join(folder, 'kern.log'), syslogText(lines));
  return folder;
}

describe.skipIf(NO_SSHD !== null)('the kernel’s log over SSH', () => {
  it('comes after the first sample, and samples go on beside it', async () => {
    const stop = new AbortController();
    const kinds: string[] = [];
    const events: HostLogEvent[] = [];
    let framesAfterPast = 0;
    for await (const event of stream(logFolder('short', 200), stop.signal)) {
      kinds.push(event.kind);
      if (event.kind === 'log') events.push(event.event);
      if (event.kind === 'frame' && events.at(-1)?.kind === 'past-read') framesAfterPast += 1;
      if (framesAfterPast === 2) stop.abort();
    }
    expect(kinds.slice(0, 2)).toEqual(['identity', 'frame']);
    const windows = events.flatMap((event) => (event.kind === 'window' ? [event] : []));
    const fromFile = windows.filter(({ source }) => source === '/var/log/kern.log');
    expect(fromFile).toHaveLength(1);
    expect(fromFile[0]?.text).toContain(syslogText(reportLines({ pid: 7, bootSeconds: 900 })));
  });

  it('leaves no process behind when the connection ends while it is read', async () => {
    const stop = new AbortController();
    for await (const event of stream(logFolder('long', 500_000), stop.signal)) {
      if (event.kind === 'log' && event.event.kind === 'window') stop.abort();
    }
    await expect.poll(() => sshd.sessionPids(), { timeout: 20_000 }).toEqual([]);
  });
});
