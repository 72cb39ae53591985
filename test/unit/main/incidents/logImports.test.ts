import { constants, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { IncidentLog } from '../../../../src/main/incidents/incidentLog';
import { LogImports } from '../../../../src/main/incidents/logImports';
import { silentLog } from '../../../../src/main/log';
import { IncidentMemory } from '../../../../src/main/storage/incidentMemory';
import type { LogImportResult } from '../../../../src/shared/model';
import { IMPORT_CHUNK_BYTES } from '../../../../src/shared/model';
import { ManualClock, settle } from '../../../support/manualClock';
import { inJournal, recordedReport } from '../../../support/recordedReports';

const BOUNDS = { incidents: 1_000, bytes: 64 * 1024 ** 2 };

let clock: ManualClock;
let list: IncidentLog;
let imports: LogImports;

beforeEach(() => {
  clock = new ManualClock();
  const memory = new IncidentMemory(BOUNDS);
  list = new IncidentLog({ stored: null, mayWrite: false, memory, log: silentLog });
  imports = new LogImports(list, clock);
});

async function push(importId: string, bytes: Uint8Array, pieceBytes = IMPORT_CHUNK_BYTES): Promise<void> {
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    await imports.push(importId, bytes.subarray(from, from + pieceBytes));
  }
}

async function importOf(
  bytes: Uint8Array,
  fileName = 'kern.log',
  pieceBytes?: number,
): Promise<LogImportResult> {
  const importId = imports.begin(fileName);
  await push(importId, bytes, pieceBytes);
  return imports.finish(importId);
}

/** Ordinary lines, poorly compressible. */
function noise(lines: number): string {
  const line = (n: number): string =>
    `[${String(n / 10).padStart(12)}] usb 1-1: device ${((n * 2_654_435_761) >>> 0).toString(36)} says ${((n * 40_503) >>> 0).toString(36)}`;
  return Array.from({ length: lines }, (_line, n) => line(n)).join('\n') + '\n';
}

/** The same kill over and over, an hour apart, with enough between them to be read block by block. */
function reports(count: number): string {
  const one = recordedReport('global-noswap');
  return Array.from({ length: count }, (_report, hour) => {
    const later = one.replaceAll(/^\[ *(\d+)\./gm, (_stamp, seconds: string) => {
      const shifted = Number(seconds) + hour * 3_600;
      return `[${String(shifted).padStart(5)}.`;
    });
    return `${later}${noise(1_000)}`;
  }).join('');
}

const TWO = `${noise(4_000)}${recordedReport('memcg-v2-group')}${noise(4_000)}${recordedReport('global-noswap')}`;

describe('a log file that is brought in', () => {
  it.each([
    ['plain', Buffer.from(TWO)],
    ['gzipped', gzipSync(TWO)],
    [
      'gzipped in two members',
      Buffer.concat([gzipSync(TWO.slice(0, 300_000)), gzipSync(TWO.slice(300_000))]),
    ],
  ])('is read in pieces: %s', async (_name, bytes) => {
    expect(bytes.length).toBeGreaterThan(2 * IMPORT_CHUNK_BYTES);
    const result = await importOf(bytes);
    expect(result).toMatchObject({ readBytes: bytes.length, knownAlready: 0, problem: null });
    expect(result.incidentKeys).toHaveLength(2);
    const summaries = result.incidentKeys.map((key) => list.summary(key));
    expect(summaries).toMatchObject([
      {
        hostId: null,
        hostName: 'kern.log',
        source: { kind: 'import', fileName: 'kern.log' },
        cgroup: '/app',
      },
      { happenedAtMs: null, constraint: 'none', isDemo: false },
    ]);
  });

  it('may come byte by byte', async () => {
    const bytes = gzipSync(recordedReport('global-noswap'));
    expect((await importOf(bytes, 'a.gz', 1)).incidentKeys).toHaveLength(1);
  });

  it('may be empty', async () => {
    expect(await importOf(new Uint8Array())).toEqual({
      incidentKeys: [],
      signs: [],
      readBytes: 0,
      knownAlready: 0,
      problem: null,
    });
  });

  it('names the host and the time that its lines name', async () => {
    const text = inJournal(recordedReport('global-noswap'), Date.UTC(2025, 4, 1), 'db-07');
    const { incidentKeys } = await importOf(Buffer.from(text));
    const summary = list.summary(incidentKeys[0] ?? '');
    expect(summary?.hostName).toBe('db-07');
    expect(new Date(summary?.happenedAtMs ?? 0).toISOString()).toMatch(/^2025-05-01T00:00:/);
  });

  it('counts what was known already, and leaves that where it is', async () => {
    const first = await importOf(Buffer.from(recordedReport('global-noswap')), 'a.log');
    const second = await importOf(Buffer.from(TWO), 'b.log');
    expect(second.incidentKeys).toHaveLength(2);
    expect(second.incidentKeys).toContain(first.incidentKeys[0]);
    expect(second.knownAlready).toBe(1);
    expect(list.summary(first.incidentKeys[0] ?? '')?.source).toEqual({ kind: 'import', fileName: 'a.log' });
    expect(list.summaries()).toHaveLength(2);
  });

  it('says as it goes how far it has come', async () => {
    const importId = imports.begin('kern.log');
    const bytes = Buffer.from(reports(40));
    const half = bytes.length >> 1;
    const first = await imports.push(importId, bytes.subarray(0, half));
    const second = await imports.push(importId, bytes.subarray(half));
    expect([first.readBytes, second.readBytes]).toEqual([half, bytes.length]);
    // The last ones may still be told of what comes later.
    expect(second.incidents).toBeGreaterThan(0);
    expect(second.incidents).toBeLessThanOrEqual(40);
    expect((await imports.finish(importId)).incidentKeys).toHaveLength(40);
  });
});

describe('a file that is no log', () => {
  it.each([
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04], 'terminal.report-packed'],
    ['a journal', [0x4c, 0x50, 0x4b, 0x53, 0x48, 0x48, 0x52, 0x48], 'terminal.report-journal'],
    ['a broken gzip file', [0x1f, 0x8b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 'terminal.report-damaged'],
  ])('is refused with its sentence: %s', async (_name, head, code) => {
    const importId = imports.begin('system.log');
    const bytes = Buffer.concat([Buffer.from(head), Buffer.alloc(1_000, 7)]);
    const refused = async (): Promise<void> => {
      await imports.push(importId, bytes);
      await imports.finish(importId);
    };
    await expect(refused()).rejects.toMatchObject({ sentence: { code } });
    expect(imports.begin('next')).not.toBe(importId);
    expect(imports.begin('after next')).not.toBe(importId);
  });

  it('gives what stands before the place where it is damaged, and says so', async () => {
    const whole = gzipSync(TWO, { level: constants.Z_BEST_SPEED });
    const result = await importOf(whole.subarray(0, whole.length - 1_000));
    expect(result.incidentKeys.length).toBeGreaterThan(0);
    expect(result.problem?.code).toBe('terminal.report-damaged');
  });
});

describe('imports', () => {
  it('are two at a time', async () => {
    const first = imports.begin('a');
    imports.begin('b');
    expect(() => imports.begin('c')).toThrow('refusal.import-busy');
    await imports.finish(first);
    imports.begin('c');
    expect(() => imports.begin('d')).toThrow('refusal.import-busy');
  });

  it('that are cancelled leave nothing behind but what was known', async () => {
    await importOf(Buffer.from(recordedReport('global-noswap')), 'a.log');
    const importId = imports.begin('b.log');
    await imports.push(importId, Buffer.from(TWO));
    await imports.cancel(importId);
    await imports.cancel(importId);
    expect(list.summaries()).toMatchObject([{ source: { fileName: 'a.log' } }]);
    await expect(imports.push(importId, new Uint8Array())).rejects.toThrow('refusal.no-such-import');
  });

  it('that are abandoned are given up after two minutes without a piece', async () => {
    const importId = imports.begin('a.log');
    await imports.push(importId, Buffer.from(TWO));
    await clock.advance(119_000);
    await imports.push(importId, Buffer.from(noise(10)));
    await clock.advance(119_000);
    expect((await imports.push(importId, Buffer.from(noise(10)))).readBytes).toBeGreaterThan(0);
    await clock.advance(120_000);
    await settle();
    await expect(imports.finish(importId)).rejects.toThrow('refusal.no-such-import');
    expect(list.summaries()).toEqual([]);
  });

  it('end with the application', async () => {
    const importId = imports.begin('a.log');
    await imports.close();
    await expect(imports.finish(importId)).rejects.toThrow('refusal.no-such-import');
  });
});
