import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../../fixtures';
import { FleetPage } from '../../pages/fleetPage';

/** What only the desktop window does. */

test('stays on its page', async ({ shell }) => {
  shell.problems.expect(/Not allowed to (load local resource|navigate top frame)|Content Security Policy/);
  const { page } = shell;
  await expect(new FleetPage(page).table).toBeVisible();
  const address = page.url();
  for (const elsewhere of ['https://example.invalid/', 'file:///etc/passwd', 'data:text/html,x']) {
    await page.evaluate((url) => {
      window.location.assign(url);
    }, elsewhere);
  }
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://example.invalid/';
    document.body.append(frame);
  });
  if (shell.blocked.length > 0) expect(shell.blocked).toContain('https://example.invalid/');
  await expect(new FleetPage(page).thisMachine).toBeVisible();
  expect(page.url()).toBe(address);
  await expect(new FleetPage(page).reconnecting).toBeHidden();
});

test('opens no other window', async ({ shell }) => {
  const { page } = shell;
  await expect(new FleetPage(page).table).toBeVisible();
  await page.evaluate(() => {
    window.open('https://example.invalid/');
  });
  await expect.poll(() => page.context().pages().length).toBe(1);
  await expect(new FleetPage(page).thisMachine).toBeVisible();
});

test('takes no port but one, offered alone and in the agreed words', async ({ shell }) => {
  await expect(new FleetPage(shell.page).table).toBeVisible();
  const answered = await shell.page.evaluate(async () => {
    const answers: string[] = [];
    const offer = (name: string, message: string, count: number): Promise<void> =>
      new Promise((resolve) => {
        const channels = Array.from({ length: count }, () => new MessageChannel());
        for (const { port1 } of channels) {
          port1.onmessage = () => {
            answers.push(name);
            resolve();
          };
          port1.postMessage('{"i":"1","p":{"u":"/app/describe"}}');
        }
        window.postMessage(
          message,
          window.location.origin,
          channels.map(({ port2 }) => port2),
        );
      });
    void offer('two ports', 'lowmark.port', 2);
    void offer('other words', 'another', 1);
    // Messages are taken in their order: once the last is answered, the others would have been.
    await offer('one port', 'lowmark.port', 1);
    return answers;
  });
  expect(answered).toEqual(['one port']);
});

test('loads its page again after a crash of it', async ({ shell, shellUnderTest }) => {
  test.skip(
    shellUnderTest === 'desktop-electron',
    'Playwright cannot look into a window again whose page crashed',
  );
  shell.problems.expect(/crash/i);
  const { page } = shell;
  await expect(new FleetPage(page).thisMachine).toBeVisible();
  const context = page.context();
  const replacement = context.waitForEvent('page');
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await expect(new FleetPage(await replacement).thisMachine).toBeVisible();
  expect(shell.process.output.stderr).toContain("the page's process is gone");
});

test('keeps its data in the folder of all shells, and gives it free at the end', async ({ shell }) => {
  await expect(new FleetPage(shell.page).thisMachine).toBeVisible();
  const lock = join(shell.process.dataFolder, 'lowmark', 'lock');
  expect((await stat(lock)).isFile()).toBe(true);
  shell.process.child.kill('SIGTERM');
  expect(await shell.process.ended).toBe(0);
  await expect(stat(lock)).rejects.toThrow('ENOENT');
});
