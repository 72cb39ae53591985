import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { FleetPage } from '../pages/fleetPage';
import { KillsPage } from '../pages/killsPage';

/** The list of kills with the demo fleet, and logs given by hand, in every shell. */

/** A cgroup's limit, as a 5.15 kernel reports it and rsyslog writes it down. */
const REPORT = `
api invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
CPU: 1 PID: 4711 Comm: api Not tainted 5.15.0-91-generic #101-Ubuntu
Hardware name: QEMU Standard PC (Q35 + ICH9, 2009), BIOS 1.16.2 04/01/2014
Call Trace:
 <TASK>
 dump_stack_lvl+0x4a/0x63
 dump_header+0x53/0x228
 oom_kill_process.cold+0xb/0x10
 out_of_memory+0x106/0x2e0
 mem_cgroup_out_of_memory+0x13f/0x160
 try_charge_memcg+0x687/0x740
 </TASK>
memory: usage 524288kB, limit 524288kB, failcnt 1871
swap: usage 0kB, limit 0kB, failcnt 0
Memory cgroup stats for /system.slice/shop.service:
anon 528482304
file 4096
Tasks state (memory values in pages):
[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name
[   4700]  1001  4700     2048      512    53248        0             0 shop-main
[   4711]  1001  4711   190000   128000  1126400        0             0 shop-worker
oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=shop.service,mems_allowed=0,oom_memcg=/system.slice/shop.service,task_memcg=/system.slice/shop.service,task=shop-worker,pid=4711,uid=1001
Memory cgroup out of memory: Killed process 4711 (shop-worker) total-vm:760000kB, anon-rss:511000kB, file-rss:1000kB, shmem-rss:0kB, UID:1001 pgtables:1100kB oom_score_adj:0
`;

function syslogOf(report: string, second = '2026-10-12T03:14:07', bootSeconds = 86_400): string {
  const lines = report.trim().split('\n');
  return lines
    .map((line, index) => {
      const micros = String(123_456 + index).padStart(6, '0');
      return `${second}.${micros}+00:00 shop-01 kernel: [${bootSeconds}.${micros}] ${line}\n`;
    })
    .join('');
}

const LOG = {
  name: 'kern.log',
  mimeType: 'text/plain',
  buffer: Buffer.from(
    `2026-10-12T03:14:06.000001+00:00 shop-01 kernel: [86399.000001] eth0: link becomes ready\n${syslogOf(REPORT)}`,
  ),
};

/** The list with two reports of three days apart, read from a file. */
async function openWithLog(page: Page): Promise<KillsPage> {
  const kills = new KillsPage(page);
  await kills.open();
  const later = REPORT.replaceAll('shop-worker', 'mailer').replaceAll('4711', '5822');
  const text = syslogOf(REPORT) + syslogOf(later, '2026-10-15T20:00:00', 406_000);
  await kills.filePicker.setInputFiles({ ...LOG, name: 'two.log', buffer: Buffer.from(text) });
  await expect(kills.imports).toContainText('two.log: 2 reports.');
  return kills;
}

test('lists the kills of the demo fleet as they happen, and leads from a host to its own', async ({
  shell,
}) => {
  test.setTimeout(150_000);
  const { page } = shell;
  await new FleetPage(page).showDemo.click();
  const kills = new KillsPage(page);
  await kills.open();
  // The first of the recordings to end in a kill does so after half a minute.
  const first = kills.rows.first();
  await expect(first).toBeVisible({ timeout: 90_000 });
  await expect(first).toContainText('Demo');
  await expect(first).toContainText(/Killed|Panic/);
  const host = await first.locator('.row-name').first().innerText();

  await page.getByRole('link', { name: 'Fleet', exact: true }).click();
  await new FleetPage(page).host(host).getByRole('link').first().click();
  await page.getByRole('tab', { name: /Kills/ }).click();
  await expect(kills.rows.first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Kernel log' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Early signs in the log' })).toBeVisible();
  await page.getByRole('link', { name: 'Show in the list of all kills' }).click();
  await expect(kills.activeFilters).toContainText(`Host: ${host}`);
});

test('narrows the list, keeps that in the address, and takes it back', async ({ shell }) => {
  const { page } = shell;
  const kills = await openWithLog(page);
  await expect(kills.rows).toHaveCount(2);
  await kills.filter('Died').selectOption('shop-worker');
  await expect(page).toHaveURL(/#\/kills\?victim=shop-worker$/);
  await expect(kills.rows).toHaveCount(1);
  await expect(page.getByText('1 of 2 reports')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the filter Died: shop-worker' }).click();
  await expect(kills.activeFilters).toHaveCount(0);

  await kills.timeline.getByRole('button').last().click();
  await expect(kills.rows).toHaveCount(1);
  await expect(kills.row('mailer')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(kills.rows).toHaveCount(2);

  await page.keyboard.press('/');
  await expect(kills.search).toBeFocused();
  await page.keyboard.type('no such process');
  await expect(page.getByRole('heading', { name: 'No report matches.' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(kills.rows).toHaveCount(2);
});

test('is walked through by keyboard, into a report and back', async ({ shell }) => {
  const { page } = shell;
  const kills = await openWithLog(page);
  await kills.search.press('Enter');
  await expect(kills.table).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(kills.row('shop-worker')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/kills\/.+/);
  await page.goBack();
  await expect(kills.row('shop-worker')).toHaveAttribute('aria-selected', 'true');
});

test('reads a log file, tells what is in it, and knows it when it comes again', async ({ shell }) => {
  const { page } = shell;
  const kills = new KillsPage(page);
  await kills.open();
  await kills.filePicker.setInputFiles(LOG);
  await expect(kills.imports).toContainText('kern.log: 1 report.');
  const row = kills.row('shop-worker');
  await expect(row).toContainText('shop-01');
  await expect(row).toContainText('5.15.0-91-generic');
  await expect(row).toContainText('/system.slice/shop.service');
  // 511000 kB, 1000 kB and page tables of 1100 kB, as the kill line has them.
  await expect(row).toContainText('501 MiB');
  await expect(row).toContainText('Killed');

  await kills.filePicker.setInputFiles(LOG);
  await expect(kills.imports).toContainText('1 of them was known already.');
  await expect(kills.row('shop-worker')).toHaveCount(1);
  await kills.imports.getByRole('link', { name: 'Open the report' }).first().click();
  await expect(page).toHaveURL(/#\/kills\/.+/);
});

test('says so of a log without a report, and of what is no log', async ({ shell }) => {
  const kills = new KillsPage(shell.page);
  await kills.open();
  const quiet = { ...LOG, name: 'quiet.log', buffer: Buffer.from('[    1.0] eth0: link becomes ready\n') };
  const journal = { ...LOG, name: 'system.journal', buffer: Buffer.from('LPKSHHRH\0\0\0\0') };
  await kills.filePicker.setInputFiles([quiet, journal]);
  await expect(kills.imports).toContainText('quiet.log was read (35 B) and holds no OOM report.');
  await expect(kills.imports).toContainText('system.journal is a binary journal.');
});

test('reads a pasted log, and takes it back from the list and the list back from that', async ({ shell }) => {
  const { page } = shell;
  const kills = new KillsPage(page);
  await kills.open();
  await page.getByRole('button', { name: 'Paste…' }).first().click();
  await page.getByRole('textbox', { name: 'Text of the log' }).fill(syslogOf(REPORT));
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  const row = kills.row('shop-worker');
  await expect(row).toBeVisible();

  await row.getByRole('button', { name: /^Actions for the report/ }).click();
  await page.getByRole('menuitem', { name: 'Forget' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
});
