/** Short logs as kernels print them: what the terminal commands are tried on. */

/** A machine without swap: 5.10, the leaking process dies. `seconds` makes it another incident. */
export function globalKill(pid = 1234, seconds = 100): string {
  const stamp = `[${String(seconds).padStart(5)}.000001] `;
  return [
    `leaker invoked oom-killer: gfp_mask=0x100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=0`,
    `CPU: 0 PID: ${pid} Comm: leaker Not tainted 5.10.0-9-amd64 #1 Debian 5.10.70-1`,
    'Mem-Info:',
    'active_anon:100 inactive_anon:40000 isolated_anon:0\n free:600 free_pcp:0 free_cma:0',
    'Node 0 DMA32 free:2400kB min:2400kB low:3000kB high:3600kB reserved_highatomic:0KB active_anon:400kB inactive_anon:160000kB active_file:0kB inactive_file:0kB unevictable:0kB writepending:0kB present:200000kB managed:190000kB mlocked:0kB pagetables:0kB bounce:0kB free_pcp:0kB local_pcp:0kB free_cma:0kB',
    'lowmem_reserve[]: 0 0 0 0 0',
    'Node 0 DMA32: 600*4kB (UE) 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 2400kB',
    '120 total pagecache pages',
    '0 pages in swap cache',
    'Swap cache stats: add 0, delete 0, find 0/0',
    'Free swap  = 0kB',
    'Total swap = 0kB',
    '50000 pages RAM',
    '0 pages HighMem/MovableOnly',
    '2500 pages reserved',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    '[     80]     0    80      528      156    40960        0         -1000 sshd',
    `[   ${pid}]  1000  ${pid}    60000    40000   409600        0             0 leaker`,
    '[    300]   998   300     9000     5000    81920        0             0 postgres',
    `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=leaker,pid=${pid},uid=1000`,
    `Out of memory: Killed process ${pid} (leaker) total-vm:240000kB, anon-rss:159000kB, file-rss:1000kB, shmem-rss:0kB, UID:1000 pgtables:400kB oom_score_adj:0`,
    `oom_reaper: reaped process ${pid} (leaker), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB`,
  ]
    .flatMap((record) => record.split('\n'))
    .map((line) => `${stamp}${line}\n`)
    .join('');
}

/** A request for pages in one piece that was turned down: a sign, and no kill. */
export const ALLOCATION_FAILURE = [
  '[   50.000001] kworker/0:1: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0',
  '[   50.000002] CPU: 0 PID: 17 Comm: kworker/0:1 Not tainted 5.10.0-9-amd64 #1 Debian 5.10.70-1',
  '',
].join('\n');

export const QUIET_LOG = [
  '[    1.000000] Linux version 5.10.0-9-amd64',
  '[    2.000000] systemd[1]: Started the oom daemon.',
  '',
].join('\n');
