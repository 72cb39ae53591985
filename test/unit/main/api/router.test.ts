import { createRouterClient, isLazy, isProcedure } from '@orpc/server';
import { isContractProcedure } from '@orpc/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRouter, type AppRouter } from '../../../../src/main/api/router';
import { Fleet } from '../../../../src/main/fleet/fleet';
import { HostRegistry } from '../../../../src/main/fleet/hostRegistry';
import { Refusal } from '../../../../src/main/fleet/refusal';
import { Secrets } from '../../../../src/main/fleet/secrets';
import { WatchRegistry } from '../../../../src/main/fleet/watchRegistry';
import { silentLog } from '../../../../src/main/log';
import { contract } from '../../../../src/shared/api/contract';
import { DEFAULT_CADENCE } from '../../../../src/shared/model';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock, settle } from '../../../support/manualClock';
import { ScriptedSource, frameOf } from '../../../support/scriptedSource';

let clock: ManualClock;
let source: ScriptedSource;
let fleet: Fleet;
let watches: WatchRegistry;
let router: AppRouter;

beforeEach(() => {
  clock = new ManualClock();
  source = new ScriptedSource();
  watches = new WatchRegistry(clock);
  fleet = new Fleet({ openSource: () => source, clock, log: silentLog, random: () => 0 });
  fleet.add(sshHost('first'));
  const registry = new HostRegistry([sshHost('first')], {
    fleet,
    secrets: new Secrets(),
    thisMachine: null,
    save: () => Promise.reject(new Refusal('refusal.read-only', { pid: 7, shell: 'desktop' })),
    resolveAddress: () => Promise.resolve({ host: 'h', port: 22, user: 'u' }),
    acceptHostKey: () => Promise.resolve(false),
  });
  router = createRouter({
    fleet,
    registry,
    watches,
    describe: () => Promise.reject(new Error('not asked here')),
    showDemo: () => Promise.resolve(),
    clock,
    log: silentLog,
  });
});

/** Every path of a nested router at which `isLeaf` holds. */
function pathsOf(node: unknown, isLeaf: (item: unknown) => boolean, prefix = ''): string[] {
  if (isLeaf(node)) return [prefix];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) =>
    pathsOf(child, isLeaf, prefix === '' ? key : `${prefix}.${key}`),
  );
}

describe('the API', () => {
  it('has a handler for every entry of the contract, and no other', () => {
    const handled = pathsOf(router, (item) => isProcedure(item) || isLazy(item));
    expect(handled.sort()).toEqual(pathsOf(contract, isContractProcedure).sort());
    expect(handled).toContain('fleet.watchFleet');
  });

  it('turns a refusal into the typed error with its sentence', async () => {
    const client = createRouterClient(router);
    await expect(client.fleet.removeHost({ hostId: 'first' })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { sentence: { code: 'refusal.read-only', params: { pid: 7, shell: 'desktop' } } },
    });
    await expect(client.fleet.reconnectHost({ hostId: 'nobody' })).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('turns away input that the contract does not allow', async () => {
    const client = createRouterClient(router);
    const request = {
      address: 'x',
      name: null,
      authentication: { kind: 'auto' as const },
      secret: null,
      cadence: { ...DEFAULT_CADENCE, hostWideSeconds: 0 },
      allowsOldAlgorithms: false,
    };
    await expect(client.fleet.addHost(request)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('streams the fleet under the pace of its acknowledgements, and forgets the watch at its end', async () => {
    const client = createRouterClient(router);
    const stop = new AbortController();
    const events = await client.fleet.watchFleet({ watchId: 'w' }, { signal: stop.signal });
    const iterator = events[Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({ value: { kind: 'snapshot', sequence: 1 } });
    expect(watches.size).toBe(1);
    source.current.identify();
    source.current.send(frameOf(100));
    await settle();
    const second = iterator.next();
    await client.fleet.acknowledge({ watchId: 'w', sequence: 1 });
    await clock.advance(200);
    expect(await second).toMatchObject({ value: { kind: 'delta', upserted: [{ id: 'first' }] } });
    const last = iterator.next();
    stop.abort();
    await last.catch(() => undefined);
    await settle();
    expect(watches.size).toBe(0);
  });
});
