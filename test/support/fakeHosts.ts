import type { ChangedHost } from '../../src/main/actions/changedHost';
import type {
  HostHands,
  InspectRequest,
  WriteAnswer,
  WriteRequest,
  WrittenStep,
} from '../../src/main/actions/hostHands';
import type { Clock } from '../../src/main/clock';
import { Refusal } from '../../src/main/fleet/refusal';
import { asciiPartOf } from '../../src/shared/change/command';
import type { HostInspection, InspectedProcess, InspectedUnit } from '../../src/shared/change/inspection';
import type { HostConfig, HostSurvey } from '../../src/shared/model';
import { UNKNOWN_IDENTITY } from '../../src/shared/model';
import { sshHost } from './hostConfigs';

/** A process of a host that a test made up. */
export interface FakeProcess {
  readonly pid: number;
  startTicks: number;
  comm: string;
  adj: number;
  readonly unit?: string;
}

/** How a write ends, beside well: the connection breaks before, in the middle of (after one step), or after the writing. */
export type Breaks = 'before' | 'half-way' | 'after';

/** One host in memory, with a knob for each process; it takes the words of a plan's command as the program does. */
export class FakeHost implements ChangedHost {
  config: HostConfig;
  isLive = true;
  bootId: string | null = 'boot-1';
  user = 'ops';
  uid = 1000;
  sudo: HostInspection['sudo'] = 'not-asked';
  password = 'correct horse';
  readonly processes = new Map<number, FakeProcess>();
  readonly units = new Map<string, InspectedUnit>();
  breaks: Breaks | null = null;
  /** Awaited before a write, so that a test can hold it. */
  gate: Promise<void> = Promise.resolve();
  readonly writes: WriteRequest[] = [];
  readonly inspections: InspectRequest[] = [];
  sweeps = 0;
  /** How many writes are under way, and the most there ever were. */
  writing = 0;
  mostWriting = 0;
  /** Set: nothing is ever answered. */
  isSilent = false;

  constructor(id: string) {
    this.config = sshHost(id);
  }

  get watch(): ChangedHost['watch'] {
    return {
      identity: { ...UNKNOWN_IDENTITY, bootId: this.bootId },
      sample: null,
      sampledAtMs: null,
      grownPages: () => new Map(),
    };
  }

  sweepSoon(): void {
    this.sweeps += 1;
  }

  add(pid: number, process: Partial<FakeProcess> = {}): void {
    this.processes.set(pid, { pid, startTicks: pid * 100, comm: `job-${String(pid)}`, adj: 0, ...process });
  }

  adjOf(pid: number): number | undefined {
    return this.processes.get(pid)?.adj;
  }

  inspection(request: InspectRequest): HostInspection {
    return {
      user: this.user,
      uid: this.uid,
      effectiveCapabilities: this.uid === 0 ? '000001ffffffffff' : '0000000000000000',
      sudo: request.asksSudo ? this.sudo : 'not-asked',
      initSystem: 'systemd',
      processes: request.pids.flatMap((pid) => inspectedOf(this.processes.get(pid), this.uid)),
      units: request.units.flatMap((unit) => this.units.get(unit) ?? []),
    };
  }

  /** Does what the words say, as far as the connection holds. */
  run(command: string): WrittenStep[] {
    const steps: WrittenStep[] = [];
    if (this.breaks === 'before') return [];
    for (const words of stepsOf(command)) {
      steps.push({ index: steps.length, ...this.#adj(words) });
      if (this.breaks === 'half-way') break;
    }
    return steps;
  }

  #adj([, pid, start, comm, , before, after]: readonly string[]): Omit<WrittenStep, 'index'> {
    const process = this.processes.get(Number(pid));
    const nothing = { value: null, score: null, detail: '' };
    if (process === undefined) return { outcome: 'gone', ...nothing };
    if (process.startTicks !== Number(start) || asciiPartOf(process.comm) !== comm)
      return { outcome: 'another-process', ...nothing, detail: process.comm };
    const found = { value: process.adj, score: 600 + process.adj, detail: '' };
    if (process.adj === Number(after)) return { outcome: 'already', ...found };
    if (process.adj !== Number(before)) return { outcome: 'changed-meanwhile', ...found };
    const isLowering = Number(after) < process.adj;
    if (isLowering && this.uid !== 0 && this.writes.at(-1)?.privilege === 'none')
      return { outcome: 'denied', ...found, detail: 'Permission denied' };
    process.adj = Number(after);
    return { outcome: 'done', value: process.adj, score: 600 + process.adj, detail: '' };
  }
}

function inspectedOf(process: FakeProcess | undefined, uid: number): InspectedProcess | [] {
  if (process === undefined) return [];
  const { pid, startTicks, comm, adj, unit } = process;
  return {
    pid,
    startTicks,
    asciiComm: asciiPartOf(comm),
    comm,
    uid,
    user: 'ops',
    threads: 1,
    cgroup: unit === undefined ? null : `/system.slice/${unit}`,
    oomScore: 600 + adj,
    oomScoreAdj: adj,
    oomAdj: null,
  };
}

/** The words of each step of a command, quotes taken off. */
function stepsOf(command: string): string[][] {
  const [, ...lines] = command.replaceAll(/ (?:\\\n {2})?(?=adj |unit-|restart )/g, '\n').split('\n');
  return lines.map((line) =>
    [...line.trim().matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
  );
}

/** Hands on hosts in memory. */
export class FakeHands implements HostHands {
  readonly hosts = new Map<string, FakeHost>();
  /** Those who wait until a host is connected. */
  readonly #waiting: (() => void)[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(id: string): FakeHost {
    const host = new FakeHost(id);
    this.hosts.set(id, host);
    return host;
  }

  readonly find = (hostId: string): FakeHost | null => this.hosts.get(hostId) ?? null;

  /** A host is there again; whoever waits for one looks. */
  reconnect(hostId: string): void {
    const host = this.hosts.get(hostId);
    if (host === undefined) return;
    host.isLive = true;
    host.breaks = null;
    for (const look of this.#waiting.splice(0)) look();
  }

  #connected(hostId: string): FakeHost {
    const host = this.hosts.get(hostId);
    if (host === undefined) throw new Refusal('refusal.no-such-host');
    if (!host.isLive) throw new Refusal('refusal.host-not-connected', { host: host.config.name });
    return host;
  }

  async inspect(hostId: string, request: InspectRequest): Promise<HostInspection> {
    await Promise.resolve();
    const host = this.#connected(hostId);
    if (host.isSilent) await new Promise<void>(() => undefined);
    host.inspections.push(request);
    return host.inspection(request);
  }

  async survey(hostId: string): Promise<HostSurvey> {
    await Promise.resolve();
    const host = this.#connected(hostId);
    const processes = [...host.processes.values()].map(({ pid, startTicks, comm, adj, unit }) => ({
      pid,
      ppid: 1,
      startTicks,
      uid: host.uid,
      user: 'ops',
      comm,
      exe: null,
      cgroup: unit === undefined ? null : `/system.slice/${unit}`,
      unit: unit ?? null,
      oomScoreAdj: adj,
      oomAdj: null,
    }));
    return { processes, units: [], notes: [] };
  }

  async write(hostId: string, request: WriteRequest): Promise<WriteAnswer> {
    const host = this.hosts.get(hostId);
    if (host === undefined || !host.isLive) return { kind: 'lost', steps: [] };
    host.writes.push(request);
    host.writing += 1;
    host.mostWriting = Math.max(host.mostWriting, host.writing);
    await host.gate;
    host.writing -= 1;
    if (request.privilege === 'sudo-password' && request.password !== host.password) {
      return { kind: 'no-sudo', answer: 'needs-password', detail: 'Sorry, try again.' };
    }
    const steps = host.run(request.command);
    if (host.breaks === null) return { kind: 'answered', steps };
    host.isLive = false;
    return { kind: 'lost', steps: host.breaks === 'half-way' ? steps : [] };
  }

  async whenConnected(hostId: string, withinMs: number, signal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const look = (): void => {
      if (this.hosts.get(hostId)?.isLive === true) over.abort();
      else this.#waiting.push(look);
    };
    look();
    await this.#clock.sleep(withinMs, AbortSignal.any([signal, over.signal]));
    return over.signal.aborted && !signal.aborted;
  }
}
