import type { ChangeItem, ChangeOrigin, HostConfig, HostSample, Message } from '../model';
import type { HostInspection } from './inspection';

/** The newest of a host that a plan goes by: who runs there, and what the ranking is made from. */
export type PlanSample = Pick<HostSample, 'at' | 'host' | 'memory' | 'ages' | 'settings' | 'processes'>;

/** All that a plan for one host is made from. */
export interface PlanHostInput {
  readonly host: Pick<HostConfig, 'id' | 'name' | 'sudo' | 'connection'>;
  /** `user@host:port`, or null for this machine and recordings. */
  readonly address: string | null;
  /** Names the boot that all of this is of, as it goes into the plan: pids of another boot mean nothing. Null: not reported. */
  readonly bootId: string | null;
  /** The newest sample with processes; null: there is none. */
  readonly sample: PlanSample | null;
  /** When that sample arrived, by Lowmark's clock. */
  readonly sampledAtMs: number | null;
  /** How many pages each process has grown by since the sweep before, by `processKey`; who is not in it is not known. */
  readonly grownPages: ReadonlyMap<string, number>;
  /** What the host said when it was asked; null: it was not. */
  readonly inspection: HostInspection | null;
  /** Why it was not asked: not connected, no answer. Null for recordings and for hosts that answered. */
  readonly unavailable: Message | null;
  /** What is wanted of this host, in order. Of two that want different things of one process or unit the later one counts. */
  readonly items: readonly ChangeItem[];
}

/** All that a plan is made from. */
export interface PlanInput {
  readonly id: string;
  readonly origin: ChangeOrigin;
  readonly nowMs: number;
  readonly expiresAtMs: number;
  readonly hosts: readonly PlanHostInput[];
  /** The fixed program that hosts run, as it is. */
  readonly program: string;
}
