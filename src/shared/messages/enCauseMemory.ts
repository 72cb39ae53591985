/** What else was large, and what would prevent it; see `en.ts`. */
export const enCauseMemory = {
  'incident.large.is-victim':
    '{process} was also the largest of the table, with {sumBytes}. Whether it had grown, one report cannot tell.',
  'incident.large.another':
    'The largest of the table was {process} with {sumBytes}, not {victim}, which was chosen. Who had grown, one report cannot tell.',
  'incident.large.lower-adj':
    'The largest of the table was {process} with {sumBytes} and oom_score_adj {adj}. {victim} was chosen with its {victimAdj}. Who had grown, one report cannot tell.',
  'incident.large.spared':
    'The largest of the table was {process} with {sumBytes}. Its oom_score_adj {adj} held it back, and {victim} (oom_score_adj {victimAdj}) was chosen. Who had grown, one report cannot tell.',
  'incident.large.protected':
    'The largest of the table was {process} with {sumBytes}. It is protected, so others die for what it holds. Who had grown, one report cannot tell.',
  'incident.large.process': '{process}: {sumBytes}.',
  'incident.large.namesakes':
    '{count} processes named {comm} held {sumBytes} together (pages that they share are counted for each).',
  'incident.large.cgroup-parts':
    'The cgroup held {anonBytes} of processes and {fileBytes} of files, {shmemBytes} of these shared memory and tmpfs.',
  'incident.large.cgroup-parts-kernel':
    'The cgroup held {anonBytes} of processes, {fileBytes} of files ({shmemBytes} of these shared memory and tmpfs) and {kernelBytes} of kernel memory.',
  'incident.large.shmem':
    'Shared memory and tmpfs: {heldBytes}, {sharePercent} of RAM. A kill frees it only in part.',
  'incident.large.slab': 'Slab: {heldBytes}, {sharePercent} of RAM.',
  'incident.large.slab-unreclaimable':
    'Slab that cannot be reclaimed: {heldBytes}, {sharePercent} of RAM. It is the kernel’s own, and no kill frees it directly.',
  'incident.large.slab-reclaimable':
    'Slab that can be reclaimed (inodes, dentries): {heldBytes}, {sharePercent} of RAM.',
  'incident.large.cache': 'Slab cache {cache}: {heldBytes}.',
  'incident.large.page-tables': 'Page tables: {heldBytes}, {sharePercent} of RAM.',
  'incident.large.kernel-stack':
    'Kernel stacks of processes and threads: {heldBytes}, {sharePercent} of RAM.',
  'incident.large.uncounted':
    'In none of the report’s counters: {heldBytes}, {sharePercent} of RAM. Huge pages, vmalloc, buffers of drivers and compressed memory are not counted there.',
  'incident.large.held-by-none':
    'At least {heldBytes} of {ramBytes} RAM ({sharePercent}) were neither free nor file cache nor in a listed process.',
  'incident.prevent.by-hand':
    'Nothing has to be prevented: a person asked for it. Who may do so is set by kernel.sysrq.',
  'incident.prevent.raise-limit':
    'Raise the limit of {path} above {limitBytes}, or make what runs in it use less.',
  'incident.prevent.raise-both':
    'The limit of memory and swap together ({limitBytes}) has to be raised as well.',
  'incident.prevent.unit-limit': 'With systemd: {command}',
  'incident.prevent.pod-limit':
    'This is a container of Kubernetes: its limit is resources.limits.memory of the pod.',
  'incident.prevent.memory-high':
    'A memory.high below the limit slows the cgroup down and makes it reclaim before it is killed.',
  'incident.prevent.cgroup-unnamed':
    'Find out which cgroup it was, and raise its limit or make what runs in it use less.',
  'incident.prevent.cpuset': 'Allow the cpuset more nodes than {nodes} (cpuset.mems), or run less on them.',
  'incident.prevent.policy':
    'Prefer the nodes {nodes} instead of binding to them (numactl --preferred instead of --membind), or run less on them.',
  'incident.prevent.lowmem':
    'Move this host to a 64-bit kernel: there all RAM is memory that the kernel can use. More RAM does not help here.',
  'incident.prevent.min-free':
    'Raise vm.min_free_kbytes, so that more stays free and blocks are put together earlier.',
  'incident.prevent.compact':
    'Put blocks together ahead of time: writing 1 to /proc/sys/vm/compact_memory does it once, on kernels that have it.',
  'incident.prevent.smaller-blocks.fork':
    'New processes and threads need a stack of order {order} ({blockBytes}) on this kernel; newer kernels take single pages (VMAP_STACK).',
  'incident.prevent.smaller-blocks.network':
    'Network buffers of order {order} ({blockBytes}) come from large frames: a smaller MTU needs smaller blocks.',
  'incident.prevent.smaller-blocks.any':
    'Find out what asks for order {order} ({blockBytes}); the stack of the report names it. Often a driver has a setting for smaller buffers.',
  'incident.prevent.cap':
    'Give the service of {process} ({sumBytes}, the largest) a limit of its own (MemoryMax), so that it meets that before the host runs out.',
  'incident.prevent.add-swap': 'Add swap: without any, memory that is not in use cannot leave RAM.',
  'incident.prevent.more-swap': 'Add RAM, or more swap than the {swapTotalBytes} that were used up.',
  'incident.prevent.how-much':
    'How much: {process} gave back about {heldBytes}. That much more would have put this kill off; what grows uses it up later.',
  'incident.prevent.protect':
    'With oom_score_adj {adj} {process} would have been passed over, and {next} killed.',
  'incident.prevent.make-killable':
    'Let the kernel kill something: {process} holds {sumBytes} and is exempt. Above -1000 it could be killed.',
  'incident.prevent.allocating-task-off':
    'vm.oom_kill_allocating_task=0 lets points decide instead of whoever asks.',
  'incident.prevent.panic-off':
    'vm.panic_on_oom=0 would have killed one process instead of stopping the machine. Keep it only where a restart is what you want.',
  'incident.prevent.killing-on':
    'Killing is switched off, so a shortage ends only when something gives memory back by itself.',
  'incident.prevent.old-scale': 'Write -1000 where -17 in oom_score_adj was meant to protect.',
  'incident.prevent.slab':
    'Find out what fills slab ({slabBytes}): slabtop, or /proc/slabinfo, shows the caches.',
  'incident.prevent.slab-cache':
    'Find out what fills the slab cache {cache} ({heldBytes}): the name tells which part of the kernel it belongs to.',
  'incident.prevent.shmem':
    'Shared memory and tmpfs hold {heldBytes}: delete files there, give the mounts a size, and look for segments nobody uses (ipcs -m).',
  'incident.prevent.page-tables':
    'Page tables hold {heldBytes}: huge pages for large shared memory make them smaller.',
  'incident.prevent.dirty':
    '{heldBytes} had yet to be written: lower vm.dirty_bytes or vm.dirty_ratio, so that less waits for slow disks.',
  'incident.prevent.dump-tasks':
    'With vm.oom_dump_tasks=1 the next report has the task table, and with it who was large.',
  'incident.prevent.whole-report':
    'The whole report would say more: look for it in journalctl -k or in the rotated logs of that day.',
  'incident.large.share-of-machine': '{process}: {sumBytes}, {sharePercent} of the host’s {totalBytes}.',
  'incident.large.share-of-memcg': '{process}: {sumBytes}, {sharePercent} of the cgroup’s {totalBytes}.',
  'incident.large.share-of-nodes': '{process}: {sumBytes}, {sharePercent} of these nodes’ {totalBytes}.',
  'incident.large.unlisted':
    'By the counters {anonBytes} were memory of processes and tmpfs; the listed processes explain {rssBytes} of RAM. The table may not be whole.',
  'incident.prevent.cma':
    'Make the CMA area smaller (cma= on the kernel command line): {cmaBytes} were free in {zone}, which the kernel itself cannot use.',
  'incident.prevent.pods-limit':
    '{path} holds all pods of the node, or of one class of them. Its limit is what the node keeps for pods (node allocatable): have pods with lower requests and limits on this node, or fewer of them, or take a larger node.',
  'incident.prevent.limit-written':
    'A limit below what is in use (memory.max) makes the kernel reclaim and then kill at once: write one that what runs there fits in, or lower it in steps.',
  'incident.prevent.cgroup-empty':
    'Nothing was lost: no process is left in {path}. What is still charged to it is file cache, tmpfs or memory of the kernel.',
  'incident.prevent.swap-off':
    'Swap was being switched off (swapoff), and what lay in it had to fit into RAM: switch it off only when that much is free.',
  'incident.prevent.movable-nodes':
    'Allow a node with other zones than Movable beside {nodes}: memory that the kernel cannot move has to lie there.',
} as const;
