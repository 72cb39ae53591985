import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { WriteAnswer, WriteRequest } from '../../../src/main/actions/hostHands';
import { callOf, containing, HandsHost, HOST_ID, SHELLS, type Shell } from './handsHost';

/** Writing with sudo, by a stand-in that speaks as sudo 1.9 does. The real one is asked on real hosts. */

const signal = new AbortController().signal;
const PASSWORD = 'p@ss \\n $(w) "o\'rd` ä';
const hosts: HandsHost[] = [];

afterEach(() => {
  for (const host of hosts.splice(0)) host.remove();
});

/** What the stand-in knows of the account. */
interface Sudoers {
  readonly rule: 'nopasswd' | 'password' | 'none' | 'requiretty' | 'not-allowed';
}

/**
 * `-n` never asks; `-S` reads lines of standard input until one is right, three times at most; `-k` forgets. Before it runs
 * anything it looks whether the password can be seen anywhere.
 */
function sudo(host: HandsHost, { rule }: Sudoers): void {
  const folder = host.folder;
  writeFileSync(join(folder, 'password'), PASSWORD);
  host.script(
    'sudo',
    `rule=${rule}; n=; S=
while :; do case $1 in -n) n=1 ;; -k) ;; -S) S=1 ;; -p) shift ;; --) shift; break ;; *) break ;; esac; shift; done
case $rule in
none) [ -z "$S" ] || read -r x; echo 'ops is not in the sudoers file.  This incident will be reported.' >&2; exit 1 ;;
not-allowed) echo "Sorry, user ops is not allowed to execute '/usr/bin/$*' as root on box." >&2; exit 1 ;;
requiretty) echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1 ;;
password)
  [ -z "$n" ] || { echo 'sudo: a password is required' >&2; exit 1; }
  tries=0
  while :; do
    if ! IFS= read -r given; then
      [ "$tries" -gt 0 ] || echo 'sudo: no password was provided' >&2
      echo 'sudo: a password is required' >&2
      exit 1
    fi
    [ "$given" = "$(cat ${folder}/password)" ] && break
    tries=$((tries + 1))
    echo 'Sorry, try again.' >&2
  done
  for p in /proc/[0-9]*; do
    for f in cmdline environ; do
      grep -q -F -f ${folder}/password $p/$f 2>/dev/null && echo "$p/$f" >>${folder}/seen
    done
  done
  : >${folder}/looked
  unset given ;;
esac
[ "$#" -gt 0 ] && exec "$@"`,
  );
}

function makeHost(shell: Shell, sudoers: Sudoers): HandsHost {
  const host = new HandsHost(shell);
  hosts.push(host);
  sudo(host, sudoers);
  return host;
}

const PREFIXES = { none: '', sudo: 'sudo -n -- ', 'sudo-password': "sudo -k -S -p '' -- " } as const;

/** A step that shows that the program ran: a process that nobody has. */
function write(
  host: HandsHost,
  privilege: WriteRequest['privilege'],
  password: string | null = null,
): Promise<WriteAnswer> {
  const command = PREFIXES[privilege] + callOf('adj 1073741824 1 x oom_score_adj 0 1');
  return host.hands().write(HOST_ID, { command, privilege, password, stepCount: 1 }, signal);
}

const RAN: WriteAnswer = {
  kind: 'answered',
  steps: [{ index: 0, outcome: 'gone', value: null, score: null, detail: '' }],
};

async function answerOf(host: HandsHost): Promise<string> {
  return (await host.hands().inspect(HOST_ID, { pids: [], units: [], asksSudo: true }, signal)).sudo;
}

describe.each(SHELLS)('$name', (shell) => {
  const rows: readonly (readonly [Sudoers['rule'], string, WriteAnswer])[] = [
    ['nopasswd', 'works', RAN],
    [
      'password',
      'needs-password',
      { kind: 'no-sudo', answer: 'needs-password', detail: 'sudo: a password is required' },
    ],
    [
      'none',
      'refused',
      {
        kind: 'no-sudo',
        answer: 'refused',
        detail: 'ops is not in the sudoers file.  This incident will be reported.',
      },
    ],
    [
      'requiretty',
      'refused',
      { kind: 'no-sudo', answer: 'refused', detail: 'sudo: sorry, you must have a tty to run sudo' },
    ],
  ];
  it.skipIf(shell.lacks !== null).each(rows)('without a password: %s', async (rule, asked, written) => {
    const host = makeHost(shell, { rule });
    expect(await answerOf(host)).toBe(asked);
    expect(await write(host, 'sudo')).toEqual(written);
  });

  it.skipIf(shell.lacks !== null)('says what sudo does not let it run', async () => {
    const host = makeHost(shell, { rule: 'not-allowed' });
    expect(await answerOf(host)).toBe('refused');
    expect(await write(host, 'sudo')).toMatchObject({
      kind: 'no-sudo',
      answer: 'refused',
      detail: containing('Sorry, user ops is not allowed to execute'),
    });
  });

  it.skipIf(shell.lacks !== null)('gives a password to sudo, and shows it to nobody else', async () => {
    const host = makeHost(shell, { rule: 'password' });
    expect(await write(host, 'sudo-password', PASSWORD)).toEqual(RAN);
    // It was looked for while sudo, the shells and all that they had started were there.
    expect(existsSync(join(host.folder, 'looked'))).toBe(true);
    expect(existsSync(join(host.folder, 'seen'))).toBe(false);
  });

  it.skipIf(shell.lacks !== null)('says that a password was wrong', async () => {
    const host = makeHost(shell, { rule: 'password' });
    expect(await write(host, 'sudo-password', 'guess')).toEqual({
      kind: 'no-sudo',
      answer: 'needs-password',
      detail: 'Sorry, try again.',
    });
  });

  it.skipIf(shell.lacks !== null)('says who is not in the sudoers file', async () => {
    const host = makeHost(shell, { rule: 'none' });
    expect(await write(host, 'sudo-password', PASSWORD)).toMatchObject({
      kind: 'no-sudo',
      answer: 'refused',
    });
  });

  it.skipIf(shell.lacks !== null)('does not ask sudo unless it is wanted', async () => {
    const host = makeHost(shell, { rule: 'nopasswd' });
    host.script('sudo', `: >${host.folder}/asked`);
    const seen = await host.hands().inspect(HOST_ID, { pids: [], units: [], asksSudo: false }, signal);
    expect(seen.sudo).toBe('not-asked');
    await write(host, 'none');
    expect(existsSync(join(host.folder, 'asked'))).toBe(false);
  });

  it.skipIf(shell.lacks !== null)('sends no password that is more than a line', async () => {
    const host = makeHost(shell, { rule: 'password' });
    for (const password of ['', 'a\nwrite -', 'a\r', 'a\0b', null]) {
      expect(await write(host, 'sudo-password', password)).toMatchObject({
        kind: 'no-sudo',
        answer: 'needs-password',
      });
    }
    expect(readFileSync(join(host.folder, 'password'), 'utf8')).toBe(PASSWORD);
    expect(host.sweeps).toBe(0);
  });
});

describe('without sudo', () => {
  it.skipIf(existsSync('/usr/bin/sudo'))('says that there is none', async () => {
    const [shell] = SHELLS;
    if (shell === undefined) throw new Error('no shell');
    const host = new HandsHost(shell);
    hosts.push(host);
    expect(await answerOf(host)).toBe('missing');
    expect(await write(host, 'sudo')).toMatchObject({ kind: 'no-sudo', answer: 'missing' });
    expect(await write(host, 'sudo-password', PASSWORD)).toMatchObject({
      kind: 'no-sudo',
      answer: 'missing',
    });
  });
});
