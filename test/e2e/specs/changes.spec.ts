import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { FleetPage } from '../pages/fleetPage';
import { PlanDialog } from '../pages/planDialog';

/** A process of this machine is changed, looked up in the list of changes, and changed back, in every shell. */

const NAME = 'lowmark-e2e-nap';
let folder: string;
let sleeper: ChildProcess;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lowmark-e2e-'));
  const program = join(folder, NAME);
  copyFileSync('/bin/sleep', program);
  sleeper = spawn(program, ['600'], { stdio: 'ignore' });
});

test.afterEach(() => {
  sleeper.kill();
  rmSync(folder, { recursive: true, force: true });
});

function adjNow(): number {
  return Number(readFileSync(`/proc/${String(sleeper.pid)}/oom_score_adj`, 'utf8'));
}

/** From the fleet to the process of this test, and its button. */
async function chooseProcess(page: Page): Promise<PlanDialog> {
  const fleet = new FleetPage(page);
  await fleet.thisMachine.getByRole('link').first().click();
  await page.getByRole('tab', { name: /Processes/ }).click();
  await page.getByRole('searchbox').fill(NAME);
  await page
    .getByRole('row')
    .filter({ hasText: NAME })
    .filter({ hasText: String(sleeper.pid) })
    .click();
  await page.getByRole('button', { name: 'Set oom_score_adj…' }).click();
  return new PlanDialog(page);
}

test('is proposed, confirmed, read back, listed and undone', async ({ shell }) => {
  const { page } = shell;
  const before = adjNow();
  const plan = await chooseProcess(page);
  await plan.value.fill(String(before + 321));
  await plan.makePlan.click();
  await expect(plan.dialog.getByText(NAME).first()).toBeVisible();
  await expect(plan.dialog.getByText(/sh -c "\$lowmark_program"/)).toBeAttached();
  expect(adjNow()).toBe(before);
  await plan.reason.fill('end-to-end');
  await plan.button('Change it').click();
  await expect(plan.dialog.getByText('What came of it')).toBeVisible();
  await expect.poll(adjNow).toBe(before + 321);
  await plan.close.click();

  await page.getByRole('link', { name: 'Changes', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: NAME });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('end-to-end');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('The audit is whole')).toBeVisible();

  await row.getByRole('button', { name: /^Undo/ }).click();
  await plan.reason.fill('taken back');
  await plan.button('Undo it').click();
  await expect.poll(adjNow).toBe(before);
});

test('asks for a typed phrase before it protects from every kill', async ({ shell }) => {
  const { page } = shell;
  const plan = await chooseProcess(page);
  await plan.value.fill('-1000');
  await plan.makePlan.click();
  await expect(plan.phrase).toBeVisible();
  await plan.reason.fill('end-to-end');
  await expect(plan.button('Change it')).toBeDisabled();
  await plan.phrase.fill('something else');
  await expect(plan.button('Change it')).toBeDisabled();
  expect(adjNow()).not.toBe(-1000);
});

test('cannot be confirmed while Lowmark is read-only', async ({ shell }) => {
  const { page } = shell;
  await page.getByRole('button', { name: /read-only/i }).click();
  await expect(page.getByText('Read-only', { exact: true })).toBeVisible();
  const before = adjNow();
  const plan = await chooseProcess(page);
  await plan.value.fill(String(before + 5));
  await plan.makePlan.click();
  await plan.reason.fill('end-to-end');
  await expect(plan.button('Change it')).toBeDisabled();
  await expect(plan.dialog.getByText(/Lowmark is read-only/)).toBeVisible();
  expect(adjNow()).toBe(before);
});
