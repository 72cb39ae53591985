/** Sentences about what a plan says: guards, notes, rights, why a step is not tried. */
export const enChange = {
  'plan.host.recording': '{host} is a recording: it shows what would be done, and nothing can be written.',
  'plan.host.not-asked':
    '{host} was not asked how things stand, so nothing is written there. Propose it again.',
  'plan.host.as-wanted': 'On {host} everything is as wanted already; nothing is written.',
  'plan.host.nothing-runs': 'None of this can be done on {host}; each step says why.',

  'plan.blocked.gone': 'The process {pid} has ended.',
  'plan.blocked.another-process':
    'The process that was meant has ended: {pid} is {comm} now. Look it up again, and propose the change for that one if it is wanted.',
  'plan.blocked.init': 'The first process is never killed, and all others would inherit the setting.',
  'plan.blocked.kernel-thread': '{comm} ({pid}) is a thread of the kernel: the OOM killer leaves it alone.',
  'plan.blocked.no-knob':
    'The host does not show the setting of this process to this account, so it cannot be changed.',
  'plan.blocked.range': '{file} takes whole numbers from {min} to {max} on this host; {adj} is none of them.',
  'plan.blocked.already': '{file} is {adj} already.',
  'plan.blocked.root-lacks':
    'root on {host} lacks {capability}, as in many containers and sandboxes, and sudo leads to the same root. Change it from the machine that they run on.',
  'plan.blocked.other-account':
    '{user}, who runs Lowmark, may not do this on {host}. Start Lowmark as an account that may, or add the machine as an SSH host and allow sudo.',
  'plan.blocked.sudo-not-allowed':
    '{user} may not do this on {host}, and its settings do not allow sudo. Allow it there, or connect as an account that may.',
  'plan.blocked.sudo-missing':
    '{user} may not do this on {host}, and there is no sudo. Connect as an account that may.',
  'plan.blocked.sudo-refused':
    'sudo on {host} refuses {user}. Ask its administrator for the right, or connect as an account that has it.',
  'plan.blocked.sudo-needs-password':
    'sudo on {host} asks {user} for a password, and the settings of the host allow it without one only. Allow it with a password there.',

  'plan.blocked.unit.bad-name': '{unit} cannot be the name of a unit.',
  'plan.blocked.unit.template':
    '{unit} is a template: choose one of the units that are made from it, with its name behind the at sign.',
  'plan.blocked.unit.prefix':
    'A drop-in of {unit} would count for every service whose name begins with it, so Lowmark writes none. Write OOMScoreAdjust={adj} into the file of the unit itself.',
  'plan.blocked.unit.large-drop-in':
    '{path} is far larger than what Lowmark writes there, so it is left alone. Look at it, and move it away if it is not wanted.',
  'plan.blocked.unit.not-found': 'systemd on {host} has no unit {unit}. Check its name.',
  'plan.blocked.unit.masked': '{unit} is masked: systemctl unmask makes it usable again.',
  'plan.blocked.unit.not-loaded':
    'systemd cannot load {unit} ({state}). Mend its files; systemctl status says what is wrong.',
  'plan.blocked.unit.transient':
    '{unit} is transient: it goes with its end. Whoever starts it sets what it begins with, as systemd-run -p OOMScoreAdjust= does.',
  'plan.blocked.unit.no-systemd':
    'Services of {host} are not in the hands of systemd, so there is no unit to change. Use the tools of its own init system.',
  'plan.blocked.unit.no-service': '{unit} is not a service: Lowmark changes and restarts services only.',
  'plan.blocked.unit.of-user':
    '{unit} is a unit of a user’s own systemd: that user changes it, with systemctl --user.',
  'plan.blocked.unit.already': '{unit} starts with OOMScoreAdjust={adj} already.',
  'plan.blocked.unit.no-drop-in': '{unit} has no drop-in of Lowmark’s.',

  'plan.lasting.unit':
    'It lasts until the process ends. {unit} can make it last: a drop-in with OOMScoreAdjust={adj}.',
  'plan.lasting.user-unit':
    '{unit} is a unit of a user’s own systemd: that user makes it last, with OOMScoreAdjust={adj} by systemctl --user edit, but not below what the user’s systemd itself has.',
  'plan.lasting.scope':
    '{unit} is a scope, which has no settings to start with: what lasts is set by whoever starts the process.',
  'plan.lasting.container':
    'A container keeps such a setting only if it is created with it: {runtime} run --oom-score-adj={adj}, or oom_score_adj in a compose file.',
  'plan.lasting.pod':
    'Kubernetes sets it by the pod’s class of service (Guaranteed -997, BestEffort 1000, Burstable between them): requests and limits of the pod make it last.',
  'plan.lasting.session':
    'What runs in a login session is not started again by itself: a service of its own makes it last.',
  'plan.lasting.openrc':
    'Under OpenRC, export SSD_OOM_SCORE_ADJ={adj} in the file of the service in /etc/conf.d and restart it; older versions do not know that, and need it written in the start function.',
  'plan.lasting.sysv':
    'In the init script’s start function, echo {adj} > /proc/self/{file} before the program is started makes it last: the program inherits it.',
  'plan.lasting.none':
    'It lasts until the process ends. No unit is known to have started it, so whoever starts it has to set it.',

  'plan.note.to-old-scale':
    'This kernel has only oom_adj: oom_score_adj {oomScoreAdj} becomes {oomAdj}. It is no exact match, since each step of oom_adj doubles or halves the points.',
  'plan.note.to-new-scale':
    'The value of the old scale is converted as the kernel does: oom_adj {oomAdj} is oom_score_adj {oomScoreAdj}.',
  'plan.note.threads': 'Its threads share the setting ({threads}).',
  'plan.note.each-thread':
    'On this kernel each thread has a setting of its own ({threads}): all of them are written.',
  'plan.note.children':
    'Its children keep what they have, and what it starts from now on inherits the setting ({count}: {names}).',
  'plan.note.many-children':
    'Its children keep what they have, and what it starts from now on inherits the setting ({count}: {names}, …).',
  'plan.note.not-in-sweep':
    'It is newer than the last look at all processes, so its place and its children are not known yet.',
  'plan.note.shared-memory':
    'The kernel changes other processes that share the memory of one of these along with it; /proc does not show which share it.',
  'plan.note.no-ranking':
    'What this does to the ranking cannot be said: there is none of this host, or the processes are not in it.',
  'plan.note.old-sample': 'The ranking is {ageSeconds} old.',
  'plan.note.may-be-refused':
    'It is tried without sudo: the kernel allows it down to the lowest value that a privileged writer has set, 0 for most processes.',
  'plan.note.root-may-be-refused':
    'root lacks CAP_SYS_RESOURCE here, as in many containers and sandboxes: the kernel allows it down to the lowest value that was set with it, 0 for most processes. sudo does not help; if it is refused, make the change from outside of it.',

  'plan.note.unit.next-start':
    'It counts from the next start of {unit}; processes that run now keep what they have.',
  'plan.note.unit.now':
    'It counts from the next start of {unit}; the processes that it runs now ({count}) are changed through /proc.',
  'plan.note.unit.with-restart': '{unit} is restarted in this plan, and starts with it.',
  'plan.note.unit.unseen':
    'Processes of {unit} that started a moment ago are left out ({count}): propose it again to change them too.',
  'plan.note.unit.later-drop-in': '{path} is read after it, and wins if it sets OOMScoreAdjust too.',
  'plan.note.unit.removal':
    'Processes that run now keep what they have; the next start takes what the other files say.',
  'plan.note.restart.ends': '{unit} is running: its processes ({count}) are ended and started again.',
  'plan.note.restart.waiting': 'systemd is about to start {unit} again by itself.',
  'plan.note.restart.limit':
    '{unit} was started too often in a short time: systemd may refuse until the time is over, or systemctl reset-failed is run.',
  'plan.note.restart.comes-back': 'Restart={policy}: systemd starts it again by itself after a kill.',
  'plan.note.restart.stays-down': 'Restart={policy}: systemd does not start it again after a kill.',

  'plan.right.drop-in': 'Writing below /etc/systemd and reloading systemd needs root.',
  'plan.right.restart': 'Restarting a unit of the system needs root.',

  'plan.guard.edited-drop-in':
    '{path} was edited by hand since Lowmark wrote it: what was added there is lost.',
  'plan.guard.spawner-unit':
    '{unit} starts what people and jobs run. They inherit the setting, so nothing they start could be killed either.',

  'plan.confirm.several-hosts': 'It writes on several hosts ({hosts}).',
  'plan.confirm.protects': 'It exempts from every kill (steps: {steps}).',
  'plan.confirm.guards': 'A guard has fired (steps: {steps}).',
} as const;
