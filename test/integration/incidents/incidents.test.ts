import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRouter, type AppRouter } from '../../../src/main/api/router';
import { systemClock } from '../../../src/main/clock';
import { Fleet } from '../../../src/main/fleet/fleet';
import { HostRegistry } from '../../../src/main/fleet/hostRegistry';
import { Secrets } from '../../../src/main/fleet/secrets';
import { WatchRegistry } from '../../../src/main/fleet/watchRegistry';
import { openIncidents, type Incidents } from '../../../src/main/incidents/incidents';
import { silentLog } from '../../../src/main/log';
import type { HostLogState, IncidentEvent, IncidentSummary } from '../../../src/shared/model';
import { sshHost } from '../../support/hostConfigs';
import { idleAudit, idleChanges, idlePolicies } from '../../support/idleChanges';
import { recordedReport } from '../../support/recordedReports';
import { ScriptedSource, frameOf } from '../../support/scriptedSource';

/** The list of kills as a page has it: over the router, from a source to the file on disk. */
class Running {
  readonly source = new ScriptedSource();
  readonly client: RouterClient<AppRouter>;
  readonly shown = new Map<string, IncidentSummary>();
  readonly logs = new Map<string, HostLogState>();
  readonly #fleet: Fleet;
  readonly #incidents: Incidents;
  readonly #stop = new AbortController();

  static async start(dataFolder: string, mayWrite = true): Promise<Running> {
    return new Running(await openIncidents({ dataFolder, mayWrite, clock: systemClock, log: silentLog }));
  }

  private constructor(incidents: Incidents) {
    this.#incidents = incidents;
    const { logs } = incidents;
    const openSource = (): ScriptedSource => this.source;
    const fleet = new Fleet({ openSource, clock: systemClock, log: silentLog, random: () => 0, logs });
    this.#fleet = fleet;
    const registry = new HostRegistry([sshHost('web')], {
      fleet,
      secrets: new Secrets(),
      thisMachine: null,
      save: () => Promise.resolve(),
      resolveAddress: () => Promise.resolve({ host: 'h', port: 22, user: 'u' }),
      acceptHostKey: () => Promise.resolve(false),
    });
    fleet.add(sshHost('web'));
    this.client = createRouterClient(
      createRouter({
        fleet,
        registry,
        watches: new WatchRegistry(systemClock),
        incidents,
        changes: idleChanges(),
        audit: idleAudit(),
        policies: idlePolicies(),
        describe: () => Promise.reject(new Error('not asked here')),
        showDemo: () => Promise.resolve(),
        clock: systemClock,
        log: silentLog,
      }),
    );
    void this.#watch();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#fleet.close();
    await this.#incidents.close();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    try {
      for await (const event of await this.client.incidents.watchIncidents({ watchId: 'w' }, { signal })) {
        this.#apply(event);
        await this.client.fleet.acknowledge({ watchId: 'w', sequence: event.sequence });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #apply(event: IncidentEvent): void {
    if (event.kind === 'snapshot') this.shown.clear();
    else for (const key of event.removedKeys) this.shown.delete(key);
    const upserted = event.kind === 'snapshot' ? event.incidents : event.upserted;
    for (const summary of upserted) this.shown.set(summary.key, summary);
    for (const state of event.logs) this.logs.set(state.hostId, state);
  }
}

let folder: string;
let running: Running[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-incidents-'));
  running = [];
});

afterEach(async () => {
  for (const one of running) await one.close();
  await rm(folder, { recursive: true });
});

async function start(mayWrite = true): Promise<Running> {
  const one = await Running.start(folder, mayWrite);
  running.push(one);
  return one;
}

async function until(assertion: () => void): Promise<void> {
  await vi.waitFor(assertion, { timeout: 20_000, interval: 20 });
}

/** A host whose log holds two kills of this boot, of four processes; the group's first victim is counted twice. */
function sendTwoKills({ source }: Running): void {
  source.current.identify();
  source.current.send(frameOf(3_600, { oomKills: 5 }));
  source.current.log({ kind: 'sources', sources: [{ name: 'dmesg', state: 'used', advice: null }] });
  for (const name of ['global-noswap', 'memcg-v2-group']) {
    source.current.log({ kind: 'window', source: 'dmesg', text: recordedReport(name), isPast: true });
  }
  source.current.log({ kind: 'past-read', isCut: false, readBytes: 10_646, reachesBackToMs: null });
}

describe('kills, from a host’s log to the list and the disk', () => {
  it('are shown, agree with the kernel’s count, and are there after a restart', async () => {
    const first = await start();
    sendTwoKills(first);
    await until(() => {
      expect([...first.shown.values()].map((summary) => summary.causeKind).sort()).toEqual([
        'cgroup',
        'memory',
      ]);
      expect(first.logs.get('web')).toMatchObject({ state: 'done', reconciliation: { verdict: 'agree' } });
    });
    const keys = [...first.shown.keys()];
    const details = await Promise.all(keys.map((key) => first.client.incidents.readIncident({ key })));
    await first.close();

    const second = await start();
    await until(() => {
      expect(new Set(second.shown.keys())).toEqual(new Set(keys));
    });
    const again = await Promise.all(keys.map((key) => second.client.incidents.readIncident({ key })));
    expect(again).toEqual(details);
    // The host's log is read anew: nothing comes twice.
    sendTwoKills(second);
    await until(() => {
      expect(second.logs.get('web')?.state).toBe('done');
    });
    expect(second.shown.size).toBe(2);
  });

  it('stay forgotten after a restart', async () => {
    const first = await start();
    sendTwoKills(first);
    await until(() => {
      expect(first.shown.size).toBe(2);
    });
    const [key = ''] = first.shown.keys();
    await first.client.incidents.forgetIncident({ key });
    await until(() => {
      expect(first.shown.has(key)).toBe(false);
    });
    await first.close();
    const second = await start();
    sendTwoKills(second);
    await until(() => {
      expect(second.logs.get('web')?.state).toBe('done');
      expect(second.shown.size).toBe(1);
    });
    expect(second.shown.has(key)).toBe(false);
  });

  it('can be read, and others found, beside another process that holds the folder', async () => {
    const writer = await start();
    sendTwoKills(writer);
    await until(() => {
      expect(writer.shown.size).toBe(2);
    });
    const reader = await start(false);
    const bytes = Buffer.from(recordedReport('swap-disk'));
    const { importId } = await reader.client.incidents.beginImport({
      fileName: 'kern.log',
      byteLength: null,
    });
    await reader.client.incidents.pushImport({ importId, base64: bytes.toString('base64') });
    const result = await reader.client.incidents.finishImport({ importId });
    expect(result.incidentKeys).toHaveLength(1);
    await until(() => {
      expect(reader.shown.size).toBe(3);
    });
    for (const key of reader.shown.keys()) {
      expect((await reader.client.incidents.readIncident({ key })).summary).toEqual(reader.shown.get(key));
    }
    expect(writer.shown.size).toBe(2);
  });
});
