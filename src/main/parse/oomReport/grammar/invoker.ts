/**
 * The first lines of a report (dump_header in mm/oom_kill.c, cpuset_print_current_mems_allowed in kernel/cgroup/cpuset.c,
 * dump_stack in lib/dump_stack.c):
 *
 *     stress-ng-vm invoked oom-killer: gfp_mask=0x1100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=1000
 *     CPU: 1 PID: 183960 Comm: stress-ng-vm Not tainted 5.15.0-1041-azure #48-Ubuntu
 *
 * To 2.6.23 nobody is named. `order` came with 2.6.18, `oomkilladj` with 2.6.24, `oom_score_adj` with 2.6.36, names of flags
 * with 4.5, `nodemask` from 4.8 to 4.20.
 */
import { signedOf } from './amounts';
import type { ReportEvent } from './reportEvent';

const MARK = ' invoked oom-killer:';

export function invokerEvent(text: string): ReportEvent | null {
  const at = text.indexOf(MARK);
  if (at > 0) return invokerOf(commOf(text.slice(0, at)), text.slice(at + MARK.length));
  return text.startsWith('oom-killer: gfp_mask=') ? invokerOf(null, text.slice('oom-killer:'.length)) : null;
}

const COMM_BYTES = 15;

/** What is longer than a name (TASK_COMM_LEN without its end) has something of an unknown carrier in it. */
function commOf(text: string): string | null {
  const plain = text.replace(/\\x[\da-f]{2}|#[0-7]{3}|\\[0-7]{3}|\uFFFD/gi, '_');
  return new TextEncoder().encode(plain).length <= COMM_BYTES ? text : null;
}

function invokerOf(comm: string | null, fields: string): ReportEvent {
  const [, gfpMask, gfpNames] =
    /\bgfp_mask=(0x[\da-f]{1,16})(?![\da-f*])(?:\(([^()]*(?:\(null\))?)\))?/i.exec(fields) ?? [];
  const [, nodemask] = /(?<![a-z_])nodemask=(\(null\)|[\d-]+(?:,[\d-]+)*)/.exec(fields) ?? [];
  const field = (name: RegExp): number | null => signedOf(name.exec(fields)?.[1]);
  return {
    kind: 'invoker',
    comm,
    gfpMask: gfpMask ?? null,
    gfpNames: gfpNames ?? null,
    nodemask: nodemask === undefined || nodemask === '(null)' ? null : nodemask,
    order: field(/(?<![a-z_])order=(-?\d{1,5})(?!\d)/),
    oomAdj: field(/(?<![a-z_])(?:oomkilladj|oom_adj)=(-?\d{1,5})(?!\d)/),
    oomScoreAdj: field(/(?<![a-z_])oom_score_adj=(-?\d{1,5})(?!\d)/),
  };
}

export function cpusetEvent(text: string): ReportEvent | null {
  const [, comm, cpuset, memsAllowed] = /^(.+?) cpuset=(.*?) ?mems_allowed=([\d,-]+)/.exec(text) ?? [];
  if (comm === undefined || cpuset === undefined || memsAllowed === undefined) return null;
  return { kind: 'cpuset', comm, cpuset, memsAllowed };
}

const CPU_LINE = /^CPU: +\d+ (?:UID: +\d+ )?PID: +(\d{1,10}) Comm: (.*)$/;
const PID_LINE = /^Pid: +(\d{1,10}), comm: +(.*)$/;
/** What follows a name: whether the kernel is tainted, then its release. */
const AFTER_COMM =
  /^(.*?) +(?:Kdump: loaded +)?(?:Not tainted|Tainted:? [A-Z ()-]*?) *\(?(\d+\.\d[^\s()]*)(?:[\s)]|$)/;

/** Two lines of s390 (show_stack in arch/s390/kernel/traps.c to 3.8): `CPU: 5 Not tainted 2.6.28 #1`, `Process sh (pid: 16, task: …`. */
function s390Event(text: string): ReportEvent | null {
  const [, kernel] = /^CPU: +\d+ +(?:Not tainted|Tainted: [A-Z ()-]*?) +(\d+\.\d\S*)/.exec(text) ?? [];
  if (kernel !== undefined) return { kind: 'cpu', pid: null, comm: null, kernel };
  const [, comm, digits] = /^Process (.{1,64}) \(pid: (\d{1,10}), task: /.exec(text) ?? [];
  return comm === undefined ? null : { kind: 'cpu', pid: signedOf(digits), comm, kernel: null };
}

export function cpuEvent(text: string): ReportEvent | null {
  const [, digits, rest] = CPU_LINE.exec(text) ?? PID_LINE.exec(text) ?? [];
  const pid = signedOf(digits);
  if (pid === null || rest === undefined) return s390Event(text);
  const [, comm, kernel] = AFTER_COMM.exec(rest) ?? [];
  if (comm !== undefined && kernel !== undefined) return { kind: 'cpu', pid, comm, kernel };
  return {
    kind: 'cpu',
    pid,
    comm: rest.replace(/ +(?:Kdump: loaded|Not tainted|Tainted).*$/, '').trimEnd(),
    kernel: null,
  };
}

/** `func+0x1c/0x24`. */
const FUNCTION = /([A-Za-z_.][\w.]*)\+0x[\da-f]+\/0x[\da-f]+/i;
/** Arm names a function and who called it: `[<c0>] (a) from [<c1>] (b+0x4/0x8)`, since 5.16 `a from b+0x4/0x8`. */
const ARM_PAIRS: readonly RegExp[] = [
  /^\[<[\da-f]+>\] \(([\w.]+)(?:\+[^)]*)?\) from \[<[\da-f]+>\] \(([\w.]+)/,
  /^([A-Za-z_][\w.]*) from ([A-Za-z_][\w.]*)\+0x/,
];

/** A line of a stack dump, of any architecture. */
export function stackEvent(text: string): ReportEvent | null {
  if (!text.includes('+0x') && !text.includes(') from [<')) return null;
  for (const pair of ARM_PAIRS) {
    const [, callee, caller] = pair.exec(text) ?? [];
    if (callee !== undefined && caller !== undefined) {
      return { kind: 'stack', functions: [functionName(callee), functionName(caller)] };
    }
  }
  const [, name] = FUNCTION.exec(text) ?? [];
  if (name === undefined) return null;
  // `?` marks what only happened to lie on the stack.
  return { kind: 'stack', functions: /(?:^|\s)\? /.test(text) ? [] : [functionName(name)] };
}

/** Without the dot of ppc64 and what the compiler made of it. */
function functionName(symbol: string): string {
  return symbol.replace(/^\./, '').replace(/\.(?:cold|isra|constprop|part|clone)\b.*$/, '');
}

/** `Linux version 6.1.0-50-amd64 (…)`: a machine started. */
export function bootEvent(text: string): ReportEvent | null {
  const [, kernel] = /^Linux version (\d+\.\d\S*) \(/.exec(text) ?? [];
  return kernel === undefined ? null : { kind: 'boot', kernel };
}
