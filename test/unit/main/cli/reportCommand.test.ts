import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandOutput } from '../../../../src/main/cli/output';
import { NO_PROGRESS } from '../../../../src/main/cli/output';
import { replayCommand } from '../../../../src/main/cli/replayCommand';
import type { ReplayWords, ReportWords } from '../../../../src/main/cli/reportArguments';
import { reportCommand } from '../../../../src/main/cli/reportCommand';
import type { Incident, Replay, Sign } from '../../../../src/shared/model';
import { NO_CHANGES } from '../../../../src/shared/replay/replay';
import { ALLOCATION_FAILURE, globalKill, QUIET_LOG } from './logTexts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

interface Ran {
  readonly isAllRight: boolean;
  readonly written: string;
  readonly complaints: readonly string[];
}

async function run(command: (output: CommandOutput) => Promise<boolean>): Promise<Ran> {
  const written: string[] = [];
  const complaints: string[] = [];
  const isAllRight = await command({
    write: async (text) => {
      written.push(text);
    },
    complain: (sentence) => complaints.push(sentence),
    progress: NO_PROGRESS,
  });
  return { isAllRight, written: written.join(''), complaints };
}

function report(wanted: Partial<ReportWords>, stdin?: Readable): Promise<Ran> {
  const command: ReportWords = {
    kind: 'report',
    files: ['-'],
    format: 'json',
    incidentId: null,
    language: 'en',
    ...wanted,
  };
  return run((output) => reportCommand(command, output, stdin));
}

function replay(wanted: Partial<ReplayWords>, log = globalKill()): Promise<Ran> {
  const command: ReplayWords = {
    kind: 'replay',
    file: '-',
    isJson: true,
    incidentId: null,
    changes: NO_CHANGES,
    language: 'en',
    ...wanted,
  };
  return run((output) => replayCommand(command, output, Readable.from([Buffer.from(log)])));
}

function reportOf({ written }: Ran): { incidents: Incident[]; signs: Sign[] } {
  return JSON.parse(written) as { incidents: Incident[]; signs: Sign[] };
}

function replaysOf({ written }: Ran): Replay[] {
  return (JSON.parse(written) as { replays: Replay[] }).replays;
}

const LOG = ALLOCATION_FAILURE + globalKill() + globalKill(5678, 200);

describe('lowmark report --json', () => {
  it('has incidents in the order of the log, and signs', async () => {
    const ran = await report({}, Readable.from([Buffer.from(LOG)]));
    const { incidents, signs } = reportOf(ran);
    expect(incidents.map(({ kills }) => kills.map(({ pid }) => pid))).toEqual([[1234], [5678]]);
    expect(signs.map(({ kind, order }) => [kind, order])).toEqual([['allocation-failure', 4]]);
    expect([ran.isAllRight, ran.complaints]).toEqual([true, []]);
  });

  it.each(['', QUIET_LOG])('is valid where nothing is found', async (log) => {
    const ran = await report({}, Readable.from([Buffer.from(log)]));
    expect(reportOf(ran)).toEqual({ incidents: [], signs: [] });
    expect([ran.isAllRight, ran.complaints]).toEqual([true, []]);
  });

  it('writes an incident before the log is at its end', async () => {
    const written: string[] = [];
    let seen = '';
    async function* pieces(): AsyncGenerator<Buffer> {
      // More than are held back to look for copies of them, and then more than is read at once.
      for (let pid = 1; pid <= 2_100; pid += 1) {
        const line = `Out of memory: Killed process ${pid} (worker) total-vm:${pid}kB, anon-rss:4kB, file-rss:0kB`;
        yield Buffer.from(`[${pid}.000001] ${line}\n[${pid}.500001] eth0: link\n`);
      }
      for (let part = 0; part < 30; part += 1) yield Buffer.from('[ 9000.000001] eth0: link\n'.repeat(2_000));
      seen = written.join('');
    }
    const output = {
      write: async (text: string) => void written.push(text),
      complain: () => {},
      progress: NO_PROGRESS,
    };
    const command: ReportWords = {
      kind: 'report',
      files: ['-'],
      format: 'json',
      incidentId: null,
      language: 'en',
    };
    await reportCommand(command, output, Readable.from(pieces()));
    expect(seen).toContain('"pid":7,');
  });

  it('gives what is in two files once', async () => {
    const files = [await file('a.log', LOG), await file('b.log.gz', gzipSync(globalKill(99, 50) + LOG))];
    const { incidents, signs } = reportOf(await report({ files }));
    expect(incidents.map(({ kills }) => kills[0]?.pid)).toEqual([1234, 5678, 99]);
    expect(signs).toHaveLength(1);
  });

  it('reads the other files where one cannot be read, and says which and why', async () => {
    const files = [join(folder, 'missing.log'), await file('there.log', LOG)];
    const ran = await report({ files });
    expect(reportOf(ran).incidents).toHaveLength(2);
    expect(ran.isAllRight).toBe(false);
    expect(ran.complaints).toEqual([`There is no file ${folder}/missing.log. Check its name.`]);
  });

  it('keeps to the incident that is asked for', async () => {
    const all = reportOf(await report({}, Readable.from([Buffer.from(LOG)])));
    const id = all.incidents[1]?.id ?? '';
    const { incidents } = reportOf(
      await report({ incidentId: id.slice(0, 8) }, Readable.from([Buffer.from(LOG)])),
    );
    expect(incidents.map((incident) => incident.id)).toEqual([id]);
  });

  it('says that there is no such incident', async () => {
    const ran = await report({ incidentId: 'nothing' }, Readable.from([Buffer.from(LOG)]));
    expect([ran.isAllRight, ran.complaints]).toEqual([false, ['There is no incident nothing in -.']]);
    expect(reportOf(ran).incidents).toEqual([]);
  });
});

describe('lowmark report', () => {
  it.each([
    [
      'en',
      [
        'leaker (1234) was killed',
        'Early signs',
        'page allocation failure',
        'Incidents: 2. Processes killed: 2. Early signs: 1.',
      ],
    ],
    ['zh-CN', ['leaker (1234) 被杀', '早期征兆', '页分配失败', '事件 2 起，被杀进程 2 个，早期征兆 1 次']],
  ] as const)('is a table for people in %s', async (language, texts) => {
    const { written } = await report({ format: 'table', language }, Readable.from([Buffer.from(LOG)]));
    for (const text of texts) expect(written).toContain(text);
  });

  it('says so where there is nothing', async () => {
    const ran = await report({ format: 'table' }, Readable.from([Buffer.from(QUIET_LOG)]));
    expect(ran.isAllRight).toBe(true);
    expect(ran.written).toContain('There is no out-of-memory report in -.');
  });

  it('writes a document of each incident as Markdown', async () => {
    const { written } = await report({ format: 'markdown' }, Readable.from([Buffer.from(LOG)]));
    expect(written.match(/^# .*$/gm)).toHaveLength(2);
    expect(written).toContain('oom_reaper: reaped process 5678');
  });

  it('writes one page with all incidents as HTML', async () => {
    const { written } = await report({ format: 'html' }, Readable.from([Buffer.from(LOG)]));
    expect(written.match(/<article>/g)).toHaveLength(2);
    expect(written.match(/<!doctype html>|<\/html>/g)).toHaveLength(2);
    expect(written).toContain('<div id="i2-L');
  });

  it('says on standard error that there is no incident to make a page of', async () => {
    const ran = await report({ format: 'html' }, Readable.from([Buffer.from(QUIET_LOG)]));
    expect(ran.complaints).toEqual(['There is no out-of-memory report in -.']);
    expect(ran.isAllRight).toBe(true);
  });
});

describe('lowmark replay', () => {
  it('computes each report again', async () => {
    const [first, ...others] = replaysOf(await replay({}));
    expect(others).toEqual([]);
    // 40000 pages and 100 of page tables; 50000 - 2500 pages of RAM, no swap.
    expect(first).toMatchObject({
      predicted: 1234,
      actual: 1234,
      died: [1234],
      agrees: true,
      totalPages: 47_500,
    });
    expect(first?.ranking[0]).toMatchObject({ pid: 1234, points: 40_100, eligible: true });
  });

  it.each([
    ['another adj', { adjByPid: new Map([[1234, -1000]]) }, 300],
    ['a removed process', { removedPids: new Set([1234]) }, 300],
    ['nothing that matters', { adjByPid: new Map([[300, 100]]) }, 1234],
  ])('answers what %s would have meant', async (_what, changes, predicted) => {
    const [first] = replaysOf(await replay({ changes: { ...NO_CHANGES, ...changes } }));
    expect(first).toMatchObject({ predicted, actual: 1234 });
  });

  it('carries each sentence with its text in the language that is asked for', async () => {
    const changes = { ...NO_CHANGES, removedPids: new Set([1234]) };
    const { written } = await replay({ changes, language: 'zh-CN' });
    expect(written).toMatch(/"code":"replay\.[^}]*"params":\{[^}]*\},"text":"[^"]*[\u4e00-\u9fff]/);
  });

  it.each([
    [
      'en',
      [
        'Replay takes',
        'Kernel took',
        'What if',
        'oom_score_adj of leaker (1234) is -1000',
        'Ranking with the changes',
      ],
    ],
    ['zh-CN', ['重放选中', '内核选中', '假设', 'leaker (1234) 的 oom_score_adj 为 -1000', '更改后的排名']],
  ] as const)('is a table for people in %s', async (language, texts) => {
    const changes = { ...NO_CHANGES, adjByPid: new Map([[1234, -1000]]) };
    const { written } = await replay({ isJson: false, changes, language });
    for (const text of texts) expect(written).toContain(text);
  });

  it('says what -17 is, and still computes it', async () => {
    const ran = await replay({ changes: { ...NO_CHANGES, adjByPid: new Map([[1234, -17]]) } });
    expect(ran.complaints).toEqual([expect.stringContaining('-17 belongs to oom_adj')]);
    expect(replaysOf(ran)).toHaveLength(1);
    expect(ran.isAllRight).toBe(true);
  });

  it('says that a PID is in no table', async () => {
    const changes = { ...NO_CHANGES, adjByPid: new Map([[4, 0]]), removedPids: new Set([5, 300]) };
    const { complaints } = await replay({ changes });
    expect(complaints).toEqual([
      expect.stringContaining('process 4, so --adj 4 changes nothing'),
      expect.stringContaining('process 5, so --remove 5 changes nothing'),
    ]);
  });

  it('is valid JSON where nothing is found', async () => {
    const ran = await replay({}, QUIET_LOG);
    expect(replaysOf(ran)).toEqual([]);
    expect(ran.isAllRight).toBe(true);
  });
});
