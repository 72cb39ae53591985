import { describe, expect, it, vi } from 'vitest';
import { KernelLogReader } from '../../../src/main/parse/oomReport/kernelLogReader';

const MEGABYTE = 1 << 20;
/** What a reader may have on top of what was there: far below what is pushed. */
const BUDGET_BYTES = 96 * MEGABYTE;

/** Pushes blocks and returns the most memory that was taken at any time, beyond what the process had. */
function peakBytesWhile(blocks: Iterable<Uint8Array>): number {
  const used = (): number => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const reader = new KernelLogReader({ keepsText: true });
  let peak = 0;
  let findings = 0;
  for (const block of blocks) {
    findings += reader.push(block).length;
    peak = Math.max(peak, used() - before);
  }
  findings += reader.end().length;
  expect(findings).toBeGreaterThanOrEqual(0);
  return Math.max(peak, used() - before);
}

function* repeated(block: Uint8Array, times: number): Generator<Uint8Array> {
  for (let at = 0; at < times; at += 1) yield block;
}

/** About a megabyte of the same text. */
function megabyteOf(text: string): Buffer {
  return Buffer.from(text.repeat(Math.ceil(MEGABYTE / Buffer.byteLength(text))));
}

/** Numbered lines, some thousand a block. */
function* numbered(lines: number, line: (at: number) => string): Generator<Uint8Array> {
  const perBlock = 5_000;
  for (let from = 0; from < lines; from += perBlock) {
    yield Buffer.from(
      Array.from({ length: Math.min(perBlock, lines - from) }, (_, at) => line(from + at)).join(''),
    );
  }
}

/** The collector decides when; what is kept for good is what counts, and it would be far above. */
describe('memory stays bounded', () => {
  it('in a line that never ends, of 200 MB', () => {
    expect(peakBytesWhile(repeated(megabyteOf('a'), 200))).toBeLessThan(BUDGET_BYTES);
  });

  it.each([
    ['of blanks', ' '],
    ['of reports', 'a invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0 '],
    ['of totals', 'active_anon:1 '],
    ['of free blocks', 'Node 0 DMA: 1*4kB (U) '],
    ['of rows', '[  123]     0   123      528      156    40960      267         -1000 sshd '],
    ['of escapes', '#012#011#033[0m'],
    ['of an open string', '{"MESSAGE":"x '],
    ['of open brackets', '[[[['],
    ['of colours', '\u001b[32m'],
    ['of quotes', '> '],
    ['of carriage returns', '\r'],
    ['of zero bytes', '\u0000'],
  ])('in one %s', (_, text) => {
    expect(peakBytesWhile(repeated(megabyteOf(text), 24))).toBeLessThan(BUDGET_BYTES);
  });

  it.each([
    ['rows without a header', '', (at: number) => `[${String(at)}] 1 1 1 1 1 1 0 a\n`],
    [
      'rows of one table',
      'a invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0\n[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name\n',
      (at: number) =>
        `[${String(at).padStart(5)}]     0 ${String(at)}      528      156      12        0             0 sshd\n`,
    ],
    ['open objects', '', () => '{\n'],
    ['open quotes', '', () => '"MESSAGE" : [ 1,\n'],
    [
      'kills',
      '',
      (at: number) =>
        `Out of memory: Killed process ${String(at)} (x) total-vm:1kB, anon-rss:1kB, file-rss:1kB\n`,
    ],
    ['cgroup stats', 'Memory cgroup stats for /a:\n', (at: number) => `name${String(at)} ${String(at)}\n`],
    ['zones', 'Mem-Info:\n', (at: number) => `Node ${String(at)} DMA free:1kB min:1kB low:1kB high:1kB\n`],
    [
      'failed allocations',
      '',
      (at: number) => `x${String(at)}: page allocation failure: order:4, mode:0xd0\n`,
    ],
    ['oom_reaper', '', (at: number) => `oom_reaper: reaped process ${String(at)} (x), now anon-rss:0kB\n`],
  ])('in a log of %s', (_, head, line) => {
    const blocks = (function* (): Generator<Uint8Array> {
      yield Buffer.from(head);
      yield* numbered(60_000, line);
    })();
    expect(peakBytesWhile(blocks)).toBeLessThan(2 * BUDGET_BYTES);
  });

  it('in a hundred thousand reports of which none ends', () => {
    const line = (at: number): string =>
      `[${String(at)}.000000] a${String(at)} invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0\n`;
    expect(peakBytesWhile(numbered(100_000, line))).toBeLessThan(2 * BUDGET_BYTES);
  });

  it('in reports of as many callers', () => {
    const line = (at: number): string =>
      `[${String(at)}.000000][T${String(at)}] a invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0\n`;
    expect(peakBytesWhile(numbered(50_000, line))).toBeLessThan(2 * BUDGET_BYTES);
  });
});

/** How many characters regular expressions were given: what a reader does, counted and not timed. */
function workOf(text: string): number {
  let characters = 0;
  const real = RegExp.prototype.exec;
  const spy = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, input: string) {
    characters += input.length + 1;
    return real.call(this, input);
  });
  const reader = new KernelLogReader();
  reader.push(Buffer.from(text));
  reader.end();
  spy.mockRestore();
  return characters;
}

describe('twice the log is twice the work', () => {
  const invoker = '[    1.000000] a invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0\n';
  it.each([
    ['reports', (n: number) => invoker.repeat(n)],
    [
      'rows',
      (n: number) =>
        `${invoker}[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name\n${'[  123]     0   123      528      156       9      267         -1000 sshd\n'.repeat(n)}`,
    ],
    ['kills', (n: number) => 'Killed process 1 (x) total-vm:1kB, anon-rss:1kB, file-rss:1kB\n'.repeat(n)],
    ['broken lines', (n: number) => `${invoker}${'Node 0 DMA free:1kB\n min:1kB low:1kB\n'.repeat(n)}`],
    ['one line', (n: number) => 'Killed process 1 (a) total-vm:1kB '.repeat(n)],
    ['open strings', (n: number) => '{"MESSAGE":"Killed process 1 (a)\n'.repeat(n)],
  ])('of %s', (_, textOf) => {
    const [once, twice] = [workOf(textOf(1000)), workOf(textOf(2000))];
    expect(twice).toBeLessThanOrEqual(2.2 * once + 10_000);
  });
});
