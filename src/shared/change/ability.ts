import type { Message, PlanHost, PlanStep, Privilege, ProcessSample } from '../model';
import { message } from '../model';
import type { HostFacts } from './hostFacts';

/**
 * Whether the account can do a step itself. `likely` and `unlikely`: the kernel decides by a minimum that /proc does not show.
 */
export type Ability = 'can' | 'likely' | 'unlikely' | 'cannot';

/** A step in the making. */
export interface StepDraft<Step extends PlanStep = PlanStep> {
  readonly step: Step;
  /** That the step is about; null for units. */
  readonly process: ProcessSample | null;
  readonly ability: Ability;
}

/**
 * Whether the account may write a knob. The file belongs to the owner of the process (proc_pid_make_inode in fs/proc/base.c);
 * what lowering takes beyond that is `rightToWrite`. The minimum below which it takes CAP_SYS_RESOURCE is 0 for nearly every
 * process, so that a value that was raised may be taken back.
 *
 * @param right what the write needs; null where nothing is written
 */
export function abilityToWrite(
  facts: HostFacts,
  { uid }: ProcessSample,
  right: Message | null,
  after: number,
): Ability {
  if (right === null || facts.input.inspection === null) return 'can';
  if (!ownsFile(facts, uid) && !facts.opensForeignFiles) return 'cannot';
  if (right.code === 'adj.right.owner' || facts.hasResource) return 'can';
  if (right.code !== 'adj.right.capability-below-minimum') return 'cannot';
  return after >= 0 ? 'likely' : 'unlikely';
}

/** What is not known is left to the host to say. */
function ownsFile({ input }: HostFacts, uid: number | null): boolean {
  const own = input.inspection?.uid ?? null;
  return own === null || uid === null || own === uid;
}

/** Units of the system are changed and restarted by root; what polkit may allow beside that cannot be seen from here. */
export function abilityOfRoot({ input, isRoot }: HostFacts): Ability {
  return input.inspection === null || isRoot ? 'can' : 'cannot';
}

/** How a host's steps get the right that they need. */
export interface Access {
  readonly privilege: Privilege;
  readonly drafts: readonly StepDraft[];
}

/**
 * Chooses the way to the right that the steps need; steps for which there is none are blocked, and say why. What the account can
 * likely do itself goes through sudo where that costs nothing: nobody is asked for a password that is likely not needed.
 */
export function accessOf(facts: HostFacts, drafts: readonly StepDraft[]): Access {
  const sudo = facts.isRoot ? null : sudoOf(facts);
  const way = sudo?.privilege ?? 'none';
  const needs = drafts.some(({ step }) => step.blocked === null && step.needsPrivilege);
  const gains = drafts.some(({ step, ability }) => step.blocked === null && ability === 'likely');
  if (way !== 'none' && (needs || (gains && way === 'sudo'))) return { privilege: way, drafts };
  return {
    privilege: 'none',
    drafts: drafts.map((draft) => withoutSudo(facts, draft, sudo?.problem ?? null)),
  };
}

function withoutSudo(facts: HostFacts, draft: StepDraft, problem: Message | null): StepDraft {
  const { step, ability } = draft;
  if (step.blocked !== null || ability === 'can') return draft;
  if (ability === 'cannot')
    return { ...draft, step: { ...step, blocked: problem ?? rootLacks(facts, draft), notes: [] } };
  const code = facts.isRoot ? 'plan.note.root-may-be-refused' : 'plan.note.may-be-refused';
  return { ...draft, step: { ...step, notes: [...step.notes, message(code)] } };
}

/** Root of a container or a sandbox often has less than root of the machine; sudo leads to the same root. */
function rootLacks(facts: HostFacts, { process }: StepDraft): Message {
  const lacksFiles = !facts.opensForeignFiles && !ownsFile(facts, process?.uid ?? null);
  const capability = lacksFiles ? 'CAP_DAC_OVERRIDE' : 'CAP_SYS_RESOURCE';
  return message('plan.blocked.root-lacks', { host: facts.input.host.name, capability });
}

interface SudoWay {
  readonly privilege: Exclude<Privilege, 'none'> | null;
  /** Why there is none. */
  readonly problem: Message | null;
}

/** What sudo can do here, by what the host's settings allow and by what sudo said. */
function sudoOf({ input }: HostFacts): SudoWay {
  const { host, inspection } = input;
  const params = { user: inspection?.user ?? '', host: host.name };
  const no = (code: string): SudoWay => ({ privilege: null, problem: message(code, params) });
  if (host.sudo === 'never')
    return no(
      host.connection.kind === 'local' ? 'plan.blocked.other-account' : 'plan.blocked.sudo-not-allowed',
    );
  switch (inspection?.sudo ?? 'not-asked') {
    case 'missing':
      return no('plan.blocked.sudo-missing');
    case 'refused':
      return no('plan.blocked.sudo-refused');
    case 'needs-password':
      return host.sudo === 'password'
        ? { privilege: 'sudo-password', problem: null }
        : no('plan.blocked.sudo-needs-password');
    case 'works':
      return { privilege: 'sudo', problem: null };
    case 'not-asked':
      return { privilege: host.sudo === 'password' ? 'sudo-password' : 'sudo', problem: null };
  }
}

/** Why nothing can be written on a host at all; null: it can be, as far as is known before single steps are looked at. */
export function hostProblemOf({ input }: HostFacts): PlanHost['blocked'] {
  const { host, unavailable, inspection } = input;
  if (host.connection.kind === 'recording') return message('plan.host.recording', { host: host.name });
  if (unavailable !== null) return unavailable;
  return inspection === null ? message('plan.host.not-asked', { host: host.name }) : null;
}
