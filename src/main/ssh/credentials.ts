import { basename } from 'node:path';
import type { ParsedKey } from 'ssh2';
import { SourceError } from '../sampling/sourceError';
import type { AnsweringAgent } from './agentKeys';
import { askAgent } from './agentKeys';
import type { KeyFile, KeyFiles } from './keyFiles';
import type { Hop } from './route';

/** A key to prove oneself with: one that the agent holds, or one from a file. */
export type Identity =
  | { readonly kind: 'agent'; readonly key: ParsedKey }
  | { readonly kind: 'file'; readonly name: string; readonly key: ParsedKey };

type LockedKey = Extract<KeyFile, { readonly kind: 'locked' }>;

/** What there is to log in to one server with, in the order in which it is tried. */
export interface Credentials {
  readonly identities: readonly Identity[];
  readonly agent: AnsweringAgent['agent'] | null;
  /** May be sent to this server; null: there is none, or it belongs to another server. */
  readonly password: string | null;
  /** Whether a person who is asked for a password would help. */
  readonly mayAskForPassword: boolean;
  /** Keys of `auto` that nobody has unlocked. */
  readonly lockedKeys: readonly LockedKey[];
}

export interface CredentialSources {
  /** `$SSH_AUTH_SOCK`, null where it is not set. */
  readonly agentSocketPath: string | null;
  readonly keyFiles: KeyFiles;
  /** What a person typed for the host that is to be reached: a password or a passphrase. */
  readonly secret: string | null;
  /** A jump host never gets to see the secret: there it may only unlock key files. */
  readonly isJump: boolean;
}

/**
 * Gathers what a server can be shown. A key that both the agent and a file hold is listed once, since servers count
 * tries (`MaxAuthTries`, 6 by default).
 *
 * @throws {SourceError} `needs-passphrase` or `key-unreadable` for the chosen key file, `agent-unavailable` where only
 *   the agent may vouch and does not.
 */
export async function gatherCredentials(
  hop: Hop,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<Credentials> {
  switch (hop.authentication.kind) {
    case 'password':
      return {
        ...NOTHING,
        password: sources.isJump ? null : sources.secret,
        mayAskForPassword: !sources.isJump,
      };
    case 'agent':
      return agentCredentials(hop, sources, signal);
    case 'key':
      return keyCredentials(hop, hop.authentication.path, sources, signal);
    case 'auto':
      return automaticCredentials(hop, sources, signal);
  }
}

const NOTHING: Credentials = {
  identities: [],
  agent: null,
  password: null,
  mayAskForPassword: false,
  lockedKeys: [],
};

async function agentCredentials(
  hop: Hop,
  { agentSocketPath }: CredentialSources,
  signal: AbortSignal,
): Promise<Credentials> {
  const answer = await askAgent(agentSocketPath, signal);
  const params = { host: hop.label, user: hop.user };
  if (answer === null) throw new SourceError('agent-unavailable', { params });
  if (answer.keys.length === 0) {
    throw new SourceError('agent-unavailable', { params, sentence: 'failure.agent-empty' });
  }
  return { ...NOTHING, agent: answer.agent, identities: answer.keys.map(heldByAgent) };
}

async function keyCredentials(
  hop: Hop,
  path: string,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<Credentials> {
  const file = await sources.keyFiles.load(path, sources.secret);
  if (file.kind === 'usable') return { ...NOTHING, identities: [fromFile(file)] };
  if (file.kind !== 'locked') throw unusableKey(hop, file);
  const answer = await askAgent(sources.agentSocketPath, signal);
  const held = answer?.keys.find((key) => file.publicKey?.equals(key.getPublicSSH()) === true);
  if (answer === null || held === undefined) throw lockedKey(hop, file);
  return { ...NOTHING, agent: answer.agent, identities: [heldByAgent(held)] };
}

async function automaticCredentials(
  hop: Hop,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<Credentials> {
  const answer = await askAgent(sources.agentSocketPath, signal);
  const files = await Promise.all(hop.keyFiles.map((path) => sources.keyFiles.load(path, sources.secret)));
  const agentKeys = answer?.keys ?? [];
  const isHeld = (key: Buffer | null): boolean =>
    key !== null && agentKeys.some((held) => held.getPublicSSH().equals(key));
  const usable = files.filter((file) => file.kind === 'usable');
  const lockedKeys = files.filter((file) => file.kind === 'locked').filter((file) => !isHeld(file.publicKey));
  const fromFiles = usable.filter(({ key }) => !isHeld(key.getPublicSSH()));
  // With a locked key in play the secret is its passphrase, which no server may see.
  const isPassphrase = lockedKeys.length > 0 || usable.some((file) => file.isOpenedByPassphrase);
  return {
    agent: answer?.agent ?? null,
    identities: [...agentKeys.map(heldByAgent), ...fromFiles.map(fromFile)],
    password: sources.isJump || isPassphrase ? null : sources.secret,
    mayAskForPassword: !sources.isJump,
    lockedKeys,
  };
}

function heldByAgent(key: ParsedKey): Identity {
  return { kind: 'agent', key };
}

function fromFile({ path, key }: Extract<KeyFile, { readonly kind: 'usable' }>): Identity {
  return { kind: 'file', name: basename(path), key };
}

/** The failure of a key that waits for its passphrase. */
export function lockedKey(hop: Hop, { path, wasPassphraseWrong }: LockedKey): SourceError {
  return new SourceError('needs-passphrase', {
    params: { host: hop.label, path },
    ...(wasPassphraseWrong ? { sentence: 'failure.wrong-passphrase' } : {}),
  });
}

function unusableKey(hop: Hop, file: Exclude<KeyFile, { readonly kind: 'usable' | 'locked' }>): SourceError {
  const params = { host: hop.label, path: file.path };
  switch (file.kind) {
    case 'missing':
      return new SourceError('key-unreadable', { params, sentence: 'failure.key-missing' });
    case 'not-a-key':
      return new SourceError('key-unreadable', { params, sentence: 'failure.key-not-a-key' });
    case 'unreadable':
      return new SourceError('key-unreadable', { params: { ...params, problem: file.code } });
  }
}
