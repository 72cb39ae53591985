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
    'Uses {usedBytes}, {sharePercent} of RAM and swap: RSS {rssBytes}, swap {swapBytes}, page tables {pageTableBytes}.',
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
    'The kernel’s oom_score reads {kernelScore}, computed is {predictedScore}: its memory changed between the two readings, or the kernel counts roughly.',
  'oom.exempt.init': 'Exempt: the first process is never killed.',
  'oom.exempt.kernel-thread': 'Exempt: a thread of the kernel has no memory of its own.',
  'oom.exempt.no-memory': 'Exempt: it has ended and holds no memory any more.',
  'oom.exempt.protected': 'Exempt: it is protected by its setting, -1000 (or -17 in oom_adj).',

  'terminal.host': 'Host',
  'terminal.kernel': 'Kernel',
  'terminal.uptime': 'Up for',
  'terminal.memory': 'Memory',
  'terminal.swap': 'Swap',
  'terminal.pressure': 'Memory pressure',
  'terminal.zones': 'Zones (pages)',
  'terminal.buddy': 'Free blocks by order',
  'terminal.processes': 'Processes by oom_score, highest first',
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
} as const;

export type MessageCode = keyof typeof en;
