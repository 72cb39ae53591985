/** The host keys of OpenSSH by the algorithm they sign with: the middle of `ssh_host_<name>_key.pub`. */
const KEY_FILES: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ed25519',
  'ssh-rsa': 'rsa',
  'rsa-sha2-256': 'rsa',
  'rsa-sha2-512': 'rsa',
  'ssh-dss': 'dsa',
  'ecdsa-sha2-nistp256': 'ecdsa',
  'ecdsa-sha2-nistp384': 'ecdsa',
  'ecdsa-sha2-nistp521': 'ecdsa',
};

/**
 * What prints the fingerprint of a host's own key on its console, or null for a key type that OpenSSH has no usual file
 * for. The key type comes from the host: it only ever chooses one of the names above.
 */
export function keyFileCommand(keyType: string): string | null {
  const name = Object.hasOwn(KEY_FILES, keyType) ? KEY_FILES[keyType] : undefined;
  return name === undefined ? null : `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`;
}
