import { expect, test } from '../fixtures';
import { NO_SSHD, startSshd, type Sshd } from '../../integration/ssh/sshdFixture';
import { FleetPage } from '../pages/fleetPage';
import { HostDialog } from '../pages/hostDialog';

/** A host's way onto the screen, over a real sshd. */

let sshd: Sshd;

test.beforeEach(async () => {
  test.skip(NO_SSHD !== null, NO_SSHD ?? '');
  sshd = await startSshd();
});

test.afterEach(async () => {
  if (NO_SSHD === null) await sshd.stop();
});

test('adds a host by keyboard alone, shows its fingerprint, and survives a restart of sshd', async ({
  shell,
}) => {
  const { page } = shell;
  const fleet = new FleetPage(page);
  await expect(fleet.thisMachine.getByText('Live')).toBeVisible();

  await page.keyboard.press('a');
  const dialog = new HostDialog(page);
  await expect(dialog.address).toBeFocused();
  await page.keyboard.type(`${sshd.user}@127.0.0.1:${String(sshd.port)}`);
  await page.keyboard.press('Tab');
  await page.keyboard.type('edge-7');
  await dialog.logInWith('Key file');
  await dialog.keyFile.fill(sshd.key.path);
  await page.keyboard.press('Enter');

  await expect(dialog.dialog).toBeHidden();
  const row = fleet.host('edge-7');
  await row.getByRole('button', { name: 'Check key…' }).click();
  const contact = page.getByRole('dialog', { name: 'First contact with edge-7' });
  await expect(contact.getByText(sshd.fingerprint())).toBeVisible();
  await contact.getByRole('button', { name: 'Accept key' }).click();
  await expect(row.getByText('Live')).toBeVisible();
  await expect(row.getByText('GiB').first()).toBeVisible();

  await sshd.kill();
  await expect(row.getByText(/Next try|Trying now|Try \d/).first()).toBeVisible();
  await sshd.restart();
  await expect(row.getByText('Live')).toBeVisible({ timeout: 30_000 });
});

test('refuses a changed key and shows both fingerprints', async ({ shell }) => {
  const { page } = shell;
  const fleet = new FleetPage(page);
  await fleet.addHost.click();
  const dialog = new HostDialog(page);
  await dialog.addWithKey('edge-7', sshd);
  const row = fleet.host('edge-7');
  await row.getByRole('button', { name: 'Check key…' }).click();
  await page.getByRole('button', { name: 'Accept key' }).click();
  await expect(row.getByText('Live')).toBeVisible();

  const known = sshd.fingerprint();
  await sshd.restart({ withNewHostKeys: true });
  await row.getByRole('button', { name: 'Compare keys…' }).click({ timeout: 30_000 });
  const changed = page.getByRole('dialog', { name: 'The host key of edge-7 has changed' });
  await expect(changed.getByText(known)).toBeVisible();
  await expect(changed.getByText(sshd.fingerprint())).toBeVisible();
  await expect(changed.getByRole('button', { name: 'Accept key' })).toHaveCount(0);
});

test('says what is wrong with an address before it is sent', async ({ shell }) => {
  const { page } = shell;
  await new FleetPage(page).addHost.click();
  const dialog = new HostDialog(page);
  await dialog.submit.click();
  await expect(dialog.dialog.getByText('Enter an address.')).toBeVisible();
  await expect(dialog.address).toBeFocused();
  await dialog.address.fill('ops@web-01:99999');
  await expect(dialog.dialog.getByText(/port has to be a number/)).toBeVisible();
});

test('takes this machine off the list, and watches it again', async ({ shell }) => {
  const { page } = shell;
  const fleet = new FleetPage(page);
  await expect(fleet.thisMachine.getByText('Live')).toBeVisible();
  await page.keyboard.press('a');
  const dialog = new HostDialog(page);
  await expect(dialog.address).toBeFocused();
  await expect(dialog.thisMachine).toHaveCount(0);
  await page.keyboard.press('Escape');
  await fleet.thisMachine.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(fleet.table.getByText('Live')).toHaveCount(0);
  await fleet.addHost.click();
  await dialog.thisMachine.click();
  await expect(dialog.dialog).toBeHidden();
  await expect(fleet.thisMachine.getByText('Live')).toBeVisible();
});

test('takes a host off the list, and puts it back', async ({ shell }) => {
  const { page } = shell;
  const fleet = new FleetPage(page);
  await fleet.addHost.click();
  const dialog = new HostDialog(page);
  await dialog.addWithKey('edge-7', sshd);
  const row = fleet.host('edge-7');
  await row.getByRole('button', { name: 'Actions for edge-7' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toHaveCount(1);
});
