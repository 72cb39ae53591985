import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, SetUpError, ensureBuild, ensurePackages, pinnedNode, toolEnvironment } from './setUp.mjs';
import { browserPath, ensureSystemPackages } from './systemPackages.mjs';

/**
 * Makes the pictures of docs/screenshots from the built product and the demo fleet, its pages in both themes and both
 * languages. Nothing of the machine it runs on is on them: its own row is left out.
 */

const TARGET = join(ROOT, 'docs', 'screenshots');
const SIZE = { width: 1280, height: 800 };
const THEMES = ['dark', 'light'];
const LANGUAGES = ['en', 'zh-CN'];
/** A host that swaps under pressure: it has something to show on every chart. */
const HOST = 'web-11.sha';
/** What the plan is about: it makes another process the next victim. */
const PLANNED_ADJ = '-500';
const PATIENCE_MS = 60_000;

const say = (line) => console.error(line);

/** Starts the browser shell without any host of its own. Resolves to `{ address, end }`. */
async function startDemo() {
  const home = mkdtempSync(join(tmpdir(), 'lowmark-screenshots-'));
  writeFileSync(join(home, 'hosts.json'), JSON.stringify({ version: 1, hosts: [] }));
  const words = [join(ROOT, 'out', 'main', 'serve.js'), '--port', '0', '--demo'];
  const child = spawn(pinnedNode(), words, {
    env: { ...toolEnvironment(), LOWMARK_HOME: home, HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async () => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  let printed = '';
  for await (const text of child.stdout) {
    printed += text;
    const address = /http:\/\/\S+#\S+/.exec(printed)?.[0];
    if (address !== undefined) return { address, end };
  }
  throw new SetUpError('The browser shell ended before it was ready; its own sentence stands above.');
}

/** The plan of a change on the host whose victims are open. Nothing can be written to a recording, and the plan says so. */
async function takePlan(page, shoot) {
  await page.locator('tbody button.set').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('spinbutton').fill(PLANNED_ADJ);
  await page.keyboard.press('Enter');
  await dialog.getByRole('table').nth(1).waitFor();
  await shoot('plan');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** The policy, which the first visit fills with every suggestion and saves, and where the demo hosts differ from it. */
async function takePolicies(page, shoot) {
  await page.locator('a[href="#/policies"]').click();
  // The page before has rows of the same names.
  await page.getByRole('tab', { name: /^(Drift|偏差)/ }).waitFor();
  const start = page.getByRole('button', { name: /^(Start with all|采用全部)/ });
  const differing = page.getByRole('row').filter({ hasText: /mysqld|nginx|postgres/ });
  await start.or(differing.first()).first().waitFor();
  if (await start.isVisible()) {
    await start.click();
    await page.getByRole('button', { name: /^(Save|保存)$/ }).click();
    // It says that it was saved, over a part of the rules.
    await page.locator('.toasts button').last().click();
    await page.getByRole('tab').first().click();
  }
  await differing.nth(10).waitFor();
  await shoot('drift');
  await page.getByRole('tab').nth(1).click();
  await page.getByRole('textbox').first().waitFor();
  await shoot('policy-file');
}

async function takePictures(browser, address, theme, language) {
  const context = await browser.newContext({ viewport: SIZE, locale: language, colorScheme: theme });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const shoot = async (name) => {
    const path = join(TARGET, `${name}-${theme}-${language}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    say(`docs/screenshots/${name}-${theme}-${language}.png`);
  };
  await page.goto(address);
  const row = page.getByRole('row').filter({ hasText: HOST });
  await row
    .getByText(/GiB|MiB/)
    .first()
    .waitFor();
  await shoot('fleet');
  await row.getByRole('link').first().click();
  await page.waitForURL(/\/host\//);
  await page.locator('canvas').nth(2).waitFor();
  await page.getByRole('heading', { name: HOST }).hover();
  await shoot('host');
  await page.keyboard.press('2');
  await page.getByRole('slider', { name: /adj/ }).waitFor();
  await shoot('victims');
  await takePlan(page, shoot);
  await page.keyboard.press('4');
  await page.locator('canvas').first().waitFor();
  await shoot('zones');
  await page.locator('a[href="#/kills"]').first().click();
  const kill = page.locator('a[href^="#/kills/"]').first();
  await kill.waitFor();
  await shoot('kills');
  await kill.click();
  await page.locator('h1').waitFor();
  await page.getByRole('heading', { level: 2 }).nth(2).waitFor();
  await shoot('incident');
  await takePolicies(page, shoot);
  await context.close();
}

async function main() {
  await ensurePackages(say);
  await ensureBuild(say);
  await ensureSystemPackages(say);
  const executablePath = browserPath();
  if (executablePath === null)
    throw new SetUpError('There is no Chromium: install it, or name one with LOWMARK_CHROMIUM.');
  const { chromium } = await import('@playwright/test');
  mkdirSync(TARGET, { recursive: true });
  const demo = await startDemo();
  // Chromium's own sandbox refuses root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    for (const theme of THEMES) {
      for (const language of LANGUAGES) await takePictures(browser, demo.address, theme, language);
    }
  } finally {
    await browser.close();
    await demo.end();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
