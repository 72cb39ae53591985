import { randomBytes } from 'node:crypto';
import logSource from './kernelLog.sh?raw';
import source from './sample.sh?raw';

const TOKEN_BYTES = 16;

/** What marks the script's own words in one session: 128 random bits as 32 hex digits. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('hex');
}

/**
 * What a fresh `sh` is given on its standard input: a function with everything in it, and the line that calls it. The
 * token is the call's argument, so it stands in no process's arguments and in nobody's environment. The shell has parsed
 * all of it before it runs any of it, and nothing more may be sent until it says that it is ready: dash and busybox
 * read ahead, and would take a request for more script.
 *
 * @param logFolder where log files are if not in `/var/log`: an absolute path of letters, digits and `._-/`
 */
export function scriptFor(token: string, logFolder: string | null = null): string {
  const argument = logFolder === null ? '' : ` ${logFolder}`;
  return `${source}\n${logSource}\nlowmark_main ${token}${argument}\nexit 0\n`;
}
