import type { Privilege } from '../../shared/model';

const PREFIXES: Readonly<Record<Privilege, string>> = {
  none: '',
  sudo: 'sudo -n -- ',
  'sudo-password': "sudo -k -S -p '' -- ",
};

const CALL = 'sh -c "$lowmark_program" lowmark';

/**
 * A blank, or the end of a line that goes on, and a word: without anything that a shell looks at, or in single quotes, which end
 * only to bring one of their own.
 */
const WORDS = /^(?: (?:\\\n {2})?(?:[\w:.@/+-]+|'[ -&(-~]*'(?:\\''[ -&(-~]*')*))+$/;

/**
 * Whether a command is what plans consist of: the fixed program, with words and the right in front that goes with it. It is the
 * last look before a host's shell reads it, whoever made it.
 */
export function isPlanCommand(command: string, privilege: Privilege): boolean {
  const start = PREFIXES[privilege] + CALL;
  return command.startsWith(start) && WORDS.test(command.slice(start.length));
}
