import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { importWordsOf } from '../../../../src/renderer/src/pages/kills/importWords';
import { useConnectionStore } from '../../../../src/renderer/src/stores/connectionStore';
import { useIncidentImportStore } from '../../../../src/renderer/src/stores/incidentImportStore';
import { base64Of, chunksOf, foreignFormatOf } from '../../../../src/renderer/src/stores/logChunks';
import { IMPORT_CHUNK_BYTES, message, type LogImportResult } from '../../../../src/shared/model';
import { incidentsMain, type IncidentsMainOptions } from './incidentsMain';

const BLOCK_BYTES = 32 * IMPORT_CHUNK_BYTES;

function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
}

async function sizesOf(file: Blob): Promise<number[]> {
  const sizes: number[] = [];
  for await (const chunk of chunksOf(file)) sizes.push(chunk.length);
  return sizes;
}

/** A file that says what was asked of it. */
class WatchedBlob extends Blob {
  readonly slices: [number, number][] = [];
  override slice(start = 0, end = this.size): Blob {
    this.slices.push([start, end]);
    return super.slice(start, end);
  }
}

describe('pieces of a file', () => {
  it.each([
    [0, []],
    [1, [1]],
    [IMPORT_CHUNK_BYTES, [IMPORT_CHUNK_BYTES]],
    [IMPORT_CHUNK_BYTES + 1, [IMPORT_CHUNK_BYTES, 1]],
    [BLOCK_BYTES + 3, [...Array<number>(32).fill(IMPORT_CHUNK_BYTES), 3]],
  ])('of %i bytes are whole', async (length, sizes) => {
    expect(await sizesOf(new Blob([bytesOf(length)]))).toEqual(sizes);
  });

  it('are the file’s bytes in their order, read a block at a time and never whole', async () => {
    const bytes = bytesOf(2 * BLOCK_BYTES + 10);
    const file = new WatchedBlob([bytes]);
    const parts: Uint8Array[] = [];
    for await (const chunk of chunksOf(file)) parts.push(chunk.slice());
    expect(Buffer.concat(parts).equals(Buffer.from(bytes))).toBe(true);
    expect(Math.max(...file.slices.map(([from, to]) => to - from))).toBe(BLOCK_BYTES);
  });

  it('in base64 are what main unpacks', () => {
    const bytes = bytesOf(20_000);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });

  it.each([
    ['text', Buffer.from('Nov 25 kernel: x'), null],
    ['gzip, which main unpacks', Buffer.from([0x1f, 0x8b, 8, 0]), null],
    ['nothing', Buffer.from(''), null],
    ['a binary journal', Buffer.from('LPKSHHRH....'), 'journal'],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0]), 'packed'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4, 0]), 'packed'],
    ['bzip2', Buffer.from('BZh91AY&SY'), 'packed'],
  ])('of %s', async (_name, head, format) => {
    expect(await foreignFormatOf(new Blob([head]))).toBe(format);
  });
});

describe('useIncidentImportStore', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
  });

  function open(options: IncidentsMainOptions = {}) {
    const main = incidentsMain(options);
    useConnectionStore().client = main.client;
    return { main, store: useIncidentImportStore() };
  }

  const log = (text: string, fileName = 'kern.log') => ({ file: new Blob([text]), fileName });
  const result = { incidentKeys: ['k1', 'k2'], signs: [], readBytes: 5, knownAlready: 1, problem: null };

  it('pushes a log in pieces, then asks for what was found', async () => {
    const { main, store } = open({ result });
    const text = 'a'.repeat(IMPORT_CHUNK_BYTES) + 'end';
    await store.add([log(text)]);
    expect(main.asked).toEqual([`begin kern.log ${String(text.length)}`, 'finish kern.log']);
    expect(main.pushed.get('kern.log')).toBe(text);
    expect(store.imports).toMatchObject([
      { readBytes: text.length, incidents: 1, state: { kind: 'done', result } },
    ]);
  });

  it('reads several one after the other', async () => {
    const { main, store } = open();
    await store.add([log('one', 'a.log'), log('two', 'b.log')]);
    expect(main.asked).toEqual(['begin a.log 3', 'finish a.log', 'begin b.log 3', 'finish b.log']);
  });

  it('stops between two pieces when it is cancelled, and says so to main', async () => {
    const { main, store } = open({
      onPush: () => {
        store.cancel(1);
      },
    });
    await store.add([log('a'.repeat(3 * IMPORT_CHUNK_BYTES)), log('x', 'other.log')]);
    expect(main.pushed.get('kern.log')).toHaveLength(IMPORT_CHUNK_BYTES);
    expect(main.asked.slice(1, 2)).toEqual(['cancel kern.log']);
    expect(store.imports.map(({ state }) => state.kind)).toEqual(['cancelled', 'done']);
  });

  it('leaves out one that was cancelled while it waited', async () => {
    const { main, store } = open({
      onPush: () => {
        store.cancel(2);
      },
    });
    await store.add([log('one', 'a.log'), log('two', 'b.log')]);
    expect(main.asked.join()).not.toContain('b.log');
  });

  it.each(['begin', 'push'] as const)('shows why main refuses to %s', async (refuses) => {
    const { main, store } = open({ refuses });
    await store.add([log('one')]);
    expect(store.imports[0]?.state).toEqual({
      kind: 'failed',
      problem: { code: 'refusal.sample', params: {} },
    });
    expect(main.asked).toEqual(refuses === 'begin' ? [] : ['begin kern.log 3', 'cancel kern.log']);
  });

  it('does not send what is no log, and says what to do', async () => {
    const { main, store } = open();
    await store.add([log('LPKSHHRH1234', 'system.journal')]);
    expect(main.asked).toEqual([]);
    expect(store.imports[0]?.state).toEqual({
      kind: 'failed',
      problem: { key: 'kills.import.foreign.journal', params: { name: 'system.journal' } },
    });
  });

  it('says so where a file cannot be read to its end, and goes on', async () => {
    const { main, store } = open();
    class Vanished extends Blob {
      override arrayBuffer(): Promise<ArrayBuffer> {
        return Promise.reject(new DOMException('gone', 'NotReadableError'));
      }
      override slice(start = 0): Blob {
        return start === 0 ? this : super.slice(start);
      }
    }
    await store.add([{ file: new Vanished(['x']), fileName: 'gone.log' }, log('y', 'b.log')]);
    expect(store.imports.map(({ state }) => state.kind)).toEqual(['failed', 'done']);
    expect(main.asked).toContain('finish b.log');
  });

  it('takes off the screen only what has ended', async () => {
    const { store } = open({
      onPush: () => {
        store.dismiss(1);
      },
    });
    await store.add([log('x')]);
    expect(store.imports).toHaveLength(1);
    store.dismiss(1);
    expect(store.imports).toHaveLength(0);
  });
});

describe('importWordsOf', () => {
  const base = { id: 1, fileName: 'a.log', totalBytes: 9, readBytes: 9, incidents: 0 };
  const sign = {
    kind: 'allocation-failure' as const,
    at: { bootSeconds: 1, wallClock: null },
    hostname: null,
    comm: null,
    pid: null,
    order: 4,
    gfpMask: null,
    gfpFlags: null,
    cgroup: null,
    count: 1,
    stallSeconds: null,
    lines: { first: 1, last: 1 },
  };
  const keysOf = (changes: Partial<LogImportResult>) => {
    const result = {
      incidentKeys: [],
      signs: [],
      readBytes: 9,
      knownAlready: 0,
      problem: null,
      ...changes,
    };
    return importWordsOf({ ...base, state: { kind: 'done', result } }).map((word) =>
      'key' in word ? word.key : word.code,
    );
  };

  it.each<[string, Partial<LogImportResult>, readonly string[]]>([
    ['nothing at all', {}, ['kills.import.nothing']],
    ['signs only', { signs: [sign] }, ['kills.import.nothingButSigns', 'kills.import.signs']],
    ['a file that broke off', { problem: message('import.cut') }, ['import.cut']],
    [
      'reports of a file that broke off',
      { incidentKeys: ['a'], problem: message('import.cut') },
      ['kills.import.done', 'import.cut'],
    ],
    ['new reports', { incidentKeys: ['a'] }, ['kills.import.done']],
    [
      'known reports and signs',
      { incidentKeys: ['a'], knownAlready: 1, signs: [sign] },
      ['kills.import.done', 'kills.import.known', 'kills.import.signs'],
    ],
  ])('says what was found: %s', (_name, changes, keys) => {
    expect(keysOf(changes)).toEqual(keys);
  });

  it('calls an empty file empty', () => {
    const result = { incidentKeys: [], signs: [], readBytes: 0, knownAlready: 0, problem: null };
    const words = importWordsOf({ ...base, totalBytes: 0, state: { kind: 'done', result } });
    expect(words).toEqual([{ key: 'kills.import.empty', params: { name: 'a.log' } }]);
  });
});
