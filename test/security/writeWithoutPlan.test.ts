import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRouter, type AppRouter } from '../../src/main/api/router';
import { Fleet } from '../../src/main/fleet/fleet';
import { HostRegistry } from '../../src/main/fleet/hostRegistry';
import { Secrets } from '../../src/main/fleet/secrets';
import { WatchRegistry } from '../../src/main/fleet/watchRegistry';
import { openIncidents } from '../../src/main/incidents/incidents';
import { silentLog } from '../../src/main/log';
import type { FakeHost } from '../support/fakeHosts';
import { idlePolicies } from '../support/idleChanges';
import { OpenedDesk, setAdj } from '../support/openedDesk';

/** Whoever speaks to main, as a page that was taken over would: nothing is written that no plan of main's says. */
let opened: OpenedDesk;
let client: RouterClient<AppRouter>;
let web: FakeHost;

beforeEach(async () => {
  opened = await OpenedDesk.open();
  web = opened.hands.add('web');
  web.add(7);
  const { clock, desk, audit, folder } = opened;
  const fleet = new Fleet({
    openSource: () => {
      throw new Error('nothing is watched here');
    },
    clock,
    log: silentLog,
    random: () => 0,
  });
  const registry = new HostRegistry([], {
    fleet,
    secrets: new Secrets(),
    thisMachine: null,
    save: () => Promise.resolve(),
    resolveAddress: () => Promise.resolve({ host: 'h', port: 22, user: 'u' }),
    acceptHostKey: () => Promise.resolve(false),
  });
  client = createRouterClient(
    createRouter({
      fleet,
      registry,
      watches: new WatchRegistry(clock),
      incidents: await openIncidents({ dataFolder: folder, mayWrite: false, clock, log: silentLog }),
      changes: desk,
      audit,
      policies: idlePolicies(),
      describe: () => Promise.reject(new Error('not asked here')),
      showDemo: () => Promise.resolve(),
      clock,
      log: silentLog,
    }),
  );
});

afterEach(async () => {
  await opened.close();
});

const CONFIRM = { phrase: null, reason: 'because', passwords: {} };
const REQUEST = { items: [setAdj('web', 7, 300)], selection: null, origin: { kind: 'process' as const } };

/** A call with words that the contract's types do not have. */
function propose(extra: object): Promise<unknown> {
  return client.changes.propose({ ...REQUEST, ...extra });
}

describe('a write without a plan', () => {
  it('is not made by proposing one', async () => {
    await client.changes.propose(REQUEST);
    expect(web.writes).toEqual([]);
  });

  it.each(['', 'x', '../plan', '__proto__', 'constructor'])('is not made for the id %j', async (planId) => {
    await client.changes.propose(REQUEST);
    await expect(client.changes.confirm({ planId, ...CONFIRM })).rejects.toMatchObject({
      code: planId === '' ? 'BAD_REQUEST' : 'REFUSED',
    });
    expect(web.writes).toEqual([]);
  });

  it('is not made with a plan of the page: what runs is what main has kept', async () => {
    const plan = await client.changes.propose(REQUEST);
    const kept = plan.hosts[0]?.command;
    const forged = {
      ...CONFIRM,
      planId: plan.id,
      hosts: [{ ...plan.hosts[0], command: 'reboot' }],
      command: 'reboot',
    };
    await client.changes.confirm(forged);
    await expect.poll(() => web.writes.map(({ command }) => command)).toEqual([kept]);
  });

  it('is not made by changing the plan that main has handed out', async () => {
    const plan = await client.changes.propose(REQUEST);
    const [host] = plan.hosts;
    const kept = host?.command;
    if (host !== undefined) Object.assign(host, { command: 'reboot' });
    await client.changes.confirm({ planId: plan.id, ...CONFIRM });
    await expect.poll(() => web.writes.map(({ command }) => command)).toEqual([kept]);
  });

  it.each<[string, object]>([
    ['a pid that is text', { items: [{ ...setAdj('web', 7, 300), pid: '7; reboot' }] }],
    ['a pid below 1', { items: [{ ...setAdj('web', 7, 300), pid: 0 }] }],
    ['a value out of range', { items: [setAdj('web', 7, 1001)] }],
    ['a value that is no whole number', { items: [setAdj('web', 7, 0.5)] }],
    ['another file', { items: [{ ...setAdj('web', 7, 300), scale: 'mem' }] }],
    ['another kind of change', { items: [{ kind: 'run', hostId: 'web', command: 'reboot' }] }],
    ['a unit with a path', { items: [{ kind: 'restart-unit', hostId: 'web', unit: '../x.service' }] }],
    ['a unit with a command', { items: [{ kind: 'restart-unit', hostId: 'web', unit: 'a;reboot.service' }] }],
    ['a unit with a line end', { items: [{ kind: 'restart-unit', hostId: 'web', unit: 'a.service\nb' }] }],
    ['an origin of its own', { origin: { kind: 'because' } }],
    ['too many items', { items: Array.from({ length: 50_001 }, () => setAdj('web', 7, 300)) }],
  ])('is not planned from %s', async (_name, extra) => {
    await expect(propose(extra)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it.each<[string, object]>([
    ['no reason', { reason: '' }],
    ['a reason of blanks', { reason: '  \n' }],
    ['a reason without end', { reason: 'x'.repeat(501) }],
    ['an empty password', { passwords: { web: '' } }],
  ])('is not confirmed with %s', async (_name, extra) => {
    const { id } = await client.changes.propose(REQUEST);
    await expect(client.changes.confirm({ planId: id, ...CONFIRM, ...extra })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(web.writes).toEqual([]);
  });

  it('has one way to the hands of a host: the run of a confirmed plan', async () => {
    const root = join(import.meta.dirname, '../../src');
    const callers: string[] = [];
    for (const name of globSync('**/*.{ts,vue}', { cwd: root })) {
      if (/\bhands\.write\(/.test(await readFile(join(root, name), 'utf8'))) callers.push(name);
    }
    expect(callers).toEqual(['main/actions/hostRun.ts']);
  });
});
