import type { CgroupSample } from './cgroup';
import type { HostIdentity } from './host';
import type { Meminfo } from './memory';
import type { Message } from './message';
import type { MemoryPressure } from './pressure';
import type { ProcessSample } from './process';
import type { VmSettings } from './vmSettings';
import type { BuddyZone, MigrateTypeBlocks, NodeStats, Zone } from './zone';

/** The sections of a frame that become part of a {@link HostSample}. */
export const SECTION_NAMES = [
  'meminfo',
  'buddyinfo',
  'pagetypeinfo',
  'zoneinfo',
  'vmstat',
  'pressure_memory',
  'processes',
  'cgroup',
  'vm_settings',
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** `/proc/vmstat` (vmstat_show in mm/vmstat.c) by the kernel's own names: gauges in pages, and counters since boot. */
export type Vmstat = Readonly<Record<string, number>>;

/** A part of the sample that is not there, and why, as a sentence. */
export interface MissingSection {
  readonly section: SectionName;
  readonly reason: Message;
}

/** One host at one time: everything Lowmark knows of it, decoded. All else is a pure function of these. */
export interface HostSample {
  readonly at: {
    /** The host's own clock: seconds since its boot. */
    readonly uptimeSeconds: number;
    /** When the frame arrived, ISO 8601 in UTC, by the clock of the machine Lowmark runs on. */
    readonly wallClock: string | null;
  };
  readonly host: HostIdentity;
  readonly memory: Meminfo | null;
  readonly zones: readonly Zone[];
  readonly nodes: readonly NodeStats[];
  readonly buddy: readonly BuddyZone[];
  /** Read rarely, since reading it stops allocations for a moment; empty where this account may not. */
  readonly migrateTypes: readonly MigrateTypeBlocks[];
  readonly vmstat: Vmstat | null;
  readonly pressure: MemoryPressure | null;
  readonly cgroups: readonly CgroupSample[];
  readonly settings: VmSettings | null;
  readonly processes: readonly ProcessSample[];
  /** Seconds since each section that was ever read was last read; 0 for what this frame brought. */
  readonly ages: Readonly<Partial<Record<SectionName, number>>>;
  readonly missing: readonly MissingSection[];
}
