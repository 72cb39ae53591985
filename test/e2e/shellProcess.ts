import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A shell of the built product, running in a process of its own with a data folder of its own. */
export interface ShellProcess {
  readonly child: ChildProcess;
  readonly dataFolder: string;
  /** What it has printed so far. */
  readonly output: { stdout: string; stderr: string };
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Waits until the output holds a match. Throws with all of the output if the process ends first. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends it as a person would (SIGTERM), and forgets its data. */
  stop(): Promise<void>;
}

export interface ShellProcessOptions {
  readonly nodeArguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Kept from an earlier process: a restart. */
  readonly dataFolder?: string;
}

/** Starts a script of the build on the Node that runs the tests. */
export async function startShellProcess(options: ShellProcessOptions): Promise<ShellProcess> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'lowmark-e2e-')));
  const child = spawn(process.execPath, [...options.nodeArguments], {
    cwd: ROOT,
    // Nothing of the person who runs the tests: neither keys nor agent nor hosts.
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: dataFolder,
      LOWMARK_HOME: join(dataFolder, 'lowmark'),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(() => child.exitCode ?? child.signalCode ?? 'unknown');
  return {
    child,
    dataFolder,
    output,
    ended,
    printed: (pattern) => printed({ child, output, ended }, pattern),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function printed(
  { child, output, ended }: Pick<ShellProcess, 'child' | 'output' | 'ended'>,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  for (;;) {
    const match = pattern.exec(output.stdout);
    if (match !== null) return match;
    if (hasEnded) throw new Error(`the shell ended before it was ready:\n${output.stdout}${output.stderr}`);
    if (child.stdout === null) throw new Error('the shell has no output');
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
}
