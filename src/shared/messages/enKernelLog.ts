/** See `en.ts`. */
export const enKernelLog = {
  'log.reconcile-agree': 'Kills counted by the kernel since boot: {counted}. Its log reports as many.',
  'log.reconcile-none': 'No kill since boot, by the kernel’s own count and by its log.',
  'log.reconcile-unreported':
    'Kills counted by the kernel since boot: {counted}. Its log reports {reported} only: the lines of the others are lost.',
  'log.reconcile-unreported-reach':
    'Kills counted by the kernel since boot: {counted}. Its log reports {reported}, and what was read of it does not go back to the boot.',
  'log.reconcile-uncounted':
    'The log reports more kills since boot ({reported}) than the kernel counts ({counted}).',
  'log.reconcile-no-count':
    'Kills in the log since boot: {reported}. This kernel does not count them (4.13 and later do).',
  'log.reconcile-no-log':
    'Kills counted by the kernel since boot: {counted}. Its log cannot be read, so who died and why is not known.',
  'log.reconcile-no-log-none': 'The log cannot be read; the kernel counts no kill since boot.',
  'log.reconcile-nothing':
    'The log cannot be read, and this kernel does not count kills: whether it has killed is not known.',

  'log.advice-journal':
    'Add {user} to the group {group} on the host (usermod -aG {group} {user}), or allow it “sudo -n journalctl” and let Lowmark use sudo.',
  'log.advice-journal-sudo-refused':
    'Add {user} to the group {group} on the host (usermod -aG {group} {user}); sudo refuses it “journalctl” without a password.',
  'log.advice-dmesg':
    'kernel.dmesg_restrict keeps the ring buffer from {user}: allow it “sudo -n dmesg” and let Lowmark use sudo, or set kernel.dmesg_restrict=0.',
  'log.advice-dmesg-sudo-refused':
    'kernel.dmesg_restrict keeps the ring buffer from {user}, and sudo refuses it “dmesg” without a password: allow that in sudoers, or set kernel.dmesg_restrict=0.',
  'log.advice-dmesg-container':
    'The kernel does not restrict dmesg, and {user} is refused it all the same, as in a container: it needs CAP_SYSLOG, or Lowmark has to watch the machine below.',
  'log.advice-file-group':
    'Add {user} to the group {group} on the host, which may read {path} (usermod -aG {group} {user}).',
  'log.advice-file-owner':
    'Only {owner} may read {path}: give {user} the right (setfacl -m u:{user}:r {path}), or allow it “sudo -n cat {path}” and let Lowmark use sudo.',

  'refusal.no-such-incident': 'This incident is no longer on the list.',
  'refusal.incident-unreadable':
    'The report of this incident cannot be read any more. Read the log of the host again to have it back.',
  'refusal.import-busy': 'Already reading {files} files. Wait until one is done.',
  'refusal.no-such-import': 'Reading this file has ended, or was given up because nothing came. Start again.',
} as const;
