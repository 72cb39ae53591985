/** Texts of the window around the pages: bar, connection, settings, shortcuts, common controls. */
export const app = {
  mainNavigation: 'Main',
  fleetLink: 'Fleet',
  killsLink: 'Kills',
  changesLink: 'Changes',
  policiesLink: 'Policies',
  killsUnseen: '{count} new kill | {count} new kills',
  hostsByState: 'Hosts by state',
  showHostsInState: 'Show hosts in this state: {state}, {count}',
  addHost: 'Add host',
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  back: 'Back to the fleet',
  notifications: 'Notifications',
  pageNotFound: 'There is no such page.',
  pageFailed: 'This page could not be loaded. Reload Lowmark to try again.',

  theme: {
    choose: 'Theme',
    system: 'As the system',
    dark: 'Dark',
    light: 'Light',
  },
  language: {
    choose: 'Language',
    // Each language is named in itself, so that whoever needs it can find it.
    en: 'English',
    'zh-CN': '简体中文',
  },

  connection: {
    lost: 'Connection to Lowmark lost, reconnecting. What you see may be out of date.',
    lostRetryIn: 'Next try in {pause}.',
    retryNow: 'Reconnect now',
    streamBroken: 'The stream of hosts broke off; it is being opened again.',
    tokenMissingTitle: 'This page needs the address that Lowmark printed',
    tokenMissingBody:
      'The address holds a one-time token that lets this page in. Without it Lowmark does not answer.',
    tokenRefusedTitle: 'The token of this page is no longer valid',
    tokenRefusedBody:
      'Lowmark makes a new token each time it starts. It has been started again since this page was opened.',
    tokenStepFind: 'Look at the terminal in which Lowmark runs.',
    tokenStepCopy: 'Copy the whole address it printed, up to the end of the token.',
    tokenStepOpen: 'Open it in this tab.',
  },

  readOnly: 'The list of hosts cannot be changed here.',

  writeMode: {
    badge: 'Read-only',
    tip: 'Read-only mode is on: nothing is written to any host. Click to allow changes again.',
    forcedTip: 'Read-only mode is on: nothing is written to any host. Lowmark was started this way.',
    turnOn: 'Changes are allowed. Turn on read-only mode',
    turnedOn: 'Read-only mode is on: nothing is written to any host, by anybody, until it is turned off.',
    turnedOff: 'Read-only mode is off: changes are possible again, each with its plan and confirmation.',
    dialogTitle: 'Read-only mode',
    onBody: 'It is on: Lowmark writes nothing to any host, whoever asks, in this window or in the terminal.',
    forcedBody:
      'It was switched on from outside: Lowmark was started with LOWMARK_READ_ONLY in its environment. It cannot be switched off here; start Lowmark without that variable to allow changes.',
    allowsTitle: 'Turning it off allows, after a plan and a confirmation each time:',
    allowsAdj: 'to write oom_score_adj of processes, or oom_adj on old kernels;',
    allowsUnits: 'to write or remove Lowmark’s drop-in of a systemd unit, and to restart a unit;',
    allowsNothingElse: 'nothing else. Every change is recorded in the audit.',
    keep: 'Keep it on',
    turnOff: 'Allow changes',
  },

  problem: {
    notConnected: 'Lowmark is not connected at the moment, so nothing was changed. Try again when it is.',
    internal: 'Something went wrong inside Lowmark, and its log has the detail. Try again.',
  },

  time: {
    now: 'now',
    ago: '{age} ago',
    never: 'never',
  },
  notReported: 'not reported',

  shortcuts: {
    title: 'Keyboard shortcuts',
    search: 'Search the list',
    clearSearch: 'Clear search and filters, back to the table',
    move: 'Previous or next row',
    page: 'One page up or down',
    ends: 'First or last row',
    open: 'Open the host or report',
    actions: 'Into the buttons of the row and back',
    menu: 'Menu of the row',
    add: 'Add a host',
    openLog: 'Kills: open a kernel log',
    pasteLog: 'Kills: read a kernel log from the clipboard',
    tabs: 'Host: choose a view',
    sections: 'Report: go to a part',
    policyTabs: 'Policies: the drift or the file',
    select: 'Select the row, where rows can be selected',
    newChange: 'Changes: new change',
    neighbours: 'Report: newer or older one',
    help: 'Show these shortcuts',
  },
} as const;
