import type { FailureKind, HostConnection } from '../../../shared/model';
import type { TextKey } from '../i18n/catalogue';

/** What a person can do about a failed host: look at its key, give a secret, try again, change or remove it. */
export interface FailureAction {
  readonly kind: 'host-key' | 'secret' | 'reconnect' | 'edit' | 'remove';
  readonly label: TextKey;
}

const TRY_AGAIN: FailureAction = { kind: 'reconnect', label: 'fleet.action.tryAgain' };
const EDIT: FailureAction = { kind: 'edit', label: 'fleet.action.edit' };
const REMOVE: FailureAction = { kind: 'remove', label: 'fleet.action.remove' };
const ACCEPT_KEY: FailureAction = { kind: 'host-key', label: 'fleet.action.acceptKey' };
const COMPARE_KEYS: FailureAction = { kind: 'host-key', label: 'fleet.action.compareKeys' };
const ENTER_PASSWORD: FailureAction = { kind: 'secret', label: 'fleet.action.enterPassword' };
const ENTER_PASSPHRASE: FailureAction = { kind: 'secret', label: 'fleet.action.enterPassphrase' };

const BY_KIND: Readonly<Record<FailureKind, readonly FailureAction[]>> = {
  unreachable: [TRY_AGAIN, EDIT],
  refused: [TRY_AGAIN, EDIT],
  timeout: [TRY_AGAIN],
  'connection-lost': [TRY_AGAIN],
  'auth-failed': [EDIT, TRY_AGAIN],
  'needs-password': [ENTER_PASSWORD, EDIT],
  'needs-passphrase': [ENTER_PASSPHRASE, EDIT],
  'key-unreadable': [EDIT, TRY_AGAIN],
  'agent-unavailable': [EDIT, TRY_AGAIN],
  'host-key-unknown': [ACCEPT_KEY],
  'host-key-changed': [COMPARE_KEYS, TRY_AGAIN],
  'no-common-algorithm': [EDIT, TRY_AGAIN],
  'not-ssh': [EDIT, TRY_AGAIN],
  'not-linux': [REMOVE],
  'no-shell': [EDIT, TRY_AGAIN],
  'permission-denied': [EDIT, TRY_AGAIN],
  malformed: [TRY_AGAIN],
  'recording-unreadable': [TRY_AGAIN],
  aborted: [TRY_AGAIN],
  internal: [TRY_AGAIN],
};

/** The fitting actions for a failure, the likeliest first. Only SSH hosts can be changed by a person. */
export function failureActions(kind: FailureKind, connection: HostConnection): readonly FailureAction[] {
  if (connection.kind !== 'ssh') return [TRY_AGAIN];
  if (kind === 'auth-failed' && connection.authentication.kind === 'password') return [ENTER_PASSWORD, EDIT];
  return BY_KIND[kind];
}
