import { describe, expect, it } from 'vitest';
import type { SudoTrial } from '../../../../../src/main/sampling/kernelLog/logAdvice';
import { parseLogFacts } from '../../../../../src/main/sampling/kernelLog/logFacts';
import { accessesOf, filesBeyond, sourceStates } from '../../../../../src/main/sampling/kernelLog/logSources';
import { fileSteps, firstStep, newestFileStep } from '../../../../../src/main/sampling/kernelLog/pastRead';
import { renderMessage } from '../../../../../src/shared/messages/renderMessage';

const STAMPED = '2026-11-01T00:00:07+0000 web-01 kernel: x\n';
const DENIED =
  "format short-iso\nHint: You are currently not seeing messages from other users and the system.\n      Users in groups 'adm', 'systemd-journal' can see all messages.\n";
const REFUSED_DMESG = 'dmesg: read kernel buffer failed: Operation not permitted\n';

interface Case {
  readonly facts: string;
  readonly journal?: string;
  readonly dmesg?: string;
  readonly sudo?: SudoTrial;
}

function advices({ facts, journal, dmesg, sudo = 'not-allowed' }: Case): Record<string, string> {
  const said = new Map<string, string>();
  if (journal !== undefined) said.set('journal_says', journal);
  if (dmesg !== undefined) said.set('dmesg_says', dmesg);
  const accesses = accessesOf(parseLogFacts(facts), said, null, sudo);
  const states = sourceStates(accesses, new Set(), new Set());
  return Object.fromEntries(
    states.flatMap(({ name, advice }) => (advice === null ? [] : [[name, renderMessage(advice, 'en')]])),
  );
}

describe('the permission that would help', () => {
  it.each([
    {
      name: 'the group of the journal',
      given: { facts: 'user ops\n', journal: DENIED },
      expected: {
        journalctl:
          'Add ops to the group systemd-journal on the host (usermod -aG systemd-journal ops), or allow it “sudo -n journalctl” and let Lowmark use sudo.',
      },
    },
    {
      name: 'the group that this system names',
      given: {
        facts: 'user ops\n',
        journal: DENIED.replace("'adm', 'systemd-journal'", "'wheel'"),
        sudo: 'refused',
      },
      expected: {
        journalctl:
          'Add ops to the group wheel on the host (usermod -aG wheel ops); sudo refuses it “journalctl” without a password.',
      },
    },
    {
      name: 'dmesg by sudo',
      given: { facts: 'user ops\ndmesg-restrict 1\n', dmesg: REFUSED_DMESG },
      expected: {
        dmesg:
          'kernel.dmesg_restrict keeps the ring buffer from ops: allow it “sudo -n dmesg” and let Lowmark use sudo, or set kernel.dmesg_restrict=0.',
      },
    },
    {
      name: 'a capability in a container',
      given: { facts: 'user root\ndmesg-restrict 0\n', dmesg: REFUSED_DMESG },
      expected: {
        dmesg:
          'The kernel does not restrict dmesg, and root is refused it all the same, as in a container: it needs CAP_SYSLOG, or Lowmark has to watch the machine below.',
      },
    },
    {
      name: 'the group of a file',
      given: { facts: 'user ops\nstat -rw-r----- syslog adm 9 9 kern.log\n' },
      expected: {
        '/var/log/kern.log':
          'Add ops to the group adm on the host, which may read /var/log/kern.log (usermod -aG adm ops).',
      },
    },
    {
      name: 'a right to a file that only its owner may read',
      given: { facts: 'user ops\nstat -rw------- root root 9 9 messages\n' },
      expected: {
        '/var/log/messages':
          'Only root may read /var/log/messages: give ops the right (setfacl -m u:ops:r /var/log/messages), or allow it “sudo -n cat /var/log/messages” and let Lowmark use sudo.',
      },
    },
  ] satisfies { name: string; given: Case; expected: Record<string, string> }[])(
    'is $name',
    ({ given, expected }) => {
      expect(advices(given)).toEqual(expected);
    },
  );
});

function accesses(
  facts: string,
  said: Readonly<Record<string, string>>,
  withSudo?: Readonly<Record<string, string>>,
) {
  return accessesOf(
    parseLogFacts(facts),
    new Map(Object.entries(said)),
    withSudo === undefined ? null : new Map(Object.entries(withSudo)),
    'refused',
  );
}

const FILES = [
  'readable kern.log',
  'readable kern.log.1',
  'stat -rw-r----- root adm 500 3000 kern.log',
  'stat -rw-r----- root adm 500 2000 kern.log.1',
  'stat -rw-r----- root adm 500 1000 kern.log.2.gz',
  'readable syslog',
  'stat -rw-r----- root adm 500 3000 syslog',
].join('\n');

describe('what is read', () => {
  it('is the journal before dmesg', () => {
    const both = accesses('', { journal_says: `format short-iso\n${STAMPED}`, dmesg_says: '[ 0.1] x\n' });
    expect(firstStep(both, new Set())).toMatchObject({ target: 'journalctl', format: 'short-iso' });
    expect(firstStep(both, new Set(['journalctl']))).toMatchObject({ target: 'dmesg', format: '-' });
    expect(firstStep(both, new Set(['journalctl', 'dmesg']))).toBeNull();
  });

  it('is the files of one name that may be read, as far as they say more', () => {
    const files = accesses(FILES, {});
    const targets = (reachSeconds: number | null): string[] =>
      fileSteps(files, reachSeconds).steps.map(({ target }) => target);
    expect(targets(null)).toEqual(['kern.log', 'kern.log.1']);
    // The journal goes back to 2500: kern.log began at 2000.
    expect(targets(2500)).toEqual(['kern.log', 'kern.log.1']);
    expect(targets(1500)).toEqual(['kern.log.1']);
    expect(newestFileStep(files)).toMatchObject({ target: 'kern.log', label: '/var/log/kern.log' });
  });

  it('is a denied file by sudo, where that gave something', () => {
    const facts = 'stat -rw------- root root 9 9 messages\n';
    const byItself = accesses(facts, {}, { messages_says: 'sudo: a password is required\n' });
    expect(newestFileStep(byItself)).toBeNull();
    const bySudo = accesses(facts, {}, { messages_says: 'Nov  1 00:00:07 a kernel: x\n' });
    expect(newestFileStep(bySudo)).toMatchObject({ target: 'messages', usesSudo: true });
  });
});

describe('files beyond a time', () => {
  const at = (changedAtSeconds: number | null) => ({
    name: 'kern.log',
    isReadable: true,
    mode: null,
    owner: null,
    group: null,
    fileBytes: null,
    changedAtSeconds,
  });

  it('are all where nothing is known', () => {
    expect(filesBeyond([at(3), at(2)], null)).toHaveLength(2);
    expect(filesBeyond([at(null), at(null)], 1)).toHaveLength(2);
  });
});
