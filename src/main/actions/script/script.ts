import { shellWord } from '../../../shared/replay/explanation/owner';
import programSource from './change.sh?raw';
import handsSource from './hands.sh?raw';

/** Folders of a host that tests put others in place of: absolute paths of letters, digits and `._-/`. */
export interface HostFolders {
  readonly proc: string;
  readonly units: string;
  readonly run: string;
}

export const HOST_FOLDERS: HostFolders = { proc: '/proc', units: '/etc/systemd/system', run: '/run' };

/** The program that does all writing on a host, as `sh -c` is given it: the file without the lines that explain it. */
export const CHANGE_PROGRAM = programSource
  .split('\n')
  .filter((line) => !/^\s*#/.test(line))
  .join('\n');

function programIn({ proc, units }: HostFolders): string {
  return CHANGE_PROGRAM.replace(/^procs=.*$/m, `procs=${proc}`).replace(/^units=.*$/m, `units=${units}`);
}

/**
 * What a fresh `sh` is given on its standard input, as the sampling script is: nothing more may be sent until it says that it
 * is ready.
 *
 * @param token what marks the script's own words: 32 hex digits.
 * @param command of a plan; null: nothing is written.
 */
export function handsScriptFor(
  token: string,
  command: string | null,
  folders: HostFolders = HOST_FOLDERS,
): string {
  const parts = [handsSource];
  if (command !== null) {
    parts.push(`lowmark_program=${shellWord(programIn(folders))}`, `lowmark_command() {\n${command}\n}`);
  }
  const { proc, units, run } = folders;
  return [...parts, `lowmark_hands ${token} ${proc} ${units} ${run}`, 'exit 0', ''].join('\n');
}
