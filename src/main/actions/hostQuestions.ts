import { ownerOf } from '../../shared/replay/explanation/owner';
import type { HostInspection } from '../../shared/change/inspection';
import type { PlanHostInput } from '../../shared/change/planInput';
import { message, type ChangeItem, type ChangeSelection, type Message } from '../../shared/model';
import { fitsProcess } from '../../shared/policy/processMatch';
import type { Clock } from '../clock';
import { addressOf } from '../fleet/hostRow';
import { Refusal } from '../fleet/refusal';
import type { ChangedHost, FindHost } from './changedHost';
import type { HostHands } from './hostHands';
import { Turns } from './turns';

export interface QuestionsDependencies {
  readonly findHost: FindHost;
  readonly hands: HostHands;
  readonly clock: Clock;
}

/** What is wanted of one host before it was asked anything. */
export interface HostWish {
  readonly hostId: string;
  /** For a host that is no longer on the list. */
  readonly hostName: string;
  readonly items: readonly ChangeItem[];
  /** Processes that are found there first. */
  readonly selection: Omit<ChangeSelection, 'hostIds'> | null;
  /** Why it need not be asked at all; null: it is. */
  readonly problem: Message | null;
}

/** A host that does not answer in this time is left out of the plan, which says so. */
const ANSWER_MS = 20_000;
const HOSTS_AT_ONCE = 50;
const MOST_OF_A_HOST = 20_000;

/** Asks hosts how things stand, many at a time, each for no longer than it may take. Nothing is written. */
export class HostQuestions {
  readonly #dependencies: QuestionsDependencies;
  readonly #turns = new Turns(HOSTS_AT_ONCE);

  constructor(dependencies: QuestionsDependencies) {
    this.#dependencies = dependencies;
  }

  /** What plans are made from, one for each wish in their order. Rejects only where the signal aborts. */
  async ask(wishes: readonly HostWish[], signal: AbortSignal): Promise<PlanHostInput[]> {
    return Promise.all(wishes.map((wish) => this.#turns.take(() => this.#inputOf(wish, signal))));
  }

  /** What the host says now of processes and units. @throws {Refusal} where it does not. */
  async inspect(
    host: ChangedHost,
    request: { readonly pids: readonly number[]; readonly units: readonly string[] },
    signal: AbortSignal,
  ): Promise<HostInspection> {
    const { hands } = this.#dependencies;
    return this.#inTime(host, signal, (inTime) =>
      hands.inspect(host.config.id, { ...request, asksSudo: false }, inTime),
    );
  }

  async #inputOf(wish: HostWish, signal: AbortSignal): Promise<PlanHostInput> {
    signal.throwIfAborted();
    const host = this.#dependencies.findHost(wish.hostId);
    if (host === null) return unlisted(wish);
    const { config, watch } = host;
    const known = {
      host: config,
      address: addressOf(config.connection),
      bootId: watch.identity.bootId,
      sample: watch.sample !== null && watch.sample.processes.length > 0 ? watch.sample : null,
      sampledAtMs: watch.sampledAtMs,
      grownPages: watch.grownPages(),
    };
    const { items } = wish;
    if (wish.problem !== null) return { ...known, items, inspection: null, unavailable: wish.problem };
    if (config.connection.kind === 'recording')
      return { ...known, items, inspection: null, unavailable: null };
    const answers = await this.#answersOf(host, wish, signal);
    // What was asked before a reboot and what was asked after it are not of one host.
    const isSameBoot = watch.identity.bootId === known.bootId;
    if (isSameBoot) return { ...known, ...answers };
    const unavailable = message('refusal.host-not-connected', { host: config.name });
    return { ...known, items: answers.items, inspection: null, unavailable };
  }

  async #answersOf(
    host: ChangedHost,
    wish: HostWish,
    signal: AbortSignal,
  ): Promise<Pick<PlanHostInput, 'items' | 'inspection' | 'unavailable'>> {
    let { items } = wish;
    try {
      return await this.#inTime(host, signal, async (inTime) => {
        const selected = await this.#selected(host, wish, inTime);
        refuseTooMany(host, items.length + selected.length);
        items = [...items, ...selected];
        const inspection = items.length === 0 ? null : await this.#inspection(host, items, inTime);
        return { items, inspection, unavailable: null };
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { items, inspection: null, unavailable: error.sentence };
    }
  }

  async #selected(
    { config }: ChangedHost,
    { selection }: HostWish,
    signal: AbortSignal,
  ): Promise<ChangeItem[]> {
    if (selection === null) return [];
    const hostId = config.id;
    const { processes } = await this.#dependencies.hands.survey(hostId, signal);
    const fitting = processes.filter((process) => fitsProcess(selection.match, process));
    const { adj } = selection;
    const units = new Set(selection.isLasting ? fitting.flatMap(({ cgroup }) => serviceOf(cgroup)) : []);
    return [
      ...[...units].map((unit): ChangeItem => ({
        kind: 'set-unit-adj',
        hostId,
        unit,
        adj,
        isAppliedNow: false,
      })),
      ...fitting.map(({ pid, startTicks }): ChangeItem => {
        return { kind: 'set-adj', hostId, pid, startTicks, adj, scale: 'oom_score_adj' };
      }),
    ];
  }

  /** A unit whose processes are to follow at once is asked for them first, so that they are looked at too. */
  async #inspection(
    host: ChangedHost,
    items: readonly ChangeItem[],
    signal: AbortSignal,
  ): Promise<HostInspection> {
    const { hands } = this.#dependencies;
    const { config } = host;
    const pids = new Set(items.flatMap((item) => (item.kind === 'set-adj' ? item.pid : [])));
    const units = [...new Set(items.flatMap((item) => (item.kind === 'set-adj' ? [] : item.unit)))];
    const applied = new Set(
      items.flatMap((item) => (item.kind === 'set-unit-adj' && item.isAppliedNow ? item.unit : [])),
    );
    if (applied.size > 0) {
      const request = { pids: [], units: [...applied], asksSudo: false };
      const first = await hands.inspect(config.id, request, signal);
      for (const unit of first.units) for (const pid of unit.pids) pids.add(pid);
    }
    refuseTooMany(host, pids.size);
    const request = { pids: [...pids], units, asksSudo: config.sudo !== 'never' };
    const inspection = await hands.inspect(config.id, request, signal);
    const runNow = inspection.units.filter(({ unit }) => applied.has(unit));
    refuseTooMany(
      host,
      runNow.reduce((sum, { pids: ofUnit }) => sum + ofUnit.length, 0),
    );
    return inspection;
  }

  /** @throws {Refusal} where that took too long. */
  async #inTime<Answer>(
    { config }: ChangedHost,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const { clock } = this.#dependencies;
    const over = new AbortController();
    const both = AbortSignal.any([signal, over.signal]);
    const tooLate = clock.sleep(ANSWER_MS, both).then((): never => {
      signal.throwIfAborted();
      throw new Refusal('refusal.no-answer', { host: config.name, waitedSeconds: ANSWER_MS / 1_000 });
    });
    try {
      return await Promise.race([work(both), tooLate]);
    } finally {
      tooLate.catch(() => undefined);
      over.abort();
    }
  }
}

/** @throws {Refusal} where a plan would hold more of one host than anybody can look through: a host may name any number. */
function refuseTooMany({ config }: ChangedHost, count: number): void {
  if (count <= MOST_OF_A_HOST) return;
  throw new Refusal('refusal.too-many-processes', { host: config.name, count, most: MOST_OF_A_HOST });
}

/** The system's service that a cgroup belongs to. */
function serviceOf(cgroup: string | null): string | [] {
  const owner = ownerOf(cgroup);
  return owner?.kind === 'unit' && !owner.isUser && owner.unit.endsWith('.service') ? owner.unit : [];
}

/** A host that was taken off the list: it stays in the plan, so that nobody takes it for done. */
function unlisted({ hostId, hostName, items, problem }: HostWish): PlanHostInput {
  return {
    host: { id: hostId, name: hostName, sudo: 'never', connection: { kind: 'local' } },
    address: null,
    bootId: null,
    sample: null,
    sampledAtMs: null,
    grownPages: new Map(),
    inspection: null,
    unavailable: problem ?? message('refusal.no-such-host'),
    items,
  };
}
