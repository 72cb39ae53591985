import type { Locator, Page } from '@playwright/test';
import type { Sshd } from '../../integration/ssh/sshdFixture';

/** The dialog that adds a host. */
export class HostDialog {
  readonly dialog: Locator;
  readonly address: Locator;
  readonly name: Locator;
  readonly keyFile: Locator;
  readonly submit: Locator;
  readonly thisMachine: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Add a host' });
    this.address = this.dialog.getByRole('textbox', { name: 'Address' });
    this.name = this.dialog.getByRole('textbox', { name: 'Name', exact: true });
    this.keyFile = this.dialog.getByLabel('Path of the private key');
    this.thisMachine = this.dialog.getByRole('button', { name: 'Watch this machine' });
    this.submit = this.dialog.getByRole('button', { name: 'Add host' });
  }

  /** Adds a host that is reached with a key file, under the name, by mouse. */
  async addWithKey(name: string, { user, port, key }: Sshd): Promise<void> {
    await this.address.fill(`${user}@127.0.0.1:${String(port)}`);
    await this.name.fill(name);
    await this.logInWith('Key file');
    await this.keyFile.fill(key.path);
    await this.submit.click();
  }

  /** Chooses how to log in: the radio lies under its own label. */
  async logInWith(way: 'Automatic' | 'SSH agent' | 'Key file' | 'Password'): Promise<void> {
    await this.dialog.getByRole('radio', { name: way }).check();
  }
}
