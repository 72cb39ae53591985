import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../src/shared/model';
import { createHostHands } from '../../../src/main/actions/hostHandsOverShell';
import { NO_PROGRESS } from '../../../src/main/cli/output';
import { policyCheckCommand } from '../../../src/main/cli/policyCommand';
import { systemClock } from '../../../src/main/clock';
import { Fleet } from '../../../src/main/fleet/fleet';
import { PacedWatch } from '../../../src/main/fleet/pacedWatch';
import { Secrets } from '../../../src/main/fleet/secrets';
import { silentLog } from '../../../src/main/log';
import { openPolicies, type Policies } from '../../../src/main/policies/policies';
import { createSources } from '../../../src/main/sources';
import { sshHost } from '../../support/hostConfigs';

/** A name with what shells, terminals and YAML would like to have: 14 bytes. */
const HOSTILE = 'a b$(id);"\'*?)';

let folder: string;
let child: ChildProcess;

/** This machine's own kernel gives the child a name and a value: both may be set by whoever owns the process. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-policies-'));
  const script = 'printf %s "$1" >/proc/$$/comm; echo 250 >/proc/$$/oom_score_adj; echo ready; read -r end';
  // The shell names itself: a child of it would be another process.
  child = spawn('bash', ['-c', script, 'bash', HOSTILE], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout !== null) await once(child.stdout, 'data');
});

afterEach(async () => {
  child.stdin?.end();
  if (child.exitCode === null) await once(child, 'exit');
  await rm(folder, { recursive: true, force: true });
});

const policyOf = (tier: string): string =>
  `lowmark-policy: 1\nrules:\n  - name: the child\n    tier: ${tier}\n    match: { comm: ${JSON.stringify(HOSTILE)}, exe: bash }\n`;

async function valueNow(): Promise<number> {
  return Number(await readFile(`/proc/${String(child.pid)}/oom_score_adj`, 'utf8'));
}

describe('the policy on this machine', () => {
  it('finds a process of any name by what /proc says of it, and changes nothing', async () => {
    const sources = createSources({
      dataFolder: folder,
      secrets: new Secrets(),
      clock: systemClock,
      log: silentLog,
    });
    const fleet = new Fleet({
      openSource: sources.open,
      clock: systemClock,
      log: silentLog,
      random: Math.random,
    });
    const hands = createHostHands({ session: (id) => fleet.session(id), clock: systemClock, log: silentLog });
    fleet.add({ ...sshHost('here'), connection: { kind: 'local' } });
    const policies = await openPolicies({
      dataFolder: folder,
      mayWrite: true,
      fleet,
      hands,
      clock: systemClock,
      log: silentLog,
    });
    try {
      const { sha256 } = await policies.read();
      const saved = await policies.save(policyOf('default'), sha256);
      const [finding] = await findingsOf(policies, saved);

      expect(finding).toMatchObject({
        process: { pid: child.pid, comm: HOSTILE },
        liveAdj: 250,
        wantedMin: 0,
        wantedMax: 0,
        isLiveWrong: true,
        fixes: [{ kind: 'set-adj', pid: child.pid, startTicks: await startTicks(), adj: 0 }],
      });
      expect(await valueNow()).toBe(250);
    } finally {
      policies.close();
      fleet.close();
    }
  });

  it.each([
    ['sacrificed', 'ok'],
    ['somewhat', 'failed'],
  ])('is held against it in the terminal: %s is %s', async (tier, expected) => {
    const policyFile = join(folder, 'p.yaml');
    await writeFile(policyFile, policyOf(tier));
    const written: string[] = [];
    const exit = await policyCheckCommand(
      {
        kind: 'policy-check',
        hosts: [],
        isForAll: false,
        recording: null,
        policyFile,
        keyFile: null,
        acceptHostKey: null,
        isJson: true,
        language: 'en',
      },
      {
        dataFolder: join(folder, 'data'),
        clock: systemClock,
        log: silentLog,
        askSecret: () => Promise.resolve(null),
      },
      {
        write: (text) => Promise.resolve(void written.push(text)),
        complain: () => undefined,
        progress: NO_PROGRESS,
      },
    );

    expect(exit).toBe(expected);
    expect(JSON.parse(written.join(''))).toMatchObject({
      failed: 0,
      hosts: [{ state: 'checked', covered: 1, coveredByRule: { 'the child': 1 } }],
    });
    expect(await valueNow()).toBe(250);
    expect(await readdir(folder)).toEqual(['p.yaml']);
  });
});

/** What is found on the first host that was looked at by the policy that was saved. */
async function findingsOf(policies: Policies, { sha256 }: PolicyDocument) {
  const watch = new PacedWatch(systemClock, new AbortController().signal);
  for await (const event of policies.events(watch)) {
    watch.acknowledge(event.sequence);
    const checked = event.hosts.find((host) => host.state === 'checked' || host.state === 'failed');
    if (event.sha256 === sha256 && checked !== undefined) return checked.findings;
  }
  return [];
}

/** Field 22 of /proc/PID/stat (fs/proc/array.c), behind a name that may hold anything. */
async function startTicks(): Promise<number> {
  const stat = await readFile(`/proc/${String(child.pid)}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}
