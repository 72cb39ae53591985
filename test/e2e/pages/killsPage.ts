import type { Locator, Page } from '@playwright/test';

/** The list of all OOM kills. */
export class KillsPage {
  readonly link: Locator;
  readonly table: Locator;
  readonly search: Locator;
  readonly imports: Locator;
  readonly filePicker: Locator;
  readonly timeline: Locator;
  readonly activeFilters: Locator;

  constructor(private readonly page: Page) {
    this.link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Kills/ });
    this.table = page.getByRole('grid', { name: 'OOM kills' });
    this.search = page.getByRole('textbox', { name: 'Search kills' });
    this.imports = page.getByRole('region', { name: 'Logs being read' });
    this.filePicker = page.getByLabel('Log files to open');
    this.timeline = page.getByRole('region', { name: 'Reports over time' });
    this.activeFilters = page.getByRole('list', { name: 'Active filters' });
  }

  async open(): Promise<void> {
    await this.link.click();
    await this.search.waitFor();
  }

  /** The rows of reports, without header and headings of days. */
  get rows(): Locator {
    return this.table.locator('[role="row"][id]');
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  filter(name: string): Locator {
    return this.page.getByRole('group', { name: 'Narrow the list' }).getByLabel(name, { exact: true });
  }
}
