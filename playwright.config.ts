import { defineConfig } from '@playwright/test';
import type { ShellOptions } from './test/e2e/fixtures';
import { missingElectron } from './test/e2e/realElectron';

/**
 * The built product in a real browser (`electron-vite build` first). Specs in `specs/` hold for every shell, those in
 * `specs/browser` and `specs/desktop` for one. The desktop shell runs over a stand-in for Electron, and over the real
 * one as well where its binary is installed.
 */
const withoutElectron = missingElectron();
if (withoutElectron !== null && process.env['TEST_WORKER_INDEX'] === undefined) {
  process.stderr.write(`e2e: the project desktop-electron is left out: ${withoutElectron}\n`);
}

export default defineConfig<ShellOptions>({
  testDir: 'test/e2e/specs',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  projects: [
    { name: 'browser', testIgnore: '**/desktop/**', use: { shellUnderTest: 'browser' } },
    { name: 'desktop-stand-in', testIgnore: '**/browser/**', use: { shellUnderTest: 'desktop-stand-in' } },
    ...(withoutElectron === null
      ? [
          {
            name: 'desktop-electron',
            testIgnore: '**/browser/**',
            use: { shellUnderTest: 'desktop-electron' as const },
          },
        ]
      : []),
  ],
});
