import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../../fixtures';
import { FleetPage } from '../../pages/fleetPage';

/** What only the desktop window does. */

test('stays on its page', async ({ shell }) => {
  shell.problems.expect(/./);
  const { page } = shell;
  await expect(new FleetPage(page).table).toBeVisible();
  const address = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://example.invalid/';
  });
  await page.evaluate(() => {
    window.location.href = 'file:///etc/passwd';
  });
  const frame = await page.evaluate(() => {
    const element = document.createElement('iframe');
    element.src = 'https://example.invalid/';
    document.body.append(element);
    return element.isConnected;
  });
  expect(frame).toBe(true);
  await expect(new FleetPage(page).table).toBeVisible();
  expect(page.url()).toBe(address);
});

test('opens no other window', async ({ shell }) => {
  const { page } = shell;
  await expect(new FleetPage(page).table).toBeVisible();
  await page.evaluate(() => window.open('https://example.invalid/'));
  await expect.poll(() => page.context().pages().length).toBe(1);
});

test('takes no port from a frame, and no second one in a message', async ({ shell }) => {
  const { page } = shell;
  await expect(new FleetPage(page).table).toBeVisible();
  const answered = await page.evaluate(async () => {
    const ask = (post: (ports: MessagePort[]) => void, count: number): Promise<boolean> =>
      new Promise((resolve) => {
        const channels = Array.from({ length: count }, () => new MessageChannel());
        for (const { port1 } of channels) {
          port1.onmessage = () => {
            resolve(true);
          };
          port1.postMessage('{"i":"1","p":{"u":"/app/describe"}}');
        }
        post(channels.map(({ port2 }) => port2));
        // Main answers what it takes; an answer on the page's own port after this one means it did not.
        setTimeout(() => {
          resolve(false);
        }, 500);
      });
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return {
      two: await ask((ports) => {
        window.postMessage('lowmark.port', '*', ports);
      }, 2),
      otherMessage: await ask((ports) => {
        window.postMessage('another', '*', ports);
      }, 1),
    };
  });
  expect(answered).toEqual({ two: false, otherMessage: false });
});

test('survives a crash of its page', async ({ shell }) => {
  shell.problems.expect(/crash/i);
  const { page } = shell;
  await expect(new FleetPage(page).thisMachine).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await expect.poll(() => shell.process.output.stderr).toContain("the page's process is gone");
});

test('keeps its data in the folder of all shells, and gives it free at the end', async ({ shell }) => {
  await expect(new FleetPage(shell.page).thisMachine).toBeVisible();
  const lock = join(shell.process.dataFolder, 'lowmark', 'lock');
  expect((await stat(lock)).isFile()).toBe(true);
  shell.process.child.kill('SIGTERM');
  expect(await shell.process.ended).toBe(0);
  await expect(stat(lock)).rejects.toThrow('ENOENT');
});
