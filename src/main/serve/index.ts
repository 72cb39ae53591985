import { join } from 'node:path';
import { version } from '../../../package.json';
import { stderrLog } from '../log';
import { startBrowserShell, StartError, type BrowserShell } from './browserShell';
import { parseServeOptions } from './options';

/**
 * The browser shell: `serve.js [--port N] [--demo]`. Prints one line with the address when it is ready, runs until it
 * is told to end (exit 0), and ends by itself with one sentence where it cannot start (exit 1, wrong usage 2).
 */

/** Connections to hosts may need a moment to end; a person who pressed Ctrl-C should not wait longer than this. */
const CLOSE_WITHIN_MS = 5_000;

/** Beside this file lie the other parts of the build; the resources are not built. */
const BUILD_FOLDER = join(import.meta.dirname, '..');

async function main(): Promise<void> {
  const options = parseServeOptions(process.argv.slice(2));
  if (!options.ok) {
    fail(options.problem, 2);
    return;
  }
  try {
    const shell = await startBrowserShell({
      options: options.value,
      environment: process.env,
      rendererFolder: join(BUILD_FOLDER, 'renderer'),
      resourcesFolder: join(BUILD_FOLDER, '..', 'resources'),
      version,
      log: stderrLog,
    });
    endOnSignal(shell);
    process.stdout.write(`Lowmark is at ${shell.address}\n`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    fail(error.message, 1);
  }
}

function fail(sentence: string, exitCode: number): void {
  process.stderr.write(`lowmark: ${sentence}\n`);
  process.exitCode = exitCode;
}

function endOnSignal(shell: BrowserShell): void {
  let isEnding = false;
  const end = (): void => {
    // The second one is of somebody who has waited long enough.
    if (isEnding) process.exit(1);
    isEnding = true;
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref();
    shell.close().then(
      () => process.exit(0),
      (error: unknown) => {
        stderrLog.warn('the browser shell did not end cleanly', error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

await main();
