import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { createApp, type App } from '../../src/main/app';
import type { AppRouter } from '../../src/main/api/router';
import { systemClock } from '../../src/main/clock';
import { silentLog } from '../../src/main/log';
import type {
  ChangeItem,
  ChangePlan,
  ChangeRun,
  HostDrift,
  HostRow,
  SshAuthentication,
  StepResult,
  SudoUse,
} from '../../src/shared/model';
import { PASSWORD, type HostUser, type TestHost } from './testHost';

/** Long enough for an emulated machine on a busy one; everything waits for a state, nothing for a time. */
const PATIENCE_MS = 120_000;

/** The whole application as the shells run it, with a data folder of its own, spoken to through its API. */
export class Lowmark {
  readonly client: RouterClient<AppRouter>;
  readonly folder: string;
  readonly #app: App;
  #watches = 0;

  private constructor(app: App, folder: string) {
    this.#app = app;
    this.folder = folder;
    this.client = createRouterClient(app.router);
  }

  static async over(host: TestHost): Promise<Lowmark> {
    const folder = mkdtempSync(join(tmpdir(), 'lowmark-hosts-'));
    writeFileSync(join(folder, 'hosts.json'), JSON.stringify({ version: 1, hosts: [] }));
    writeFileSync(join(folder, 'known_hosts'), host.knownHosts);
    const app = await createApp({
      shell: 'browser',
      dataFolder: folder,
      resourcesFolder: join(import.meta.dirname, '..', '..', 'resources'),
      version: '0.0.0-test',
      isDemoShown: false,
      clock: systemClock,
      log: silentLog,
    });
    return new Lowmark(app, folder);
  }

  async close(): Promise<void> {
    await this.#app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Adds the host under an account and waits until it is watched. */
  async add(host: TestHost, user: HostUser, sudo: SudoUse = 'never'): Promise<string> {
    const isPassword = user === 'pw';
    const authentication: SshAuthentication = isPassword
      ? { kind: 'password' }
      : { kind: 'key', path: host.keyFile };
    const { hostId } = await this.client.fleet.addHost({
      address: `${user}@127.0.0.1:${String(host.port)}`,
      name: `box-${user}`,
      authentication,
      secret: isPassword ? PASSWORD : null,
      cadence: { hostWideSeconds: 2, processesSeconds: 4 },
      allowsOldAlgorithms: false,
      sudo,
      group: null,
      tags: [],
    });
    await this.rowWhere(hostId, (row) => row.state.kind === 'live' && row.nextVictim !== null);
    return hostId;
  }

  async rowWhere(hostId: string, holds: (row: HostRow) => boolean): Promise<HostRow> {
    const watchId = this.#newWatch();
    const ending = AbortSignal.timeout(PATIENCE_MS);
    const events = await this.client.fleet.watchFleet({ watchId }, { signal: ending });
    for await (const event of events) {
      const rows = event.kind === 'snapshot' ? event.rows : event.upserted;
      const row = rows.find(({ id }) => id === hostId);
      if (row !== undefined && holds(row)) return row;
      await this.client.fleet.acknowledge({ watchId, sequence: event.sequence });
    }
    throw new Error('the host did not come to that state');
  }

  propose(items: readonly ChangeItem[]): Promise<ChangePlan> {
    return this.client.changes.propose({ items: [...items], selection: null, origin: { kind: 'process' } });
  }

  /** Confirms as a person would who types what is asked for, and waits for the end. */
  async confirm(plan: ChangePlan, passwords: Readonly<Record<string, string>> = {}): Promise<ChangeRun> {
    const { runId } = await this.begin(plan, passwords);
    return this.runWhere(runId, (run) => run.endedAtMs !== null);
  }

  begin(plan: ChangePlan, passwords: Readonly<Record<string, string>> = {}): Promise<{ runId: string }> {
    const { confirmation } = plan;
    return this.client.changes.confirm({
      planId: plan.id,
      phrase: confirmation.kind === 'typed' ? confirmation.phrase : null,
      reason: 'host test',
      passwords,
    });
  }

  async runWhere(runId: string, holds: (run: ChangeRun) => boolean): Promise<ChangeRun> {
    const watchId = this.#newWatch();
    const ending = AbortSignal.timeout(PATIENCE_MS);
    const events = await this.client.changes.watchChanges({ watchId }, { signal: ending });
    for await (const event of events) {
      const run = event.runs.find(({ id }) => id === runId);
      if (run !== undefined && holds(run)) return run;
      await this.client.fleet.acknowledge({ watchId, sequence: event.sequence });
    }
    throw new Error('the run did not come to that state');
  }

  async driftWhere(hostId: string, holds: (drift: HostDrift) => boolean): Promise<HostDrift> {
    const watchId = this.#newWatch();
    const ending = AbortSignal.timeout(PATIENCE_MS);
    const events = await this.client.policies.watchDrift({ watchId }, { signal: ending });
    for await (const event of events) {
      const drift = event.hosts.find((one) => one.hostId === hostId);
      if (drift !== undefined && holds(drift)) return drift;
      await this.client.fleet.acknowledge({ watchId, sequence: event.sequence });
    }
    throw new Error('the host did not come to that drift');
  }

  /** Everything that is stored, in one text. */
  stored(): string {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(this.folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, 'latin1'))
      .join('\n');
  }

  #newWatch(): string {
    this.#watches += 1;
    return `watch-${String(this.#watches)}`;
  }
}

/** The one result of a run with one step. */
export function onlyResultOf(run: ChangeRun): StepResult {
  const results = run.hosts.flatMap((host) => host.results);
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error(`${String(results.length)} results`);
  return result;
}
