import { beforeEach, describe, expect, it } from 'vitest';
import { Fleet } from '../../../../src/main/fleet/fleet';
import type { HostLogs } from '../../../../src/main/fleet/hostLogs';
import { silentLog } from '../../../../src/main/log';
import type { HostLogEvent } from '../../../../src/main/sampling/hostLog';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock, settle } from '../../../support/manualClock';
import { ScriptedSource, TEST_IDENTITY, frameOf } from '../../../support/scriptedSource';

const PAST_READ: HostLogEvent = { kind: 'past-read', isCut: false, readBytes: 0, reachesBackToMs: null };

/** Writes down what it is told. */
class Diary implements HostLogs {
  readonly entries: unknown[] = [];
  readonly requests = new Set<string>();
  /** Ends the taking in of a piece. */
  finishTaking: () => void = () => undefined;

  async takeLog(host: { readonly id: string }, event: HostLogEvent): Promise<void> {
    this.entries.push([host.id, event.kind]);
    await new Promise<void>((resolve) => {
      this.finishTaking = resolve;
    });
  }

  takeIdentity(host: { readonly id: string }, { bootId }: { readonly bootId: string | null }): void {
    this.entries.push([host.id, 'boot', bootId]);
  }

  takeSample(
    host: { readonly id: string },
    sample: { readonly vmstat: Readonly<Record<string, number>> | null },
    atMs: number,
  ): void {
    this.entries.push([host.id, 'kills', sample.vmstat?.['oom_kill'], atMs]);
  }

  takeRequest(hostId: string): boolean {
    return this.requests.delete(hostId);
  }

  forgetHost(hostId: string): void {
    this.entries.push([hostId, 'forgotten']);
  }
}

let clock: ManualClock;
let source: ScriptedSource;
let diary: Diary;
let fleet: Fleet;

beforeEach(async () => {
  clock = new ManualClock();
  source = new ScriptedSource();
  diary = new Diary();
  fleet = new Fleet({ openSource: () => source, clock, log: silentLog, random: () => 0, logs: diary });
  fleet.add(sshHost('web'));
  await settle();
});

describe('what a session says of its host’s kernel log', () => {
  it('is the boot, the count of kills, and the pieces of the log, in order', async () => {
    source.current.identify();
    source.current.send(frameOf(100, { oomKills: 3, receivedAtMs: 5_000 }));
    source.current.log(PAST_READ);
    await settle();
    expect(diary.entries).toEqual([
      ['web', 'boot', TEST_IDENTITY.bootId],
      ['web', 'kills', 3, 5_000],
      ['web', 'past-read'],
    ]);
    fleet.remove('web');
    expect(diary.entries.at(-1)).toEqual(['web', 'forgotten']);
  });

  it('comes at the pace at which it is taken in', async () => {
    source.current.log(PAST_READ);
    source.current.log({ kind: 'sources', sources: [] });
    await settle();
    expect(diary.entries).toEqual([['web', 'past-read']]);
    diary.finishTaking();
    await settle();
    expect(diary.entries).toEqual([
      ['web', 'past-read'],
      ['web', 'sources'],
    ]);
  });

  it('is asked for with the sudo that the host’s settings allow, and again on request', () => {
    const { kernelLog } = source.current.request;
    expect(kernelLog?.mayUseSudo()).toBe(false);
    const session = fleet.session('web');
    session?.reconfigure({ ...sshHost('web'), sudo: 'passwordless' });
    expect(kernelLog?.mayUseSudo()).toBe(true);
    // What was refused before may be readable now.
    expect([kernelLog?.takeRequest(), kernelLog?.takeRequest()]).toEqual([true, false]);
    diary.requests.add('web');
    expect([kernelLog?.takeRequest(), kernelLog?.takeRequest()]).toEqual([true, false]);
  });

  it('is not asked for where nobody reads it', async () => {
    const plain = new Fleet({ openSource: () => source, clock, log: silentLog, random: () => 0 });
    plain.add(sshHost('db'));
    source.current.log(PAST_READ);
    source.current.send(frameOf(100));
    await settle();
    expect(source.current.request.kernelLog).toBeUndefined();
    expect(plain.session('db')?.state.kind).toBe('live');
  });
});
