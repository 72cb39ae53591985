import { expect, test } from '../fixtures';
import { FleetPage } from '../pages/fleetPage';

/** What holds for the page in every shell. */

test('shows the fleet with the machine it runs on', async ({ shell }) => {
  const fleet = new FleetPage(shell.page);
  await expect(fleet.table).toBeVisible();
  await expect(fleet.thisMachine).toBeVisible();
});

test('is connected again after a reload, and main ends the streams of the page before', async ({ shell }) => {
  const fleet = new FleetPage(shell.page);
  await expect(fleet.thisMachine).toBeVisible();
  for (let reload = 0; reload < 3; reload += 1) {
    await shell.page.reload();
    await expect(fleet.thisMachine).toBeVisible();
  }
  await expect(fleet.reconnecting).toBeHidden();
});

test('runs no script but its own', async ({ shell }) => {
  shell.problems.expect(/Content Security Policy|status of 404/);
  await expect(new FleetPage(shell.page).table).toBeVisible();
  const outcome = await shell.page.evaluate(async () => {
    const ran: string[] = [];
    Object.defineProperty(window, 'ran', { value: ran });
    const inline = document.createElement('script');
    inline.textContent = 'window.ran.push("inline")';
    document.body.append(inline);
    const attribute = document.createElement('div');
    attribute.innerHTML = '<img src="missing.png" onerror="window.ran.push(\'attribute\')">';
    document.body.append(attribute);
    const link = document.createElement('a');
    link.href = 'javascript:window.ran.push("link")';
    document.body.append(link);
    link.click();
    const data = document.createElement('script');
    data.src = 'data:text/javascript,window.ran.push("data")';
    const settled = new Promise((resolve) => {
      data.onload = resolve;
      data.onerror = resolve;
    });
    document.body.append(data);
    await settled;
    return ran;
  });
  expect(outcome).toEqual([]);
});

test('speaks to nobody but its shell', async ({ shell }) => {
  shell.problems.expect(/Content Security Policy|ERR_|foreign request|not allowed/);
  await expect(new FleetPage(shell.page).table).toBeVisible();
  const outcomes = await shell.page.evaluate(async () => {
    const attempt = async (run: () => Promise<unknown>): Promise<string> => {
      try {
        await run();
        return 'sent';
      } catch {
        return 'blocked';
      }
    };
    const image = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const element = new Image();
        element.onload = resolve;
        element.onerror = reject;
        element.src = 'http://127.0.0.1:1/pixel.png';
      });
    return {
      fetch: await attempt(() => fetch('http://127.0.0.1:1/')),
      image: await attempt(image),
      beacon: navigator.sendBeacon('http://127.0.0.1:1/', 'x') ? 'sent' : 'blocked',
    };
  });
  expect(outcomes).toEqual({ fetch: 'blocked', image: 'blocked', beacon: expect.any(String) });
});

test('gives the page one frozen object at most', async ({ shell }) => {
  await expect(new FleetPage(shell.page).table).toBeVisible();
  const seen = await shell.page.evaluate(() => ({
    bridge: window.lowmark,
    isFrozen: Object.isFrozen(window.lowmark),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
  }));
  expect(seen.node).toEqual([]);
  expect(seen.bridge).toEqual(shell.kind === 'desktop' ? { shell: 'desktop' } : undefined);
  expect(seen.isFrozen).toBe(true);
});

test('shows what it shows at once when a second page asks', async ({ shell }) => {
  test.skip(shell.kind === 'desktop', 'the desktop shell has one window');
  await expect(new FleetPage(shell.page).thisMachine).toBeVisible();
  const second = await shell.page.context().newPage();
  await second.goto(shell.address ?? '');
  await expect(new FleetPage(second).thisMachine).toBeVisible();
});
