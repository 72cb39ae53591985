import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { Problems } from './problems';
import { ROOT } from './shellProcess';
import type { Shell } from './shells';

/** The binary that the package `electron` has fetched, or null: its `path.txt` names it once it is there. */
function electronBinary(): string | null {
  const folder = join(ROOT, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** Why the real Electron cannot be tested on this machine, or null. */
export function missingElectron(): string | null {
  if (electronBinary() === null) return 'the binary of Electron is not installed';
  const hasDisplay = (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  return process.platform !== 'linux' || hasDisplay ? null : 'there is no display';
}

/** The built desktop shell in the real Electron. */
export async function startRealElectron(args: readonly string[]): Promise<Shell> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lowmark-electron-'));
  const app = await _electron.launch({
    executablePath: electronBinary() ?? '',
    // Chromium's own sandbox refuses root. Tests only: the product never weakens it.
    args: [ROOT, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
    env: {
      PATH: process.env['PATH'] ?? '',
      DISPLAY: process.env['DISPLAY'] ?? '',
      HOME: dataFolder,
      LOWMARK_HOME: join(dataFolder, 'lowmark'),
    },
  });
  const problems = new Problems();
  problems.watch(app.context(), (url) => url.startsWith('app://lowmark/'));
  const child = app.process();
  const output = { stdout: '', stderr: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
    });
  });
  const stop = async (): Promise<void> => {
    await app.close();
    await rm(dataFolder, { recursive: true, force: true });
  };
  return {
    kind: 'desktop',
    page: await app.firstWindow(),
    problems,
    process: {
      child,
      dataFolder,
      output,
      ended,
      printed: () => Promise.reject(new Error('the desktop shell prints nothing')),
      stop,
    },
    address: null,
    blocked: [],
    stop,
  };
}
