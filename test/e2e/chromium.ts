import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** The real Chromium that tests drive: `LOWMARK_CHROMIUM`, or Debian's. */
export function chromiumPath(): string {
  return process.env['LOWMARK_CHROMIUM'] ?? SYSTEM_CHROMIUM;
}

/** Why no browser test can run on this machine, or null. */
export function missingChromium(): string | null {
  const path = chromiumPath();
  return existsSync(path) ? null : `there is no Chromium at ${path} (LOWMARK_CHROMIUM names another)`;
}

/** How tests start Chromium: it speaks to nobody but the shell under test. */
export function chromiumOptions(): LaunchOptions {
  return {
    executablePath: chromiumPath(),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-domain-reliability',
      '--disable-extensions',
      '--disable-sync',
      '--no-first-run',
      '--no-pings',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      // Chromium's own sandbox refuses root. Tests only: the product never weakens it.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  };
}
