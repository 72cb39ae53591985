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
  if (at > 0) return invokerOf(text.slice(0, at), text.slice(at + MARK.length));
  return text.startsWith('oom-killer: gfp_mask=') ? invokerOf(null, text.slice('oom-killer:'.length)) : null;
}

function invokerOf(comm: string | null, fields: string): ReportEvent {
  const [, gfpMask, gfpNames] =
    /\bgfp_mask=(0x[\da-f]{1,16})(?![\da-f])(?:\(([^()]*(?:\(null\))?)\))?/i.exec(fields) ?? [];
  const [, nodemask] = /\bnodemask=(\(null\)|[\d,-]+)/.exec(fields) ?? [];
  const field = (name: RegExp): number | null => signedOf(name.exec(fields)?.[1]);
  return {
    kind: 'invoker',
    comm,
    gfpMask: gfpMask ?? null,
    gfpNames: gfpNames ?? null,
    nodemask: nodemask === undefined || nodemask === '(null)' ? null : nodemask,
    order: field(/\border=(-?\d{1,5})(?!\d)/),
    oomAdj: field(/\b(?:oomkilladj|oom_adj)=(-?\d{1,5})(?!\d)/),
    oomScoreAdj: field(/\boom_score_adj=(-?\d{1,5})(?!\d)/),
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
  /^(.*?) +(?:Kdump: loaded +)?(?:Not tainted|Tainted:? [A-Z ()]*?) *\(?(\d+\.\d[^\s()]*)(?:[\s)]|$)/;

export function cpuEvent(text: string): ReportEvent | null {
  const [, digits, rest] = CPU_LINE.exec(text) ?? PID_LINE.exec(text) ?? [];
  const pid = signedOf(digits);
  if (pid === null || rest === undefined) return null;
  const [, comm, kernel] = AFTER_COMM.exec(rest) ?? [];
  if (comm !== undefined && kernel !== undefined) return { kind: 'cpu', pid, comm, kernel };
  return { kind: 'cpu', pid, comm: rest.replace(/ +(?:Not tainted|Tainted).*$/, '').trimEnd(), kernel: null };
}

/** `func+0x1c/0x24`, `(func) from`, `func from caller+0x10/0x14`. */
const FUNCTION = /([A-Za-z_.][\w.]*)\+0x[\da-f]+\/0x[\da-f]+/gi;
const ARM_PAIR = /^\[<[\da-f]+>\] \(([\w.]+)\) from \[<[\da-f]+>\]/;
const MOST_FUNCTIONS_A_LINE = 2;

/** A line of a stack dump, of any architecture. */
export function stackEvent(text: string): ReportEvent | null {
  if (!text.includes('+0x') && !text.includes(') from [<')) return null;
  const [, arm] = ARM_PAIR.exec(text) ?? [];
  if (arm !== undefined) return { kind: 'stack', functions: [arm] };
  const functions = [...text.matchAll(FUNCTION)]
    .slice(0, MOST_FUNCTIONS_A_LINE)
    .map(([, name = '']) => name.replace(/^\./, '').replace(/\.(?:cold|isra|constprop|part|clone)\b.*$/, ''));
  const [first] = functions;
  // `?` marks what only happened to lie on the stack. klogd names a function twice, arm its caller.
  return first === undefined ? null : { kind: 'stack', functions: /(?:^|\s)\? /.test(text) ? [] : [first] };
}

/** `Linux version 6.1.0-50-amd64 (…)`: a machine started. */
export function bootEvent(text: string): ReportEvent | null {
  const [, kernel] = /^Linux version (\d+\.\d\S*) \(/.exec(text) ?? [];
  return kernel === undefined ? null : { kind: 'boot', kernel };
}
