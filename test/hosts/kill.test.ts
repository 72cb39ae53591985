import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentSummary } from '../../src/shared/model';
import { Lowmark } from './lowmarkOver';
import { NO_HOSTS, TestHost } from './testHost';

/** After a kill: the unit that died is protected and started again, and the next kill takes something else. */

/** Two shortages, each of which an emulated machine takes its time for. */
const TWO_KILLS_MS = 900_000;

let host: TestHost;
let lowmark: Lowmark;

beforeAll(async () => {
  if (NO_HOSTS !== null) return;
  host = TestHost.up('lowmark-kill');
  lowmark = await Lowmark.over(host);
});

afterAll(async () => {
  if (NO_HOSTS !== null) return;
  await lowmark.close();
  host.down();
});

/** A large database, and a web server that leaks beside it until the kernel kills. */
async function runOutOfMemory(): Promise<void> {
  const kills = Number(await host.run(`awk '$1 == "oom_kill" { print $2 }' /proc/vmstat`));
  await host.run(`echo '420 60' >/run/hog/mysqld
    while [ "$(awk '/^VmRSS|^VmSwap/ { kb += $2 } END { print int(kb / 1024) }' /proc/$(systemctl show -p MainPID --value mysqld)/status)" -lt 400 ]; do sleep 0.5; done
    echo '400 40' >/run/hog/nginx
    while [ "$(awk '$1 == "oom_kill" { print $2 }' /proc/vmstat)" = ${String(kills)} ]; do sleep 0.5; done
    echo 5 >/run/hog/nginx; sleep 1; echo 60 >/run/hog/mysqld`);
}

async function newestIncidentBut(known: readonly string[]): Promise<IncidentSummary> {
  const watchId = `incidents-${String(known.length)}`;
  const events = await lowmark.client.incidents.watchIncidents(
    { watchId },
    { signal: AbortSignal.timeout(400_000) },
  );
  for await (const event of events) {
    const incidents = event.kind === 'snapshot' ? event.incidents : event.upserted;
    const fresh = incidents.find(({ key }) => !known.includes(key));
    if (fresh !== undefined) return fresh;
    await lowmark.client.fleet.acknowledge({ watchId, sequence: event.sequence });
  }
  throw new Error('no incident came');
}

describe.skipIf(NO_HOSTS !== null)('after a kill', () => {
  it(
    'the unit is protected and restarted, and the next kill takes another one',
    async () => {
      const hostId = await lowmark.add(host, 'opsudo', 'passwordless');
      const unit = 'mysqld.service';
      await host.run('systemctl stop batch tomcat');
      await runOutOfMemory();
      const first = await newestIncidentBut([]);
      expect(first.victims.map(({ comm }) => comm)).toContain('mysqld');

      const plan = await lowmark.client.changes.propose({
        items: [
          { kind: 'set-unit-adj', hostId, unit, adj: -500, isAppliedNow: false },
          { kind: 'restart-unit', hostId, unit },
        ],
        selection: null,
        origin: { kind: 'incident', key: first.key },
      });
      const run = await lowmark.confirm(plan);
      expect(run.hosts.flatMap(({ results }) => results.map(({ outcome }) => outcome))).toEqual([
        'done',
        'done',
      ]);
      const mysqld = await host.mainProcessOf(unit);
      expect(await host.adjOf(mysqld.pid)).toBe(-500);

      await runOutOfMemory();
      const second = await newestIncidentBut([first.key]);
      expect(second.victims.map(({ comm }) => comm)).not.toContain('mysqld');
      expect((await host.mainProcessOf(unit)).pid).toBe(mysqld.pid);
    },
    TWO_KILLS_MS,
  );
});
