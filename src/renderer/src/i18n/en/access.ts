/** Texts of the dialogs about host keys and secrets. */
export const access = {
  newKeyTitle: 'First contact with {name}',
  newKeyBody:
    'Lowmark has never seen this host’s key. Ask the owner of the machine for its fingerprint, or run the command below on its console, and compare every character. Accept only if they are equal: otherwise something else may be answering in its place.',
  newKeyCommand: 'On the host itself',
  keyType: 'Key type',
  fingerprint: 'SHA-256 fingerprint',
  accept: 'Accept key',
  accepting: 'Accepting…',
  notNow: 'Not now',
  accepted: 'The key of {name} is on record.',
  keyGone: 'The server offers no key to decide about at the moment.',

  changedTitle: 'The host key of {name} has changed',
  changedBody:
    'Either the machine was reinstalled, or something stands between you and it and pretends to be it. Lowmark sends nothing to it until this is settled.',
  offeredKey: 'Offered now',
  knownKey: 'On record',
  knownIn: '{file}, line {line}',
  changedRemove: 'If you are certain that the new key is right',
  changedStepVerify: 'Confirm the new fingerprint with the owner of the machine, over another channel.',
  changedStepRemove: 'Remove the old key from the file named above: delete that line.',
  changedStepRetry: 'Then try again here. Lowmark will show the new key as a first contact.',
  tryAgain: 'Try again',

  passwordTitle: 'Password for {name}',
  passphraseTitle: 'Passphrase for {name}',
  password: 'Password',
  passphrase: 'Passphrase',
  secretEmpty: 'Enter it to connect.',
  secretNote: 'It stays in memory until Lowmark ends and is never stored.',
  connect: 'Connect',
  connecting: 'Connecting…',
} as const;
