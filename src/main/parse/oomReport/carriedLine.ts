/** One line of a log, with what its carriers (ring buffer, syslog, journal, container runtime, mail) wrote before it taken off. */
export interface CarriedLine {
  /** What the kernel printed; leading blanks belong to it. */
  readonly text: string;
  /** The kernel's own stamp. */
  readonly bootSeconds: number | null;
  /** See `IncidentTime.wallClock`. */
  readonly wallClock: string | null;
  readonly hostname: string | null;
  /** The processor or thread that printed it (`T123`, `C0`), where the kernel says so (CONFIG_PRINTK_CALLER). */
  readonly caller: string | null;
  /** `kernel`: a carrier says that the kernel wrote it; `user`: that a program did; `bare`: nobody says. */
  readonly origin: 'kernel' | 'user' | 'bare';
  /** It goes on where the line before it ended (a fragment of /dev/kmsg). */
  readonly isFragment: boolean;
}

/** What is known of a line while its prefixes are taken off one by one. */
export interface Prefixes {
  bootSeconds: number | null;
  wallClock: string | null;
  hostname: string | null;
  caller: string | null;
  origin: CarriedLine['origin'];
  isFragment: boolean;
  /** How the carrier writes what cannot be printed: rsyslog `#012`, /dev/kmsg `\x0a`. */
  escapes: 'none' | 'octal' | 'hexadecimal';
}

export function noPrefixes(): Prefixes {
  return {
    bootSeconds: null,
    wallClock: null,
    hostname: null,
    caller: null,
    origin: 'bare',
    isFragment: false,
    escapes: 'none',
  };
}

/** Takes what it matched off the front; false where it does not fit this line. */
export interface PrefixRule {
  readonly pattern: RegExp;
  readonly take: (match: RegExpExecArray, prefixes: Prefixes) => boolean;
}
