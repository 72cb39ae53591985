import type { AnyAuthMethod, KeyboardInteractiveAuthMethod, ParsedKey } from 'ssh2';
import { SourceError } from '../sampling/sourceError';
import type { Credentials } from './credentials';
import { lockedKey } from './credentials';
import type { Hop } from './route';

const PASSWORD_METHODS: readonly string[] = ['password', 'keyboard-interactive'];

/**
 * One login: says what to try next, and what it means when nothing is left. Every credential is tried once: a refused
 * password is not sent a second time by another method, since servers count and lock.
 */
export class Authentication {
  readonly #hop: Hop;
  readonly #credentials: Credentials;
  readonly #keysLeft: ParsedKey[];
  #passwordLeft: string | null;
  #hasAskedWhatIsAccepted = false;
  #acceptsPasswords = false;
  #keysTried = 0;
  #agentKeysTried = 0;
  readonly #tried: string[] = [];

  constructor(hop: Hop, credentials: Credentials) {
    this.#hop = hop;
    this.#credentials = credentials;
    this.#keysLeft = credentials.identities.map(({ key }) => key);
    this.#passwordLeft = credentials.password;
  }

  /**
   * What to try next; null: nothing is left.
   *
   * @param accepted the methods that the server would take now, null before it has said so. The first question to it
   *   is therefore `none`, which servers do not count as a try.
   */
  next(accepted: readonly string[] | null): AnyAuthMethod | null {
    const username = this.#hop.user;
    if (!this.#hasAskedWhatIsAccepted) {
      this.#hasAskedWhatIsAccepted = true;
      return { type: 'none', username };
    }
    const methods = accepted ?? [];
    this.#acceptsPasswords ||= methods.some((method) => PASSWORD_METHODS.includes(method));
    if (methods.includes('publickey')) {
      const key = this.#keysLeft.shift();
      if (key !== undefined) return this.#keyMethod(key);
    }
    return this.#passwordMethod(methods);
  }

  /** What it means that the server took none of it. */
  failure(): SourceError {
    const { label, user } = this.#hop;
    const { lockedKeys, mayAskForPassword, password } = this.#credentials;
    const params = { host: label, user };
    const wantsPassword = this.#acceptsPasswords && mayAskForPassword && password === null;
    if (this.#hop.authentication.kind === 'password' && password === null) {
      if (mayAskForPassword) return new SourceError('needs-password', { params });
      return new SourceError('auth-failed', { params, sentence: 'failure.no-identity' });
    }
    const [locked] = lockedKeys;
    if (locked !== undefined) return lockedKey(this.#hop, locked);
    if (this.#tried.length > 0) {
      return new SourceError('auth-failed', { params: { ...params, methods: this.#tried.join(', ') } });
    }
    if (wantsPassword) return new SourceError('needs-password', { params });
    if (this.#credentials.identities.length === 0 && password === null) {
      return new SourceError('auth-failed', { params, sentence: 'failure.no-identity' });
    }
    // The server does not even ask for what there is.
    const methods = this.#credentials.identities.length > 0 ? 'publickey' : 'password';
    return new SourceError('auth-failed', { params: { ...params, methods } });
  }

  /** The server lets the account in only after it has changed its password. */
  passwordExpired(): SourceError {
    return new SourceError('auth-failed', {
      params: { host: this.#hop.label, user: this.#hop.user },
      sentence: 'failure.password-expired',
    });
  }

  #keyMethod(key: ParsedKey): AnyAuthMethod {
    const { identities, agent } = this.#credentials;
    const username = this.#hop.user;
    const identity = identities[this.#keysTried];
    this.#keysTried += 1;
    if (identity?.kind === 'agent' && agent !== null) {
      this.#countAgentKey();
      // One key at a time, so that the server's answer to each decides what comes next.
      agent.show([key]);
      return { type: 'agent', username, agent };
    }
    if (identity?.kind === 'file') this.#tried.push(identity.name);
    return { type: 'publickey', username, key };
  }

  #countAgentKey(): void {
    this.#agentKeysTried += 1;
    if (this.#agentKeysTried === 1) this.#tried.push('ssh-agent');
    const place = this.#tried.findIndex((name) => name.startsWith('ssh-agent'));
    this.#tried[place] = `ssh-agent (${String(this.#agentKeysTried)})`;
  }

  #passwordMethod(methods: readonly string[]): AnyAuthMethod | null {
    const password = this.#passwordLeft;
    const username = this.#hop.user;
    if (password === null || !methods.some((method) => PASSWORD_METHODS.includes(method))) return null;
    this.#passwordLeft = null;
    if (methods.includes('password')) {
      this.#tried.push('password');
      return { type: 'password', username, password };
    }
    this.#tried.push('keyboard-interactive');
    return { type: 'keyboard-interactive', username, prompt: answerOnce(password) };
  }
}

type Prompter = KeyboardInteractiveAuthMethod['prompt'];

/**
 * Gives the password to the first round that asks one hidden question, and nothing to any other: a second factor
 * cannot be answered from a stored word, and a visible question is not one for a password.
 */
function answerOnce(password: string): Prompter {
  let answer: string | null = password;
  return (...[, , , prompts, finish]) => {
    const [only, ...others] = prompts;
    const isPasswordQuestion = only !== undefined && others.length === 0 && only.echo !== true;
    const given = isPasswordQuestion && answer !== null ? answer : null;
    if (given !== null) answer = null;
    finish(prompts.map(() => given ?? ''));
  };
}
