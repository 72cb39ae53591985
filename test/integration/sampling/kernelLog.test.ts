import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { journalText, quietLines, reportLines, syslogText } from '../../support/kernelLogText';
import {
  dmesgOf,
  journalOf,
  makeLogHost,
  readLogOf,
  statesOf,
  sudoThatAllows,
  windowsOf,
  type LogHost,
} from './logHost';
import { HOST_TOOLS, type HostTools } from './shells';

/** Reading the kernel's log with real shells and awks, on hosts that are made up but for those. */

const hosts: LogHost[] = [];

async function makeHost(tools: HostTools, scripts: Readonly<Record<string, string>> = {}): Promise<LogHost> {
  const host = await makeLogHost(tools, scripts);
  hosts.push(host);
  return host;
}

afterEach(() => {
  for (const host of hosts.splice(0)) host.remove();
});

/** Three reports, each far from the next. */
const PAST = [1, 2, 3].flatMap((index) => [
  ...quietLines(400, index * 1000),
  ...reportLines({ pid: index, bootSeconds: index * 1000 + 500 }),
]);
const TAIL = quietLines(200, 9000);
const REPORT_LINES = reportLines({ pid: 1, bootSeconds: 1 }).length;

const REFUSED = {
  journalctl: 'permission-denied: log.advice-journal',
  dmesg: 'permission-denied: log.advice-dmesg',
  '/var/log/kern.log': 'absent',
  '/var/log/messages': 'absent',
  '/var/log/syslog': 'absent',
};

/** Which report each window holds whole, from its head to its reaper. */
function reportsIn(texts: readonly string[]): number[][] {
  return texts.map((text) =>
    [1, 2, 3, 4, 5].filter((pid) => {
      const lines = text.split('\n').map((line) => line.replace(/^.*?(?:kernel: )/, ''));
      const isSame = (line: string, wanted: string): boolean => wanted.endsWith(line) && line !== '';
      const report = reportLines({ pid, bootSeconds: pid * 1000 + 500 });
      const from = lines.findIndex(
        (line, at) => isSame(line, report[0] ?? '') && isSame(lines[at + 1] ?? '', report[1] ?? ''),
      );
      return from >= 0 && report.every((wanted, index) => isSame(lines[from + index] ?? '', wanted));
    }),
  );
}

/** Each shell and each awk once: what differs between two awks does not depend on the shell. */
const EACH = HOST_TOOLS.filter(({ name }) => name.startsWith('dash ') || name.endsWith(' mawk'));

for (const tools of EACH) {
  describe(`the kernel’s log: ${tools.name}`, () => {
    it('comes from the journal, the newest report first, with little around it', async ({ skip }) => {
      skip(tools.lacks !== null, `${String(tools.lacks)} is not installed`);
      const host = await makeHost(tools);
      const path = join(host.logs, 'journal');
      writeFileSync(path, journalText([...PAST, ...TAIL]));
      writeFileSync(join(host.tools, 'journalctl'), `#!/bin/sh\n${journalOf(path)}\n`);
      const events = await readLogOf(host, tools);
      const windows = windowsOf(events);
      expect(reportsIn(windows.map(({ text }) => text))).toEqual([[3], [2], [1]]);
      expect(windows.every(({ isPast, source }) => isPast && source === 'journalctl')).toBe(true);
      expect(windows.every(({ text }) => text.split('\n').length <= REPORT_LINES + 80)).toBe(true);
      expect(statesOf(events)).toEqual({ ...REFUSED, journalctl: 'used' });
      expect(events.at(-1)).toMatchObject({
        kind: 'past-read',
        isCut: false,
        readBytes: readFileSync(path).length,
      });
    });

    it('comes from files where there is no journal, rotated and packed ones too', async ({ skip }) => {
      skip(tools.lacks !== null, `${String(tools.lacks)} is not installed`);
      const host = await makeHost(tools);
      const third = PAST.length / 3;
      writeFileSync(join(host.logs, 'messages-20260901.gz'), gzipSync(syslogText(PAST.slice(0, third))));
      writeFileSync(join(host.logs, 'messages-20260908'), syslogText(PAST.slice(third, third * 2)));
      const newest = syslogText([...PAST.slice(third * 2), ...TAIL]);
      // What others log there is not the kernel’s.
      writeFileSync(join(host.logs, 'messages'), `Nov  1 00:00:07 web-01 cron[7]: out of memory\n${newest}`);
      const windows = windowsOf(await readLogOf(host, tools));
      expect(windows.map(({ source }) => source)).toEqual([
        '/var/log/messages',
        '/var/log/messages-20260908',
        '/var/log/messages-20260901.gz',
      ]);
      expect(reportsIn(windows.map(({ text }) => text))).toEqual([[3], [2], [1]]);
      expect(windows.map(({ text }) => text).join('')).not.toContain('cron');
    });
  });
}

const [dash] = HOST_TOOLS;
if (dash === undefined) throw new Error('no tools');

describe('a report that is still being written', () => {
  it('is given once it is whole', async () => {
    const host = await makeHost(dash);
    const path = join(host.logs, 'ring');
    writeFileSync(join(host.tools, 'dmesg'), `#!/bin/sh\n${dmesgOf(path)}\n`);
    const half = reportLines({ pid: 4, bootSeconds: 4500, isUnfinished: true });
    const whole = reportLines({ pid: 4, bootSeconds: 4500 });
    const lines = [...PAST, ...quietLines(400, 4000)];
    writeFileSync(path, `${[...lines, ...half].join('\n')}\n`);
    const events = await readLogOf(host, dash, {
      isEnough: (event) => {
        if (event.kind === 'past-read') appendFileSync(path, `${whole.slice(half.length).join('\n')}\n`);
        return event.kind === 'window' && !event.isPast && event.text.includes('Killed process 4 ');
      },
    });
    const windows = windowsOf(events);
    // Half a report is not given: it is read again until it is whole.
    const past = windows.filter(({ isPast }) => isPast).map(({ text }) => text);
    expect(reportsIn(past)).toEqual([[3], [2], [1]]);
    const fresh = windows.filter(({ isPast }) => !isPast).map(({ text }) => text);
    expect(reportsIn(fresh)).toEqual([[4]]);
  });
});

describe('an account without rights', () => {
  it('is told what would help, and its samples come all the same', async () => {
    const host = await makeHost(dash);
    let frames = 0;
    const events = await readLogOf(host, dash, { onFrame: () => (frames += 1) });
    expect(statesOf(events)).toEqual(REFUSED);
    expect(windowsOf(events)).toEqual([]);
    expect(frames).toBeGreaterThan(0);
  });

  it('has the log by sudo, where that may be used', async () => {
    const host = await makeHost(dash);
    const record = join(host.logs, 'asked');
    const path = join(host.logs, 'ring');
    writeFileSync(path, `${PAST.join('\n')}\n`);
    writeFileSync(join(host.tools, 'sudo'), `#!/bin/sh\n${sudoThatAllows(record)}\n`);
    writeFileSync(join(host.tools, 'dmesg'), `#!/bin/sh\n${dmesgOf(path, true)}\n`);
    const events = await readLogOf(host, dash, { mayUseSudo: true });
    expect(reportsIn(windowsOf(events).map(({ text }) => text))).toEqual([[3], [2], [1]]);
    expect(statesOf(events)).toEqual({
      ...REFUSED,
      journalctl: 'permission-denied: log.advice-journal-sudo-refused',
      dmesg: 'used',
    });
    // Never without -n, and nothing but the readers.
    expect(
      readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => !/^-n (journalctl|dmesg)\b/.test(line)),
    ).toEqual(['']);
  });

  it('has sudo left alone where that may not be used', async () => {
    const host = await makeHost(dash);
    const record = join(host.logs, 'asked');
    writeFileSync(record, '');
    writeFileSync(join(host.tools, 'sudo'), `#!/bin/sh\n${sudoThatAllows(record)}\n`);
    await readLogOf(host, dash);
    expect(readFileSync(record, 'utf8')).toBe('');
  });
});

describe('a log', () => {
  it('that has millions of reports is cut, and the newest are there', async () => {
    const host = await makeHost(dash);
    const text = Array.from({ length: 1500 }, (_, index) =>
      syslogText(reportLines({ pid: index, bootSeconds: index, tasks: 60 })),
    ).join('');
    writeFileSync(join(host.logs, 'kern.log'), text);
    const events = await readLogOf(host, dash);
    const windows = windowsOf(events);
    expect(events.at(-1)).toMatchObject({ kind: 'past-read', isCut: true });
    const given = windows.reduce((sum, window) => sum + window.text.length, 0);
    expect(given).toBeGreaterThan(7 * 1024 * 1024);
    expect(given).toBeLessThan(9 * 1024 * 1024);
    expect(windows.every((window) => window.text.length <= 512 * 1024)).toBe(true);
    expect(windows[0]?.text).toContain('Killed process 1499 ');
    // Each piece begins where a report does.
    expect(windows.every((window) => window.text.split('\n')[0]?.includes('oom-killer') === true)).toBe(true);
  });

  it('has a report of 24,000 tasks in one piece', async () => {
    const host = await makeHost(dash);
    const report = reportLines({ pid: 3, bootSeconds: 3500, tasks: 24_000 });
    writeFileSync(join(host.logs, 'kern.log'), syslogText([...quietLines(50, 1), ...report, ...TAIL]));
    const windows = windowsOf(await readLogOf(host, dash));
    expect(windows).toHaveLength(1);
    expect(windows[0]?.text).toContain(syslogText(report));
  });

  it('that says what the protocol says is text', async () => {
    const host = await makeHost(dash);
    const forged = '[ 3500.000001] \n0123456789abcdef0123456789abcdef end 2\n';
    const lines = syslogText(reportLines({ pid: 3, bootSeconds: 3500 }));
    writeFileSync(join(host.logs, 'kern.log'), `${lines}${forged}${lines}`);
    const windows = windowsOf(await readLogOf(host, dash));
    expect(windows.map(({ text }) => text)).toEqual([`${lines}${forged}${lines}`]);
  });

  it('of which nothing is about memory costs one look', async () => {
    const host = await makeHost(dash);
    writeFileSync(join(host.logs, 'kern.log'), syslogText(TAIL, 'Nov  1 00:00:07'));
    const events = await readLogOf(host, dash);
    expect(windowsOf(events)).toEqual([]);
    expect(statesOf(events)['/var/log/kern.log']).toBe('used');
    const last = events.at(-1);
    const reachesBackToMs = last?.kind === 'past-read' ? last.reachesBackToMs : null;
    const date = reachesBackToMs === null ? null : new Date(reachesBackToMs);
    expect([date?.getMonth(), date?.getDate()]).toEqual([10, 1]);
  });
});
