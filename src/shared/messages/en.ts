import { enCause } from './enCause';
import { enChange } from './enChange';
import { enChangeOutcome } from './enChangeOutcome';
import { enHands } from './enHands';
import { enKernelLog } from './enKernelLog';
import { enPolicy } from './enPolicy';
import { enReplay } from './enReplay';
import { enReportTerminal } from './enReportTerminal';

/**
 * What the model and main say, in English. `{name}` is filled from the message's parameters (see `renderMessage`).
 * The same codes stand in `zhCN.ts`; a test keeps the two lists equal. No `@` and no `|` in a sentence: the renderer's
 * vue-i18n gives both a meaning of their own.
 */
export const en = {
  'failure.unreachable':
    'Cannot find or reach {host}. Check the name or address and your network, then try again.',
  'failure.refused':
    '{host} refuses connections on port {port}. Check that sshd is running there and that the port is right.',
  'failure.timeout':
    '{host} did not answer within {waitedSeconds}. It may be frozen, overloaded or cut off; Lowmark keeps trying.',
  'failure.connection-lost': 'The connection to {host} broke. Lowmark reconnects by itself.',
  'failure.auth-failed':
    '{host} did not accept {user} with {methods}. Check the user name, or choose another key or password.',
  'failure.needs-password': '{host} wants a password for {user}. Enter it to connect; it is not stored.',
  'failure.needs-passphrase':
    'The key {path} is locked. Enter its passphrase to connect to {host}; it is not stored.',
  'failure.key-unreadable':
    'Cannot use the key file {path} for {host}: {problem}. Choose another file or mend this one.',
  'failure.agent-unavailable':
    'No SSH agent answers on this machine, so it cannot vouch for {user} on {host}. Start ssh-agent and add a key, or choose a key file.',
  'failure.host-key-unknown':
    'First contact with {host}: compare its key fingerprint with the one its owner gives you, then accept it.',
  'failure.host-key-changed':
    'The host key of {host} has changed. Either the machine was reinstalled or someone stands in between; Lowmark will not connect until the old key is removed from {file}, line {line}.',
  'failure.no-common-algorithm':
    '{host} and Lowmark share no {what} algorithm. If it is an old machine, allow old algorithms in its settings.',
  'failure.not-ssh': 'What answers at {host} on port {port} is not an SSH server. Check the port.',
  'failure.not-linux':
    '{host} runs {system}, not Linux. Lowmark reads the Linux kernel only; remove this host.',
  'failure.no-shell':
    '{host} let {user} in but gave no usable shell. The account needs a POSIX sh and awk, and the right to run commands.',
  'failure.permission-denied': '{host} does not let {user} read {what}. Use an account that may.',
  'failure.malformed':
    '{host} answered with something that is not a sample. Its log line says what; Lowmark tries again.',
  'failure.recording-unreadable': 'Cannot read the recording {host}: {problem}.',
  'failure.aborted': 'Stopped watching {host}.',
  'failure.internal': 'Something went wrong inside Lowmark while watching {host}. The log has the detail.',
  'failure.wrong-passphrase':
    'That passphrase does not open the key {path}. Enter the right one to connect to {host}; it is not stored.',
  'failure.key-missing':
    'There is no key file {path} on this machine. Choose another file, or another way to log in to {host}.',
  'failure.key-not-a-key':
    '{path} holds no private key that Lowmark can use for {host}: not a public key, not one of a hardware token. Choose another file.',
  'failure.agent-empty':
    'The SSH agent of this machine holds no key, so it cannot vouch for {user} on {host}. Add one with ssh-add, or choose a key file.',
  'failure.no-identity':
    'There is nothing to log in to {host} as {user} with: no key in an SSH agent or in ~/.ssh. Choose a key file or a password.',
  'failure.too-many-tries':
    '{host} broke off after too many keys that it did not accept for {user}. Choose the right key file for this host.',
  'failure.password-expired':
    'The password of {user} on {host} has expired. Log in once by other means and set a new one, then try again.',
  'failure.host-key-revoked':
    '{host} showed a key that is marked as revoked in {file}, line {line}. Whoever has it may be listening; Lowmark will not connect.',
  'failure.server-hung-up':
    '{host} closed the connection before it said who it is. It may be turning connections away for now; Lowmark tries again.',
  'failure.jump-refused':
    '{jump} would not pass the connection on to {host} on port {port}. Check the address, and that {jump} allows forwarding.',
  'failure.proxy-command':
    '{host} is reached by a ProxyCommand in ~/.ssh/config, which Lowmark does not run. Use ProxyJump there instead.',
  'failure.jump-loop':
    'The ProxyJump lines of ~/.ssh/config lead to {host} in a circle or over too many hosts. Mend them, then try again.',

  'missing.not-in-kernel': '{section}: this kernel does not have it.',
  'missing.permission-denied': '{section}: this account may not read it.',
  'missing.malformed': '{section}: could not be understood (line {line}).',
  'missing.empty': '{section}: the host gave nothing when it was read.',
  'missing.rows-dropped':
    '{section}: rows that could not be understood were left out ({dropped}; the first is line {line}).',
  'missing.hidden-processes':
    'Processes of other users are hidden here (hidepid), so the ranking is not the whole host’s.',
  'missing.more-cgroups':
    'There are more memory cgroups here than Lowmark reads in one pass; those without a limit were left out first.',
  'missing.not-read-yet': '{section}: not read yet.',
  'missing.too-large': '{section}: larger than Lowmark accepts, so it was left out.',
  'missing.not-recorded': '{section}: not in this recording.',

  'oom.memory':
    'Uses {usedBytes}, {sharePercent} of {totalBytes}: RSS {rssBytes}, swap {swapBytes}, page tables {pageTableBytes}.',
  'oom.adj-adds': 'oom_score_adj {adj} counts as {adjBytes} more.',
  'oom.adj-takes': 'oom_score_adj {adj} counts as {adjBytes} less.',
  'oom.root-bonus': 'Its privileges count as {bonusBytes} less.',
  'oom.heuristic':
    'Scores {points} points by virtual size, children, run time, nice, privileges and oom_adj, as kernels before 2.6.36 do.',
  'oom.leads': 'It comes first, {distanceBytes} ahead of {comm} ({pid}).',
  'oom.behind': 'It is {distanceBytes} behind {comm} ({pid}), which comes first.',
  'oom.tie':
    'It cannot be told apart from {comm} ({pid}): they are {distanceBytes} apart, within what the kernel’s counters may be off.',
  'oom.only-one': 'Nothing else can be killed.',
  'oom.mismatch':
    'The kernel’s oom_score reads {kernelScore}, computed is {predictedScore}: its memory changed between the two readings, or the kernel counts otherwise.',
  'oom.mismatch-counters':
    'The kernel’s oom_score reads {kernelScore}, computed is {predictedScore}: as far apart as the kernel’s per-processor counters may be off.',
  'oom.exempt.init': 'Exempt: the first process is never killed.',
  'oom.exempt.kernel-thread': 'Exempt: a thread of the kernel has no memory of its own.',
  'oom.exempt.no-memory': 'Exempt: it has ended and holds no memory any more.',
  'oom.exempt.protected': 'Exempt: it is protected by its setting, -1000 (or -17 in oom_adj).',

  'oom.note.allocating-task':
    'This host kills whoever asks for memory (vm.oom_kill_allocating_task), so the order below does not decide.',
  'oom.note.panic': 'This host panics instead of killing (vm.panic_on_oom).',
  'oom.note.cgroup-score':
    'At this limit adj is measured by the limit, not by the whole host: the kernel’s own oom_score misleads here.',
  'oom.note.kill-disabled':
    'Killing is switched off for this cgroup (oom_kill_disable): at its limit its processes wait until memory is freed.',
  'oom.note.group': 'This cgroup is killed as a whole (memory.oom.group).',
  'oom.note.members-unknown':
    'Which processes are in this cgroup was not read, so nothing can be ranked here.',
  'oom.note.cpuset':
    'A shortage on the nodes that a cpuset allows: all who may use one of them are in question, wherever their memory lies.',
  'oom.note.node':
    'A shortage on this node alone, for memory that a policy binds to it. Which processes have such a policy is not read.',

  'risk.level.unknown': 'Unknown',
  'risk.level.calm': 'Calm',
  'risk.level.watch': 'Watch',
  'risk.level.danger': 'Danger',
  'risk.level.critical': 'Critical',
  'risk.unknown': 'Nothing can be said: this host does not report how much memory is available.',
  'risk.calm': '{availableBytes} of memory available ({availablePercent}).',
  'risk.room': '{availableBytes} of memory left ({availablePercent}), and no swap.',
  'risk.room-with-swap': '{availableBytes} of memory left ({availablePercent}), and {swapFreeBytes} of swap.',
  'risk.swap-draining':
    'Memory is full, and the last {swapFreeBytes} of swap are gone in {goneSeconds} at this pace.',
  'risk.swap-full': 'Swap is all but full ({swapFreeBytes} free), and {availableBytes} of memory are left.',
  'risk.swap-traffic': 'It is thrashing: {inBytes} a second come back from swap while {outBytes} go there.',
  'risk.refaults': 'Memory is short, and {refaultBytes} a second are read again that were just dropped.',
  'risk.pressure': 'Work waits for memory {somePercent} of the time (PSI).',
  'risk.killed': 'The kernel has killed for memory within the last {withinSeconds} ({kills}).',
  'risk.low-memory':
    'The memory that the kernel itself can use is running out: {roomBytes} left above the watermarks, while {highFreeBytes} of HighMem are free.',
  'risk.node-room':
    'The NUMA nodes {nodes}, which processes are bound to, have {roomBytes} left, whatever other nodes have.',
  'risk.zones-below-min.user': 'Every zone is below its min watermark: each request has to reclaim first.',
  'risk.zones-below-min.kernel':
    'Every zone that the kernel itself can use is below its min watermark: its requests have to reclaim first.',
  'risk.order-fails':
    'Free memory lies in pieces: the kernel would find no block of order {order} ({blockBytes}) now.',
  'risk.cgroup-room': '{cgroup} holds {heldPercent} of its limit of {limitBytes}.',
  'risk.cgroup-grows': '{cgroup} is growing and holds {heldPercent} of its limit of {limitBytes}.',
  'risk.cgroup-under-oom': '{cgroup} is out of memory at its limit now.',
  'risk.cgroup-waits':
    '{cgroup} is out of memory at its limit, and its processes wait, since killing is switched off.',
  'risk.cgroup-throttled':
    '{cgroup} is over its memory.high of {highBytes}, and its processes are slowed down.',

  'guard.disable-of-old-scale':
    '-17 in oom_score_adj is no protection: it takes off {sharePercent}. -17 belongs to oom_adj; here -1000 exempts.',
  'guard.old-scale-low':
    '{adj} in oom_score_adj takes off {sharePercent} only. If you know the number from oom_adj (-17 to 15), it is of another scale.',
  'guard.old-scale-high':
    '{adj} in oom_score_adj adds {sharePercent} only. If you know the number from oom_adj (-17 to 15), it is of another scale: killed first is 1000 here.',
  'guard.grower':
    '{comm} ({pid}) is growing. Exempt, it can take all memory, and everything else dies before it.',
  'guard.large':
    '{comm} ({pid}) holds {sharePercent} of all memory. Exempt, it keeps that through every shortage, and others die for it.',
  'guard.spawner':
    '{comm} ({pid}) starts what people and jobs run. They inherit the setting, so nothing they start could be killed either.',
  'guard.nothing-left':
    'Nothing would be left that can be killed: in a shortage the kernel would panic, or hang.',
  'guard.little-left':
    'What can still be killed holds {sharePercent} of all memory: killing all of it would not end a shortage.',

  'adj.right.owner': 'The owner of the process may raise it.',
  'adj.right.always': 'Any write needs CAP_SYS_RESOURCE on this kernel.',
  'adj.right.capability': 'Lowering it needs CAP_SYS_RESOURCE.',
  'adj.right.capability-below-minimum':
    'Lowering it needs CAP_SYS_RESOURCE, unless a privileged writer had set it as low before.',

  'terminal.host': 'Host',
  'terminal.kernel': 'Kernel',
  'terminal.uptime': 'Up for',
  'terminal.memory': 'Memory',
  'terminal.swap': 'Swap',
  'terminal.pressure': 'Memory pressure',
  'terminal.zones': 'Zones (pages)',
  'terminal.buddy': 'Free blocks by order',
  'terminal.level': 'Risk',
  'terminal.reasons': 'Also',
  'terminal.candidates': 'Who the OOM killer would take first',
  'terminal.scopes': 'Who would be first in other shortages',
  'terminal.nobody': 'nobody known',
  'terminal.missing': 'Missing',
  'terminal.used-of': '{usedBytes} used of {totalBytes}',
  'terminal.available': '{availableBytes} available',
  'terminal.no-swap': 'none',
  'terminal.not-reported': 'not reported',
  'terminal.pressure-line': 'some {some} %, full {full} % of the last 10 s',
  'terminal.more-processes': '… and {count} more',
  'terminal.accept-host-key': 'To accept this key, add --accept-host-key {sha256} ({keyType}).',
  'terminal.recorded': 'Recorded {frames} frames of {host}.',

  'refusal.read-only':
    'Another Lowmark (process {pid}, {shell} shell) holds the list of hosts. Close it first, or make the change there.',
  'refusal.no-such-host': 'This host is no longer on the list.',
  'refusal.bad-address':
    'Cannot read {address} as an address. Write it as user, an at sign, host, and a port if it is not 22.',
  'refusal.duplicate-host': '{name} is already on the list for this machine and account.',
  'refusal.fixed-host': '{name} cannot be changed: it is this machine or part of the demo.',
  'refusal.host-key-not-offered':
    'The server has offered another key since. Look at the new fingerprint before you accept it.',
  'refusal.not-linux-here': 'Lowmark does not run on Linux here, so it cannot watch its own machine.',
  'refusal.no-demo': 'Cannot read the demo recordings: {problem}.',
  'refusal.not-stored': 'Cannot write the list of hosts to {path}: {problem}.',

  ...enReplay,
  ...enCause,
  ...enReportTerminal,
  ...enKernelLog,
  ...enChange,
  ...enChangeOutcome,
  ...enHands,
  ...enPolicy,
} as const;

export type MessageCode = keyof typeof en;
