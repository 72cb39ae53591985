/**
 * Passwords and passphrases that people typed, by host, in this process's memory only: never stored, never logged,
 * gone with the process. Removing a host forgets its secret.
 */
export class Secrets {
  readonly #byHost = new Map<string, string>();

  provide(hostId: string, secret: string): void {
    this.#byHost.set(hostId, secret);
  }

  of(hostId: string): string | null {
    return this.#byHost.get(hostId) ?? null;
  }

  forget(hostId: string): void {
    this.#byHost.delete(hostId);
  }
}
