import type { Locator, Page } from '@playwright/test';

/** The table of all hosts. */
export class FleetPage {
  readonly table: Locator;
  readonly search: Locator;
  readonly addHost: Locator;
  readonly showDemo: Locator;
  readonly hideDemo: Locator;
  readonly reconnecting: Locator;

  constructor(page: Page) {
    this.table = page.getByRole('grid', { name: 'Hosts' });
    this.search = page.getByRole('textbox', { name: 'Search hosts' });
    this.addHost = page.getByRole('button', { name: 'Add host' }).first();
    this.showDemo = page.getByRole('button', { name: 'Show the demo fleet' });
    this.hideDemo = page.getByRole('button', { name: 'Hide demo' });
    this.reconnecting = page.getByText('Connection to Lowmark lost');
  }

  /** The row of the host with this name. */
  host(name: string): Locator {
    return this.table.getByRole('row').filter({ hasText: name });
  }

  /** The machine that the tests run on: a live row from the first run on. */
  get thisMachine(): Locator {
    return this.table.getByRole('row').nth(1);
  }
}
