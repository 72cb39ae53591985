import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { AuditLog } from '../../src/main/actions/auditLog';
import { ChangeDesk } from '../../src/main/actions/changeDesk';
import { WriteModes } from '../../src/main/actions/writeModes';
import { PacedWatch } from '../../src/main/fleet/pacedWatch';
import { Refusal } from '../../src/main/fleet/refusal';
import type { Log } from '../../src/main/log';
import { openSettingsFile } from '../../src/main/storage/settingsFile';
import type {
  AuditRow,
  ChangeEvent,
  ChangeItem,
  ChangePlan,
  ChangeRun,
  Message,
  StepOutcome,
} from '../../src/shared/model';
import { FakeHands } from './fakeHosts';
import { ManualClock } from './manualClock';

export const OPERATOR = { user: 'alice', machine: 'bastion', shell: 'desktop' };

export interface DeskOptions {
  readonly lockedBy?: Message | null;
  readonly isForced?: boolean;
  /** A folder that is there already; it is not removed at the end. */
  readonly folder?: string;
  readonly hands?: FakeHands;
  readonly clock?: ManualClock;
}

interface Parts {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly hands: FakeHands;
  readonly desk: ChangeDesk;
  readonly audit: AuditLog;
  readonly logged: readonly string[];
}

/** A desk over hosts in memory and a data folder on disk. */
export class OpenedDesk {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly hands: FakeHands;
  readonly desk: ChangeDesk;
  readonly audit: AuditLog;
  readonly logged: readonly string[];

  private constructor(parts: Parts) {
    this.folder = parts.folder;
    this.clock = parts.clock;
    this.hands = parts.hands;
    this.desk = parts.desk;
    this.audit = parts.audit;
    this.logged = parts.logged;
  }

  static async open(options: DeskOptions = {}): Promise<OpenedDesk> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'lowmark-desk-')));
    const clock = options.clock ?? new ManualClock();
    const hands = options.hands ?? new FakeHands(clock);
    const logged: string[] = [];
    const note = (text: string, cause?: unknown): void => void logged.push(`${text} ${String(cause)}`);
    const log: Log = { info: note, warn: note };
    const { lockedBy = null, isForced = false } = options;
    const mayWrite = lockedBy === null;
    const audit = await AuditLog.open({ dataFolder: folder, mayWrite, clock, log });
    const settings = openSettingsFile(folder, mayWrite, log);
    const operator = OPERATOR;
    const modes = await WriteModes.open({ settings, lockedBy, isForced, audit, operator });
    const findHost = hands.find;
    const desk = new ChangeDesk({ findHost, hands, audit, modes, operator, program: 'program', clock, log });
    return new OpenedDesk({ folder, clock, hands, desk, audit, logged });
  }

  /** The same data folder and hosts under a Lowmark that has just started. */
  async reopened(options: DeskOptions = {}): Promise<OpenedDesk> {
    const { folder, hands, clock } = this;
    return OpenedDesk.open({ folder, hands, clock, ...options });
  }

  async close(): Promise<void> {
    await this.desk.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async propose(...items: readonly ChangeItem[]): Promise<ChangePlan> {
    return this.desk.propose({ items, selection: null, origin: { kind: 'process' } });
  }

  /** Confirms as the plan asks for it. */
  async confirm(plan: ChangePlan, passwords: Record<string, string> = {}): Promise<string> {
    const phrase = plan.confirmation.kind === 'typed' ? plan.confirmation.phrase : null;
    const { runId } = await this.desk.confirm({ planId: plan.id, phrase, reason: 'a test', passwords });
    return runId;
  }

  /** Confirms, and waits for the end. */
  async carryOut(plan: ChangePlan, passwords: Record<string, string> = {}): Promise<ChangeRun> {
    return this.ended(await this.confirm(plan, passwords));
  }

  async event(): Promise<ChangeEvent> {
    const stop = new AbortController();
    const events = this.desk.events(new PacedWatch(this.clock, stop.signal));
    const { value } = await events.next();
    stop.abort();
    await events.return();
    if (value === undefined) throw new Error('the stream had no first event');
    return value;
  }

  async run(runId: string): Promise<ChangeRun> {
    const found = (await this.event()).runs.find(({ id }) => id === runId);
    if (found === undefined) throw new Error(`there is no run ${runId}`);
    return found;
  }

  /** Waits until a run satisfies something. */
  async until(runId: string, isSo: (run: ChangeRun) => boolean): Promise<ChangeRun> {
    return vi.waitFor(
      async () => {
        const run = await this.run(runId);
        expect(isSo(run)).toBe(true);
        return run;
      },
      { interval: 2, timeout: 10_000 },
    );
  }

  async ended(runId: string): Promise<ChangeRun> {
    return this.until(runId, (run) => run.endedAtMs !== null);
  }

  async rows(text = ''): Promise<readonly AuditRow[]> {
    return (await this.audit.search({ text, hostId: null, beforeNumber: null, limit: 500 })).rows;
  }

  /** Every byte that was kept, and every line that was logged. */
  async everythingKept(): Promise<string> {
    const names = await readdir(this.folder);
    const texts = await Promise.all(names.map((name) => readFile(join(this.folder, name), 'utf8')));
    return [...texts, ...this.logged].join('\n');
  }
}

/** The item that sets the knob of a process of a fake host. */
export function setAdj(hostId: string, pid: number, adj: number): ChangeItem {
  return { kind: 'set-adj', hostId, pid, startTicks: pid * 100, adj, scale: 'oom_score_adj' };
}

/** Outcomes of a run by host, in the order of the steps. */
export function outcomesOf({ hosts }: ChangeRun): Record<string, readonly StepOutcome[]> {
  return Object.fromEntries(
    hosts.map(({ hostId, results }) => [hostId, results.map(({ outcome }) => outcome)]),
  );
}

/** The code of the sentence with which something is refused. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.sentence.code;
    throw error;
  }
  return 'nothing was refused';
}
