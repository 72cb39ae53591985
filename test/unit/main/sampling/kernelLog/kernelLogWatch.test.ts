import { describe, expect, it } from 'vitest';
import { KernelLogWatch } from '../../../../../src/main/sampling/kernelLog/kernelLogWatch';
import { ReadSlots } from '../../../../../src/main/sampling/kernelLog/readSlots';
import type { HostLogEvent } from '../../../../../src/main/sampling/hostLog';
import { ManualClock, settle } from '../../../../support/manualClock';
import { frameOf } from '../../../../support/scriptedSource';
import { FakeLogHost, type Section } from './fakeLogHost';

const FACTS: Section = ['log_facts', 'user ops\nepoch 1767225600\noffset +0000\nhas sudo\n'];
const JOURNAL: Section = ['journal_says', 'format short-iso\n2026-01-01T00:00:00+0000 h kernel: x\n'];
const DENIED: Section = [
  'journal_says',
  'format short-iso\nHint: You are currently not seeing messages from other users and the system.\n',
];
const END: Section = [
  'log_end',
  'looked 5000\nlines 50\ncut 0\noldest 2025-12-31T22:00:00+0000 h kernel: first\n',
];

class Bench {
  readonly clock = new ManualClock();
  readonly host = new FakeLogHost(this.clock);
  readonly events: HostLogEvent[] = [];
  mayUseSudo = false;
  isAskedFor = false;
  readonly watch: KernelLogWatch;
  #kills = 0;

  constructor() {
    this.host.open();
    this.watch = new KernelLogWatch({
      channel: this.host.channel,
      request: {
        mayUseSudo: () => this.mayUseSudo,
        takeRequest: () => {
          const wasAskedFor = this.isAskedFor;
          this.isAskedFor = false;
          return wasAskedFor;
        },
      },
      clock: this.clock,
      ended: this.host.ended.signal,
      onNews: () => this.events.push(...this.watch.drain()),
      slots: new ReadSlots(1),
    });
  }

  async sample(newKills = 0): Promise<void> {
    this.#kills += newKills;
    this.watch.take(frameOf(7_200, { oomKills: this.#kills }));
    await settle();
  }

  async answer(how: 'give' | 'finish', ...sections: readonly Section[]): Promise<void> {
    this.host[how](...sections);
    await settle();
  }

  /** Windows so far: `past` or `new`, and the text. */
  get windows(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'window' ? [`${event.isPast ? 'past' : 'new'} ${event.text.trim()}`] : [],
    );
  }
}

/** A bench whose past has been read from a journal. */
async function settledBench(): Promise<Bench> {
  const bench = new Bench();
  await bench.sample();
  await bench.answer('finish', FACTS, JOURNAL);
  await bench.answer('give', ['window', 'newer\n']);
  await bench.answer('give', ['window', 'older\n']);
  await bench.answer('finish', END);
  return bench;
}

describe('the past of a host’s log', () => {
  it('is asked for after the first sample, and told in the end', async () => {
    const bench = new Bench();
    expect(bench.host.requests).toEqual([]);
    await bench.sample();
    expect(bench.host.asked).toBe('log probe');
    await bench.answer('finish', FACTS, JOURNAL);
    expect(bench.host.asked).toBe('log read journalctl short-iso - 8388608 0');
    await bench.answer('give', ['window', 'newer\n']);
    await bench.answer('give', ['window', 'older\n']);
    await bench.answer('finish', END);
    expect(bench.windows).toEqual(['past newer', 'past older']);
    expect(bench.events.at(-1)).toEqual({
      kind: 'past-read',
      isCut: false,
      readBytes: 5_000,
      // The host's clock is ours, which is at the beginning of 2026.
      reachesBackToMs: Date.UTC(2025, 11, 31, 22),
    });
  });

  it('is read with sudo only where that may be used', async () => {
    const bench = new Bench();
    bench.mayUseSudo = true;
    await bench.sample();
    await bench.answer('finish', FACTS, DENIED);
    expect(bench.host.asked).toBe('log probe-sudo journalctl');
    await bench.answer('finish', JOURNAL);
    expect(bench.host.asked).toBe('log read journalctl short-iso sudo 8388608 0');
  });

  it('is not there where nothing may be read', async () => {
    const bench = new Bench();
    await bench.sample();
    await bench.answer('finish', FACTS, DENIED);
    expect(bench.events.map(({ kind }) => kind)).toEqual(['sources', 'past-read']);
    expect(bench.events[0]).toMatchObject({
      sources: [
        { name: 'journalctl', state: 'permission-denied', advice: { code: 'log.advice-journal' } },
        { name: 'dmesg', state: 'absent', advice: null },
        { name: '/var/log/kern.log' },
        { name: '/var/log/messages' },
        { name: '/var/log/syslog' },
      ],
    });
    expect(bench.events[1]).toMatchObject({ isCut: false, reachesBackToMs: null });
  });

  it('goes on with the next source where one breaks off', async () => {
    const bench = new Bench();
    await bench.sample();
    await bench.answer('finish', FACTS, JOURNAL, ['dmesg_says', '[ 0.1] x\n']);
    await bench.answer('finish');
    expect(bench.host.asked).toBe('log read dmesg - - 8388608 0');
    await bench.answer('finish', END);
    const last = bench.events.findLast(({ kind }) => kind === 'sources');
    expect(last).toMatchObject({ sources: [{ state: 'failed' }, { state: 'used' }, {}, {}, {}] });
  });

  it('is cut where a host gives more than it was asked for', async () => {
    const bench = new Bench();
    await bench.sample();
    await bench.answer('finish', FACTS, JOURNAL);
    for (let piece = 0; piece < 4; piece += 1)
      await bench.answer('give', ['window', `${String(piece)}${'x'.repeat(4_000_000)}\n`]);
    expect(bench.host.asked).toBe('log-stop');
    await bench.answer('finish');
    expect(bench.windows).toHaveLength(3);
    expect(bench.events.at(-1)).toMatchObject({ kind: 'past-read', isCut: true });
  });
});

describe('what is new in a host’s log', () => {
  it('is looked for when the kernel’s count has moved, and given once', async () => {
    const bench = await settledBench();
    const before = bench.host.requests.length;
    await bench.clock.advance(60_000);
    await bench.sample();
    expect(bench.host.requests).toHaveLength(before);
    await bench.sample(1);
    await bench.clock.advance(1_500);
    // From two minutes before the last reading.
    expect(bench.host.asked).toBe('log read journalctl short-iso - 8388608 1767225480');
    await bench.answer('give', ['window', 'newer\n']);
    await bench.answer('give', ['window', 'a kill\n']);
    await bench.answer('finish', END);
    await bench.clock.advance(4_500);
    await bench.answer('give', ['window', 'a kill\n']);
    await bench.answer('finish', END);
    expect(bench.windows).toEqual(['past newer', 'past older', 'new a kill']);
  });

  it('is held back while it is unfinished, and given as it is when it stays so', async () => {
    const bench = await settledBench();
    await bench.sample(1);
    await bench.clock.advance(1_500);
    for (let look = 0; look < 6; look += 1) {
      expect(bench.windows).toHaveLength(2);
      await bench.answer('give', ['window_open', 'half\n']);
      await bench.answer('finish', END);
      await bench.clock.advance(4_000);
    }
    expect(bench.windows.slice(2)).toEqual(['new half']);
  });

  it('is not looked for by sudo when that may not be used any more', async () => {
    const bench = new Bench();
    bench.mayUseSudo = true;
    await bench.sample();
    await bench.answer('finish', FACTS, DENIED);
    await bench.answer('finish', JOURNAL);
    await bench.answer('finish', END);
    const before = bench.host.requests.length;
    bench.mayUseSudo = false;
    await bench.sample(1);
    await bench.clock.advance(30_000);
    expect(bench.host.requests).toHaveLength(before);
  });

  it('is read anew when somebody asks for it', async () => {
    const bench = await settledBench();
    bench.isAskedFor = true;
    await bench.sample();
    expect(bench.host.asked).toBe('log probe');
    await bench.answer('finish', FACTS, JOURNAL);
    await bench.answer('give', ['window', 'newer\n']);
    await bench.answer('finish', END);
    expect(bench.windows).toEqual(['past newer', 'past older', 'past newer']);
  });
});

describe('a host whose standard error is no way of its own', () => {
  it('has sources that failed, and a past that was not read', async () => {
    const clock = new ManualClock();
    const host = new FakeLogHost(clock);
    const watch = new KernelLogWatch({
      channel: host.channel,
      request: { mayUseSudo: () => true, takeRequest: () => false },
      clock,
      ended: host.ended.signal,
      onNews: () => undefined,
    });
    watch.take(frameOf(1));
    await settle();
    const events = watch.drain();
    expect(events[0]).toMatchObject({ kind: 'sources', sources: [{ state: 'failed' }, {}, {}, {}, {}] });
    expect(events.at(-1)).toMatchObject({ kind: 'past-read' });
    expect(host.requests).toEqual([]);
  });
});
