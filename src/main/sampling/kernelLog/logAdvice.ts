import type { Message } from '../../../shared/model';
import { message } from '../../../shared/model';
import type { LogFacts, LogFile } from './logFacts';

/** How far sudo was tried. */
export type SudoTrial = 'not-allowed' | 'refused' | 'absent';

const NOBODY = '?';

/** What would let this account read the journal. @param said what journalctl said, which names the groups that may */
export function journalAdvice(facts: LogFacts, said: string, sudo: SudoTrial): Message {
  const named = [...said.matchAll(/'([a-z][a-z0-9_-]{0,31})'/g)].map(([, name = '']) => name);
  const group = named.length === 0 || named.includes('systemd-journal') ? 'systemd-journal' : named[0];
  const params = { user: facts.user ?? NOBODY, group: group ?? 'systemd-journal' };
  return sudo === 'refused'
    ? message('log.advice-journal-sudo-refused', params)
    : message('log.advice-journal', params);
}

/** What would let this account read the kernel's ring buffer. */
export function dmesgAdvice(facts: LogFacts, sudo: SudoTrial): Message {
  const params = { user: facts.user ?? NOBODY };
  // Not restricted by the setting, and refused all the same: a container, or a policy of its runtime.
  if (facts.dmesgRestrict === 0) return message('log.advice-dmesg-container', params);
  return sudo === 'refused'
    ? message('log.advice-dmesg-sudo-refused', params)
    : message('log.advice-dmesg', params);
}

/** What would let this account read a log file: its group where that may, else its owner. */
export function fileAdvice(facts: LogFacts, file: LogFile, path: string): Message {
  const user = facts.user ?? NOBODY;
  const { group, owner, mode } = file;
  const mayGroup = mode !== null && mode[4] === 'r' && group !== null && group !== 'root';
  return mayGroup
    ? message('log.advice-file-group', { user, path, group })
    : message('log.advice-file-owner', { user, path, owner: owner ?? 'root' });
}
