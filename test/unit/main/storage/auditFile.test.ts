import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src/main/log';
import { AuditChain } from '../../../../src/main/storage/auditChain';
import { AuditFile, auditPathOf, verifyAudit } from '../../../../src/main/storage/auditFile';
import { linesOfFile } from '../../../../src/main/storage/fileLines';
import type { AuditEntry, AuditRecord } from '../../../../src/shared/model';
import { ManualClock } from '../../../support/manualClock';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-audit-'));
  path = auditPathOf(folder);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const BY = { user: 'alice', machine: 'bastion', shell: 'desktop' };

function policy(sha256: string): AuditRecord {
  return { kind: 'policy', by: BY, sha256 };
}

async function open(mayWrite = true): Promise<{ file: AuditFile; entries: AuditEntry[] }> {
  const entries: AuditEntry[] = [];
  const onEntry = (entry: AuditEntry): void => void entries.push(entry);
  const clock = new ManualClock();
  const file = await AuditFile.open({ dataFolder: folder, mayWrite, clock, log: silentLog, onEntry });
  return { file, entries };
}

/** A file of four entries; their hashes. */
async function written(): Promise<string[]> {
  const { file, entries } = await open();
  for (const name of ['one', 'two', 'three', '四']) await file.append(policy(name));
  return entries.map(({ hash }) => hash);
}

async function lines(): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').slice(0, -1);
}

async function rewrite(edit: (lines: string[]) => string[]): Promise<void> {
  await writeFile(path, `${edit(await lines()).join('\n')}\n`);
}

/** Of a text, as sha256sum prints it. */
function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** As `verifyAudit`, of bytes in memory. */
function isWhole(bytes: Buffer): boolean {
  const chain = new AuditChain();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let begin = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, begin);
    const line = bytes.subarray(begin, end === -1 ? bytes.length : end);
    if (end !== -1 || line.length > 0) chain.take(decoded(decoder, line));
    if (end === -1) return chain.verdict(line.length > 0).isWhole;
    begin = end + 1;
  }
}

function decoded(decoder: TextDecoder, bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

describe('the audit on disk', () => {
  it('is one line an entry, whose hash anybody can calculate', async () => {
    const { file } = await open();
    await file.append(policy('one'));
    const unsealed =
      '{"at":"2026-01-01T00:00:00.000Z","number":1,"previousHash":"0000000000000000000000000000000000000000000000000000000000000000",' +
      '"record":{"by":{"machine":"bastion","shell":"desktop","user":"alice"},"kind":"policy","sha256":"one"},"version":1}';
    const hash = sha256(unsealed);
    expect(await lines()).toEqual([unsealed.replace('"number"', `"hash":"${hash}","number"`)]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('goes on where it ended', async () => {
    const hashes = await written();
    const { file, entries } = await open();
    expect(entries.map(({ hash }) => hash)).toEqual(hashes);
    await file.append(policy('five'));
    expect(entries.at(-1)).toMatchObject({ number: 5, previousHash: hashes[3] });
    expect(await file.verify()).toEqual({
      isWhole: true,
      entries: 5,
      headHash: entries[4]?.hash,
      problem: null,
      line: null,
    });
  });

  it('keeps the order of what is appended at the same time', async () => {
    const { file, entries } = await open();
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => file.append(policy(name))));
    expect(entries.map(({ record }) => record)).toMatchObject(
      ['a', 'b', 'c', 'd', 'e'].map((name) => ({ sha256: name })),
    );
    expect(await file.verify()).toMatchObject({ isWhole: true, entries: 5 });
  });

  it('is read, and not written, beside the process that holds the data folder', async () => {
    const writer = await open();
    await writer.file.append(policy('one'));
    const reader = await open(false);
    await writer.file.append(policy('two'));
    expect(reader.entries).toHaveLength(1);
    await reader.file.refresh();
    expect(reader.entries.map(({ number }) => number)).toEqual([1, 2]);
    await expect(reader.file.append(policy('three'))).rejects.toThrow('held by another process');
    expect(await lines()).toHaveLength(2);
  });

  it('reads a line that another process is still writing when it is whole', async () => {
    await written();
    const whole = await readFile(path);
    await truncate(path, whole.length - 10);
    const reader = await open(false);
    expect(reader.entries).toHaveLength(3);
    await writeFile(path, whole);
    await reader.file.refresh();
    expect(reader.entries.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('gives an entry by its place', async () => {
    const { file } = await open();
    await file.append(policy('一'));
    const second = await file.append(policy('two'));
    const read: (AuditEntry | null)[] = [];
    for await (const line of linesOfFile(path)) read.push(await file.read(line));
    expect(read[1]).toEqual(second);
  });
});

describe('the verdict over an audit', () => {
  it('is good for a file that is not there, and for an empty one', async () => {
    const empty = { isWhole: true, entries: 0, headHash: null, problem: null, line: null };
    expect((await verifyAudit(path, null)).verdict).toEqual(empty);
    await writeFile(path, '');
    expect((await verifyAudit(path, null)).verdict).toEqual(empty);
  });

  it('is bad for any byte that was changed', async () => {
    await written();
    const whole = await readFile(path);
    const good: number[] = [];
    for (let at = 0; at < whole.length; at += 1) {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 0x01;
      if (isWhole(copy)) good.push(at);
    }
    // The last line end alone: a line without one is taken for one that is being written, and is reported as such.
    expect(good).toEqual([whole.length - 1]);
  });

  it.each<[string, (lines: string[]) => string[], string, number]>([
    ['a value', (all) => all.map((line) => line.replace('two', 'tow')), 'changed', 2],
    ['a blank between', (all) => all.map((line) => line.replace('"number":2', '"number": 2')), 'changed', 2],
    ['a key twice', (all) => all.map((line) => line.replace('"kind"', '"kind":"x","kind"')), 'changed', 1],
    ['a line that is gone', (all) => all.toSpliced(1, 1), 'missing', 2],
    ['two lines in the other order', ([a = '', b = '', ...more]) => [b, a, ...more], 'missing', 1],
    ['a line twice', ([a = '', ...more]) => [a, a, ...more], 'missing', 2],
    ['the beginning that is gone', (all) => all.slice(1), 'missing', 1],
    ['no JSON any more', (all) => all.with(2, '{"at":'), 'not-an-entry', 3],
    ['no JSON in the last line', (all) => all.with(3, '{"at":'), 'not-an-entry', 4],
  ])('names the line of %s', async (_name, edit, problem, line) => {
    await written();
    await rewrite(edit);
    expect((await verifyAudit(path, null)).verdict).toMatchObject({
      isWhole: false,
      problem: { code: `audit.problem.${problem}`, params: { line } },
      line,
    });
  });

  it('does not see a tail that was cut off, unless a hash was kept elsewhere', async () => {
    const hashes = await written();
    await rewrite((all) => all.slice(0, 2));
    expect(await verifyAudit(path, null)).toMatchObject({
      verdict: { isWhole: true, entries: 2, headHash: hashes[1] },
      hasHead: true,
    });
    expect(await verifyAudit(path, hashes[3] ?? '')).toMatchObject({ hasHead: false });
    expect(await verifyAudit(path, hashes[0] ?? '')).toMatchObject({ hasHead: true });
  });

  it('does not take a chain that was written anew for the one that it replaced', async () => {
    const hashes = await written();
    await rm(path);
    const { file } = await open();
    for (const name of ['one', 'other', 'three', '四']) await file.append(policy(name));
    expect(await verifyAudit(path, hashes[3] ?? '')).toMatchObject({
      verdict: { isWhole: true },
      hasHead: false,
    });
  });
});

describe('a line that was cut off by a crash', () => {
  it('stays, is reported, and the next entry begins on a line of its own', async () => {
    const hashes = await written();
    const whole = await readFile(path);
    await appendFile(path, whole.subarray(0, 40));
    const torn = { isWhole: true, entries: 4, headHash: hashes[3], line: 5 };
    expect((await verifyAudit(path, null)).verdict).toMatchObject({
      ...torn,
      problem: { code: 'audit.problem.torn', params: { line: 5 } },
    });
    const { file, entries } = await open();
    await file.append(policy('five'));
    await file.append(policy('six'));
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    const all = await lines();
    expect(all[4]).toBe(whole.subarray(0, 40).toString('utf8'));
    expect(await file.verify()).toMatchObject({
      ...torn,
      entries: 6,
      headHash: entries[5]?.hash,
      problem: { code: 'audit.problem.torn' },
    });
  });

  it('is an entry where only its end was cut off, and the chain goes on behind it', async () => {
    const hashes = await written();
    await truncate(path, (await readFile(path)).length - 1);
    const { file, entries } = await open();
    await file.append(policy('five'));
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(entries[4]?.previousHash).toBe(hashes[3]);
    expect(await file.verify()).toMatchObject({ isWhole: true, entries: 5, problem: null });
    const again = await open();
    expect(again.entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it('may have been cut in the middle of a character', async () => {
    await written();
    const whole = await readFile(path);
    await truncate(path, whole.indexOf(Buffer.from('四')) + 1);
    const { file, entries } = await open();
    await file.append(policy('again'));
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(await file.verify()).toMatchObject({ isWhole: true, line: 4 });
  });
});

describe('an entry of a version that this one does not understand', () => {
  it('is a link of the chain all the same', async () => {
    const hashes = await written();
    const unsealed =
      `{"at":"2026-01-01T00:00:00.000Z","number":5,"previousHash":"${hashes[3] ?? ''}",` +
      '"record":{"kind":"something-new"},"version":2}';
    const hash = sha256(unsealed);
    await appendFile(path, `${unsealed.replace('"number"', `"hash":"${hash}","number"`)}\n`);
    const { file, entries } = await open();
    await file.append(policy('six'));
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 6]);
    expect(entries.at(-1)?.previousHash).toBe(hash);
    expect(await file.verify()).toMatchObject({ isWhole: true, entries: 6 });
  });
});
