import { enPolicyFile } from './enPolicyFile';

/** Sentences about policies: drift, the watch over it, the terminal. Those about the file are in `enPolicyFile.ts`. */
export const enPolicy = {
  'policy.live': '{comm} ({pid}) has {liveAdj}; rule “{rule}” asks for {wanted}.',
  'policy.live-in-unit': '{comm} ({pid}) in {unit} has {liveAdj}; rule “{rule}” asks for {wanted}.',
  'policy.live-old-scale':
    '{comm} ({pid}) has oom_adj {oomAdj}, which is {liveAdj} in oom_score_adj; rule “{rule}” asks for {wanted}.',
  'policy.live-unit-right':
    '{comm} ({pid}) has {liveAdj}; rule “{rule}” asks for {wanted}, and {unit} starts with {unitAdj}: the value was changed since the start, or the unit’s file was.',
  'policy.live-as-unit':
    '{comm} ({pid}) has {liveAdj}, as {unit} starts it; rule “{rule}” asks for {wanted}.',
  'policy.live-and-unit':
    '{comm} ({pid}) has {liveAdj}, and {unit} starts with {unitAdj}; rule “{rule}” asks for {wanted}.',
  'policy.live-unit-silent':
    '{comm} ({pid}) has {liveAdj}, and {unit} does not set OOMScoreAdjust=, so a restart gives it {inheritedAdj}; rule “{rule}” asks for {wanted}.',
  'policy.unit':
    '{comm} ({pid}) has {liveAdj}, as rule “{rule}” asks ({wanted}), but {unit} starts with {unitAdj}: a restart undoes it.',
  'policy.unit-silent':
    '{comm} ({pid}) has {liveAdj}, as rule “{rule}” asks ({wanted}), but {unit} does not set OOMScoreAdjust=: a restart gives it {inheritedAdj}.',
  'policy.unit-only':
    'What {comm} ({pid}) has is not reported; {unit} starts with {unitAdj}, and rule “{rule}” asks for {wanted}.',
  'policy.unit-silent-only':
    'What {comm} ({pid}) has is not reported; {unit} does not set OOMScoreAdjust=, and rule “{rule}” asks for {wanted}.',
  'policy.victim':
    '{comm} ({pid}) is next to be killed although it has {liveAdj}, as rule “{rule}” asks ({wanted}): it is so large that this does not save it. See why it grows, limit it, or give it a stronger tier.',
  'policy.victim-live':
    '{comm} ({pid}) is next to be killed: it has {liveAdj}, where rule “{rule}” asks for {wanted}.',
  'policy.victim-unit':
    '{comm} ({pid}) is next to be killed although it has {liveAdj}, as rule “{rule}” asks ({wanted}); {unit} starts with {unitAdj}, so a restart makes it worse.',
  'policy.victim-unit-silent':
    '{comm} ({pid}) is next to be killed although it has {liveAdj}, as rule “{rule}” asks ({wanted}); {unit} does not set OOMScoreAdjust=, so a restart makes it worse.',
  'policy.victim-in-pod':
    '{comm} ({pid}) is next to be killed although rule “{rule}” protects it ({wanted}): it has {liveAdj} from kubelet, by the class of its pod. Give the pod requests and limits that are equal, or a higher request.',

  'policy.note-pods':
    'Processes in Kubernetes pods that a rule fits: {processes}. Kubelet sets their values by the class of the pod, so they are not compared.',
  'policy.note-containers':
    'Processes in containers that are not as the policy has them: {processes}. What is set now ends with the container; for good it is --oom-score-adj of docker or podman run, oom_score_adj in a compose file.',
  'policy.note-not-reported': 'Processes that a rule fits and whose value cannot be read: {processes}.',
  'policy.note-own-setting':
    'Processes left out since {program} gives them a value of its own on purpose: {processes}.',
  'policy.note-sample':
    'From a sample alone: program files and unit files are not known, so rules that ask for exe fit nothing, and only live values are compared.',
  'policy.note-more':
    'Findings that are not shown: {findings}. A rule that fits so many processes is best put right itself.',

  'policy.host-not-connected': '{host} is not connected. It is looked at when it is.',
  'policy.host-failed': '{host} could not be looked at: {problem}.',

  'refusal.policy-broken':
    'Not saved: the policy has a problem in line {line}, column {column}. Problems in all: {problems}.',
  'refusal.policy-too-large': 'Not saved: a policy may have {limit} characters at most.',
  'refusal.policy-changed':
    'Not saved: somebody has saved another policy since this one was read. Read it again and put your change into that.',
  'refusal.policy-read-only':
    'Not saved: another Lowmark holds the data folder. Save it there, or end that one.',
  'refusal.policy-unreadable': '{path} cannot be read ({problem}), so nothing is written over it.',

  'terminal.drift-host': 'Host',
  'terminal.drift-process': 'Process',
  'terminal.drift-unit': 'Unit',
  'terminal.drift-rule': 'Rule',
  'terminal.drift-wanted': 'Wanted',
  'terminal.drift-live': 'Live',
  'terminal.drift-at-start': 'At start',
  'terminal.drift-state': 'Drift',
  'terminal.drift-is-live': 'live',
  'terminal.drift-is-unit': 'unit',
  'terminal.drift-is-victim': 'next victim',
  'terminal.drift-note': '{host}: {note}',
  'terminal.drift-none': 'No drift. Hosts: {hosts}, processes that a rule fits: {covered}.',
  'terminal.drift-some':
    'Drift: {findings}, on hosts: {driftedHosts} of {hosts}; processes that a rule fits: {covered}.',
  'terminal.drift-failed': 'Hosts that could not be looked at: {failed}.',
  'terminal.policy-none':
    'There is no policy yet: {path} does not exist or has no rules. “{command}” prints one to begin with.',
  'terminal.policy-problems': '{path}: problems: {problems}. Nothing was looked at.',
  'terminal.no-listed-hosts': 'There are no hosts on the list that can be reached.',

  ...enPolicyFile,
} as const;
