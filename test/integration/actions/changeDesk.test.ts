import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppRouter } from '../../../src/main/api/router';
import { createApp, type App } from '../../../src/main/app';
import { auditCommand, auditVerifyCommand } from '../../../src/main/cli/auditCommand';
import { systemClock } from '../../../src/main/clock';
import { silentLog } from '../../../src/main/log';
import { entryOf } from '../../../src/main/storage/auditFile';
import type { ChangeItem, ChangePlan, ChangeRun } from '../../../src/shared/model';

const HOST = 'this-machine';

let folder: string;
let app: App;
let client: RouterClient<AppRouter>;
let child: ChildProcess;
let pid: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-changes-'));
  child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  pid = child.pid ?? 0;
  // Until it has become sleep it has another name, and would be another program.
  await vi.waitFor(() => {
    expect(readFileSync(`/proc/${String(pid)}/comm`, 'utf8')).toBe('sleep\n');
  });
  await start();
});

afterEach(async () => {
  await app.close();
  child.kill();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  app = await createApp({
    shell: 'browser',
    dataFolder: folder,
    resourcesFolder: join(import.meta.dirname, '../../../resources'),
    version: '0.0.0-test',
    isDemoShown: false,
    clock: systemClock,
    log: silentLog,
  });
  client = createRouterClient(app.router);
  const stop = new AbortController();
  const events = await client.fleet.watchFleet({ watchId: 'live' }, { signal: stop.signal });
  for await (const event of events) {
    const rows = event.kind === 'snapshot' ? event.rows : event.upserted;
    if (rows.some(({ id, state }) => id === HOST && state.kind === 'live')) break;
    await client.fleet.acknowledge({ watchId: 'live', sequence: event.sequence });
  }
  stop.abort();
}

function adjNow(): number {
  return Number(readFileSync(`/proc/${String(pid)}/oom_score_adj`, 'utf8'));
}

function startTicks(): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}

function setTo(adj: number): Promise<ChangePlan> {
  const item: ChangeItem = {
    kind: 'set-adj',
    hostId: HOST,
    pid,
    startTicks: startTicks(),
    adj,
    scale: 'oom_score_adj',
  };
  return client.changes.propose({ items: [item], selection: null, origin: { kind: 'process' } });
}

/** Confirms as the plan asks for it, and waits for the end. */
async function carryOut(plan: ChangePlan): Promise<ChangeRun> {
  const phrase = plan.confirmation.kind === 'typed' ? plan.confirmation.phrase : null;
  const { runId } = await client.changes.confirm({ planId: plan.id, phrase, reason: 'test', passwords: {} });
  const stop = new AbortController();
  const events = await client.changes.watchChanges({ watchId: 'runs' }, { signal: stop.signal });
  for await (const event of events) {
    const run = event.runs.find(({ id, endedAtMs }) => id === runId && endedAtMs !== null);
    if (run !== undefined) {
      stop.abort();
      return run;
    }
    await client.fleet.acknowledge({ watchId: 'runs', sequence: event.sequence });
  }
  throw new Error('the stream ended before the run');
}

async function rows(): Promise<Awaited<ReturnType<typeof client.audit.search>>['rows']> {
  return (await client.audit.search({ text: '', hostId: null, beforeNumber: null, limit: 100 })).rows;
}

/** Whether this machine may lower below what a process has had. */
function hasResourceCapability(): boolean {
  const [, hex = '0'] = /^CapEff:\s+([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return (BigInt(`0x${hex}`) & (1n << 24n)) !== 0n;
}

function cli(): {
  environment: Parameters<typeof auditCommand>[1];
  output: Parameters<typeof auditCommand>[2];
  said: string[];
} {
  const said: string[] = [];
  const environment = {
    dataFolder: folder,
    clock: systemClock,
    log: silentLog,
    askSecret: () => Promise.reject(new Error('nothing is asked here')),
  };
  const write = (text: string): Promise<void> => Promise.resolve(void said.push(text));
  const output = {
    write,
    complain: (text: string): void => void said.push(text),
    progress: { show: () => undefined, clear: () => undefined },
  };
  return { environment, output, said };
}

describe.runIf(process.platform === 'linux')('changing a process of this machine', () => {
  it('raises it, reads it back, and takes it back', async () => {
    const plan = await setTo(500);
    expect(plan.hosts).toMatchObject([
      { blocked: null, steps: [{ process: { pid, comm: 'sleep' }, before: 0, after: 500 }] },
    ]);
    expect(adjNow()).toBe(0);
    const run = await carryOut(plan);
    expect(run.hosts).toMatchObject([
      { state: 'done', results: [{ outcome: 'done', value: 500, wasReadAgain: false }] },
    ]);
    expect(adjNow()).toBe(500);
    const score = Number(readFileSync(`/proc/${String(pid)}/oom_score`, 'utf8'));
    expect(Math.abs((run.hosts[0]?.results[0]?.score ?? 0) - score)).toBeLessThanOrEqual(2);

    const [row] = await rows();
    expect(row).toMatchObject({ subject: `sleep (${String(pid)})`, before: 0, after: 500, undo: 'possible' });
    await carryOut(await client.changes.proposeUndo({ changeIds: [row?.changeId ?? ''] }));
    expect(adjNow()).toBe(0);
    expect((await rows()).map(({ undo }) => undo)).toEqual(['possible', 'undone']);
  });

  it.runIf(!hasResourceCapability())('says why it may not lower it', async () => {
    const run = await carryOut(await setTo(-500));
    expect(run.hosts[0]?.results).toMatchObject([
      {
        outcome: 'denied',
        value: 0,
        sentence: { code: `change.outcome.denied.adj-${process.getuid?.() === 0 ? 'root' : 'lowering'}` },
      },
    ]);
    expect(adjNow()).toBe(0);
  });

  it('does not touch what has ended since the plan was made', async () => {
    const plan = await setTo(500);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect((await carryOut(plan)).hosts[0]?.results).toMatchObject([{ outcome: 'gone' }]);
  });

  it('does not touch what somebody else has changed since', async () => {
    const plan = await setTo(500);
    await writeFile(`/proc/${String(pid)}/oom_score_adj`, '123');
    expect((await carryOut(plan)).hosts[0]?.results).toMatchObject([
      { outcome: 'changed-meanwhile', value: 123 },
    ]);
    expect(adjNow()).toBe(123);
  });

  it('knows after a restart what was done, and takes it back', async () => {
    await carryOut(await setTo(300));
    await app.close();
    await start();
    const [row] = await rows();
    expect(row).toMatchObject({ after: 300, result: { outcome: 'done' }, undo: 'possible' });
    await carryOut(await client.changes.proposeUndo({ changeIds: [row?.changeId ?? ''] }));
    expect(adjNow()).toBe(0);
  });

  it('has on record who stored which policy', async () => {
    const { sha256 } = await client.policies.read();
    const { text } = await client.policies.readSuggestions();
    const stored = await client.policies.save({ text, replacesSha256: sha256 });
    const entry = entryOf((await readFile(join(folder, 'audit.jsonl'), 'utf8')).trim());
    expect(entry).toMatchObject({ number: 1, record: { kind: 'policy', sha256: stored.sha256 } });
  });

  it('can be read in a terminal beside the Lowmark that does it', async () => {
    await carryOut(await setTo(300));
    const { environment, output, said } = cli();
    const words = { kind: 'audit', search: 'sleep', host: null, format: 'table', language: 'en' } as const;
    await auditCommand(words, environment, output);
    expect(said.join('')).toMatch(/sleep \(\d+\) {2}0 → 300 {2}done/);
    await auditCommand({ ...words, format: 'jsonl', search: '' }, environment, output);
    expect(said.slice(-2).join('')).toBe(await readFile(join(folder, 'audit.jsonl'), 'utf8'));
    const { headHash } = await client.audit.verify();
    const verify = { kind: 'audit-verify', head: headHash, isJson: false, language: 'zh-CN' } as const;
    expect(await auditVerifyCommand(verify, environment, output)).toBe(true);
    expect(await auditVerifyCommand({ ...verify, head: 'f'.repeat(64) }, environment, output)).toBe(false);
  });
});
