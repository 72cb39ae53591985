import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A shell and an awk that a host may have. */
export interface HostTools {
  readonly name: string;
  readonly shell: readonly [path: string, ...args: string[]];
  readonly awk: readonly [path: string, ...args: string[]];
  /** Which of the two is not installed on this machine; null where both are. */
  readonly lacks: string | null;
}

interface Program {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

const SHELLS: readonly Program[] = [
  { name: 'dash', program: 'dash', args: [] },
  { name: 'bash', program: 'bash', args: [] },
  { name: 'busybox sh', program: 'busybox', args: ['sh'] },
];

const AWKS: readonly Program[] = [
  { name: 'mawk', program: 'mawk', args: [] },
  { name: 'gawk', program: 'gawk', args: [] },
  { name: 'original-awk', program: 'original-awk', args: [] },
  { name: 'busybox awk', program: 'busybox', args: ['awk'] },
];

function pathOf(program: string): string | null {
  return ['/bin', '/usr/bin'].map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** Every shell with every awk. */
export const HOST_TOOLS: readonly HostTools[] = SHELLS.flatMap((shell) =>
  AWKS.map((awk): HostTools => {
    const [shellPath, awkPath] = [pathOf(shell.program), pathOf(awk.program)];
    return {
      name: `${shell.name} with ${awk.name}`,
      shell: [shellPath ?? shell.program, ...shell.args],
      awk: [awkPath ?? awk.program, ...awk.args],
      lacks: shellPath === null ? shell.program : awkPath === null ? awk.program : null,
    };
  }),
);

/** Puts a program of our own into a folder of tools: it prints the text, whatever it is asked. */
export async function makeTool(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\necho '${text}'\n`);
  await chmod(path, 0o755);
}

/** Makes a folder whose `awk` is the one wanted: in front of PATH, it decides which one a script finds. */
export async function makeToolFolder(parent: string, { name, awk }: HostTools): Promise<string> {
  const folder = join(parent, name.replaceAll(' ', '-'));
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'awk');
  await writeFile(path, `#!/bin/sh\nexec ${awk.join(' ')} "$@"\n`);
  await chmod(path, 0o755);
  await chmod(folder, 0o755);
  return folder;
}
