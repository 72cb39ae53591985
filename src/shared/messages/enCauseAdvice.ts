/** What to do after an incident; see `en.ts`. */
export const enCauseAdvice = {
  'advice.host-up': 'The kernel panicked: see whether the host is up again, and whether all services are.',
  'advice.still-short':
    'Nothing was killed, so the shortage may go on: see whether the host still answers, and stop something large by hand.',
  'advice.waiting':
    'Killing is switched off: see whether processes still wait for memory, and stop something large by hand.',
  'advice.outcome-unknown':
    'The log does not say how it ended: see whether the host and its services are well.',
  'advice.group': '{path} died as a whole (processes in the log: {count}): see whether all of it is back.',
  'advice.child': '{parent} lives but has lost {process}: see whether it noticed, or restart it.',
  'advice.service.unit':
    'See whether {unit} is back: {command} (systemd restarts it only if its unit has Restart= for that).',
  'advice.service.container':
    'See whether the container of {process} is back: {command} (it is restarted only if its restart policy says so).',
  'advice.service.pod':
    'See whether the container of {process} was restarted: kubectl describe pod shows OOMKilled as its last state.',
  'advice.service.session': '{process} ran in a login session: nothing starts it again by itself.',
  'advice.service.unknown': 'See whether {process}, or the service it belonged to, is back.',
  'advice.protect':
    'If {process} matters, protect it: try out here which oom_score_adj would have spared it, and who would have died instead.',
  'advice.protect-adj':
    'If {process} matters, protect it: oom_score_adj {adj} would have spared it, and {next} would have died instead.',
  'advice.protect-unit':
    'Make that last: with OOMScoreAdjust={adj}, {unit} starts its processes with it (now through /proc, later through a drop-in).',
  'advice.unprotect': 'Let something be killed: try out what happens if {process} is no longer exempt.',
  'advice.next-victims': 'See who would be killed next on this host as it is now.',
  'advice.by-hand': 'Find out who asked for the kill, and why: nothing had run out.',
  'advice.lowmem': 'See what is left of zone Normal now, and what fills it.',
  'advice.fragmentation': 'See which orders the zones can still serve now.',
  'advice.nodes': 'See how much the zones of each node have left now.',
  'advice.cgroup': 'See how near {path} is to its limit now, and who in it would be next.',
  'advice.grower':
    'Find out who grows: watch {process}, the largest with {sumBytes}. One report cannot show growth, the charts of the host can.',
  'advice.grower-died':
    'Find out whether it grows again: {process} was the largest with {sumBytes} and is dead. Watch what takes its place.',
  'advice.grower-unknown':
    'Find out who grows: the report does not list processes, the charts and processes of the host do.',
  'advice.similar': 'See whether this has happened before, here or on other hosts.',
  'advice.last.memory':
    'Make it last: limit the largest service, and give the host the RAM or swap that it needs.',
  'advice.last.lowmem': 'Make it last: a 64-bit kernel has no LowMem to run out of.',
  'advice.last.fragmentation':
    'Make it last: keep more memory free (vm.min_free_kbytes), or have smaller blocks asked for.',
  'advice.last.cgroup': 'Make it last: find the cgroup, and give it a limit that fits what runs in it.',
  'advice.last.cgroup-named':
    'Make it last: give {path} a limit that fits what runs in it, or have what runs in it use less.',
  'advice.last.nodes': 'Make it last: allow more nodes, or spread what runs on these.',
  'advice.last.unknown': 'Make it last: keep kernel logs longer, so that the next report is whole.',
  'advice.protect-group':
    'All of {path} dies together. If one of it matters by itself, give it -1000 or a cgroup of its own.',
  'advice.allocating-task':
    'Decide whether whoever asks is to be killed: vm.oom_kill_allocating_task=0 lets points decide.',
  'advice.slab':
    'Find out what fills the kernel’s own memory: slabtop on the host shows the slab caches and whether they grow.',
  'advice.last.kernel-memory':
    'Make it last: mend or unload what fills the kernel’s own memory. More RAM or swap only puts it off.',
  'advice.nothing-lost':
    'Nothing was killed, and no process is left in this cgroup: nothing has to come back.',
  'advice.last.limit-written':
    'Make it last: find out who writes the limit of {path}, and have it leave room for what is in use.',
  'advice.last.pods':
    'Make it last: have pods on this node that fit into what it keeps for them ({path}, node allocatable), or take a larger node.',
} as const;
