import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The one folder in which Lowmark keeps hosts, settings and its known_hosts, shared by all shells.
 *
 * `LOWMARK_HOME` wins where it is set, so that tests and second set-ups stay apart; otherwise it is
 * `$XDG_DATA_HOME/lowmark`, by default `~/.local/share/lowmark`. The desktop shell points Electron's userData at the
 * same folder, so that a host added in one shell is there in the others.
 */
export function dataFolderOf(environment: Readonly<Record<string, string | undefined>>): string {
  const own = environment['LOWMARK_HOME'];
  if (own !== undefined && own !== '') return own;
  const base = environment['XDG_DATA_HOME'];
  // The XDG specification has relative paths ignored.
  if (base?.startsWith('/') === true) return join(base, 'lowmark');
  return join(homedir(), '.local', 'share', 'lowmark');
}
