import type { Message } from '../../shared/model';
import type { Clock } from '../clock';
import type { Fleet } from '../fleet/fleet';
import type { Log } from '../log';
import { openSettingsFile } from '../storage/settingsFile';
import { AuditLog } from './auditLog';
import { ChangeDesk } from './changeDesk';
import type { HostHands } from './hostHands';
import { createHostHands } from './hostHandsOverShell';
import { operatorOf } from './operator';
import { CHANGE_PROGRAM } from './script/script';
import { WriteModes } from './writeModes';

/** Everything about changing hosts: plans and runs, what is on record of them, and the hands that do it. */
export interface OpenedChanges {
  readonly changes: ChangeDesk;
  readonly audit: AuditLog;
  readonly hands: HostHands;
  /** Puts on record who has stored which policy. */
  readonly recordPolicy: (sha256: string) => Promise<void>;
}

export interface ChangesDependencies {
  readonly dataFolder: string;
  /** Who holds the data folder; null: this process. */
  readonly lockedBy: Message | null;
  /** Whether writing to hosts is forbidden from outside. */
  readonly isReadOnlyForced: boolean;
  readonly shell: string;
  readonly fleet: Fleet;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Puts the parts together. What is on record is read while the application starts.
 *
 * @throws the system's error where audit or settings are there and cannot be read.
 */
export async function openChanges({
  dataFolder,
  lockedBy,
  isReadOnlyForced,
  shell,
  fleet,
  clock,
  log,
}: ChangesDependencies): Promise<OpenedChanges> {
  const mayWrite = lockedBy === null;
  const operator = operatorOf(shell);
  const audit = await AuditLog.open({ dataFolder, mayWrite, clock, log });
  const settings = openSettingsFile(dataFolder, mayWrite, log);
  const modes = await WriteModes.open({ settings, lockedBy, isForced: isReadOnlyForced, audit, operator });
  const findHost = (hostId: string): ReturnType<Fleet['session']> => fleet.session(hostId);
  const hands = createHostHands({ session: findHost, clock, log });
  const program = CHANGE_PROGRAM;
  const changes = new ChangeDesk({ findHost, hands, audit, modes, operator, program, clock, log });
  return {
    changes,
    audit,
    hands,
    recordPolicy: (sha256) => audit.append({ kind: 'policy', by: operator, sha256 }),
  };
}
