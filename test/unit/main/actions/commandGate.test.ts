import { describe, expect, it } from 'vitest';
import { isPlanCommand } from '../../../../src/main/actions/commandGate';
import type { Privilege } from '../../../../src/shared/model';

const CALL = 'sh -c "$lowmark_program" lowmark';

describe('the last look at a command', () => {
  const good: readonly (readonly [Privilege, string])[] = [
    ['none', `${CALL} adj 12 345 sshd oom_score_adj 0 -500`],
    ['none', `${CALL} adj 12 345 '' oom_adj -17 0 restart web.service -`],
    ['none', `${CALL} adj 12 345 'a b;$(reboot)\`"' oom_score_adj 0 1`],
    ['none', `${CALL} adj 12 345 'it'\\''s' oom_score_adj 0 1`],
    ['none', `${CALL} \\\n  adj 12 345 sshd oom_score_adj 0 -500 \\\n  restart web.service -`],
    ['sudo', `sudo -n -- ${CALL} unit-set 'a\\x2db.service' absent -500`],
    ['sudo-password', `sudo -k -S -p '' -- ${CALL} unit-remove web.service 12-34`],
  ];
  it.each(good)('lets through for %s: %s', (privilege, command) => {
    expect(isPlanCommand(command, privilege)).toBe(true);
  });

  const bad: readonly (readonly [Privilege, string])[] = [
    ['none', ''],
    ['none', CALL],
    ['none', 'reboot'],
    ['none', `${CALL} adj 1; reboot`],
    ['none', `${CALL} adj $(reboot)`],
    ['none', `${CALL} adj \`reboot\``],
    ['none', `${CALL} adj "1"`],
    ['none', `${CALL} adj 1\nreboot`],
    ['none', `${CALL} adj 'a\nreboot'`],
    ['none', `${CALL} \\\nadj 1`],
    ['none', `${CALL} adj 1 \\\n`],
    ['none', `${CALL} adj 1 \\\n  \n  reboot`],
    ['none', `${CALL} adj 'a' 'b`],
    ['none', `${CALL} adj 'a'\\'b`],
    ['none', `${CALL} adj 1 >/etc/passwd`],
    ['none', `${CALL} adj  1`],
    ['none', `${CALL} adj a\\;reboot`],
    ['none', `${CALL} adj *`],
    ['none', `${CALL} adj 'ä'`],
    // The right is the plan's, and no other.
    ['none', `sudo -n -- ${CALL} adj 1`],
    ['sudo', `${CALL} adj 1`],
    ['sudo', `sudo -k -S -p '' -- ${CALL} adj 1`],
    ['sudo', `sudo -n sh -c reboot -- ${CALL} adj 1`],
  ];
  it.each(bad)('stops for %s: %j', (privilege, command) => {
    expect(isPlanCommand(command, privilege)).toBe(false);
  });
});
