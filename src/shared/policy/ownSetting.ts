import type { SurveyedProcess } from '../model';

/** How many generations are looked at: a loop of parents, or a very long line of them, is no reason to go on for ever. */
const MOST_GENERATIONS = 32;

/**
 * Programs that give their children another value than their own, on purpose, so that a rule about the parent is not
 * about them:
 * - OpenSSH's listener sets itself to -1000 and every session back to what sshd was started with
 *   (oom_adjust_setup and oom_adjust_restore in openbsd-compat/port-linux.c). Since 9.8 a session is called
 *   `sshd-session`, and `sshd-auth` before somebody has logged in.
 * - PostgreSQL's postmaster sets each of its children to PG_OOM_ADJUST_VALUE, where PG_OOM_ADJUST_FILE is set
 *   (fork_process in src/backend/postmaster/fork_process.c), as packages of Debian and Red Hat do.
 * - Redis sets the child that writes a snapshot apart from itself (setOOMScoreAdj in src/server.c), where its
 *   `oom-score-adj` says so; and that child is gone before anybody has read of it.
 */
const OWN_SETTING: readonly { readonly parent: string; readonly children: readonly string[] }[] = [
  { parent: 'sshd', children: ['sshd', 'sshd-session', 'sshd-auth'] },
  { parent: 'postgres', children: ['postgres'] },
  { parent: 'postmaster', children: ['postmaster'] },
  { parent: 'redis-server', children: ['redis-server'] },
  { parent: 'valkey-server', children: ['valkey-server'] },
];

/** Units whose processes below a session are somebody's shell and what it runs, where no session scope takes them out. */
const LOGIN_UNIT = /^(?:ssh|sshd)(?:@.*)?\.service$/;

/**
 * Programs that set themselves when they start, whatever their unit says. sshd hands what its unit says to every login:
 * with OOMScoreAdjust=-1000 no shell on the host could be killed. Kubelet has its --oom-score-adj.
 */
const SET_THEMSELVES = new Set(['sshd', 'kubelet']);

/** Whether the unit's value is not what this process runs with, so that nothing is asked of its file. */
export function setsItself({ comm }: SurveyedProcess): boolean {
  return SET_THEMSELVES.has(comm);
}

/**
 * The program that gives this process its value on purpose, so that no rule asks for another one; null: there is none.
 *
 * @param byPid all processes of the host
 */
export function ownSettingOf(
  process: SurveyedProcess,
  byPid: ReadonlyMap<number, SurveyedProcess>,
): string | null {
  const program = settingParentOf(process, byPid);
  if (program !== null) return program;
  if (process.unit === null || !LOGIN_UNIT.test(process.unit)) return null;
  let above = byPid.get(process.ppid);
  for (let generation = 0; above !== undefined && generation < MOST_GENERATIONS; generation += 1) {
    if (settingParentOf(above, byPid) === 'sshd') return 'sshd';
    above = byPid.get(above.ppid);
  }
  return null;
}

function settingParentOf(
  process: SurveyedProcess,
  byPid: ReadonlyMap<number, SurveyedProcess>,
): string | null {
  const parent = byPid.get(process.ppid);
  if (parent === undefined || parent.pid === process.pid) return null;
  // Session processes may be children of one another: the name says enough.
  const known = OWN_SETTING.find(
    (one) =>
      one.children.includes(process.comm) &&
      (one.parent === parent.comm || (one.children.includes(parent.comm) && parent.comm !== one.parent)),
  );
  return known?.parent ?? null;
}
