/** Who died, what the kernel was told, and the state of memory; see `en.ts`. */
export const enCauseDeath = {
  'incident.died.named': '{process} died. The log does not say what it held.',
  'incident.died.held':
    '{process} died. It held {heldBytes}: {anonRssBytes} of its own and {fileRssBytes} of files and shared memory.',
  'incident.died.held-shmem':
    '{process} died. It held {heldBytes}: {anonRssBytes} of its own, {fileRssBytes} of files, {shmemRssBytes} of shared memory.',
  'incident.died.swap': 'Another {swapBytes} of {process} lay in swap.',
  'incident.died.mostly-swap':
    'Nearly all of {process} lay in swap ({swapBytes}): its death freed swap and hardly any RAM.',
  'incident.died.shmem-stays':
    'The {shmemRssBytes} of shared memory of {process} are freed only when nothing else uses them; files on tmpfs stay until they are deleted.',
  'incident.died.count': '{count} processes died in all.',
  'incident.died.together': '{count} processes died in all, with {anonBytes} of their own memory together.',
  'incident.died.elsewhere':
    'At least {elsewhereBytes} of {process} lay on other nodes: freeing that did not help here.',
  'incident.died.reaped': 'The OOM reaper took back the memory of all of them at once ({count}).',
  'incident.died.reaped-some': 'The OOM reaper took back memory at once ({count} processes).',
  'incident.died.panic': 'Nobody was killed: the kernel stopped the whole machine (panic).',
  'incident.died.nobody': 'Nobody died: nothing could be killed. Whoever asked got no memory.',
  'incident.died.nobody-panic':
    'Nobody died: nothing could be killed, so the kernel stopped the whole machine (panic).',
  'incident.died.disabled': 'Nobody died: killing is switched off, so whoever asked went on waiting.',
  'incident.died.not-in-log': 'The log has no kill of this report.',
  'incident.died.panic-after': 'After that the kernel panicked.',
  'incident.told.allocating-task': 'vm.oom_kill_allocating_task is on: whoever asks is killed.',
  'incident.told.panic-enabled': 'vm.panic_on_oom is 1: the kernel panics when the host runs out of memory.',
  'incident.told.panic-compulsory':
    'vm.panic_on_oom is 2: the kernel panics at every shortage, a cgroup’s limit included.',
  'incident.told.disabled': 'Killing is switched off (vm.oom-kill is 0).',
  'incident.told.group':
    'memory.oom.group is set for {path}: it dies as a whole, whoever is chosen. Only processes with -1000 are spared.',
  'incident.told.victim-up':
    '{process} was moved forward: its oom_score_adj {adj} counts as {adjBytes} more.',
  'incident.told.victim-down':
    '{process} was held back, and chosen all the same: its oom_score_adj {adj} counts as {adjBytes} less.',
  'incident.told.victim-up-unmeasured': '{process} was moved forward by its oom_score_adj of {adj}.',
  'incident.told.victim-down-unmeasured':
    '{process} was held back by its oom_score_adj of {adj}, and chosen all the same.',
  'incident.told.protected': 'Protected (-1000, or -17 in oom_adj): {count} of {total} listed processes.',
  'incident.told.all-protected': 'All {count} listed processes are protected (-1000, or -17 in oom_adj).',
  'incident.told.old-scale':
    '{process} has -17 in oom_score_adj (processes with it: {count}). That is no protection here: it takes off 1.7 %. -17 belongs to oom_adj.',
  'incident.told.limit': '{path} may use {limitBytes}.',
  'incident.told.fail-count': 'So far that limit was met {failCount} times.',
  'incident.told.cpuset': 'The cpuset {cpuset} allows these NUMA nodes: {nodes}.',
  'incident.state.ram': 'RAM: {ramBytes}, of which {freeBytes} free.',
  'incident.state.ram-parts':
    'RAM: {ramBytes}, of which {freeBytes} free, {anonBytes} of processes and tmpfs, {fileBytes} of file cache.',
  'incident.state.no-swap': 'There is no swap.',
  'incident.state.swap': 'Swap: {swapFreeBytes} of {swapTotalBytes} free.',
  'incident.state.dirty':
    '{dirtyBytes} of the file cache had yet to be written, and could not be freed before that.',
  'incident.state.all-unreclaimable':
    'The kernel had stopped reclaiming on a node or zone, since it found nothing there (all_unreclaimable).',
  'incident.state.missing.invoker': 'The log does not have the first line of this report.',
  'incident.state.missing.zone': 'The log has none, or not all, of the zones of this report.',
  'incident.state.missing.tasks': 'The log does not have the task table, or only a part of it.',
  'incident.state.missing.cgroup': 'The log does not have the counters of the cgroup.',
  'incident.state.missing.ram': 'The log does not have the size of RAM.',
  'incident.state.missing.kill': 'The log does not have the kill line.',
  'incident.state.copies': 'The same report was read {copies} times.',
  'incident.died.reaped-one': 'The OOM reaper took back its memory at once.',
  'incident.died.little-help':
    'What ran out is memory of the kernel itself. The memory of a process may lie elsewhere, so this kill may have given back little of it.',
} as const;
