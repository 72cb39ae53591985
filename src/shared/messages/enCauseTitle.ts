/** Headings of incidents; see `en.ts`. */
export const enCauseTitle = {
  'incident.title.killed.memory': '{process} was killed: the host ran out of memory',
  'incident.title.killed-more.memory':
    '{process} and others ({total} in all) were killed: the host ran out of memory',
  'incident.title.panic.memory': 'The kernel panicked: the host ran out of memory',
  'incident.title.nobody.memory': 'Nothing could be killed: the host ran out of memory',
  'incident.title.asked.memory': 'The OOM killer was called: the host ran out of memory',
  'incident.title.killed.lowmem': '{process} was killed: memory for the kernel itself ran out (LowMem)',
  'incident.title.killed-more.lowmem':
    '{process} and others ({total} in all) were killed: memory for the kernel itself ran out (LowMem)',
  'incident.title.panic.lowmem': 'The kernel panicked: memory for the kernel itself ran out (LowMem)',
  'incident.title.nobody.lowmem': 'Nothing could be killed: memory for the kernel itself ran out (LowMem)',
  'incident.title.asked.lowmem': 'The OOM killer was called: memory for the kernel itself ran out (LowMem)',
  'incident.title.killed.fragmentation': '{process} was killed: no free block was large enough',
  'incident.title.killed-more.fragmentation':
    '{process} and others ({total} in all) were killed: no free block was large enough',
  'incident.title.panic.fragmentation': 'The kernel panicked: no free block was large enough',
  'incident.title.nobody.fragmentation': 'Nothing could be killed: no free block was large enough',
  'incident.title.asked.fragmentation': 'The OOM killer was called: no free block was large enough',
  'incident.title.killed.cgroup': '{process} was killed: a cgroup met its memory limit',
  'incident.title.killed-more.cgroup':
    '{process} and others ({total} in all) were killed: a cgroup met its memory limit',
  'incident.title.panic.cgroup': 'The kernel panicked: a cgroup met its memory limit',
  'incident.title.nobody.cgroup': 'Nothing could be killed: a cgroup met its memory limit',
  'incident.title.asked.cgroup': 'The OOM killer was called: a cgroup met its memory limit',
  'incident.title.killed.cgroup-named': '{process} was killed: {path} met its memory limit',
  'incident.title.killed-more.cgroup-named':
    '{process} and others ({total} in all) were killed: {path} met its memory limit',
  'incident.title.panic.cgroup-named': 'The kernel panicked: {path} met its memory limit',
  'incident.title.nobody.cgroup-named': 'Nothing could be killed: {path} met its memory limit',
  'incident.title.asked.cgroup-named': 'The OOM killer was called: {path} met its memory limit',
  'incident.title.killed.nodes': '{process} was killed: its NUMA nodes ran out of memory',
  'incident.title.killed-more.nodes':
    '{process} and others ({total} in all) were killed: its NUMA nodes ran out of memory',
  'incident.title.panic.nodes': 'The kernel panicked: its NUMA nodes ran out of memory',
  'incident.title.nobody.nodes': 'Nothing could be killed: its NUMA nodes ran out of memory',
  'incident.title.asked.nodes': 'The OOM killer was called: its NUMA nodes ran out of memory',
  'incident.title.killed.by-hand': '{process} was killed: a person asked for it (SysRq-F)',
  'incident.title.killed-more.by-hand':
    '{process} and others ({total} in all) were killed: a person asked for it (SysRq-F)',
  'incident.title.panic.by-hand': 'The kernel panicked: a person asked for it (SysRq-F)',
  'incident.title.nobody.by-hand': 'Nothing could be killed: a person asked for it (SysRq-F)',
  'incident.title.asked.by-hand': 'The OOM killer was called: a person asked for it (SysRq-F)',
  'incident.title.killed.unknown': '{process} was killed: what ran out is not in the log',
  'incident.title.killed-more.unknown':
    '{process} and others ({total} in all) were killed: what ran out is not in the log',
  'incident.title.panic.unknown': 'The kernel panicked: what ran out is not in the log',
  'incident.title.nobody.unknown': 'Nothing could be killed: what ran out is not in the log',
  'incident.title.asked.unknown': 'The OOM killer was called: what ran out is not in the log',
  'incident.title.killed.kernel-memory': '{process} was killed: the kernel itself held most of the memory',
  'incident.title.killed-more.kernel-memory':
    '{process} and others ({total} in all) were killed: the kernel itself held most of the memory',
  'incident.title.panic.kernel-memory': 'The kernel panicked: the kernel itself held most of the memory',
  'incident.title.nobody.kernel-memory': 'Nothing could be killed: the kernel itself held most of the memory',
  'incident.title.asked.kernel-memory':
    'The OOM killer was called: the kernel itself held most of the memory',
  'incident.title.nobody-panic.memory':
    'Nothing could be killed and the kernel panicked: the host ran out of memory',
  'incident.title.nobody-panic.kernel-memory':
    'Nothing could be killed and the kernel panicked: the kernel itself held most of the memory',
  'incident.title.nobody-panic.lowmem':
    'Nothing could be killed and the kernel panicked: memory for the kernel itself ran out (LowMem)',
  'incident.title.nobody-panic.fragmentation':
    'Nothing could be killed and the kernel panicked: no free block was large enough',
  'incident.title.nobody-panic.cgroup':
    'Nothing could be killed and the kernel panicked: a cgroup met its memory limit',
  'incident.title.nobody-panic.cgroup-named':
    'Nothing could be killed and the kernel panicked: {path} met its memory limit',
  'incident.title.nobody-panic.nodes':
    'Nothing could be killed and the kernel panicked: its NUMA nodes ran out of memory',
  'incident.title.nobody-panic.by-hand':
    'Nothing could be killed and the kernel panicked: a person asked for it (SysRq-F)',
  'incident.title.nobody-panic.unknown':
    'Nothing could be killed and the kernel panicked: what ran out is not in the log',
} as const;
