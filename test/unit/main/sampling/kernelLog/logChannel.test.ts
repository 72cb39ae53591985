import { describe, expect, it } from 'vitest';
import { LOG_LIMITS } from '../../../../../src/main/sampling/kernelLog/logChannel';
import { ManualClock, settle } from '../../../../support/manualClock';
import { FakeLogHost } from './fakeLogHost';

function openHost(): { readonly host: FakeLogHost; readonly clock: ManualClock } {
  const clock = new ManualClock();
  const host = new FakeLogHost(clock);
  host.open();
  return { host, clock };
}

describe('the way to the log', () => {
  it('is closed where standard error never says what it is', async () => {
    const host = new FakeLogHost(new ManualClock());
    host.say('a banner\n');
    expect(host.channel.isOpen).toBe(false);
    expect(await host.channel.ask({ words: 'probe', withinMs: 1 })).toEqual({ kind: 'broken' });
    expect(host.requests).toEqual([]);
  });

  it('gives pieces as they come, and ends with the last', async () => {
    const { host } = openHost();
    const texts: (string | undefined)[] = [];
    const reply = host.channel.ask({
      words: 'read dmesg',
      withinMs: 1_000,
      onPass: (pass) => texts.push(pass.sections.get('window')) > 0,
    });
    expect(host.requests).toEqual(['1 log read dmesg']);
    host.give(['window', 'a\n']);
    host.give();
    host.give(['window', 'b\n']);
    host.finish(['log_end', 'lines 2\n']);
    expect(await reply).toMatchObject({ kind: 'done', last: { number: 1 } });
    expect(texts).toEqual(['a\n', undefined, 'b\n']);
  });

  it('ends a question when there is enough, and waits for the host’s last word', async () => {
    const { host } = openHost();
    const reply = host.channel.ask({ words: 'read dmesg', withinMs: 1_000, onPass: () => false });
    host.give(['window', 'a\n']);
    host.give(['window', 'b\n']);
    expect(host.asked).toBe('log-stop');
    host.finish();
    expect(await reply).toMatchObject({ kind: 'stopped' });
    expect(host.requests).toHaveLength(2);
  });

  it('ends a question that takes too long', async () => {
    const { host, clock } = openHost();
    const reply = host.channel.ask({ words: 'read dmesg', withinMs: 1_000 });
    await clock.advance(1_000);
    expect(host.asked).toBe('log-stop');
    host.finish();
    expect(await reply).toMatchObject({ kind: 'late' });
  });

  it('is given up where the host does not obey', async () => {
    const { host, clock } = openHost();
    const reply = host.channel.ask({ words: 'read dmesg', withinMs: 1_000 });
    await clock.advance(20_000);
    expect(await reply).toEqual({ kind: 'broken' });
    expect(await host.channel.ask({ words: 'probe', withinMs: 1 })).toEqual({ kind: 'broken' });
  });

  it.each([
    ['pours text that is no answer', (): string => 'x'.repeat(LOG_LIMITS.noiseBytes + 100)],
    ['says what the script does not', (): string => '\n0123456789abcdef0123456789abcdef boo\n'],
  ])('is given up where the host %s', async (_, text) => {
    const { host } = openHost();
    const reply = host.channel.ask({ words: 'probe', withinMs: 1_000 });
    host.say(text());
    expect(await reply).toEqual({ kind: 'broken' });
    expect(() => host.say(text())).not.toThrow();
  });

  it('is given up where what comes before the script never ends', () => {
    const host = new FakeLogHost(new ManualClock());
    host.say('x'.repeat(70_000));
    host.open();
    expect(host.channel.isOpen).toBe(false);
  });

  it('ends with the session', async () => {
    const { host } = openHost();
    const reply = host.channel.ask({ words: 'probe', withinMs: 1_000 });
    host.ended.abort();
    expect(await reply).toEqual({ kind: 'broken' });
    await settle();
  });
});
