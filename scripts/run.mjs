import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const GRACE_MS = 5_000;
/** Output beyond this is cut in the middle of nowhere, so that an endless loop of a tool does not fill the memory. */
const OUTPUT_LIMIT = 16 * 1024 * 1024;

/**
 * Runs a command to its end, without input, and gives what it wrote on both streams. Its whole process group is ended
 * when it takes too long.
 *
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} limitMs how long it may take
 * @property {(text: string) => void} [onOutput] is called whenever it says something
 * @property {AbortSignal} [signal] ends it early
 *
 * @param {string} command
 * @param {string[]} words
 * @param {RunOptions} options
 * @returns {Promise<{ exitCode: number | null, output: string, hitLimit: boolean }>} the exit code is null if it did
 *   not end by itself
 */
export function run(command, words, { cwd, env = process.env, limitMs, onOutput = () => {}, signal }) {
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    let hitLimit = false;
    const end = () => endGroup(child);
    const timer = setTimeout(() => {
      hitLimit = true;
      end();
    }, limitMs);
    const release = endWithUs(end);
    signal?.addEventListener('abort', end, { once: true });
    const take = (text) => {
      if (output.length < OUTPUT_LIMIT) output += text;
      onOutput(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const settle = (exitCode) => {
      clearTimeout(timer);
      release();
      signal?.removeEventListener('abort', end);
      resolve({ exitCode, output, hitLimit });
    };
    child.on('error', (error) => {
      output += error.message;
      settle(null);
    });
    child.on('close', (exitCode) => settle(hitLimit ? null : exitCode));
  });
}

/** A group of its own does not hear the terminal's Ctrl-C: pass on what ends us. */
function endWithUs(end) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const stop = (name) => {
    end();
    process.exit(128 + constants.signals[name]);
  };
  for (const name of signals) process.once(name, stop);
  return () => {
    for (const name of signals) process.removeListener(name, stop);
  };
}

function endGroup(child) {
  const send = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  if (child.pid === undefined) return;
  send('SIGTERM');
  setTimeout(() => send('SIGKILL'), GRACE_MS).unref();
}

/**
 * Runs a command in our place: its streams are ours, what ends us is passed on to it, and its end is ours.
 *
 * @param {string} command
 * @param {string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the exit code for this process
 */
export function runInOurPlace(command, words, { cwd, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, env, stdio: 'inherit' });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (name) => {
      // A terminal has sent its Ctrl-C to the child too, and a second one would mean "at once".
      if (name === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(name);
    };
    for (const name of signals) process.on(name, pass);
    child.on('error', reject);
    child.on('exit', (exitCode, signalName) => {
      for (const name of signals) process.removeListener(name, pass);
      resolve(exitCode ?? 128 + constants.signals[signalName]);
    });
  });
}
