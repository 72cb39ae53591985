import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../shared/model';
import { message } from '../shared/model';
import type { AppDescription } from '../shared/schema/requests';
import { openChanges } from './actions/openChanges';
import { createRouter, type AppRouter } from './api/router';
import type { ApiServices } from './api/services';
import { DemoFleet } from './fleet/demoFleet';
import { Fleet } from './fleet/fleet';
import { HostRegistry } from './fleet/hostRegistry';
import { Refusal } from './fleet/refusal';
import { Secrets } from './fleet/secrets';
import { WatchRegistry } from './fleet/watchRegistry';
import { openIncidents } from './incidents/incidents';
import type { Platform } from './platform';
import { openPolicies } from './policies/policies';
import { createSources, type Sources } from './sources';
import { openHostsFile } from './storage/hostsFile';
import { takeWriteLock, type WriteLock } from './storage/writeLock';
import { ownUser, privateKeysIn, thisMachine } from './thisMachine';

/** The running application, the same under every shell. */
export interface App {
  readonly router: AppRouter;
  /** Ends every connection, gives the data folder free. */
  close(): Promise<void>;
}

/**
 * Puts the parts together and starts watching. No logic of its own.
 *
 * @throws the system's error where the data folder cannot be made or read.
 */
export async function createApp(platform: Platform): Promise<App> {
  const { dataFolder, clock, log } = platform;
  const lock = await takeWriteLock(dataFolder, platform.shell);
  const store = openHostsFile(dataFolder, lock.kind === 'held', log);
  const secrets = new Secrets();
  const sources = createSources({ dataFolder, secrets, clock, log });
  const incidents = await openIncidents({ dataFolder, mayWrite: lock.kind === 'held', clock, log });
  const { logs } = incidents;
  const fleet = new Fleet({ openSource: sources.open, clock, log, random: Math.random, logs });
  const demo = new DemoFleet(fleet, join(platform.resourcesFolder, 'demo'));
  const local = thisMachine();
  const hosts = (await store.load()) ?? (local === null ? [] : [local]);
  const registry = new HostRegistry(hosts, {
    fleet,
    secrets,
    thisMachine: local,
    save: (list) => saveOrRefuse(lock, () => store.save(list), join(dataFolder, 'hosts.json')),
    resolveAddress: sources.resolveAddress,
    acceptHostKey: sources.acceptHostKey,
  });
  const { changes, audit, policies } = await openChanging(platform, lock, fleet);
  for (const host of hosts) fleet.add(host);
  if (platform.isDemoShown) await demo.show(true);
  const router = createRouter({
    fleet,
    registry,
    watches: new WatchRegistry(clock),
    incidents,
    changes,
    audit,
    policies,
    describe: () => describe(platform, lock, demo, sources),
    showDemo: (isShown) => demo.show(isShown),
    clock,
    log,
  });
  return {
    router,
    close: async () => {
      policies.close();
      await changes.close();
      fleet.close();
      await incidents.close();
      if (lock.kind === 'held') await lock.release();
    },
  };
}

/** What is wanted of hosts, and how they are changed. */
async function openChanging(
  { dataFolder, shell, clock, log }: Platform,
  lock: WriteLock,
  fleet: Fleet,
): Promise<Pick<ApiServices, 'changes' | 'audit' | 'policies'>> {
  const readOnly = readOnlyReason(lock);
  const common = { dataFolder, fleet, clock, log };
  const { changes, audit, hands, recordPolicy } = await openChanges({
    ...common,
    lockedBy: readOnly,
    isReadOnlyForced: process.env['LOWMARK_READ_ONLY'] === '1',
    shell,
  });
  const policies = await openPolicies({
    ...common,
    mayWrite: readOnly === null,
    readOnlyReason: readOnly,
    hands,
    onSaved: recordPolicy,
  });
  // What was just put right should not stand there as drift.
  changes.listenWritten((hostId) => policies.checkDrift([hostId]));
  return { changes, audit, policies };
}

function readOnlyReason(lock: WriteLock): Message | null {
  return lock.kind === 'held'
    ? null
    : message('refusal.read-only', { pid: lock.owner.pid, shell: lock.owner.shell });
}

async function saveOrRefuse(lock: WriteLock, save: () => Promise<void>, path: string): Promise<void> {
  if (lock.kind === 'taken') {
    throw new Refusal('refusal.read-only', { pid: lock.owner.pid, shell: lock.owner.shell });
  }
  try {
    await save();
  } catch (error) {
    const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Refusal('refusal.not-stored', { path, problem });
  }
}

async function describe(
  platform: Platform,
  lock: WriteLock,
  demo: DemoFleet,
  sources: Sources,
): Promise<AppDescription> {
  const reason = readOnlyReason(lock);
  return {
    version: platform.version,
    shell: platform.shell,
    readOnlyReason: reason === null ? null : { code: reason.code, params: { ...reason.params } },
    isDemoShown: demo.isShown,
    canWatchThisMachine: thisMachine() !== null,
    defaultUser: ownUser(),
    keyFiles: await privateKeysIn(join(homedir(), '.ssh')),
    hasAgent: sources.hasAgent(),
  };
}
