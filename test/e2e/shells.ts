import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { chromiumOptions, chromiumPath } from './chromium';
import type { StandInReport } from './electronStandIn/reporting';
import { Problems } from './problems';
import { ROOT, startShellProcess, type ShellProcess } from './shellProcess';

export type ShellKind = 'browser' | 'desktop';

/** A running shell with its page, as a person has it in front of them. */
export interface Shell {
  readonly kind: ShellKind;
  readonly page: Page;
  readonly problems: Problems;
  readonly process: ShellProcess;
  /** The address that the browser shell printed; null for the desktop shell. */
  readonly address: string | null;
  /** What the desktop shell kept the page from loading. */
  readonly blocked: readonly string[];
  stop(): Promise<void>;
}

const SIZE = { width: 1280, height: 800 };

/** The built browser shell, and a page of a fresh browser at the address it prints. */
export async function startBrowserShell(args: readonly string[]): Promise<Shell> {
  const shell = await startShellProcess({
    nodeArguments: [join(ROOT, 'out/main/serve.js'), '--port', '0', ...args],
  });
  const [address] = await shell.printed(/http:\/\/127\.0\.0\.1:\d+\/#token=\S+/);
  const { host, origin } = new URL(address);
  const browser = await chromium.launch(chromiumOptions());
  const context = await browser.newContext({ viewport: SIZE });
  const problems = new Problems();
  problems.watch(context, (url) => url.startsWith(`${origin}/`) || url.startsWith(`ws://${host}/`));
  const page = await context.newPage();
  await page.goto(address);
  return {
    kind: 'browser',
    page,
    problems,
    process: shell,
    address,
    blocked: [],
    stop: async () => {
      await browser.close();
      await shell.stop();
    },
  };
}

/** The built desktop shell over the stand-in for Electron, and its window's page. */
export async function startDesktopShell(args: readonly string[]): Promise<Shell> {
  const register = new URL('./electronStandIn/register.mjs', import.meta.url).href;
  const port = await freePort();
  const problems = new Problems();
  const blocked: string[] = [];
  const shell = await startShellProcess({
    nodeArguments: ['--import', register, join(ROOT, 'out/main/desktop.js'), ...args],
    environment: {
      LOWMARK_STAND_IN_PORT: String(port),
      LOWMARK_STAND_IN_CHROMIUM: chromiumPath(),
      LOWMARK_STAND_IN_ARGS: JSON.stringify([
        ...(chromiumOptions().args ?? []),
        `--window-size=${String(SIZE.width)},${String(SIZE.height)}`,
      ]),
    },
  });
  const shown = new Promise<string>((resolve) => {
    shell.child.on('message', (message: StandInReport) => {
      if (message.kind === 'window') resolve(message.endpoint);
      else if (message.kind === 'problem') problems.add(message.text);
      else if (message.kind === 'blocked') blocked.push(message.url);
    });
  });
  const early = shell.ended.then((code) => {
    throw new Error(`the desktop shell ended with ${String(code)}:\n${shell.output.stderr}`);
  });
  early.catch(() => undefined);
  const browser = await chromium.connectOverCDP(await Promise.race([shown, early]));
  const [context] = browser.contexts();
  const page = context?.pages()[0];
  if (context === undefined || page === undefined) throw new Error('the window has no page');
  await page.setViewportSize(SIZE);
  return {
    kind: 'desktop',
    page,
    problems,
    process: shell,
    address: null,
    blocked,
    stop: async () => {
      await browser.close();
      await shell.stop();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  expect(address).toHaveProperty('port');
  return address === null || typeof address === 'string' ? 0 : address.port;
}
