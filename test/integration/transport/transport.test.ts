import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IMPORT_CHUNK_BYTES } from '../../../src/shared/model';
import type { AddHostRequest } from '../../../src/shared/schema/requests';
import { DESCRIPTION, TestApplication } from './testRouter';
import { messagePort, webSocket, type Connected, type Transport } from './transports';

const HOST: AddHostRequest = {
  address: 'ops@web-01',
  name: 'web-01',
  authentication: { kind: 'auto' },
  secret: null,
  cadence: { hostWideSeconds: 5, processesSeconds: 15 },
  allowsOldAlgorithms: false,
  sudo: 'never',
  group: null,
  tags: [],
};

/** The same cases over each transport: what a page sees must not depend on what carries it. */
describe.each<Transport>([messagePort, webSocket])('the contract over $name', (transport) => {
  let application: TestApplication;
  let page: Connected;

  beforeEach(async () => {
    application = new TestApplication();
    page = await transport.connect(application.router);
  });

  afterEach(async () => {
    await page.stop();
  });

  it('answers a call', async () => {
    await expect(page.client.app.describe()).resolves.toEqual(DESCRIPTION);
  });

  it('answers many calls at once, each with its own answer', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `host-${String(index)}`);
    const answers = await Promise.all(names.map((name) => page.client.fleet.addHost({ ...HOST, name })));
    expect(answers.map((answer) => answer.hostId)).toEqual(names);
  });

  it('carries a piece of a file as large as the contract allows', async () => {
    const { importId } = await page.client.incidents.beginImport({
      fileName: 'x'.repeat(100),
      byteLength: null,
    });
    const base64 = Buffer.alloc(IMPORT_CHUNK_BYTES, 0xff).toString('base64');
    await expect(page.client.incidents.pushImport({ importId, base64 })).resolves.toEqual({
      readBytes: IMPORT_CHUNK_BYTES,
      incidents: 0,
    });
  });

  it('refuses input that the contract does not allow, and says what is wrong with it', async () => {
    const call = page.client.fleet.addHost({
      ...HOST,
      cadence: { hostWideSeconds: 0, processesSeconds: 15 },
    });
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'BAD_REQUEST',
      data: { issues: [expect.objectContaining({ path: ['cadence', 'hostWideSeconds'] })] },
    });
  });

  it('holds back an answer of main that the contract does not allow', async () => {
    const error: unknown = await page.client.fleet
      .addHost({ ...HOST, name: null })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', defined: false });
  });

  it('does not let a page take an answer that the contract does not allow', async () => {
    const careless = await transport.connect(new TestApplication(false).router);
    const error: unknown = await careless.client.fleet
      .addHost({ ...HOST, name: null })
      .catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(ORPCError);
    expect(error).toMatchObject({ message: 'Server response output does not match expected schema' });
    await careless.stop();
  });

  it('carries a refusal with its sentence', async () => {
    const error: unknown = await page.client.fleet
      .removeHost({ hostId: 'web-01' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'REFUSED',
      defined: true,
      data: { sentence: { code: 'refused.noSuchHost', params: { host: 'web-01' } } },
    });
  });

  it('keeps the detail of an internal error to itself', async () => {
    const error: unknown = await page.client.fleet
      .restoreHost({ hostId: 'web-01' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' });
    expect(JSON.stringify(error)).not.toContain('nobody');
  });

  it('streams events and ends the stream when the page leaves it', async () => {
    const events = await page.client.fleet.watchFleet({ watchId: 'one' });
    await expect(events.next()).resolves.toMatchObject({ value: { kind: 'snapshot', sequence: 1 } });
    await page.client.fleet.acknowledge({ watchId: 'one', sequence: 1 });
    application.change();
    await application.pass(200);
    await expect(events.next()).resolves.toMatchObject({ value: { kind: 'delta', sequence: 2 } });
    await events.return();
    await vi.waitFor(() => {
      expect(application.openStreams).toBe(0);
    });
    expect(application.watches.size).toBe(0);
  });

  it('ends a stream whose signal the page aborts while nothing is being sent', async () => {
    const leaving = new AbortController();
    const events = await page.client.fleet.watchFleet({ watchId: 'one' }, { signal: leaving.signal });
    await events.next();
    const waiting = events.next().catch((reason: unknown) => reason);
    leaving.abort();
    expect(await waiting).toBeInstanceOf(Error);
    await vi.waitFor(() => {
      expect(application.openStreams).toBe(0);
    });
  });

  it('ends every stream of a page that goes away, and tells the page of it', async () => {
    const streams = await Promise.all(
      ['one', 'two', 'three'].map((watchId) => page.client.fleet.watchFleet({ watchId })),
    );
    for (const events of streams) await events.next();
    expect(application.openStreams).toBe(3);
    const waiting = streams.map((events) => events.next().catch((reason: unknown) => reason));
    page.closeFromPage();
    await vi.waitFor(() => {
      expect(application.openStreams).toBe(0);
    });
    expect(application.watches.size).toBe(0);
    for (const outcome of await Promise.all(waiting)) expect(outcome).toBeInstanceOf(Error);
  });

  it('ends calls and streams on both sides when main closes the transport', async () => {
    const events = await page.client.fleet.watchFleet({ watchId: 'one' });
    await events.next();
    const waiting = events.next().catch((reason: unknown) => reason);
    await page.closeFromMain();
    await page.pageClosed;
    expect(await waiting).toBeInstanceOf(Error);
    await vi.waitFor(() => {
      expect(application.openStreams).toBe(0);
    });
  });

  it('sends a page that lags one event more, however much changes', async () => {
    const events = await page.client.fleet.watchFleet({ watchId: 'slow' });
    await events.next();
    for (let change = 0; change < 20; change += 1) {
      application.change();
      await application.pass(200);
    }
    expect(application.sentEvents).toBe(1);
    await page.client.fleet.acknowledge({ watchId: 'slow', sequence: 1 });
    await application.pass(0);
    await expect(events.next()).resolves.toMatchObject({ value: { kind: 'delta', sequence: 2 } });
    expect(application.sentEvents).toBe(2);
  });

  it.each([
    ['text that is not JSON', 'GET / HTTP/1.1'],
    ['JSON of another shape', '[1,2,3]'],
    ['a request without a path', '{"i":"1","p":{}}'],
    ['a path out of the contract’s alphabet', '{"i":"1","p":{"u":"/../x"}}'],
    [
      'a request with headers',
      '{"i":"1","p":{"u":"/app/describe","h":{"content-type":"multipart/form-data"}}}',
    ],
    ['a client’s stream', '{"i":"1","t":3,"p":{"e":"message"}}'],
    [
      'a message over the bound',
      JSON.stringify({ i: '1', p: { u: '/app/describe', b: 'x'.repeat(70_000) } }),
    ],
  ])('disconnects a page that sends %s', async (_what, text) => {
    const events = await page.client.fleet.watchFleet({ watchId: 'one' });
    await events.next();
    page.sendRaw(text);
    await page.pageClosed;
    await vi.waitFor(() => {
      expect(application.openStreams).toBe(0);
    });
  });

  it('answers a call of a procedure that does not exist without ending the connection', async () => {
    page.sendRaw('{"i":"zz","p":{"u":"/constructor/prototype"}}');
    await expect(page.client.app.describe()).resolves.toEqual(DESCRIPTION);
  });
});
