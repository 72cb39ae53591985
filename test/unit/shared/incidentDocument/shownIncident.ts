import type { Incident, IncidentTask } from '../../../../src/shared/model';
import { incidentWith, killOf, memoryWith, zoneWith } from '../replay/replayIncidents';

function task(pid: number, comm: string, wanted: Partial<IncidentTask> = {}): IncidentTask {
  return {
    pid,
    tgid: pid,
    uid: 0,
    comm,
    totalVmPages: null,
    rssPages: 0,
    rssAnonPages: null,
    rssFilePages: null,
    rssShmemPages: null,
    pageTableBytes: 0,
    pageTablePages: null,
    swapPages: 0,
    oomScoreAdj: 0,
    oomAdj: null,
    ...wanted,
  };
}

/** Twelve lines of a log, from its line 101 on; the kernel that wrote them is of 6.1. */
export const SHOWN_TEXT = [
  '[   45.514357] leaker invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO), order=0, oom_score_adj=0',
  '[   45.514829] CPU: 0 PID: 158 Comm: leaker Tainted: G            E      6.1.0-50-amd64 #1  Debian 6.1.176-1',
  '[   45.518296] Mem-Info:',
  '[   45.519574] Node 0 DMA free:844kB boost:0kB min:136kB low:168kB high:200kB',
  '[   45.520058] Node 0 DMA32 free:1900kB boost:2048kB min:3696kB low:4108kB high:4520kB',
  '[   45.526121] Free swap  = 0kB',
  '[   45.526489] [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
  '[   45.526711] [     99]     0    99      528      156    40960      267         -1000 sshd',
  '[   45.528400] [    158]  1003   158    63184    42944   544768    20094             0 leaker',
  '[   45.600000] an ordinary line of another driver',
  '[   45.764357] Out of memory: Killed process 158 (leaker) total-vm:252736kB, anon-rss:171152kB',
  '[   46.514357] oom_reaper: reaped process 158 (leaker), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB',
].join('\n');

const at = (line: number): { first: number; last: number } => ({ first: line, last: line });

/** A machine of 52,688 pages whose leaking process is killed; numbers as a real kernel of 6.1 printed them. */
export function shownIncident(wanted: Partial<Incident> = {}): Incident {
  return incidentWith({
    id: 'shown-1',
    hostname: 'web-01',
    at: { bootSeconds: 45.514357, wallClock: null },
    trigger: {
      comm: 'leaker',
      pid: 158,
      gfpMask: '0x140dca',
      gfpFlags: ['GFP_HIGHUSER_MOVABLE', '__GFP_COMP', '__GFP_ZERO'],
      order: 0,
      oomScoreAdj: 0,
      oomAdj: null,
    },
    zones: [
      zoneWith({
        name: 'DMA',
        freeBytes: 844 * 1024,
        minBytes: 136 * 1024,
        lowBytes: 168 * 1024,
        highBytes: 200 * 1024,
        managedBytes: 15_360 * 1024,
        lowmemReservePages: [0, 190, 190, 190, 190],
      }),
      zoneWith({
        name: 'DMA32',
        freeBytes: 1900 * 1024,
        minBytes: 3696 * 1024,
        lowBytes: 4108 * 1024,
        highBytes: 4520 * 1024,
        managedBytes: 195_392 * 1024,
        lowmemReservePages: [0, 0, 0, 0, 0],
      }),
    ],
    memory: memoryWith({
      ramPages: 65_403,
      reservedPages: 12_715,
      swapTotalBytes: 196_604 * 1024,
      swapFreeBytes: 0,
      totalsPages: {
        active_anon: 846,
        inactive_anon: 42_881,
        active_file: 0,
        inactive_file: 0,
        unevictable: 534,
        slab_reclaimable: 2354,
        slab_unreclaimable: 1663,
        pagetables: 816,
        free: 686,
      },
    }),
    tasks: [
      task(99, 'sshd', { rssPages: 156, swapPages: 267, pageTableBytes: 40_960, oomScoreAdj: -1000 }),
      task(108, 'postgres', { rssPages: 157, swapPages: 3080, pageTableBytes: 77_824 }),
      task(130, 'Web Content', {
        rssPages: 156,
        swapPages: 2571,
        pageTableBytes: 61_440,
        oomScoreAdj: 300,
      }),
      task(158, 'leaker', { rssPages: 42_944, swapPages: 20_094, pageTableBytes: 544_768 }),
    ],
    kills: [
      killOf(158, {
        comm: 'leaker',
        uid: 1003,
        totalVmBytes: 252_736 * 1024,
        anonRssBytes: 171_152 * 1024,
        fileRssBytes: 4 * 1024,
        shmemRssBytes: 620 * 1024,
        lines: at(111),
      }),
    ],
    reaped: [158],
    parts: [
      { kind: 'invoker', lines: at(101) },
      { kind: 'stack', lines: at(102) },
      { kind: 'totals', lines: at(103) },
      { kind: 'zone', lines: { first: 104, last: 105 } },
      { kind: 'swap', lines: at(106) },
      { kind: 'tasks', lines: { first: 107, last: 109 } },
      { kind: 'kill', lines: at(111) },
      { kind: 'reaper', lines: at(112) },
    ],
    lines: { first: 101, last: 112 },
    ...wanted,
  });
}

/** Names that try to be something else in a terminal, in Markdown and in HTML. */
export const HOSTILE_NAMES = [
  '<img src=x>',
  '</code></td>',
  '"><svg/onload>',
  "'><b>&amp;",
  '`code` ``x``',
  '```',
  'a|b|c',
  String.raw`a\|b\\|c`,
  '[x](http://h)',
  '![x](http://h)',
  '**bold** _it_',
  '# heading',
  '- [ ] task',
  '1. first',
  '@here',
  'a\nb\r\nc',
  '\u001b[2J\u001b[H',
  'a\u202eb\u2066c',
  '{text}',
  '\ue0000\ue001',
  '$& $1',
  ' ',
  '',
  '内存 耗尽',
  '\ud800',
] as const;
