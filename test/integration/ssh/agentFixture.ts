import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** A real ssh-agent with a socket of its own. */
export interface Agent {
  readonly socketPath: string;
  /** Adds a key that is not locked. */
  add(keyPath: string): void;
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

export async function startAgent(): Promise<Agent> {
  const folder = mkdtempSync(join(tmpdir(), 'lowmark-agent-'));
  const socketPath = join(folder, 'socket');
  const agent = spawn('ssh-agent', ['-D', '-a', socketPath], { stdio: 'ignore' });
  await vi.waitFor(() => {
    if (!existsSync(socketPath)) throw new Error('ssh-agent does not start');
  }, 10_000);
  return {
    socketPath,
    add: (keyPath) => {
      execFileSync('ssh-add', ['-q', keyPath], {
        env: { ...process.env, SSH_AUTH_SOCK: socketPath },
        stdio: 'ignore',
      });
    },
    signal: (signal) => void agent.kill(signal),
    stop: async () => {
      agent.kill('SIGCONT');
      agent.kill('SIGTERM');
      if (agent.exitCode === null && agent.signalCode === null) await once(agent, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
