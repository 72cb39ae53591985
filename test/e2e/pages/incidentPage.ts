import type { Locator, Page } from '@playwright/test';
import { KillsPage } from './killsPage';

/** The page of one incident: a report explained, replayed, and to be tried out on. */
export class IncidentPage {
  readonly title: Locator;
  readonly ranking: Locator;
  readonly answer: Locator;
  readonly report: Locator;
  /** Lines of the report that a sentence comes from. */
  readonly markedLines: Locator;

  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.title = page.getByRole('heading', { level: 1 });
    this.ranking = page.getByRole('grid', { name: 'Candidates and what if' });
    this.answer = page.getByText(/would have died instead of/).first();
    this.report = page.getByRole('region', { name: 'Text of the kernel’s report' });
    this.markedLines = this.report.locator('.line.marked');
  }

  /** Reads a log by hand and opens the report of its victim. */
  async openFromLog(log: string, victim: string): Promise<void> {
    const kills = new KillsPage(this.#page);
    await kills.open();
    await kills.filePicker.setInputFiles({
      name: 'kernel.log',
      mimeType: 'text/plain',
      buffer: Buffer.from(log),
    });
    await kills.row(victim).getByRole('link').click();
  }

  section(name: string): Locator {
    return this.#page.getByRole('region', { name, exact: true });
  }

  candidate(name: string): Locator {
    return this.ranking.getByRole('row').filter({ hasText: name });
  }
}
