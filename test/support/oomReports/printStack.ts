import type { Generation } from './generations';
import type { ReportDescription } from './reportDescription';

/** Functions of a stack dump that ends in the OOM killer, from the top. */
export function stackFunctionsOf(description: ReportDescription): string[] {
  const entry = description.cgroup === null ? '__alloc_pages_nodemask' : 'mem_cgroup_out_of_memory';
  return [topOf(description), 'dump_header', 'oom_kill_process', 'out_of_memory', entry, 'handle_mm_fault'];
}

function topOf({ architecture }: ReportDescription): string {
  if (architecture === 'arm') return 'unwind_backtrace';
  return architecture === 'arm64' ? 'dump_backtrace' : 'show_stack';
}

/** Whether this kernel says its release on this architecture: before 3.10 only x86 did. */
export function hasStackHeader({ architecture }: ReportDescription, row: Generation): boolean {
  if (row.stackHeader === 'none') return false;
  return row.stackHeader !== 'pid' || architecture === 'x86_64' || architecture === 'i686';
}

/** The stack dump (lib/dump_stack.c, arch/.../stacktrace.c). */
export function printStack(description: ReportDescription, row: Generation): string[] {
  return [...headerOf(description, row), ...traceOf(description, row)];
}

function headerOf(description: ReportDescription, row: Generation): string[] {
  if (!hasStackHeader(description, row)) return [];
  const { pid, comm, uid } = description.invoker;
  if (row.stackHeader === 'pid') {
    return [`Pid: ${String(pid)}, comm: ${comm} Not tainted ${row.release} #1`];
  }
  const who = row.stackHeader === 'uid' ? `UID: ${String(uid)} PID` : 'PID';
  return [
    `CPU: 1 ${who}: ${String(pid)} Comm: ${comm} Not tainted ${row.release} #1 Debian`,
    'Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-1 04/01/2014',
  ];
}

function traceOf(description: ReportDescription, row: Generation): string[] {
  const functions = stackFunctionsOf(description);
  const address = (at: number, digits: number): string =>
    (0xc011e49c + at * 0x1234).toString(16).padStart(digits, 'f');
  const offset = (at: number): string => `+0x${(at * 16 + 8).toString(16)}/0x${(at * 32 + 64).toString(16)}`;
  switch (description.architecture) {
    case 'arm':
      return armTrace(functions, row, offset);
    case 'arm64':
      return row.trace === 'plain'
        ? ['Call trace:', ...functions.map((name, at) => ` ${name}${offset(at)}`)]
        : ['Call trace:', ...functions.map((name, at) => `[<${address(at, 16)}>] ${name}${offset(at)}`)];
    case 'ppc64':
      return [
        'Call Trace:',
        ...functions.map(
          (name, at) =>
            `[c00000000${(0x1c62fc0 + at * 176).toString(16)}] [${address(at, 16)}] .${name}${offset(at)}`,
        ),
      ];
    case 'mips':
      return [
        'Stack : 00000000 00000000 00000000 00000000 81b0bd44 80067c64 80355d24 00000002',
        '        00000000 00000000 803f0000 80400000 00000000 00000000 00000000 00000000',
        '        ...',
        'Call Trace:',
        ...functions.map((name, at) => `[<${address(at, 8)}>] ${name}${offset(at)}`),
        '',
      ];
    case 's390':
      return ['Call Trace:', ...functions.map((name, at) => ` [<${address(at, 16)}>] ${name}${offset(at)}`)];
    case 'i686':
    case 'x86_64':
      return x86Trace(functions, row, offset);
  }
}

function armTrace(functions: readonly string[], row: Generation, offset: (at: number) => string): string[] {
  const withOffset = row.stackHeader === 'none' || row.stackHeader === 'pid';
  const frames = functions.slice(0, -1).map((name, at) => {
    const caller = functions[at + 1] ?? '';
    const own = withOffset ? `${name}+0x0/0xf0` : name;
    return row.trace === 'plain'
      ? ` ${name} from ${caller}${offset(at)}`
      : `[<c011e49c>] (${own}) from [<c015e570>] (${caller}${offset(at)})`;
  });
  return [
    ...frames,
    'Exception stack(0xc3a15fb0 to 0xc3a15ff8)',
    '5fa0:                                     000837e4 000837fc 00000000 00000000',
    '5fc0: 4031eb88 00000000 000837e0 000837fc 00000000 000837c4 4031b840 0000002c',
    '5fe0: 00000000 bee86078 4021e984 4027cbb8 60000010 ffffffff',
  ];
}

function x86Trace(functions: readonly string[], row: Generation, offset: (at: number) => string): string[] {
  if (row.trace === 'bracketed') {
    return ['Call Trace:', ...functions.map((name, at) => ` [<ffffffff8175c66c>] ${name}${offset(at)}`)];
  }
  return [
    'Call Trace:',
    ' <TASK>',
    ...functions.map((name, at) => ` ${name}${offset(at)}`),
    'RIP: 0033:0x401dd7',
    'Code: 8b 15 81 e5 0b 00 48 8b 05 56 c3 0b 00 31 c9 45 31 c0 48 8d bf 00 10 00 00 eb 2c <49> 89 11 49 81 c0 00',
    'RSP: 002b:00007ffef154e8b8 EFLAGS: 00000246',
    'RAX: 0139408dcbbf7a44 RBX: 00007ffef154ec48 RCX: 0000000000000000',
    ' </TASK>',
  ];
}
