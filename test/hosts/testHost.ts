import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const execute = promisify(execFile);

/** What `up.sh` prints. */
const startedSchema = z.object({ port: z.number(), knownHosts: z.string() });

/** ssh itself ends with this where it cannot connect, as while sshd starts anew. */
const NO_CONNECTION = 255;
const MOST_TRIES = 10;

/** The folder with the scripts that start and stop test hosts; `scripts/hostTests.mjs` looks for it. */
const KIT = process.env['LOWMARK_TEST_HOSTS'] ?? '';

/** Why there are no hosts to test against, or null where there are. */
export const NO_HOSTS: string | null = existsSync(join(KIT, 'up.sh'))
  ? null
  : 'LOWMARK_TEST_HOSTS names no folder with up.sh';

/** The password of the accounts that have one; the kit takes it from the same variable. */
export const PASSWORD = process.env['HOSTVM_PASSWORD'] ?? 'lowmark-test';

/** Its accounts: `ops` has no sudo, `opsudo` one without a password, `pw` one with a password. */
export type HostUser = 'root' | 'ops' | 'opsudo' | 'pw';

/** For a command line: waits until the process that it has just started is the program that it is to be. */
export const UNTIL_IT_SLEEPS = 'until [ "$(cat /proc/$!/comm)" = sleep ]; do :; done';

/** A real Linux machine with systemd, for the tests of one file. */
export class TestHost {
  readonly port: number;
  readonly knownHosts: string;
  readonly keyFile: string;
  readonly #name: string;

  private constructor(name: string) {
    const started = execFileSync(join(KIT, 'up.sh'), [name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { port, knownHosts } = startedSchema.parse(JSON.parse(started));
    this.#name = name;
    this.port = port;
    this.knownHosts = readFileSync(knownHosts, 'utf8');
    const folder = process.env['HOSTVM_DIR'] ?? join(process.env['TMPDIR'] ?? '/tmp', 'hostvm');
    this.keyFile = join(folder, 'keys', 'id_ed25519');
  }

  /** Boots one; it ends by itself after an hour if {@link down} is never called. */
  static up(name: string): TestHost {
    return new TestHost(name);
  }

  down(): void {
    execFileSync(join(KIT, 'down.sh'), [this.#name], { stdio: 'ignore' });
  }

  /** Runs a command line on the host, beside Lowmark. */
  async run(commandLine: string, user: HostUser = 'root'): Promise<string> {
    const words = [this.#name, '-u', user, commandLine];
    for (let tries = 1; ; tries += 1) {
      try {
        const { stdout } = await execute(join(KIT, 'ssh.sh'), words, { encoding: 'utf8' });
        return stdout.trim();
      } catch (error) {
        const isUnconnected = error instanceof Error && 'code' in error && error.code === NO_CONNECTION;
        if (!isUnconnected || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** One of the kit's scenarios, such as `kill-sshd.sh`. */
  async scenario(script: string, ...words: readonly string[]): Promise<string> {
    const { stdout } = await execute(join(KIT, 'scenarios', script), [this.#name, ...words], {
      encoding: 'utf8',
    });
    return stdout.trim();
  }

  /** Starts `sleep` as an account and names the process. */
  async startProcess(user: HostUser): Promise<HostProcess> {
    const started = `nohup sleep 3000 >/dev/null 2>&1 </dev/null & ${UNTIL_IT_SLEEPS}; echo $!`;
    const pid = Number(await this.run(started, user));
    return this.processOf(pid);
  }

  /** The main process of a unit. */
  async mainProcessOf(unit: string): Promise<HostProcess> {
    return this.processOf(Number(await this.run(`systemctl show -p MainPID --value ${unit}`)));
  }

  async processOf(pid: number): Promise<HostProcess> {
    const stat = await this.run(`cat /proc/${String(pid)}/stat`);
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, startTicks: Number(afterName[19]) };
  }

  async adjOf(pid: number): Promise<number> {
    return Number(await this.run(`cat /proc/${String(pid)}/oom_score_adj`));
  }

  async scoreOf(pid: number): Promise<number> {
    return Number(await this.run(`cat /proc/${String(pid)}/oom_score`));
  }
}

export interface HostProcess {
  readonly pid: number;
  readonly startTicks: number;
}
