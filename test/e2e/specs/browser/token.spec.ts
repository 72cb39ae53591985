import { expect, test } from '../../fixtures';
import { FleetPage } from '../../pages/fleetPage';

/** The token of the browser shell, from the printed address to the connection. */

test('leaves the address before anybody could keep it', async ({ shell }) => {
  await expect(new FleetPage(shell.page).table).toBeVisible();
  expect(shell.page.url()).not.toContain('token');
  const kept = await shell.page.evaluate(() => ({
    cookie: document.cookie,
    local: Object.values(localStorage).join(),
    entries: history.length,
  }));
  const token = new URL(shell.address ?? '').hash.replace('#token=', '');
  expect(kept.cookie).toBe('');
  expect(kept.local).not.toContain(token);
});

test('is asked for where there is none', async ({ shell }) => {
  const context = await shell.page.context().browser()?.newContext();
  const other = await context?.newPage();
  if (other === undefined) throw new Error('there is no browser');
  await other.goto(new URL(shell.address ?? '').origin);
  await expect(other.getByText('This page needs the address that Lowmark printed')).toBeVisible();
});

test('of another run is refused in words, not as a lost connection', async ({ shell }) => {
  const context = await shell.page.context().browser()?.newContext();
  const other = await context?.newPage();
  if (other === undefined) throw new Error('there is no browser');
  await other.goto(`${new URL(shell.address ?? '').origin}/#token=${'A'.repeat(43)}`);
  await expect(other.getByText('The token of this page is no longer valid')).toBeVisible();
});

test('newly printed one, opened in the same tab, lets the page in', async ({ shell }) => {
  await shell.page.evaluate(() => {
    sessionStorage.setItem('lowmark.token', 'stale');
  });
  await shell.page.reload();
  await expect(shell.page.getByText('The token of this page is no longer valid')).toBeVisible();
  await shell.page.goto(shell.address ?? '');
  await expect(new FleetPage(shell.page).table).toBeVisible();
});
