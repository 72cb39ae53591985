import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HostConfig, HostSurvey } from '../../../../src/shared/model';
import { Fleet } from '../../../../src/main/fleet/fleet';
import { Refusal } from '../../../../src/main/fleet/refusal';
import { silentLog } from '../../../../src/main/log';
import {
  openPolicies,
  type Policies,
  type PoliciesDependencies,
} from '../../../../src/main/policies/policies';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock } from '../../../support/manualClock';
import { frameOf, ScriptedSource } from '../../../support/scriptedSource';

/** Hands that answer when a test lets them. */
class ScriptedHands {
  /** What a host answers: a survey, or what it fails with; null: nothing yet. */
  readonly answers = new Map<string, HostSurvey | Error | null>();
  readonly asked: string[] = [];
  running = 0;
  mostRunning = 0;
  #waiting: (() => void)[] = [];

  async survey(hostId: string, signal: AbortSignal): Promise<HostSurvey> {
    this.asked.push(hostId);
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    try {
      for (;;) {
        const answer = this.answers.get(hostId) ?? null;
        if (signal.aborted) throw new Refusal('refusal.no-such-host');
        if (answer instanceof Error) throw answer;
        if (answer !== null) return answer;
        await new Promise<void>((resolve) => {
          this.#waiting.push(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    } finally {
      this.running -= 1;
    }
  }

  /** Says that answers are there now. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** A fleet whose hosts a test connects, with the policies of a data folder of its own. */
export class PolicyFleet {
  readonly clock = new ManualClock();
  readonly hands = new ScriptedHands();
  readonly sources = new Map<string, ScriptedSource>();
  readonly fleet = new Fleet({
    openSource: (config) => {
      const source = this.sources.get(config.id) ?? new ScriptedSource();
      this.sources.set(config.id, source);
      return source;
    },
    clock: this.clock,
    log: silentLog,
    random: () => 0.5,
  });
  readonly dataFolder: string;

  constructor(dataFolder: string) {
    this.dataFolder = dataFolder;
  }

  static async make(): Promise<PolicyFleet> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'lowmark-policies-'));
    const made = new PolicyFleet(dataFolder);
    onTestFinished(async () => {
      made.fleet.close();
      await rm(dataFolder, { recursive: true, force: true });
    });
    return made;
  }

  async open(more: Partial<PoliciesDependencies> = {}): Promise<Policies> {
    const policies = await openPolicies({
      dataFolder: this.dataFolder,
      mayWrite: true,
      fleet: this.fleet,
      hands: this.hands,
      clock: this.clock,
      log: silentLog,
      ...more,
    });
    onTestFinished(() => policies.close());
    return policies;
  }

  add(id: string, more: Partial<HostConfig> = {}): void {
    this.fleet.add({ ...sshHost(id), ...more });
  }

  /** The host connects and sends its first frame. */
  connect(id: string, processes?: string): void {
    const connection = this.sources.get(id)?.current;
    connection?.identify();
    this.send(id, processes);
  }

  send(id: string, processes?: string): void {
    this.sources.get(id)?.current.send(frameOf(100, processes === undefined ? {} : { processes }));
  }
}
