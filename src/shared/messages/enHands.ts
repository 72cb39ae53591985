/** Sentences about looking at a host closely, and what could not be seen. */
export const enHands = {
  'refusal.host-not-connected': '{host} is not connected. Wait until it is, or try again in its row.',
  'refusal.host-is-recording': '{host} is a recording: nothing can be asked of it or changed on it.',
  'refusal.host-silent':
    '{host} did not answer within {waitedSeconds}. It may be overloaded; try again when its samples come in time.',
  'refusal.host-unreadable':
    '{host} answered something else than was asked. Check that sh and awk work for the account, then try again.',
  'hands.hidden-processes':
    '{host} hides processes of other accounts from this one (hidepid), so they are not looked at.',
  'hands.no-programs':
    '{host} has no ls that can name the programs of processes safely: rules by exe find nothing.',
  'hands.no-units':
    '{host} has no systemd, or one that does not list its services: unit files are not looked at.',
} as const;
