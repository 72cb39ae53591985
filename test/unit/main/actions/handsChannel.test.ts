import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHostHands, type HandsSession } from '../../../../src/main/actions/hostHandsOverShell';
import type { HostHands, WriteAnswer } from '../../../../src/main/actions/hostHands';
import { silentLog } from '../../../../src/main/log';
import type { ShellChannel } from '../../../../src/main/sampling/shellChannel';
import { SourceError } from '../../../../src/main/sampling/sourceError';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock, settle } from '../../../support/manualClock';

/** The other end of a channel, played by hand. */
class FakeShell {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  isClosed = false;
  received = '';
  #end: () => void = () => undefined;
  readonly channel: ShellChannel;

  constructor() {
    this.stdin.on('data', (chunk: Buffer) => (this.received += chunk.toString()));
    const closed = new Promise<{ exitCode: null; error: null }>((resolve) => {
      this.#end = (): void => resolve({ exitCode: null, error: null });
    });
    this.channel = {
      stdin: this.stdin,
      stdout: this.stdout,
      stderr: this.stderr,
      closed,
      close: () => {
        this.isClosed = true;
        this.#end();
      },
      openSibling: () => Promise.reject(new Error('not here')),
    };
  }

  get token(): string {
    return /^lowmark_hands ([0-9a-f]{32}) /m.exec(this.received)?.[1] ?? '';
  }

  /** Says a line of the protocol. */
  async mark(words: string): Promise<void> {
    this.stdout.write(`\n${this.token} ${words}\n`);
    await settle();
  }

  async say(text: string): Promise<void> {
    this.stdout.write(text);
    await settle();
  }

  async end(): Promise<void> {
    this.#end();
    await settle();
  }
}

const CALL = 'sh -c "$lowmark_program" lowmark';
const LOOK = { pids: [7], units: ['a.service'], asksSudo: false };

let clock: ManualClock;
let shell: FakeShell;
let hands: HostHands;
let sweeps: number;
let opening: (signal: AbortSignal) => Promise<ShellChannel>;
let stop: AbortController;

beforeEach(() => {
  clock = new ManualClock();
  shell = new FakeShell();
  sweeps = 0;
  stop = new AbortController();
  opening = () => Promise.resolve(shell.channel);
  const session: HandsSession = {
    config: sshHost('web-01'),
    openShell: (signal) => opening(signal),
    whenLive: () => Promise.resolve(true),
    sweepSoon: () => {
      sweeps += 1;
    },
  };
  hands = createHostHands({ session: () => session, clock, log: silentLog });
});

async function write(
  words: string,
  stepCount: number,
  password: string | null = null,
): Promise<{ answer: Promise<WriteAnswer> }> {
  const privilege = password === null ? 'none' : 'sudo-password';
  const prefix = password === null ? '' : "sudo -k -S -p '' -- ";
  const command = `${prefix}${CALL} ${words}`;
  const answer = hands.write('web-01', { command, privilege, password, stepCount }, stop.signal);
  await settle();
  return { answer };
}

const DONE = { index: 0, outcome: 'done', value: 5, score: 6, detail: '' };

describe('a write', () => {
  it('sends nothing more before the script is ready, and the password behind its request', async () => {
    const { answer } = await write('restart a.service -', 1, 'secret word');
    const script = shell.received;
    expect(script).toContain(`\nsudo -k -S -p '' -- ${CALL} restart a.service -\n`);
    expect(script).not.toContain('secret word');
    await shell.mark('ready');
    expect(shell.received.slice(script.length)).toBe('1 write password\nsecret word\n');
    await shell.mark('section steps');
    await shell.say('begin\n0 done 5 6 \n');
    await shell.mark('section said');
    await shell.mark('section status');
    await shell.mark('end 1');
    expect(await answer).toEqual({ kind: 'answered', steps: [DONE] });
    expect(shell.isClosed).toBe(true);
    expect(sweeps).toBe(1);
  });

  const breaks: readonly (readonly [string, () => Promise<void>])[] = [
    ['the connection breaks', () => shell.end()],
    ['nothing more comes', () => clock.advance(120_000)],
    ['something else talks', () => shell.mark('what')],
    [
      'it is given up',
      async () => {
        stop.abort();
        await settle();
      },
    ],
  ];
  it.each(breaks)('is lost with what was said when %s', async (_name, breakIt) => {
    const { answer } = await write('restart a.service - adj 1 2 x oom_adj 0 5', 2);
    await shell.mark('ready');
    await shell.mark('section steps');
    await shell.say('begin\n0 done 5 6 \n1 done 7');
    await breakIt();
    // A restart takes its time: it is waited for twice as long.
    await clock.advance(240_000);
    expect(await answer).toEqual({ kind: 'lost', steps: [DONE] });
    expect(shell.isClosed).toBe(true);
  });

  it('waits as long as something comes', async () => {
    const { answer } = await write('adj 1 2 x oom_adj 0 5 adj 2 2 x oom_adj 0 5', 2);
    await shell.mark('ready');
    await shell.mark('section steps');
    for (const text of ['begin\n', '0 done 5 6 \n', '1 gone - -\n']) {
      await clock.advance(119_000);
      await shell.say(text);
    }
    await clock.advance(119_000);
    await shell.mark('end 1');
    expect((await answer).kind).toBe('answered');
  });

  it('has done nothing where the program did not start', async () => {
    const { answer } = await write('restart a.service -', 1);
    await shell.mark('ready');
    await shell.mark('section steps');
    await shell.mark('section said');
    await shell.say('sh: 1: Cannot fork\n');
    await shell.mark('end 1');
    expect(await answer).toEqual({
      kind: 'answered',
      steps: [{ index: 0, outcome: 'failed', value: null, score: null, detail: 'sh: 1: Cannot fork' }],
    });
  });

  it('is lost where the program ended half way', async () => {
    const { answer } = await write('adj 1 2 x oom_adj 0 5 adj 2 2 x oom_adj 0 5', 2);
    await shell.mark('ready');
    await shell.mark('section steps');
    await shell.say('begin\n0 done 5 6 \n');
    await shell.mark('end 1');
    expect(await answer).toEqual({ kind: 'lost', steps: [DONE] });
  });

  it('is lost where more was said than can be read: something may have been written', async () => {
    const { answer } = await write('adj 1 2 x oom_adj 0 5', 1);
    await shell.mark('ready');
    await shell.mark('section steps');
    await shell.say('begin\n');
    await shell.mark('refused steps permission-denied');
    await shell.mark('section said');
    await shell.mark('end 1');
    expect(await answer).toEqual({ kind: 'lost', steps: [] });
  });

  it('is lost where no shell can be had', async () => {
    opening = () => Promise.reject(new SourceError('connection-lost', { params: { host: 'web-01' } }));
    const { answer } = await write('restart a.service -', 1);
    expect(await answer).toEqual({ kind: 'lost', steps: [] });
    expect(sweeps).toBe(0);
  });
});

describe('a look', () => {
  it.each([
    ['the connection breaks', 'refusal.host-not-connected', () => shell.end()],
    ['nothing comes', 'refusal.host-silent', () => clock.advance(60_000)],
    ['something else talks', 'refusal.host-unreadable', () => shell.mark('ready')],
  ])('is refused with a sentence when %s', async (_name, code, breakIt) => {
    const answer = hands.inspect('web-01', LOOK, stop.signal);
    const refused = expect(answer).rejects.toMatchObject({ sentence: { code, params: { host: 'web-01' } } });
    await settle();
    await shell.mark('ready');
    expect(shell.received.endsWith('\n1 inspect - 7 a.service\n')).toBe(true);
    await breakIt();
    await refused;
    expect(shell.isClosed).toBe(true);
  });

  it('keeps nothing of what was not asked for', async () => {
    const answer = hands.inspect('web-01', LOOK, stop.signal);
    await settle();
    await shell.mark('ready');
    await shell.mark('section processes');
    const header =
      'pid\tppid\tstart_ticks\tuid\tuser\tthreads\tcomm\tascii_comm\toom_score\toom_score_adj\toom_adj\tcgroup';
    const row = (pid: number): string => `${String(pid)}\t1\t5\t\t\t\tx\tx\t0\t0\t\t`;
    await shell.say(`${[header, row(7), row(8)].join('\n')}\n`);
    await shell.mark('section units');
    await shell.say('=unit b.service\nLoadState=loaded\n=unit a.service\nLoadState=loaded\n');
    await shell.mark('end 1');
    const { processes, units } = await answer;
    expect([processes.map(({ pid }) => pid), units.map(({ unit }) => unit)]).toEqual([[7], ['a.service']]);
  });

  it('is refused in the words of the host that gives no shell', async () => {
    opening = () => Promise.reject(new SourceError('no-shell', { params: { host: 'web-01', user: 'ops' } }));
    await expect(hands.inspect('web-01', LOOK, stop.signal)).rejects.toMatchObject({
      sentence: { code: 'failure.no-shell' },
    });
  });
});
