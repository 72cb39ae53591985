import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { NO_SSHD, startSshd } from '../../../integration/ssh/sshdFixture';
import { ROOT } from '../../shellProcess';

/** The built terminal commands, as `npm run -s lowmark --` starts them. */

const CLI = join(ROOT, 'out/main/cli.js');

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

let home: string;

test.beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lowmark-cli-'));
});

test.afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function lowmark(...words: readonly string[]): Promise<Outcome> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, LOWMARK_HOME: join(home, 'lowmark') };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...words], { env }, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
    child.stdin?.end();
  });
}

function memTotalBytes(): number {
  return Number(/^MemTotal: +(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
}

const printedSample = z.object({
  host: z.string(),
  sample: z.object({
    memory: z.object({ memTotalBytes: z.number() }),
    processes: z.array(z.object({ pid: z.number() })),
    zones: z.array(z.object({ name: z.string() })),
  }),
  assessment: z.object({
    level: z.string(),
    candidates: z.array(z.object({ eligible: z.boolean(), why: z.array(z.object({ text: z.string() })) })),
    zones: z.array(z.object({ name: z.string() })),
  }),
});

function parsed({ stdout }: Outcome): z.infer<typeof printedSample> {
  return printedSample.parse(JSON.parse(stdout));
}

test('sample prints this machine as JSON, with the numbers of /proc', async () => {
  const outcome = await lowmark('sample', '--json');
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
  const { host, sample, assessment } = parsed(outcome);
  expect(host).toBe(hostname());
  expect(sample.memory.memTotalBytes).toBe(memTotalBytes());
  expect(sample.processes.map(({ pid }) => pid)).toContain(process.pid);
  expect(assessment.level).not.toBe('unknown');
  expect(assessment.candidates.length).toBe(sample.processes.length);
  expect(assessment.candidates[0]?.eligible).toBe(true);
  expect(assessment.candidates[0]?.why[0]?.text).toMatch(/\S/);
  expect(assessment.zones.length).toBe(sample.zones.length);
});

test('sample prints a table by default', async () => {
  const { exitCode, stdout } = await lowmark('sample');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(hostname());
  expect(stdout).toMatch(/oom_score/);
});

test('record writes what sample reads again, and no command line unless asked', async () => {
  const recorded = await lowmark('record', '--for', '2');
  expect(recorded.exitCode).toBe(0);
  const path = join(home, 'here.jsonl');
  writeFileSync(path, recorded.stdout);
  expect(recorded.stdout).not.toContain(process.execPath);
  const outcome = await lowmark('sample', '--recording', path, '--json');
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
  expect(parsed(outcome).sample.memory.memTotalBytes).toBe(memTotalBytes());
});

test('says in one sentence what is wrong, and how it ended in its exit code', async () => {
  const wrongUsage = await lowmark('sample', '--no-such-option');
  expect(wrongUsage.exitCode).toBe(2);
  expect(wrongUsage.stderr).toMatch(/^lowmark: .*\n$/);
  const noHost = await lowmark('sample', 'nobody@127.0.0.1:1');
  expect(noHost).toMatchObject({ exitCode: 1, stdout: '' });
  expect(noHost.stderr).toMatch(/^lowmark: .*127\.0\.0\.1.*\n$/);
  const inChinese = await lowmark('sample', 'nobody@127.0.0.1:1', '--lang', 'zh-CN');
  expect(inChinese.stderr).toMatch(/\p{Script=Han}/u);
});

test('samples a host over SSH once its key was agreed to', async () => {
  test.skip(NO_SSHD !== null, NO_SSHD ?? '');
  const sshd = await startSshd();
  try {
    const address = `${sshd.user}@127.0.0.1:${String(sshd.port)}`;
    const words = ['sample', address, '--key', sshd.key.path, '--json'];
    const stranger = await lowmark(...words);
    expect(stranger.exitCode).toBe(1);
    expect(stranger.stderr).toContain(sshd.fingerprint());
    const agreed = await lowmark(...words, '--accept-host-key', sshd.fingerprint());
    expect(agreed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(parsed(agreed).sample.memory.memTotalBytes).toBe(memTotalBytes());
    // It is on record now.
    expect((await lowmark(...words)).exitCode).toBe(0);
  } finally {
    await sshd.stop();
  }
});
