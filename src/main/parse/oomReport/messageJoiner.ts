/**
 * Puts messages together that stand on several lines: mail wraps at 72 columns, ring buffers break what was printed by several
 * calls, /dev/kmsg gives fragments. Whether a line goes on with the one before is told by what the one before still lacks.
 */
import type { IncidentTime, LineRange } from '../../../shared/model';
import type { CarriedLine } from './carriedLine';
import { eventOf } from './grammar/eventOf';
import type { ReportEvent } from './grammar/reportEvent';
import type { LogMessage } from './logMessage';

/** One line and where it stands. */
export interface NumberedLine {
  readonly line: CarriedLine;
  /** Characters of the line with its carriers: mail programs wrap at a column. */
  readonly columns: number;
  readonly number: number;
  readonly isWhole: boolean;
}

/** What carriers say of a line that the lines behind it, without a carrier of their own, share. */
type Origin = Pick<CarriedLine, 'bootSeconds' | 'wallClock' | 'hostname' | 'caller'>;

const NO_ORIGIN: Origin = { bootSeconds: null, wallClock: null, hostname: null, caller: null };

interface Held {
  readonly line: CarriedLine;
  readonly origin: Origin;
  text: string;
  event: ReportEvent | null;
  lines: LineRange;
  isWhole: boolean;
  pieces: number;
  /** Characters of the newest of its lines. */
  columns: number;
}

const MOST_PIECES = 60;
const LONGEST_JOINED = 16_384;
/** Where mail programs and pagers wrap, quoting marks counted in. */
const WRAP_COLUMNS = { first: 70, last: 82 } as const;

const AMOUNT_GOES_ON =
  /^(?:[a-z][\w()]*:\s?\d+[kK][Bb]|pages_scanned:\d+|all_unreclaimable\? (?:yes|no)|(?:yes|no)$)/;
const PAIRS = /^(?:[a-z][\w()]*:\d+(?:\s+|$))+$/;
const KILL_GOES_ON =
  /^(?:(?:total-vm|vsz|anon-rss|file-rss|shmem-rss|pgtables):\d+kB|UID:\d+|oom_score_adj:-?\d+)/;
const INVOKER_GOES_ON =
  /^(?:,? ?(?:gfp_mask|nodemask|order|oomkilladj|oom_adj|oom_score_adj)=|\(null\)|[\d,-]+, order=)/;
const COLUMN_WORD =
  /^(?:uid|tgid|total_vm|rss\w*|nr_\w+|pgtables_bytes|swapents|cpu|oom_adj|oom_score_adj|name)$/;

/** What may go on with a line of each kind that is understood already. */
const GOES_ON: Partial<Record<ReportEvent['kind'], (text: string, event: ReportEvent) => boolean>> = {
  invoker: (text) => INVOKER_GOES_ON.test(text),
  zone: (text) => AMOUNT_GOES_ON.test(text),
  node: (text) => AMOUNT_GOES_ON.test(text),
  reserve: (text) => /^\d+(?: +\d+)*$/.test(text),
  buddy: (text, event) =>
    event.kind === 'buddy' && !event.isWhole && /^(?:\d+\*\d+kB|\([A-Z]+\)|= \d+kB)/.test(text),
  totals: (text) => PAIRS.test(text) && eventOf(text, true) === null,
  'tasks-header': (text, event) =>
    event.kind === 'tasks-header' &&
    event.columns.at(-1) !== 'name' &&
    COLUMN_WORD.test(text.split(/\s/, 1)[0] ?? ''),
  chosen: (text, event) =>
    event.kind === 'chosen' && event.score === null && /^(?:score )?-?\d+ /.test(`${text} `),
  limit: (text, event) =>
    event.kind === 'limit' &&
    event.path === null &&
    /^(?:\/|killed as a |as a |result of |limit of|of )/.test(text),
  killed: (text) => KILL_GOES_ON.test(text),
  stats: (text) => /^:?\s*(?:\w+:\d+KB(?:\s+|$))+$/.test(text),
};

/** Beginnings that are not understood on their own, and what goes on with them, also where each piece has a stamp. */
const BEGINNINGS: readonly { readonly begins: RegExp; readonly goesOn: RegExp }[] = [
  { begins: /^Task in$/, goesOn: /^\// },
  { begins: /^Memory cgroup stats for(?: \S*)?$/, goesOn: /^(?:\/|:)/ },
  { begins: /^.{1,64} cpuset=\S*$/, goesOn: /^(?:\S{1,200} ?)?mems_allowed=|^\/\S*$/ },
  { begins: /^(?:Node \d+ )?[A-Z]\w*:$/, goesOn: /^\d+\*\d+kB/ },
];

/** Beginnings that a person's mail program may have wrapped anywhere. */
const WRAPPED =
  /^(?:Memory cgroup (?:out|stats)|Out of [mM]emory|Kernel panic|Kill(?:ed)? process|oom-kill:|\[ *pid|(?:memory|memory\+swap|swap|kmem): |CPU: |Pid: |Tasks? in |oom_reaper: |\[ *\d+\]\s+\d+\s)|invoked(?: oom-killer.*)?$/;

/** Takes lines in, gives messages that are understood. One at a time is held back, since the next line may go on with it. */
export class MessageJoiner {
  #held: Held | null = null;
  /** Columns of the newest task table: a row with fewer goes on in the next line. */
  #columns: readonly string[] = [];
  /** Of the newest line with a carrier: a message of several lines has it before the first only. */
  #origin: Origin = NO_ORIGIN;

  push({ line, columns, number, isWhole }: NumberedLine): LogMessage | null {
    const held = this.#held;
    if (held !== null && this.#joins(held, line, isWhole)) {
      held.lines = { first: held.lines.first, last: number };
      held.columns = columns;
      return null;
    }
    const done = this.end();
    if (!isWithoutOrigin(line)) this.#origin = line;
    const event = eventOf(line.text, isWhole);
    if (event?.kind === 'tasks-header') this.#columns = event.columns;
    this.#held = {
      line,
      origin: this.#origin,
      text: line.text,
      event,
      lines: { first: number, last: number },
      isWhole,
      pieces: 1,
      columns,
    };
    return done;
  }

  /** The message that is held back. */
  end(): LogMessage | null {
    const held = this.#held;
    this.#held = null;
    if (held === null || held.event === null) return null;
    const { bootSeconds, wallClock, hostname, caller } = held.origin;
    const at: IncidentTime = { bootSeconds, wallClock };
    return { event: held.event, lines: held.lines, at, hostname, caller, isWhole: held.isWhole };
  }

  #joins(held: Held, line: CarriedLine, isWhole: boolean): boolean {
    if (held.pieces >= MOST_PIECES || held.text.length > LONGEST_JOINED) return false;
    if (line.isFragment) return join(held, `${held.text}${line.text}`, isWhole);
    const text = line.text.trim();
    if (text === '') return false;
    const own = held.text.trim();
    const isBare = isWithoutCarrier(line);
    if (isPieceOf(own, held.event, text)) return join(held, gluedTo(own, text), isWhole);
    const isOfOneMoment = isBare || line.bootSeconds === held.line.bootSeconds;
    if (isOfOneMoment && (goesOnWith(held.event, text) || isBrokenAmount(held, text))) {
      return this.#joinHeader(held, wentOn(held.event, own, text), isWhole);
    }
    return isBare && (this.#isWrapped(held, text, isWhole) || this.#isPastColumn(held, line, isWhole));
  }

  /** In a log with carriers, a line without one whose first word would not have fitted onto the line before is its rest. */
  #isPastColumn(held: Held, line: CarriedLine, isWhole: boolean): boolean {
    if (isWithoutCarrier(held.line) || /^\s/.test(line.text)) return false;
    const [firstWord = ''] = line.text.split(/\s/, 1);
    const isFull = held.columns <= WRAP_COLUMNS.last && held.columns + firstWord.length >= WRAP_COLUMNS.first;
    if (!isFull) return false;
    const joined = eventOf(`${held.text.trimEnd()} ${line.text}`, isWhole);
    const isSame = joined !== null && (held.event === null || held.event.kind === joined.kind);
    if (!isSame && !(joined === null && held.event === null)) return false;
    return this.#joinHeader(held, `${held.text.trimEnd()} ${line.text}`, isWhole);
  }

  #joinHeader(held: Held, text: string, isWhole: boolean): boolean {
    join(held, text, isWhole);
    if (held.event?.kind === 'tasks-header') this.#columns = held.event.columns;
    return true;
  }

  /** A line without a carrier: does it make the one before understood, or more of it? */
  #isWrapped(held: Held, text: string, isWhole: boolean): boolean {
    const own = held.text.trim();
    if (!WRAPPED.test(own)) return false;
    if (held.event?.kind === 'task') {
      return this.#lacks(held.event.cells, text) && join(held, `${own} ${text}`, isWhole);
    }
    const joined = eventOf(`${own} ${text}`, isWhole);
    if (joined === null || !isMore(held.event, joined)) return false;
    return this.#joinHeader(held, `${own} ${text}`, isWhole);
  }

  /** Whether a row has fewer cells than its header, and the text can be the next ones. */
  #lacks(cells: string, text: string): boolean {
    const found = cells.trim().split(/\s+/).length;
    const wanted = this.#columns.length;
    if (wanted === 0 || found >= wanted) return false;
    return found === wanted - 1 ? !/^\[/.test(text) && text.length <= 40 : /^-?\d+(?:\s|$)/.test(text);
  }
}

/** A terminal breaks a list of statistics within a word. */
function wentOn(event: ReportEvent | null, own: string, text: string): string {
  const isBroken = event?.kind === 'stats' && !/(?:KB|:)$/.test(own);
  return isBroken ? own + text : `${own} ${text}`;
}

/** No time and no host: `kernel: ` alone is what a broken line has left. */
function isWithoutOrigin({ bootSeconds, wallClock, hostname }: CarriedLine): boolean {
  return bootSeconds === null && wallClock === null && hostname === null;
}

function isWithoutCarrier({ origin, wallClock, hostname }: CarriedLine): boolean {
  return origin === 'bare' && wallClock === null && hostname === null;
}

/** `shmem_thp:` and `0kB`. */
function isBrokenAmount({ text, event }: Held, next: string): boolean {
  return (
    (event?.kind === 'node' || event?.kind === 'zone') && /:\s*$/.test(text) && /^\d+[kK][Bb]\b/.test(next)
  );
}

function goesOnWith(event: ReportEvent | null, text: string): boolean {
  return event !== null && GOES_ON[event.kind]?.(text, event) === true;
}

function isPieceOf(own: string, event: ReportEvent | null, text: string): boolean {
  return event === null && BEGINNINGS.some(({ begins, goesOn }) => begins.test(own) && goesOn.test(text));
}

function join(held: Held, text: string, isWhole: boolean): boolean {
  held.text = text;
  held.event = eventOf(text, isWhole);
  held.isWhole = isWhole;
  held.pieces += 1;
  return true;
}

/** `stats for /a` and `: cache:0KB`: a sign belongs to the word before it, a word does not. */
function gluedTo(before: string, after: string): string {
  return /^[:,]/.test(after) || /(?:cpuset=)$/.test(before) ? `${before}${after}` : `${before} ${after}`;
}

/** Whether a longer text says something that the shorter one did not. */
function isMore(before: ReportEvent | null, after: ReportEvent): boolean {
  if (before === null) return true;
  if (before.kind === 'cpu') return after.kind === 'cpu' && before.kernel === null && after.kernel !== null;
  return (
    before.kind === 'constraint' && after.kind === 'constraint' && before.pid === null && after.pid !== null
  );
}
