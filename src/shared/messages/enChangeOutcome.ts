/** Sentences about how a change ended, why one cannot be confirmed, and what the audit says. */
export const enChangeOutcome = {
  'change.outcome.done.adj': '{comm} ({pid}) on {host} has {file} {value} now; it was {before}.',
  'change.outcome.done.adj-again':
    'The connection to {host} broke; reading again shows that it was written: {comm} ({pid}) has {file} {value} now.',
  'change.outcome.done.drop-in':
    '{unit} on {host} starts its processes with OOMScoreAdjust {value} from now on.',
  'change.outcome.done.drop-in-again':
    'The connection to {host} broke; reading again shows that the drop-in is in place: {unit} has OOMScoreAdjust {value} now.',
  'change.outcome.done.removal':
    'The drop-in of {unit} on {host} is taken away; systemd has OOMScoreAdjust {value} for it now.',
  'change.outcome.done.removal-again':
    'The connection to {host} broke; reading again shows that the drop-in of {unit} is taken away. systemd has OOMScoreAdjust {value} for it now.',
  'change.outcome.done.restart': '{unit} on {host} was restarted and is {detail} now.',
  'change.outcome.done.restart-again':
    'The connection to {host} broke; reading again shows that {unit} was restarted. It is {detail} now.',

  'change.outcome.already.adj': '{comm} ({pid}) on {host} had {file} {value} already; nothing was written.',
  'change.outcome.already.drop-in':
    '{unit} on {host} had OOMScoreAdjust {value} already; nothing was written.',
  'change.outcome.already.removal': '{unit} on {host} had no drop-in of Lowmark any more; nothing was done.',

  'change.outcome.gone.adj': '{comm} ({pid}) on {host} has ended. There is nothing left to change.',
  'change.outcome.gone.adj-again':
    'The connection to {host} broke, and {comm} ({pid}) has ended since. There is nothing left to change.',
  'change.outcome.gone.rebooted':
    '{host} was started again in between, so {comm} ({pid}) has ended. There is nothing left to change.',

  'change.outcome.another-process.adj':
    'PID {pid} on {host} is not {comm} any more: it is another process, or another program. It was left alone; choose anew from the list.',
  'change.outcome.another-process.adj-written':
    'PID {pid} on {host} became another program than {comm} while it was written, and has {file} {value} now. Look at it there, and take the change back if it is not wanted.',
  'change.outcome.another-process.adj-again':
    'The connection to {host} broke, and PID {pid} is not {comm} any more: it is another process, or another program. Choose anew from the list.',

  'change.outcome.changed-meanwhile.adj':
    'Somebody else has set {comm} ({pid}) on {host} to {value} since the plan was made, when it was {before}. It was left alone; make a new plan if it is to be {after} all the same.',
  'change.outcome.changed-meanwhile.adj-again':
    'The connection to {host} broke; reading again shows {value} for {comm} ({pid}), neither {before} nor {after}: somebody else has set it. Make a new plan if {after} is still wanted.',
  'change.outcome.changed-meanwhile.drop-in':
    'The drop-in of {unit} on {host} is not the one any more that the plan was made for. It was left alone; make a new plan.',
  'change.outcome.changed-meanwhile.drop-in-again':
    'The connection to {host} broke; reading again shows a drop-in of {unit} that is neither the old nor the new one: somebody else has written it. Make a new plan.',
  'change.outcome.changed-meanwhile.removal':
    'The drop-in of {unit} on {host} is not the one any more that the plan was made for. It was left in place; make a new plan.',
  'change.outcome.changed-meanwhile.removal-again':
    'The connection to {host} broke; reading again shows another drop-in of {unit} than before: somebody else has written it. Make a new plan.',
  'change.outcome.changed-meanwhile.restart':
    '{unit} on {host} was started or stopped since the plan was made, and was left alone. Look at it, and make a new plan if it is to be restarted all the same.',

  'change.outcome.denied.adj-lowering':
    '{host} does not let {user} lower {comm} ({pid}): that takes CAP_SYS_RESOURCE. Allow sudo in the settings of this host, or use an account that has it.',
  'change.outcome.denied.adj-raising':
    '{host} does not let {user} write to {comm} ({pid}): only its owner or root may. Allow sudo in the settings of this host, or use the owner’s account.',
  'change.outcome.denied.adj-root':
    '{host} does not let even root write {after} to {comm} ({pid}): lowering takes CAP_SYS_RESOURCE, which root of a container or sandbox often lacks. Make the change from outside of it.',
  'change.outcome.denied.drop-in':
    '{host} does not let {user} write the drop-in of {unit}: that takes root. Allow sudo in the settings of this host.',
  'change.outcome.denied.drop-in-root':
    '{host} does not let even root write the drop-in of {unit}: {detail}. See whether /etc is mounted read-only there.',
  'change.outcome.denied.removal':
    '{host} does not let {user} take the drop-in of {unit} away: that takes root. Allow sudo in the settings of this host.',
  'change.outcome.denied.removal-root':
    '{host} does not let even root take the drop-in of {unit} away: {detail}. See whether /etc is mounted read-only there.',
  'change.outcome.denied.restart':
    '{host} does not let {user} restart {unit}: that takes root. Allow sudo in the settings of this host.',
  'change.outcome.denied.restart-root': '{host} does not let even root restart {unit}: {detail}.',
  'change.outcome.denied.sudo-wrong-password':
    'sudo on {host} did not accept the password of {user}; nothing was written. Propose it again and enter the right one.',
  'change.outcome.denied.sudo-needs-password':
    'sudo on {host} wants a password of {user} now; nothing was written. Allow sudo with a password in the settings of this host, then propose it again.',
  'change.outcome.denied.sudo-refused':
    'sudo on {host} does not let {user} do this; nothing was written. Whoever looks after sudoers there can allow it.',
  'change.outcome.denied.sudo-missing':
    'There is no sudo on {host}; nothing was written. Use an account there that has the right itself.',

  'change.outcome.not-kept.adj':
    '{comm} ({pid}) on {host} was written without an error, yet it reads {value}, not {after}. Something there sets it; find out what before you try again.',
  'change.outcome.not-kept.drop-in':
    'The drop-in of {unit} on {host} was written, yet systemd has OOMScoreAdjust {value}, not what it says. See with systemctl cat {unit} which other file counts more.',
  'change.outcome.not-kept.drop-in-again':
    'The connection to {host} broke; the drop-in of {unit} is in place, yet systemd has OOMScoreAdjust {value}. Run systemctl daemon-reload there, or propose it again.',
  'change.outcome.not-kept.removal':
    'The drop-in of {unit} on {host} was taken away without an error, and is still there. Something writes it; find out what before you try again.',

  'change.outcome.not-written.adj-again':
    'The connection to {host} broke, and nothing was written: {comm} ({pid}) still has {file} {value}. Propose it again if it is still wanted.',
  'change.outcome.not-written.drop-in-again':
    'The connection to {host} broke, and nothing was written: the drop-in of {unit} is as it was. Propose it again if it is still wanted.',
  'change.outcome.not-written.removal-again':
    'The connection to {host} broke, and nothing was done: the drop-in of {unit} is still in place. Propose it again if it is still wanted.',
  'change.outcome.not-written.restart-again':
    'The connection to {host} broke, and {unit} was not restarted: it is {detail}. Propose it again if it is still wanted.',

  'change.outcome.unknown':
    'The connection to {host} broke while it was written, and what came of it could not be read yet. Read it again when the host is connected.',
  'change.outcome.unknown.restart-again':
    'The connection to {host} broke, and whether {unit} was restarted cannot be told from what systemd says now. Look at its log there.',

  'change.outcome.not-tried.unlisted': '{host} was taken off the list, so nothing was written there.',
  'change.outcome.not-tried.other-address':
    '{host} has another address than when the plan was made, so nothing was written there. Propose it again.',
  'change.outcome.not-tried.not-connected':
    '{host} was not connected when its turn came, so nothing was written there. Propose it again when it is.',
  'change.outcome.not-tried.rebooted':
    '{host} was started again since the plan was made, so nothing was written there. Propose it again.',
  'change.outcome.not-tried.sudo-not-allowed':
    'The settings of {host} do not allow sudo in this way any more, so nothing was written there. Propose it again.',
  'change.outcome.not-tried.closed':
    'Lowmark was ended before it was the turn of {host}, so nothing was written there. Propose it again.',

  'change.outcome.failed.adj': 'Writing to {comm} ({pid}) on {host} failed: {detail}. Look at it there.',
  'change.outcome.failed.drop-in':
    'Writing the drop-in of {unit} on {host} failed: {detail}. Look at it there.',
  'change.outcome.failed.removal':
    'Taking the drop-in of {unit} on {host} away failed: {detail}. Look at it there.',
  'change.outcome.failed.restart':
    '{unit} on {host} did not come up: {detail}. See journalctl --unit {unit} there.',
  'change.outcome.failed.restart-again':
    'The connection to {host} broke; {unit} was restarted and is {detail} now. See journalctl --unit {unit} there.',
  'change.outcome.unexpected':
    '{host} gave an answer that Lowmark does not understand ({detail}). Look there how things stand.',

  'change.undo.rebooted':
    '{host} was started again since then: the processes that were changed have ended, and there is nothing to take back.',

  'refusal.nothing-proposed': 'There is nothing to change: no process, unit or host was named.',
  'refusal.nothing-fits': 'No process of these hosts fits, so there is nothing to change.',
  'refusal.plan-unknown': 'This plan is not known any more. Propose it again.',
  'refusal.plan-expired':
    'This plan is too old to be confirmed: things may have moved on since. Propose it again.',
  'refusal.plan-confirmed':
    'This plan was confirmed already. What came of it is on record; propose it again if it is wanted once more.',
  'refusal.nothing-to-do': 'Nothing of this plan can be done; each step says why.',
  'refusal.no-reason': 'Say in a few words why: the reason goes on record.',
  'refusal.wrong-phrase': 'To confirm this, type exactly: {phrase}',
  'refusal.password-missing':
    'sudo on {host} wants the password of {user}. Enter it to confirm; it is not stored.',
  'refusal.no-answer':
    '{host} did not answer within {waitedSeconds}, so nothing can be planned for it. Try again when it is less busy.',
  'refusal.too-many-processes':
    'On {host} this concerns {count} processes or units, and one plan takes {most} of a host. Choose fewer.',
  'refusal.other-address':
    '{host} has another address now than when it was written, so it cannot be read again.',
  'refusal.no-such-run': 'There is no such change on record.',
  'refusal.still-writing': 'This host is being written right now. Wait until it is done.',
  'refusal.nothing-unknown': 'What became of this host is known already; see the list of changes.',
  'refusal.nothing-to-undo':
    'None of this can be taken back: it was not done, was taken back already, or is a restart.',
  'refusal.read-only-mode': 'Read-only mode is on. Switch it off to change hosts; that goes on record.',
  'refusal.read-only-forced':
    'Lowmark was started read-only (LOWMARK_READ_ONLY=1). Start it without that to change hosts.',
  'refusal.settings-not-stored':
    'Cannot write the settings in the data folder: {problem}. Make room or mend its rights, then try again.',
  'refusal.audit-not-written':
    'Cannot write the audit {path} ({problem}), and without it no host is changed. Make room or mend its rights, then try again.',
  'refusal.audit-too-large':
    'This is more than a page can take. Narrow the search, or use lowmark audit in a terminal.',

  'audit.problem.changed': 'Line {line} is not what was written: its hash does not fit it.',
  'audit.problem.not-an-entry': 'Line {line} is no entry, and the chain does not go on behind it.',
  'audit.problem.missing':
    'Line {line} does not follow on the entry before it: something was taken out, put in or moved there.',
  'audit.problem.torn':
    'Line {line} was cut off while it was written, as by a crash. It is no entry, and nothing behind it is missing.',
  'audit.verdict.whole': 'The audit is whole: {entries} entries. The newest hash is {head}.',
  'audit.verdict.empty': 'The audit has no entries.',
  'audit.verdict.broken': 'The audit is not whole.',
  'audit.verdict.no-head':
    'No entry has the hash {head}: what is missing was cut off the end, or written anew.',
  'audit.verdict.has-head': 'The entry with the hash {head} is in it.',

  'audit.column.time': 'Time',
  'audit.column.host': 'Host',
  'audit.column.subject': 'What',
  'audit.column.change': 'Change',
  'audit.column.outcome': 'Outcome',
  'audit.column.person': 'Who',
  'audit.column.reason': 'Why',
  'audit.nothing': 'Nothing on record fits.',
  'audit.kind.set-unit-adj': 'drop-in of {unit}',
  'audit.kind.remove-unit-adj': 'drop-in of {unit} removed',
  'audit.kind.restart-unit': 'restart of {unit}',
  'audit.outcome.done': 'done',
  'audit.outcome.already': 'was so already',
  'audit.outcome.gone': 'ended before',
  'audit.outcome.another-process': 'another process',
  'audit.outcome.changed-meanwhile': 'changed meanwhile',
  'audit.outcome.denied': 'denied',
  'audit.outcome.not-kept': 'not kept',
  'audit.outcome.not-written': 'not written',
  'audit.outcome.unknown': 'unknown',
  'audit.outcome.not-tried': 'not tried',
  'audit.outcome.failed': 'failed',
} as const;
