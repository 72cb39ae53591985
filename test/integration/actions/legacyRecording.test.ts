import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppRouter } from '../../../src/main/api/router';
import { createApp, type App } from '../../../src/main/app';
import { systemClock } from '../../../src/main/clock';
import { silentLog } from '../../../src/main/log';
import { kernelFixture } from '../../support/kernelFixtures';

/** A recording of a kernel that has only `oom_adj`, as a host of the list. */

const NAME = 'old-01';
const HOST = `demo:${NAME}`;

let folder: string;
let app: App;
let client: RouterClient<AppRouter>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-legacy-'));
  await writeRecording(join(folder, 'resources', 'demo'));
  app = await createApp({
    shell: 'browser',
    dataFolder: join(folder, 'data'),
    resourcesFolder: join(folder, 'resources'),
    version: '0.0.0-test',
    isDemoShown: true,
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
});

afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function writeRecording(demo: string): Promise<void> {
  const fixture = kernelFixture('synthetic-2.6.18-i686-highmem');
  const sections = {
    meminfo: fixture.read('meminfo'),
    buddyinfo: fixture.read('buddyinfo'),
    zoneinfo: fixture.read('zoneinfo'),
    vmstat: fixture.read('vmstat'),
    processes: fixture.read('processes.tsv'),
  };
  const header = { lowmark: 1, host: NAME, kernel: '2.6.18-419.el5', arch: 'i686', pageBytes: 4096 };
  const lines = [header, { at: 1000, sections }, { at: 1005, sections }];
  const file = `${NAME}.jsonl.gz`;
  await mkdir(demo, { recursive: true });
  await writeFile(join(demo, file), gzipSync(lines.map((line) => JSON.stringify(line) + '\n').join('')));
  const list = [{ file, name: NAME, startRatio: 0, note: 'made up' }];
  await writeFile(join(demo, 'demo.json'), JSON.stringify(list));
}

describe('a recording of a kernel with oom_adj only', () => {
  it('gives a plan through oom_adj, with both scales and nothing to run', async () => {
    const item = { kind: 'set-adj', hostId: HOST, scale: 'oom_score_adj' } as const;
    const plan = await client.changes.propose({
      items: [
        { ...item, pid: 2240, startTicks: 2703, adj: -1000 },
        { ...item, pid: 2377, startTicks: 2911, adj: -200 },
      ],
      selection: null,
      origin: { kind: 'process' },
    });
    expect(plan.hosts).toMatchObject([
      {
        hostName: NAME,
        kernel: '2.6.18-419.el5',
        blocked: { code: 'plan.host.recording' },
        command: null,
        steps: [
          {
            process: { comm: 'mysqld' },
            file: 'oom_adj',
            before: 0,
            after: -17,
            mapping: { oomScoreAdj: -1000, oomAdj: -17 },
            placeAfter: null,
            notes: [{ code: 'plan.note.to-old-scale' }, { code: 'plan.lasting.none' }],
          },
          // trunc(-200 * 15 / 1000)
          { process: { comm: 'httpd' }, before: 4, after: -3, mapping: { oomScoreAdj: -200, oomAdj: -3 } },
        ],
      },
    ]);
    const request = { planId: plan.id, phrase: null, reason: 'a test', passwords: {} };
    await expect(client.changes.confirm(request)).rejects.toMatchObject({
      data: { sentence: { code: 'refusal.nothing-to-do' } },
    });
  });
});
