import { describe, expect, it } from 'vitest';
import type { HostDrift, PolicyEvent } from '../../../../src/shared/model';
import { policyEventSchema } from '../../../../src/shared/schema/policy';
import { PacedWatch } from '../../../../src/main/fleet/pacedWatch';
import { Refusal } from '../../../../src/main/fleet/refusal';
import type { Policies } from '../../../../src/main/policies/policies';
import { processOf, surveyOf } from '../../shared/policy/surveys';
import { settle } from '../../../support/manualClock';
import { PolicyFleet } from './policyFleet';

const EMPTY_SHA = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const TEXT = 'lowmark-policy: 1\nrules: [{ name: a, tier: strongly, match: { comm: mysqld } }]\n';
const FOR_CORE = `${TEXT.slice(0, -4)}, hosts: { tags: core } }]\n`;
const MINUTE = 60_000;

const DRIFTED = surveyOf([processOf(812, 'mysqld')]);
const IN_ORDER = surveyOf([processOf(812, 'mysqld', { oomScoreAdj: -400 })]);
const SWEEP = 'pid\tppid\tuid\tcomm\trss_pages\tswap_pages\toom_score\toom_score_adj\n';
const MYSQLD_IS_NEXT = `${SWEEP}812\t1\t0\tmysqld\t90000\t0\t700\t-400\n`;
const NGINX_IS_NEXT = `${SWEEP}42\t1\t33\tnginx\t900\t0\t667\t0\n812\t1\t0\tmysqld\t900\t0\t1\t-400\n`;

/** What a page knows: all events put together. */
class Page {
  readonly hosts = new Map<string, HostDrift>();
  readonly states: string[] = [];
  sha256 = '';
  events = 0;

  constructor(policies: Policies, { clock }: PolicyFleet) {
    const watch = new PacedWatch(clock, new AbortController().signal);
    void (async () => {
      for await (const event of policies.events(watch)) {
        this.#take(policyEventSchema.parse(event));
        watch.acknowledge(event.sequence);
      }
    })();
  }

  #take({ sha256, hosts, removedIds }: PolicyEvent): void {
    this.events += 1;
    this.sha256 = sha256;
    for (const host of hosts) {
      this.hosts.set(host.hostId, host);
      this.states.push(`${host.hostId} ${host.state}`);
    }
    for (const id of removedIds) this.hosts.delete(id);
  }

  codes(hostId: string): string[] | undefined {
    return this.hosts.get(hostId)?.findings.map((finding) => finding.sentence.code);
  }
}

async function pageOf(
  made: PolicyFleet,
  text: string | null = TEXT,
): Promise<{ policies: Policies; page: Page }> {
  const policies = await made.open();
  if (text !== null) await policies.save(text, EMPTY_SHA);
  const page = new Page(policies, made);
  await made.clock.advance(1_000);
  return { policies, page };
}

describe('the watch over drift', () => {
  it('looks at a host when it has connected, and says what it found', async () => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', DRIFTED);
    made.add('db');
    const { page } = await pageOf(made);
    expect(page.hosts.get('db')).toMatchObject({ state: 'unchecked', covered: 0 });

    made.connect('db');
    await made.clock.advance(1_000);

    expect(made.hands.asked).toEqual(['db']);
    expect(page.hosts.get('db')).toMatchObject({
      state: 'checked',
      problem: null,
      covered: 1,
      hostName: 'db',
    });
    expect(page.codes('db')).toEqual(['policy.live']);
  });

  it('looks again after ten minutes, and not before', async () => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', DRIFTED);
    made.add('db');
    const { page } = await pageOf(made);
    made.connect('db');
    await made.clock.advance(1_000);
    made.hands.answers.set('db', IN_ORDER);

    for (let minute = 0; minute < 9; minute += 1) {
      made.send('db');
      await made.clock.advance(MINUTE);
    }
    made.send('db');
    expect(made.hands.asked).toHaveLength(1);

    await made.clock.advance(MINUTE - 2_000);
    made.send('db');
    await made.clock.advance(2_000);
    expect(made.hands.asked).toHaveLength(2);
    expect(page.codes('db')).toEqual([]);
  });

  it('asks nothing of anybody without a policy, and without rules', async () => {
    const made = await PolicyFleet.make();
    made.add('db');
    const { policies, page } = await pageOf(made, null);
    made.connect('db');
    await made.clock.advance(1_000);
    policies.checkDrift([]);
    await policies.save('lowmark-policy: 1\n', EMPTY_SHA);
    await made.clock.advance(20 * MINUTE);

    expect(made.hands.asked).toEqual([]);
    expect(page.hosts.get('db')?.state).toBe('unchecked');
  });

  it('begins at once when a policy is saved, and forgets what another one said', async () => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', DRIFTED);
    made.add('db');
    const { policies, page } = await pageOf(made);
    made.connect('db');
    await made.clock.advance(1_000);
    const before = page.sha256;

    await policies.save(FOR_CORE, before);
    await made.clock.advance(1_000);

    expect(page.sha256).not.toBe(before);
    expect(made.hands.asked).toEqual(['db', 'db']);
    expect(page.hosts.get('db')).toMatchObject({ state: 'checked', covered: 0, findings: [] });
  });

  it('drops the answer to a question that another policy asked', async () => {
    const made = await PolicyFleet.make();
    made.add('db');
    const { policies, page } = await pageOf(made);
    made.connect('db');
    await made.clock.advance(1_000);
    expect(page.hosts.get('db')?.state).toBe('checking');

    await policies.save('', page.sha256);
    made.hands.answers.set('db', DRIFTED);
    made.hands.wake();
    await made.clock.advance(1_000);

    expect(page.hosts.get('db')).toMatchObject({ state: 'unchecked', findings: [] });
  });

  it('looks when somebody asks: at all that are connected, or at one', async () => {
    const made = await PolicyFleet.make();
    for (const id of ['a', 'b', 'c']) {
      made.hands.answers.set(id, DRIFTED);
      made.add(id);
    }
    const { policies, page } = await pageOf(made);
    made.connect('a');
    made.connect('b');
    await made.clock.advance(1_000);
    made.hands.asked.length = 0;

    policies.checkDrift([]);
    await settle();
    expect(made.hands.asked).toEqual(['a', 'b']);

    policies.checkDrift(['b', 'c', 'nobody']);
    await made.clock.advance(1_000);
    expect(made.hands.asked).toEqual(['a', 'b', 'b']);
    expect(page.hosts.get('c')).toMatchObject({
      state: 'failed',
      problem: { code: 'policy.host-not-connected', params: { host: 'c' } },
    });
  });

  it('says why a host could not be looked at, and keeps what was known', async () => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', DRIFTED);
    made.add('db');
    const { policies, page } = await pageOf(made);
    made.connect('db');
    await made.clock.advance(1_000);

    made.hands.answers.set('db', new Refusal('refusal.no-such-host'));
    policies.checkDrift(['db']);
    await made.clock.advance(1_000);
    expect(page.hosts.get('db')).toMatchObject({
      state: 'failed',
      problem: { code: 'refusal.no-such-host' },
    });
    expect(page.codes('db')).toEqual(['policy.live']);

    made.hands.answers.set('db', new TypeError('a slip'));
    policies.checkDrift(['db']);
    await made.clock.advance(1_000);
    expect(page.hosts.get('db')?.problem?.code).toBe('policy.host-failed');
  });

  it('never asks more than eight hosts at once', async () => {
    const made = await PolicyFleet.make();
    const ids = Array.from({ length: 30 }, (_, index) => `h${String(index)}`);
    for (const id of ids) made.add(id);
    const { page } = await pageOf(made);
    for (const id of ids) made.connect(id);
    await made.clock.advance(1_000);
    expect(made.hands.running).toBe(8);

    for (const id of ids) made.hands.answers.set(id, IN_ORDER);
    made.hands.wake();
    await made.clock.advance(1_000);

    expect(made.hands.mostRunning).toBe(8);
    expect(made.hands.asked).toHaveLength(30);
    expect([...page.hosts.values()].every((host) => host.state === 'checked')).toBe(true);
  });

  it('notices a new next victim without asking the host again', async () => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', IN_ORDER);
    made.add('db');
    const { page } = await pageOf(made);
    made.connect('db', NGINX_IS_NEXT);
    await made.clock.advance(1_000);
    expect(page.codes('db')).toEqual([]);

    made.send('db', MYSQLD_IS_NEXT);
    await made.clock.advance(1_000);
    expect(page.codes('db')).toEqual(['policy.victim']);

    made.send('db', NGINX_IS_NEXT);
    await made.clock.advance(1_000);
    expect(page.codes('db')).toEqual([]);
    expect(made.hands.asked).toHaveLength(1);
  });

  it.each<[string, string, number]>([
    ['shows another value for what was found', '8120\t-400', 2],
    ['shows the value that was found', '8120\t0', 1],
    ['shows a process that has the pid of it now', '9999\t-400', 1],
  ])('looks again at once only where a sweep %s', async (_what, ticksAndAdj, asked) => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', DRIFTED);
    made.add('db');
    await pageOf(made);
    made.connect('db', NGINX_IS_NEXT);
    await made.clock.advance(1_000);

    made.send(
      'db',
      `pid\tppid\tuid\tcomm\trss_pages\tswap_pages\toom_score\tstart_ticks\toom_score_adj\n812\t1\t0\tmysqld\t900\t0\t1\t${ticksAndAdj}\n`,
    );
    await made.clock.advance(1_000);

    expect(made.hands.asked).toHaveLength(asked);
  });

  it('looks again when the tags of a host change', async () => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', DRIFTED);
    made.add('db');
    const { page } = await pageOf(made, FOR_CORE);
    made.connect('db');
    await made.clock.advance(1_000);
    expect(page.codes('db')).toEqual([]);

    const session = made.fleet.session('db');
    if (session === null) throw new Error('no session');
    session.reconfigure({ ...session.config, name: 'db-one', tags: ['core'] });
    await made.clock.advance(1_000);

    expect(page.hosts.get('db')?.hostName).toBe('db-one');
    expect(page.codes('db')).toEqual(['policy.live']);
  });

  it('forgets a host that leaves the list, also while it is asked', async () => {
    const made = await PolicyFleet.make();
    made.add('db');
    const { page } = await pageOf(made);
    made.connect('db');
    await made.clock.advance(1_000);

    made.fleet.remove('db');
    await made.clock.advance(1_000);

    expect(page.hosts.size).toBe(0);
    expect(made.hands.running).toBe(0);
  });

  it('judges a recording by its samples', async () => {
    const made = await PolicyFleet.make();
    made.add('rec', { connection: { kind: 'recording', path: 'r.jsonl', isDemo: true, startRatio: 0 } });
    const { page } = await pageOf(made);
    made.connect('rec', `${SWEEP}1\t0\t0\tinit\t100\t0\t0\t0\n812\t1\t0\tmysqld\t900\t0\t667\t0\n`);
    await made.clock.advance(1_000);

    expect(made.hands.asked).toEqual([]);
    expect(page.hosts.get('rec')).toMatchObject({
      state: 'checked',
      covered: 1,
      notes: [{ code: 'policy.note-sample' }],
    });
    // The largest process, and the only one that can be killed.
    expect(page.codes('rec')).toEqual(['policy.victim-live']);
  });

  it('looks again at a host that was only late when it was due', async () => {
    const made = await PolicyFleet.make();
    made.hands.answers.set('db', IN_ORDER);
    made.add('db');
    await pageOf(made);
    made.connect('db');
    // Nothing comes any more: stale.
    await made.clock.advance(10 * MINUTE);
    expect(made.fleet.session('db')?.state.kind).toBe('stale');
    expect(made.hands.asked).toHaveLength(1);

    await made.clock.advance(10 * MINUTE - 3_000);
    made.send('db');
    await made.clock.advance(3_000);
    expect(made.hands.asked).toHaveLength(2);
  });
});
