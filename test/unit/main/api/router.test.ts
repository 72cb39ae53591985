import { createRouterClient, isLazy, isProcedure } from '@orpc/server';
import { isContractProcedure } from '@orpc/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRouter, type AppRouter } from '../../../../src/main/api/router';
import { Fleet } from '../../../../src/main/fleet/fleet';
import { HostRegistry } from '../../../../src/main/fleet/hostRegistry';
import { Refusal } from '../../../../src/main/fleet/refusal';
import { Secrets } from '../../../../src/main/fleet/secrets';
import { WatchRegistry } from '../../../../src/main/fleet/watchRegistry';
import { HostKernelLogs } from '../../../../src/main/incidents/hostKernelLogs';
import { IncidentLog } from '../../../../src/main/incidents/incidentLog';
import type { Incidents } from '../../../../src/main/incidents/incidents';
import { LogImports } from '../../../../src/main/incidents/logImports';
import { silentLog } from '../../../../src/main/log';
import { IncidentMemory } from '../../../../src/main/storage/incidentMemory';
import { contract } from '../../../../src/shared/api/contract';
import { DEFAULT_CADENCE, IMPORT_CHUNK_BYTES } from '../../../../src/shared/model';
import { sshHost } from '../../../support/hostConfigs';
import { idleAudit, idleChanges, idlePolicies } from '../../../support/idleChanges';
import { foundOf, incidentOf } from '../../../support/madeIncidents';
import { ManualClock, settle } from '../../../support/manualClock';
import { ScriptedSource, frameOf } from '../../../support/scriptedSource';

let clock: ManualClock;
let source: ScriptedSource;
let fleet: Fleet;
let watches: WatchRegistry;
let router: AppRouter;
let incidents: Incidents;

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
  const memory = new IncidentMemory({ incidents: 10_000, bytes: 1024 ** 3 });
  const list = new IncidentLog({ stored: null, mayWrite: false, memory, log: silentLog });
  incidents = {
    list,
    logs: new HostKernelLogs({ incidents: list, clock, log: silentLog }),
    imports: new LogImports(list, clock),
    close: () => list.close(),
  };
  router = createRouter({
    fleet,
    incidents,
    changes: idleChanges(),
    audit: idleAudit(),
    policies: idlePolicies(),
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
      sudo: 'never' as const,
      group: null,
      tags: [],
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

describe('the API of incidents', () => {
  it('streams the list under the pace of its acknowledgements, and forgets the watch at its end', async () => {
    await incidents.list.add(foundOf(incidentOf('a')));
    const client = createRouterClient(router);
    const stop = new AbortController();
    const events = await client.incidents.watchIncidents({ watchId: 'w' }, { signal: stop.signal });
    const iterator = events[Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({
      value: { kind: 'snapshot', sequence: 1, incidents: [{ key: 'web/a', causeKind: 'memory' }] },
    });
    await client.incidents.forgetIncident({ key: 'web/a' });
    const second = iterator.next();
    await client.fleet.acknowledge({ watchId: 'w', sequence: 1 });
    await clock.advance(200);
    expect(await second).toMatchObject({ value: { kind: 'delta', sequence: 2, removedKeys: ['web/a'] } });
    const last = iterator.next();
    stop.abort();
    await last.catch(() => undefined);
    await settle();
    expect(watches.size).toBe(0);
  });

  it('gives an incident whole, and its refusal where there is none', async () => {
    await incidents.list.add(foundOf(incidentOf('a')));
    const client = createRouterClient(router);
    const detail = await client.incidents.readIncident({ key: 'web/a' });
    expect(detail).toEqual(await incidents.list.read('web/a'));
    await client.incidents.forgetIncident({ key: 'web/a' });
    await expect(client.incidents.readIncident({ key: 'web/a' })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { sentence: { code: 'refusal.no-such-incident' } },
    });
    await client.incidents.restoreIncident({ key: 'web/a' });
    expect(await client.incidents.readIncident({ key: 'web/a' })).toEqual(detail);
  });

  it('asks the source of a host on the list to read its log again, once', async () => {
    const client = createRouterClient(router);
    await client.incidents.readLogAgain({ hostId: 'first' });
    expect([incidents.logs.takeRequest('first'), incidents.logs.takeRequest('first')]).toEqual([true, false]);
    await expect(client.incidents.readLogAgain({ hostId: 'nobody' })).rejects.toMatchObject({
      data: { sentence: { code: 'refusal.no-such-host' } },
    });
  });

  it('takes a file in pieces as large as agreed, and no larger', async () => {
    const client = createRouterClient(router);
    const { importId } = await client.incidents.beginImport({ fileName: 'kern.log', byteLength: null });
    const most = Buffer.alloc(IMPORT_CHUNK_BYTES, 'plain text\n').toString('base64');
    expect(await client.incidents.pushImport({ importId, base64: most })).toEqual({
      readBytes: 46_080,
      incidents: 0,
    });
    const more = Buffer.alloc(IMPORT_CHUNK_BYTES + 1).toString('base64');
    await expect(client.incidents.pushImport({ importId, base64: more })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await expect(client.incidents.pushImport({ importId, base64: '%' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await client.incidents.finishImport({ importId })).toEqual({
      incidentKeys: [],
      signs: [],
      readBytes: 46_080,
      knownAlready: 0,
      problem: null,
    });
    await client.incidents.cancelImport({ importId });
    await expect(client.incidents.finishImport({ importId })).rejects.toMatchObject({
      data: { sentence: { code: 'refusal.no-such-import' } },
    });
  });
});
