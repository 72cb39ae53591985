import { enIncidentDocument } from './enIncidentDocument';

/** What `lowmark report` and `lowmark replay` say beside the incident itself. See `en.ts`. */
export const enReportTerminal = {
  'terminal.report-no-file': 'There is no file {file}. Check its name.',
  'terminal.report-no-permission':
    'This account may not read {file}. Members of adm or systemd-journal often may; else copy it with sudo and read the copy.',
  'terminal.report-folder': '{file} is a folder. Name the log files in it.',
  'terminal.report-packed':
    '{file} is compressed with {format}, which is not read here. Unpack it first: {command}',
  'terminal.report-journal': '{file} is a binary journal. Write it out as text, and read that: {command}',
  'terminal.report-damaged':
    '{file} is damaged or cut off inside its compression ({problem}). What came before was read; copy the file again for the rest.',
  'terminal.report-unreadable': 'Cannot read {file}: {problem}. Check the file and try again.',

  'terminal.report-progress': 'Reading {file}: {readBytes}, {incidents} incidents',
  'terminal.report-file': '{file}, lines {lines}',
  'terminal.report-none': 'There is no out-of-memory report in {files}.',
  'terminal.report-no-incident': 'There is no incident {id} in {files}.',
  'terminal.report-counts':
    'Incidents: {incidents}. Processes killed: {kills}. Early signs: {signs}. Read: {readBytes}.',
  'terminal.report-id': 'id',
  'terminal.report-lines': 'Read from',
  'terminal.report-copies': 'Seen {count} times',
  'terminal.report-top': 'Task table, ranked again (the first {count})',
  'terminal.report-signs': 'Early signs',
  'terminal.report-page-title': 'Out-of-memory incidents in {files}',

  'terminal.sign-count': 'times',
  'terminal.sign-kind': 'what',
  'terminal.sign-who': 'who',
  'terminal.sign-order': 'order',
  'terminal.sign-cgroup': 'cgroup',
  'terminal.sign-first': 'first',
  'terminal.sign-last': 'last',
  'terminal.sign-lines': 'line',
  'terminal.sign-allocation-failure': 'page allocation failure',
  'terminal.sign-allocation-stall': 'page allocation stall',
  'terminal.sign-victim-exiting': 'the victim was exiting already',
  'terminal.sign-reaper-failure': 'the reaper could not free memory',
  'terminal.sign-cgroup-over-limit': 'cgroup over its limit',
  'terminal.sign-pagefault-oom': 'page fault without memory',
  'terminal.sign-others': '… and {count} more',

  'terminal.replay-predicted': 'Replay takes',
  'terminal.replay-actual': 'Kernel took',
  'terminal.replay-died': 'Died',
  'terminal.replay-agrees': 'Agree',
  'terminal.replay-yes': 'yes',
  'terminal.replay-no': 'no',
  'terminal.replay-undecided': 'cannot be compared',
  'terminal.replay-nobody': 'nobody',
  'terminal.replay-model': 'Model',
  'terminal.replay-model-heuristic': 'before 2.6.36: virtual size, children, run time, oom_adj',
  'terminal.replay-model-permille': '2.6.36 to 3.4: thousandths of what adj is measured by',
  'terminal.replay-model-pages': '3.5 to 5.8: pages, at least 1',
  'terminal.replay-model-signed': '5.9 and later: pages, also below 0',
  'terminal.replay-total': 'Measured by',
  'terminal.replay-total-bytes': '{pages} pages, {total}',
  'terminal.replay-ranking': 'Ranking',
  'terminal.replay-ranking-changed': 'Ranking with the changes',
  'terminal.replay-reason-rounding': 'rounding',
  'terminal.replay-reason-tie': 'a tie',
  'terminal.replay-reason-sacrificed-child': 'a child was sacrificed',
  'terminal.replay-reason-swap-not-printed': 'swap is not printed',
  'terminal.replay-reason-table-missing': 'the task table is missing or cut',
  'terminal.replay-reason-allocating-task': 'whoever asks is killed',
  'terminal.replay-old-scale':
    '--adj {pid}=-17: in oom_score_adj -17 takes off 1.7 % only. -17 belongs to oom_adj; what exempts a process is -1000.',
  'terminal.replay-not-listed':
    'No task table here lists a process {pid}, so --{option} {pid} changes nothing.',

  ...enIncidentDocument,
} as const;
