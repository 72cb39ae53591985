import type {
  BuddyZone,
  CgroupSample,
  HostIdentity,
  HostSample,
  Meminfo,
  MemoryPressure,
  Message,
  MigrateTypeBlocks,
  MissingSection,
  SectionName,
  VmSettings,
  Vmstat,
} from '../../shared/model';
import { message } from '../../shared/model';
import type { ParseProblem, Result } from '../../shared/result';
import { parseBuddyinfo } from '../parse/buddyinfo';
import { parseMeminfo } from '../parse/meminfo';
import { parsePagetypeinfo } from '../parse/pagetypeinfo';
import { parsePressure } from '../parse/pressure';
import type { ProcessTable } from '../parse/processes';
import { parseProcesses } from '../parse/processes';
import { parseVmSettings } from '../parse/vmSettings';
import { parseVmstat } from '../parse/vmstat';
import type { Zoneinfo } from '../parse/zoneinfo';
import { parseZoneinfo } from '../parse/zoneinfo';
import { CgroupState } from './cgroupState';
import type { Frame } from './frame';

/** What each section is decoded to. */
interface SectionValues {
  readonly meminfo: Meminfo;
  readonly buddyinfo: readonly BuddyZone[];
  readonly pagetypeinfo: readonly MigrateTypeBlocks[];
  readonly zoneinfo: Zoneinfo;
  readonly vmstat: Vmstat;
  readonly pressure_memory: MemoryPressure;
  readonly processes: ProcessTable;
  readonly cgroup: readonly CgroupSample[];
  readonly vm_settings: VmSettings;
}

/** The newest value of one section, and what is known to be wrong with it. */
class SectionState<Value> {
  readonly #name: SectionName;
  readonly #parse: (text: string) => Result<Value>;
  /** The last value that could be read; it stands until the next one, whatever happens in between. */
  value: Value | null = null;
  readAtUptimeSeconds: number | null = null;
  /** Why the newest attempt to read it gave nothing, or not everything. */
  reason: Message | null = null;

  constructor(name: SectionName, parse: (text: string) => Result<Value>) {
    this.#name = name;
    this.#parse = parse;
  }

  /** Takes in what a frame says of this section; a frame that says nothing changes nothing. */
  take(frame: Frame): void {
    const text = ownEntry(frame.sections, this.#name);
    if (text !== null) this.#read(text, frame.uptimeSeconds);
    const refusal = ownEntry(frame.refusals, this.#name);
    if (refusal !== null) this.reason = message(`missing.${refusal}`, { section: this.#name });
  }

  #read(text: string, uptimeSeconds: number): void {
    const result = this.#parse(text);
    if (!result.ok) {
      const { kind, line } = result.problem;
      this.reason =
        kind === 'empty' || line === null
          ? message('missing.empty', { section: this.#name })
          : message('missing.malformed', { section: this.#name, line });
      return;
    }
    this.value = result.value;
    this.readAtUptimeSeconds = uptimeSeconds;
    this.reason = null;
  }
}

function ownEntry<Entry>(entries: Readonly<Record<string, Entry>>, name: string): Entry | null {
  return Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
}

type SectionStates = { readonly [Name in keyof SectionValues]: SectionState<SectionValues[Name]> };

function newStates(): SectionStates {
  const cgroups = new CgroupState();
  return {
    meminfo: new SectionState('meminfo', parseMeminfo),
    buddyinfo: new SectionState<readonly BuddyZone[]>('buddyinfo', parseBuddyinfo),
    pagetypeinfo: new SectionState<readonly MigrateTypeBlocks[]>('pagetypeinfo', parsePagetypeinfo),
    zoneinfo: new SectionState('zoneinfo', parseZoneinfo),
    vmstat: new SectionState('vmstat', parseVmstat),
    pressure_memory: new SectionState('pressure_memory', parsePressure),
    processes: new SectionState('processes', parseProcesses),
    cgroup: new SectionState<readonly CgroupSample[]>('cgroup', (text) => cgroups.merge(text)),
    vm_settings: new SectionState('vm_settings', parseVmSettings),
  };
}

/** In the order in which missing sections are told. */
const DECODED_SECTIONS = [
  'meminfo',
  'buddyinfo',
  'pagetypeinfo',
  'zoneinfo',
  'vmstat',
  'pressure_memory',
  'processes',
  'cgroup',
  'vm_settings',
] as const satisfies readonly (keyof SectionValues)[];

/** A nicety that most accounts may not read: nothing is missing without it. */
const OPTIONAL_SECTIONS: ReadonlySet<SectionName> = new Set(['pagetypeinfo']);

const EMPTY_ZONEINFO: Zoneinfo = { zones: [], nodes: [] };

/** Largest instant that a Date can hold, in milliseconds from the epoch. */
const MAX_DATE_MS = 8.64e15;

function wallClockOf(receivedAtMs: number | null): string | null {
  const isInstant = receivedAtMs !== null && Math.abs(receivedAtMs) <= MAX_DATE_MS;
  return isInstant ? new Date(receivedAtMs).toISOString() : null;
}

/** To the millisecond: uptimes have hundredths, and their difference in binary has not. */
function ageSecondsOf(uptimeSeconds: number, readAtUptimeSeconds: number): number {
  return Math.round((uptimeSeconds - readAtUptimeSeconds) * 1000) / 1000;
}

/**
 * Turns the frames of one host into samples. It remembers each section's last value, since a frame carries only what
 * was read in its pass: what it does not carry stands, with its age. Values that did not change are the very same
 * objects in the next sample, so `===` tells whether a section was read again.
 */
export class FrameDecoder {
  readonly #identity: HostIdentity;
  #states: SectionStates = newStates();
  #lastUptimeSeconds = 0;

  /** @param identity what the host said of itself; it becomes part of every sample */
  constructor(identity: HostIdentity) {
    this.#identity = identity;
  }

  /**
   * Decodes one frame. Never throws, whatever the host sent.
   *
   * - A section that cannot be understood keeps its last good value and its age, and `missing` says so until it is
   *   read again; the same holds for one that the host refuses. A table of processes with damaged rows is fresh, and
   *   `missing` counts them.
   * - Uptime that goes backwards is a reboot, or a recording that starts over: everything before is forgotten.
   *
   * @param frame the text of one pass, each section with the newline that ends it
   * @returns everything that is known of the host at this frame's uptime
   */
  push(frame: Frame): HostSample {
    if (frame.uptimeSeconds < this.#lastUptimeSeconds) this.#states = newStates();
    this.#lastUptimeSeconds = frame.uptimeSeconds;
    for (const name of DECODED_SECTIONS) this.#states[name].take(frame);
    const states = this.#states;
    const { zones, nodes } = states.zoneinfo.value ?? EMPTY_ZONEINFO;
    return {
      at: { uptimeSeconds: frame.uptimeSeconds, wallClock: wallClockOf(frame.receivedAtMs) },
      host: this.#identity,
      memory: states.meminfo.value,
      zones,
      nodes,
      buddy: states.buddyinfo.value ?? NO_ZONES,
      migrateTypes: states.pagetypeinfo.value ?? NO_MIGRATE_TYPES,
      vmstat: states.vmstat.value,
      pressure: states.pressure_memory.value,
      cgroups: states.cgroup.value ?? NO_CGROUPS,
      settings: states.vm_settings.value,
      processes: states.processes.value?.processes ?? NO_PROCESSES,
      ages: this.#ages(frame.uptimeSeconds),
      missing: this.#missing(frame),
    };
  }

  #ages(uptimeSeconds: number): HostSample['ages'] {
    const ages: Partial<Record<SectionName, number>> = {};
    for (const name of DECODED_SECTIONS) {
      const { readAtUptimeSeconds } = this.#states[name];
      if (readAtUptimeSeconds !== null) ages[name] = ageSecondsOf(uptimeSeconds, readAtUptimeSeconds);
    }
    return ages;
  }

  #missing(frame: Frame): MissingSection[] {
    const missing: MissingSection[] = [];
    for (const section of DECODED_SECTIONS) {
      if (OPTIONAL_SECTIONS.has(section)) continue;
      const { reason, value } = this.#states[section];
      if (reason !== null) missing.push({ section, reason });
      else if (value === null) missing.push({ section, reason: neverSeen(section, frame) });
    }
    const table = this.#states.processes.value;
    if (table !== null && table.firstDropped !== null)
      missing.push(droppedRows(table.droppedRows, table.firstDropped));
    return missing;
  }
}

const NO_ZONES: HostSample['buddy'] = [];
const NO_MIGRATE_TYPES: HostSample['migrateTypes'] = [];
const NO_CGROUPS: HostSample['cgroups'] = [];
const NO_PROCESSES: HostSample['processes'] = [];

function droppedRows(dropped: number, first: ParseProblem): MissingSection {
  const params = { section: 'processes', dropped, line: first.line ?? 1 };
  return { section: 'processes', reason: message('missing.rows-dropped', params) };
}

/** A recording read as a file carries no time of arrival, and what it does not hold will not come. */
function neverSeen(section: SectionName, frame: Frame): Message {
  const code = frame.receivedAtMs === null ? 'missing.not-recorded' : 'missing.not-read-yet';
  return message(code, { section });
}
