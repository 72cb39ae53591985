import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '../../src/shared/api/transport';
import { chromiumOptions, missingChromium } from '../e2e/chromium';
import { startServerUnderTest, type PageServerUnderTest } from './pageServerFixture';

const missing = missingChromium();
if (missing !== null) process.stderr.write(`test/security/crossOriginPage is skipped: ${missing}\n`);

/** What a web page that somebody has open beside Lowmark can do to it, in a real browser. */
describe.skipIf(missing !== null)('a page of another origin', () => {
  let server: PageServerUnderTest;
  let strangers: Server;
  let strangersOrigin: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await startServerUnderTest();
    strangers = createServer((_request, response) => {
      response
        .setHeader('Content-Type', 'text/html')
        .end('<!doctype html><title>stranger</title><body></body>');
    });
    strangers.listen(0, '127.0.0.1');
    await once(strangers, 'listening');
    const address = strangers.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    strangersOrigin = `http://127.0.0.1:${String(address.port)}`;
    browser = await chromium.launch(chromiumOptions());
  });

  afterAll(async () => {
    await browser.close();
    strangers.closeAllConnections();
    strangers.close();
    await server.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(strangersOrigin);
  });

  afterEach(() => page.close());

  /** How a socket opened by the current page ends, or that it was opened. */
  function socketFromPage(): Promise<string> {
    return page.evaluate(
      ({ url, protocols }) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(url, protocols);
          socket.onopen = () => {
            resolve('open');
          };
          socket.onclose = ({ code }) => {
            resolve(`closed ${String(code)}`);
          };
        }),
      {
        url: `${server.origin.replace('http', 'ws')}/api`,
        protocols: [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + server.token],
      },
    );
  }

  it('gets no socket, even if it knew the token', async () => {
    expect(await socketFromPage()).toBe('closed 1006');
    await page.goto(server.origin);
    expect(await socketFromPage()).toBe('open');
  });

  it('cannot read a file', async () => {
    const outcome = await page.evaluate(
      (url) =>
        fetch(url).then(
          (answer) => answer.text(),
          (error: unknown) => String(error),
        ),
      server.origin,
    );
    expect(outcome).toContain('Failed to fetch');
  });

  it('cannot run our script as its own', async () => {
    const outcome = await page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const script = document.createElement('script');
          script.src = url;
          script.onload = () => {
            resolve('ran');
          };
          script.onerror = () => {
            resolve('blocked');
          };
          document.body.append(script);
        }),
      `${server.origin}/assets/app-1a2b.js`,
    );
    expect(outcome).toBe('blocked');
  });

  it('cannot show our page in a frame of its own', async () => {
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
    }, server.origin);
    const frame = page.frames()[1];
    if (frame === undefined) throw new Error('the frame was not made');
    await expect.poll(() => frame.url()).toMatch(/^chrome-error:/);
    expect(await frame.content()).not.toContain('<h1>page</h1>');
  });

  it('keeps no hold of our page when it opens it', async () => {
    const opened = page.waitForEvent('popup');
    const handle = await page.evaluateHandle((url) => window.open(url), server.origin);
    const popup = await opened;
    await popup.waitForLoadState();
    expect(await popup.title()).toBe('page');
    expect(await handle.evaluate((other) => other?.closed)).toBe(true);
    expect(await popup.evaluate(() => window.opener === null)).toBe(true);
  });
});
