import type { Locator, Page } from '@playwright/test';

/** The dialog in which a change is chosen, planned, confirmed and followed. */
export class PlanDialog {
  readonly dialog: Locator;
  readonly value: Locator;
  readonly makePlan: Locator;
  readonly reason: Locator;
  readonly phrase: Locator;
  readonly close: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog');
    this.value = this.dialog.getByRole('spinbutton');
    this.makePlan = this.dialog.getByRole('button', { name: 'Make the plan' });
    this.reason = this.dialog.getByRole('textbox', { name: 'Reason', exact: true });
    this.phrase = this.dialog.getByRole('textbox', { name: /^To confirm, type/ });
    this.close = this.dialog.getByRole('button', { name: 'Close' }).last();
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }
}
