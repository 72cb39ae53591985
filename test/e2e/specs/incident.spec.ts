import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures';
import { IncidentPage } from '../pages/incidentPage';

/**
 * 5.15 with 1,048,576 pages of RAM and no swap: java holds 600,000 pages, postgres is held back by -500, and after java
 * nginx would come. One name is markup.
 */
const REPORT = [
  'nginx invoked oom-killer: gfp_mask=0x1100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=0',
  'CPU: 1 PID: 1500 Comm: nginx Not tainted 5.15.0-91-generic #101-Ubuntu',
  'Call Trace:',
  ' dump_stack_lvl+0x4a/0x63',
  ' out_of_memory+0x1d2/0x4a0',
  ' __alloc_pages_slowpath.constprop.0+0xd0e/0xde0',
  ' handle_mm_fault+0xd8/0x2c0',
  'Mem-Info:',
  'active_anon:512 inactive_anon:900000 isolated_anon:0',
  ' active_file:10 inactive_file:20 isolated_file:0',
  ' unevictable:0 dirty:0 writeback:0',
  ' slab_reclaimable:9000 slab_unreclaimable:21000',
  ' mapped:600 shmem:1147 pagetables:2400 bounce:0',
  ' kernel_misc_reclaimable:0',
  ' free:9472 free_pcp:110 free_cma:0',
  'Node 0 active_anon:2048kB inactive_anon:3600000kB active_file:40kB inactive_file:80kB unevictable:0kB isolated(anon):0kB isolated(file):0kB mapped:2400kB dirty:0kB writeback:0kB shmem:4588kB shmem_thp: 0kB shmem_pmdmapped: 0kB anon_thp: 0kB writeback_tmp:0kB kernel_stack:4000kB pagetables:9600kB all_unreclaimable? yes',
  'Node 0 Normal free:37888kB min:45056kB low:56320kB high:67584kB reserved_highatomic:0KB active_anon:2048kB inactive_anon:3600000kB active_file:40kB inactive_file:80kB unevictable:0kB writepending:0kB present:4194304kB managed:4114304kB mlocked:0kB bounce:0kB free_pcp:440kB local_pcp:0kB free_cma:0kB',
  'lowmem_reserve[]: 0 0 0 0 0',
  'Node 0 Normal: 8448*4kB (UME) 512*8kB (UM) 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 37888kB',
  '1200 total pagecache pages',
  '0 pages in swap cache',
  'Swap cache stats: add 0, delete 0, find 0/0',
  'Free swap  = 0kB',
  'Total swap = 0kB',
  '1048576 pages RAM',
  '0 pages HighMem/MovableOnly',
  '20000 pages reserved',
  'Tasks state (memory values in pages):',
  '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
  '[    411]     0   411     5000     1200    61440        0         -1000 systemd-udevd',
  '[    900]   114   900   300000   250000  2100000        0          -500 postgres',
  '[   1500]    33  1500    40000    20000   200704        0             0 nginx',
  '[   2001]  1000  2001   900000   600000  5005312        0             0 java',
  '[   2100]  1000  2100     1000      300    40960        0             0 <b>bold</b>',
  'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/app.service,task=java,pid=2001,uid=1000',
  'Out of memory: Killed process 2001 (java) total-vm:3600000kB, anon-rss:2399000kB, file-rss:1000kB, shmem-rss:0kB, UID:1000 pgtables:4888kB oom_score_adj:0',
];
const KILL_LINE = REPORT.length;
const LOG = REPORT.map((line, at) => `[ 1000.${String(at).padStart(6, '0')}] ${line}\n`).join('');

test('explains a report, and shows the lines that a sentence comes from', async ({ shell }) => {
  const { page } = shell;
  const incident = new IncidentPage(page);
  await incident.openFromLog(LOG, 'java');
  await expect(incident.title).toContainText('java (2001)');
  for (const name of ['What died and why', 'What to do now', 'Timeline', 'State at that moment']) {
    await expect(incident.section(name)).toBeVisible();
  }
  await expect(incident.section('State at that moment').getByText('below min')).toBeVisible();

  const link = page.getByRole('button', { name: `Show lines ${String(KILL_LINE)} of the report` }).first();
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(incident.report).toBeFocused();
  await expect(incident.markedLines).toHaveCount(1);
  await expect(incident.markedLines).toContainText('Killed process 2001 (java)');
  await expect(incident.markedLines).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(link).toBeFocused();
});

test('says who would have died instead, by mouse and by keyboard', async ({ shell }) => {
  const { page } = shell;
  const incident = new IncidentPage(page);
  await incident.openFromLog(LOG, 'java');
  await expect(page.getByText('Replay and kernel agree', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Set to -1000' }).click();
  await expect(incident.answer).toHaveText('nginx (1500) would have died instead of java (2001).');
  await expect(incident.candidate('nginx')).toContainText('would die');

  await page.getByRole('button', { name: 'Reset all' }).click();
  await expect(incident.answer).toHaveCount(0);
  await incident.ranking.getByRole('rowgroup').focus();
  await page.keyboard.press('Home');
  await expect(incident.candidate('java')).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Leave out' }).click();
  await expect(incident.answer).toHaveText('nginx (1500) would have died instead of java (2001).');
  // Whoever looks through the table finds foreign names as text.
  await expect(incident.candidate('<b>bold</b>')).toBeVisible();
});

test('goes through its parts and back to the list by key, and searches the report', async ({ shell }) => {
  const { page } = shell;
  const incident = new IncidentPage(page);
  await incident.openFromLog(LOG, 'java');
  await expect(incident.title).toContainText('java (2001)');
  await page.keyboard.press('5');
  await expect(page.getByRole('heading', { name: 'Candidates and what if' })).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('POSTGRES');
  await expect(page.getByText('1 of 1', { exact: true }).last()).toBeVisible();
  await expect(incident.report.locator('mark')).toHaveText('postgres');
  await page.keyboard.press('Escape');
  await incident.report.focus();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/kills(\?|$)/);
});

test('writes the incident to a file', async ({ shell }) => {
  const { page } = shell;
  const incident = new IncidentPage(page);
  await incident.openFromLog(LOG, 'java');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Markdown/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^oom-[\w-]+\.md$/);
  expect(await readFile(await file.path(), 'utf8')).toContain('java (2001)');
});
