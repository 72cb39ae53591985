import { expect, test as base } from '@playwright/test';
import { missingChromium } from './chromium';
import { startRealElectron } from './realElectron';
import { startBrowserShell, startDesktopShell, type Shell } from './shells';

export type ShellUnderTest = 'browser' | 'desktop-stand-in' | 'desktop-electron';

export interface ShellOptions {
  /** Which shell the project of this run is about. */
  readonly shellUnderTest: ShellUnderTest;
  /** Its command line. */
  readonly shellArguments: readonly string[];
}

const START: Readonly<Record<ShellUnderTest, (args: readonly string[]) => Promise<Shell>>> = {
  browser: startBrowserShell,
  'desktop-stand-in': startDesktopShell,
  'desktop-electron': startRealElectron,
};

/** Tests of the built product: `shell` is a fresh one for each test, with nothing of the test before it. */
export const test = base.extend<ShellOptions & { readonly shell: Shell }>({
  shellUnderTest: ['browser', { option: true }],
  shellArguments: [[], { option: true }],
  shell: async ({ shellUnderTest, shellArguments }, use, testInfo) => {
    const missing = missingChromium();
    testInfo.skip(missing !== null, missing ?? '');
    const shell = await START[shellUnderTest](shellArguments);
    await use(shell);
    const { unexpected } = shell.problems;
    const { stderr } = shell.process.output;
    await shell.stop();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('stderr of the shell', { body: stderr, contentType: 'text/plain' });
    }
    expect(unexpected, 'problems on the page').toEqual([]);
  },
});

export { expect };
