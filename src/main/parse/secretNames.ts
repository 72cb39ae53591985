/** What secrets are called on command lines, and what they look like. Data and predicates only. */

/** Endings of a name that mean "what follows is a secret": DB_PASSWORD, keyStorePassword, --api-key, X-Auth-Token. */
const SECRET_ENDING =
  /(?:password|passwords|passwd|passphrase|passcode|pwd|secret|secrets|token|bearer|credential|credentials|requirepass|masterauth|userpass|dbpass|proxypass|apikey|api[-_.]key|(?:access|secret|account|shared|encryption|signing|master|private|auth|storage)[-_]?key|connection[-_]?string)$/i;

/** Short words that are a secret only as a word of their own within the name: `db-pass`, `userPass`, `-pw`. */
const SECRET_LAST_WORD = /(?:(?:^|[-_.\d])(?:pass|PASS|Pass|pw|PW|creds|otp|pin)|[a-z]Pass)$/;

/** Endings that may mean a secret: what follows is masked only if it looks random. */
const KEYISH_ENDING =
  /(?:key|auth|authorization|cookie|session|session[-_]?id|sid|signature|sig|salt|seed|sas|webhook)$/i;

/** Longer names are cut to their end, so that a hostile one costs nothing. */
const NAME_CHARACTERS = 64;

export type NameKind = 'secret' | 'keyish' | 'plain';

/** What the name before a value promises: `--db-password` a secret, `--session` perhaps one, `--port` none. */
export function nameKindOf(name: string): NameKind {
  const ending = name.slice(-NAME_CHARACTERS);
  if (SECRET_ENDING.test(ending) || SECRET_LAST_WORD.test(ending)) return 'secret';
  return KEYISH_ENDING.test(ending) ? 'keyish' : 'plain';
}

const RANDOM = /^[A-Za-z0-9+/_=.-]{16,}$/;

/** Whether a value could be key material: 16 or more characters of hexadecimal or base64 with a digit, and no path. */
export function looksRandom(text: string): boolean {
  const bare = text.replace(/^["']/, '').replace(/["']$/, '');
  return RANDOM.test(bare) && /\d/.test(bare) && !/^\.{0,2}\//.test(bare);
}

/** Tokens that are known by their first characters, wherever they stand. */
const KNOWN_TOKEN =
  /\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}\b|gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|[rs]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|hvs\.[\w-]{20,}|AIza[\w-]{30,}|eyJ[\w-]{8,}\.[\w.-]*)/g;

/** Replaces well-known tokens. */
export function maskKnownTokens(word: string, mask: string): string {
  return word.replace(KNOWN_TOKEN, mask);
}

/** How a program takes a secret by a short option. */
export interface ShortOption {
  readonly option: RegExp;
  /** `secret`: all of what follows; `user-and-secret`: what follows the first of `:`, `%` and `,` in it. */
  readonly takes: 'secret' | 'user-and-secret';
}

const SHORT_OPTIONS: readonly (ShortOption & { readonly program: RegExp })[] = [
  {
    program:
      /^(?:mysql|mariadb|mytop|xtrabackup|mariabackup|innobackupex|percona|pt-|mongo|sshpass$|7z|login$)/,
    option: /^-p(?!ort)/,
    takes: 'secret',
  },
  { program: /^(?:redis|keydb|valkey)-cli$/, option: /^-a/, takes: 'secret' },
  { program: /^ldap/, option: /^-w/, takes: 'secret' },
  { program: /^(?:zip|unzip|mosquitto_\w+|sqlcmd|bcp|tsql|ipmitool)$/, option: /^-P/, takes: 'secret' },
  { program: /^snmp/, option: /^-[AXc]/, takes: 'secret' },
  { program: /^openssl$/, option: /^-[kK](?![a-z])/, takes: 'secret' },
  { program: /^(?:curl|lftp|smbclient|rpcclient)$/, option: /^-[uU]/, takes: 'user-and-secret' },
  { program: /^curl$/, option: /^--(?:proxy-)?user=?/, takes: 'user-and-secret' },
  { program: /^(?:http|https|xh)$/, option: /^-a/, takes: 'user-and-secret' },
];

/** The short options of a program by the word that starts it (a path or a bare name); null for any other word. */
export function shortOptionsOf(word: string): readonly ShortOption[] | null {
  const program = word.slice(word.lastIndexOf('/') + 1, word.lastIndexOf('/') + 1 + NAME_CHARACTERS);
  const options = SHORT_OPTIONS.filter((entry) => entry.program.test(program));
  return options.length === 0 ? null : options;
}
