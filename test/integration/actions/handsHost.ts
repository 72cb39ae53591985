import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createHostHands, type HandsSession } from '../../../src/main/actions/hostHandsOverShell';
import type { HostHands } from '../../../src/main/actions/hostHands';
import { HOST_FOLDERS, type HostFolders } from '../../../src/main/actions/script/script';
import { systemClock, type Clock } from '../../../src/main/clock';
import { silentLog } from '../../../src/main/log';
import { openLocalShell } from '../../../src/main/sampling/localSource';
import type { HostConfig } from '../../../src/shared/model';
import { sshHost } from '../../support/hostConfigs';
import { HOST_TOOLS } from '../sampling/shells';

/** The shells of this machine, each with one awk. */
export const SHELLS = HOST_TOOLS.filter(({ name }) =>
  ['dash with mawk', 'bash with gawk', 'busybox sh with busybox awk'].includes(name),
);

export type Shell = (typeof SHELLS)[number];

export const HOST_ID = 'box';

/** The call of the program with these words, as plans have it. */
export function callOf(words: string): string {
  return `sh -c "$lowmark_program" lowmark ${words}`;
}

/** Matches a text with this in it. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}

/** A host whose tools and folders can be made up, reached by a real shell of this machine. */
export class HandsHost {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'lowmark-hands-')));
  readonly tools = join(this.folder, 'tools');
  readonly units = join(this.folder, 'units');
  readonly run = join(this.folder, 'run');
  readonly shell: Shell;
  proc = HOST_FOLDERS.proc;
  sweeps = 0;
  clock: Clock = systemClock;
  /** Goes in front of the shell: `setpriv …`. */
  around: readonly string[] = [];

  constructor(shell: Shell) {
    this.shell = shell;
    for (const folder of [this.tools, this.units, this.run]) mkdirSync(folder);
    chmodSync(this.folder, 0o755);
    // The host's `sh`, which runs the program, is the shell under test too.
    this.script('sh', `exec ${shell.shell.join(' ')} "$@"`);
    this.script('awk', `exec ${shell.awk.join(' ')} "$@"`);
  }

  /** Puts a program of our own into the host's PATH. */
  script(name: string, text: string): void {
    const path = join(this.tools, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  }

  hands(config: HostConfig = sshHost(HOST_ID)): HostHands {
    const [path, ...words] = this.shell.shell;
    const session: HandsSession = {
      config,
      openShell: (signal) =>
        openLocalShell(signal, {
          hostLabel: HOST_ID,
          user: 'ops',
          command: ['/usr/bin/env', `PATH=${this.tools}:/usr/bin:/bin`, ...this.around, path, ...words],
        }),
      whenLive: () => Promise.resolve(true),
      sweepSoon: () => {
        this.sweeps += 1;
      },
    };
    return createHostHands({
      session: (hostId) => (hostId === HOST_ID ? session : null),
      clock: this.clock,
      log: silentLog,
      folders: this.folders,
    });
  }

  get folders(): HostFolders {
    return { proc: this.proc, units: this.units, run: this.run };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
