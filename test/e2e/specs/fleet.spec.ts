import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { FleetPage } from '../pages/fleetPage';

/** The fleet and a host's page with the demo hosts, in every shell. */

async function showDemo(page: Page): Promise<FleetPage> {
  const fleet = new FleetPage(page);
  await fleet.showDemo.click();
  await expect(fleet.host('db-02.fra').getByText('Demo')).toBeVisible();
  return fleet;
}

/** Every control of the page that a screen reader would have no name for. */
function nameless(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], input, select, [role="button"], [role="tab"]')]
      .filter((control) => {
        const name =
          control.getAttribute('aria-label') ??
          control.textContent ??
          (control instanceof HTMLInputElement ? (control.labels?.[0]?.textContent ?? '') : '');
        const labelled = control instanceof HTMLInputElement && (control.labels?.length ?? 0) > 0;
        return name.trim() === '' && !labelled && !control.hasAttribute('aria-labelledby');
      })
      .map((control) => control.outerHTML.slice(0, 120)),
  );
}

test('begins with this machine live and an invitation', async ({ shell }) => {
  const fleet = new FleetPage(shell.page);
  await expect(fleet.thisMachine.getByText('Live')).toBeVisible();
  await expect(fleet.thisMachine.getByText(/\d available|available/).first()).toBeVisible();
  await expect(shell.page.getByRole('heading', { name: 'Watch your first machine' })).toBeVisible();
  await expect(fleet.showDemo).toBeVisible();
});

test('shows the demo fleet labelled as one, and hides it again', async ({ shell }) => {
  const fleet = await showDemo(shell.page);
  await expect(shell.page.getByText('Demo hosts are shown')).toBeVisible();
  await fleet.hideDemo.click();
  await expect(fleet.host('db-02.fra')).toHaveCount(0);
  await expect(fleet.thisMachine).toBeVisible();
});

test('searches, filters and sorts', async ({ shell }) => {
  const fleet = await showDemo(shell.page);
  await shell.page.keyboard.press('/');
  await expect(fleet.search).toBeFocused();
  await shell.page.keyboard.type('FRA 5.10');
  await expect(fleet.table.getByRole('row')).toHaveCount(2);
  await expect(fleet.host('db-02.fra')).toBeVisible();
  await shell.page.keyboard.press('Escape');
  await expect(fleet.host('app-07.fra')).toBeVisible();

  await fleet.table.getByRole('columnheader', { name: 'Host' }).getByRole('button').click();
  const names = fleet.table.getByRole('row').getByRole('link');
  await expect
    .poll(async () => (await names.allTextContents()).slice(0, 3))
    .toEqual(['api-03.sha', 'app-02.sgp', 'app-07.fra']);
});

test('is walked through by keyboard, into a host and back', async ({ shell }) => {
  const { page } = shell;
  const fleet = await showDemo(page);
  await fleet.table.getByRole('columnheader', { name: 'Host' }).getByRole('button').click();
  await fleet.search.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const second = fleet.host('app-02.sgp');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'app-02.sgp' })).toBeVisible();
  await page.keyboard.press('3');
  await expect(page.getByRole('tab', { name: /Processes/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(fleet.table).toBeVisible();
});

test('shows a host whole: composition, swap, pressure, zones, free blocks and processes', async ({
  shell,
}) => {
  const { page } = shell;
  const fleet = await showDemo(page);
  await fleet.host('web-11.sha').getByRole('link').click();
  for (const title of ['Memory', 'Swap', 'Memory pressure (PSI)']) {
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  }
  await expect(page.locator('canvas')).toHaveCount(3);
  await expect(page.getByText('DMA32').first()).toBeVisible();
  await page.getByRole('tab', { name: /Processes/ }).click();
  await expect(page.getByRole('row').filter({ hasText: 'mysqld' }).first()).toBeVisible();
  await page.getByRole('tab', { name: /Zones/ }).click();
  await expect(page.getByRole('heading', { name: 'What an allocation would find now' })).toBeVisible();
  await expect(page.getByText('DMA32').first()).toBeVisible();
  expect(await nameless(page)).toEqual([]);
});

test('tries out what a change of adj would do, and forgets it again', async ({ shell }) => {
  const { page } = shell;
  const fleet = await showDemo(page);
  await fleet.host('web-11.sha').getByRole('link').click();
  await page.getByRole('tab', { name: /Victims/ }).click();
  const names = page.getByRole('button', { name: /^Explain / });
  await expect(names.first()).toHaveAccessibleName('Explain python3, pid 188');
  const adj = page.getByRole('spinbutton', { name: 'oom_score_adj of python3' });
  await expect(adj).toHaveValue('300');
  await adj.fill('-1000');
  await adj.press('Enter');
  await expect(page.getByText('It would not be killed at all.')).toBeVisible();
  await expect(page.getByText(/^First would be \S+ \(\d+\) instead of python3 \(188\)\.$/)).toBeVisible();
  await expect(names.first()).not.toHaveAccessibleName('Explain python3, pid 188');
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(names.first()).toHaveAccessibleName('Explain python3, pid 188');
  await names.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(names.nth(1)).toBeFocused();
  await expect(names.nth(1)).toHaveAttribute('aria-pressed', 'true');
});

test('says how a host stands, and ranks within a cgroup by its own limit', async ({ shell }) => {
  const { page } = shell;
  const fleet = await showDemo(page);
  await expect(fleet.host('api-03.sha').getByText(/Calm|Watch|Danger|Critical/)).toBeVisible();
  await fleet.host('api-03.sha').getByRole('link').click();
  await expect(page.getByRole('region', { name: 'How this host stands' })).toContainText(/MiB/);
  await page.getByRole('button', { name: /^Next victim: / }).click();
  const names = page.getByRole('button', { name: /^Explain / });
  await expect(names.first()).toHaveAccessibleName(/python3/);
  await page.getByLabel('What runs out').selectOption({ label: 'cgroup /system.slice/api.service: 150 MiB' });
  await expect(names).toHaveCount(3);
  await expect(page.getByText(/the kernel’s own oom_score misleads here/)).toBeVisible();
  await expect(page.getByText(/^If this ran out now, api-/)).toBeVisible();
  // Protecting one of a small cgroup leaves the whole host with plenty to kill.
  const adj = page.getByRole('spinbutton', { name: /^oom_score_adj of/ });
  await adj.fill('-1000');
  await adj.press('Enter');
  await expect(page.getByText('It would not be killed at all.')).toBeVisible();
  await expect(page.getByText(/^Nothing would be left that can be killed/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Reset all' }).click();
  await page.getByLabel('What runs out').selectOption({ index: 0 });
  await expect(names.first()).toHaveAccessibleName(/python3/);
});

test('warns of a number from the other scale, and tries out memory, size and an end', async ({ shell }) => {
  const { page } = shell;
  const fleet = await showDemo(page);
  await fleet.host('web-11.sha').getByRole('link').click();
  await page.getByRole('tab', { name: /Victims/ }).click();
  const names = page.getByRole('button', { name: /^Explain / });
  await expect(names.first()).toHaveAccessibleName('Explain python3, pid 188');
  const adj = page.getByRole('spinbutton', { name: 'oom_score_adj of python3' });
  await adj.fill('-17');
  await adj.press('Enter');
  await expect(page.getByText(/-17 belongs to oom_adj; here -1000 exempts\.$/)).toBeVisible();
  await expect(page.getByText(/Lowering it needs CAP_SYS_RESOURCE/)).toBeVisible();
  await page.getByRole('button', { name: 'As if it had ended' }).click();
  await expect(page.getByText('It would be no candidate: it had ended.')).toBeVisible();
  await page.getByRole('button', { name: 'Reset all' }).click();
  await expect(names.first()).toHaveAccessibleName('Explain python3, pid 188');
  const ram = page.getByRole('slider', { name: 'RAM of the host' });
  await ram.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('1 setting tried out')).toBeVisible();
  const size = page.getByRole('slider', { name: 'RSS and swap of it' });
  await size.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('2 settings tried out')).toBeVisible();
});

test('shows free blocks over time', async ({ shell }) => {
  const { page } = shell;
  const fleet = await showDemo(page);
  await fleet.host('web-11.sha').getByRole('link').click();
  await page.getByRole('tab', { name: /Zones/ }).click();
  const map = page.getByRole('img', { name: /^Free blocks by zone and order from / });
  await expect(map).toBeVisible();
  await map.hover({ position: { x: 5, y: 5 } });
  await expect(page.getByText(/, DMA, order 0: \d+ free$/)).toBeVisible();
});

test('speaks Chinese and changes its colours, and remembers both', async ({ shell }) => {
  const { page } = shell;
  const fleet = await showDemo(page);
  expect(await nameless(page)).toEqual([]);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.getByRole('button', { name: '添加主机' }).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: '主题' }).click();
  await page.getByRole('menuitemradio', { name: '浅色' }).click();
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: '主题' }).click();
  await page.getByRole('menuitemradio', { name: '深色' }).click();
  await expect.poll(ground).not.toBe(light);
  await page.reload();
  await expect(page.getByRole('button', { name: '添加主机' }).first()).toBeVisible();
  expect(await ground()).not.toBe(light);
  await expect(fleet.search).toHaveCount(0);
});
