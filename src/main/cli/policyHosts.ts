import type { HostConfig, HostDrift, HostFailure, Policy } from '../../shared/model';
import { message } from '../../shared/model';
import { driftOf } from '../../shared/policy/drift';
import { surveyOfSample } from '../../shared/policy/surveyOfSample';
import { createHostHands } from '../actions/hostHandsOverShell';
import { Fleet } from '../fleet/fleet';
import type { HostSession } from '../fleet/hostSession';
import { Refusal } from '../fleet/refusal';
import { Secrets } from '../fleet/secrets';
import { createSources } from '../sources';
import { openHostsFile } from '../storage/hostsFile';
import type { HostChoice } from './arguments';
import type { CliEnvironment, HostAccess } from './cliHost';
import { hostConfigOf, mend, MOST_TRIES } from './cliHost';
import type { PolicyCheckWords } from './policyArguments';

const HOSTS_AT_ONCE = 16;
/** A host that is connected and sends no processes is judged without its next victim. */
const FIRST_SWEEP_MS = 20_000;

/**
 * How hosts stand to a policy, in the order in which they were named. A host that cannot be looked at is `failed`, and costs
 * the others nothing.
 *
 * @throws {Refusal} for words that are no address, and where there is no host at all.
 */
export async function driftsOfHosts(
  command: PolicyCheckWords,
  policy: Policy,
  environment: CliEnvironment,
  onFailure: (failure: HostFailure) => void,
): Promise<readonly HostDrift[]> {
  const secrets = new Secrets();
  const sources = createSources({ ...environment, secrets });
  const listed = (await openHostsFile(environment.dataFolder, false, environment.log).load()) ?? [];
  const choices = choicesOf(command, listed);
  if (choices.length === 0) throw new Refusal('terminal.no-listed-hosts');
  const accesses: HostAccess[] = [];
  for (const { host, choice } of choices) {
    const config = host ?? (await hostConfigOf(choice, sources, environment));
    accesses.push({ config, sources, secrets, choice, environment });
  }
  // Questions of several hosts at once could not be told apart.
  const tries = { most: accesses.length === 1 ? MOST_TRIES : 1, onFailure };
  return inParallel(accesses, (access) => driftOfHost(access, policy, tries));
}

interface Tries {
  readonly most: number;
  /** Told why a host could not be connected. */
  readonly onFailure: (failure: HostFailure) => void;
}

interface Choice {
  /** Null: it is found by its words. */
  readonly host: HostConfig | null;
  readonly choice: HostChoice;
}

function choicesOf(command: PolicyCheckWords, listed: readonly HostConfig[]): readonly Choice[] {
  const { keyFile, acceptHostKey } = command;
  const choiceOf = (host: string | null): HostChoice => ({ host, keyFile, acceptHostKey });
  if (command.isForAll) return listed.map((host) => ({ host, choice: choiceOf(host.name) }));
  if (command.hosts.length > 0) return command.hosts.map((host) => ({ host: null, choice: choiceOf(host) }));
  // On the list it may have a group and tags.
  const local = listed.find(({ connection }) => connection.kind === 'local') ?? null;
  return [{ host: local, choice: choiceOf(null) }];
}

/** Never rejects. */
async function driftOfHost(access: HostAccess, policy: Policy, tries: Tries): Promise<HostDrift> {
  const { config, sources, environment } = access;
  const { clock, log } = environment;
  const { id, name, group, tags } = config;
  const fleet = new Fleet({ openSource: sources.open, clock, log, random: Math.random });
  try {
    const session = await connected(fleet, access, tries);
    const hands = createHostHands({ session: (hostId) => fleet.session(hostId), clock, log });
    const isRecording = config.connection.kind === 'recording';
    const survey = isRecording
      ? surveyOfSample({ processes: session.watch.sample?.processes ?? [] })
      : await hands.survey(id, new AbortController().signal);
    const drift = driftOf(policy, { id, name, group, tags }, survey, session.watch.nextVictim);
    return driftOfHostNamed(config, { state: 'checked', checkedAtMs: clock.nowMs(), ...drift });
  } catch (error) {
    log.warn(`${name}: the survey failed`, error);
    const internal = message('policy.host-failed', { host: name, problem: 'internal' });
    const problem = error instanceof Refusal ? error.sentence : internal;
    return driftOfHostNamed(config, { state: 'failed', problem });
  } finally {
    fleet.close();
  }
}

function driftOfHostNamed({ id, name }: HostConfig, known: Partial<HostDrift>): HostDrift {
  const blank = { checkedAtMs: null, problem: null, notes: [], covered: 0, coveredByRule: {}, findings: [] };
  return { hostId: id, hostName: name, state: 'unchecked', ...blank, ...known };
}

/**
 * The session of a host, connected and with a first sweep over its processes.
 *
 * @throws {Refusal} with the reason of the last try.
 */
async function connected(fleet: Fleet, access: HostAccess, { most, onFailure }: Tries): Promise<HostSession> {
  const { config, environment } = access;
  for (let tries = 1; ; tries += 1) {
    fleet.add(config);
    const session = fleet.session(config.id);
    const failure = session === null ? null : await firstStateOf(fleet, session, environment);
    if (session !== null && failure === null) return session;
    fleet.remove(config.id);
    if (failure !== null && tries < most && (await mend(failure, access))) continue;
    if (failure !== null) onFailure(failure);
    throw new Refusal(failure?.message ?? message('policy.host-not-connected', { host: config.name }));
  }
}

/** Resolves to null when the host is connected, or to what keeps it from that. */
async function firstStateOf(
  fleet: Fleet,
  session: HostSession,
  { clock }: CliEnvironment,
): Promise<HostFailure | null> {
  const failureOf = ({ state }: HostSession): HostFailure | null =>
    state.kind === 'failed' ? state.failure : null;
  const isReady = ({ state, watch }: HostSession): boolean => state.kind === 'live' && watch.sweeps > 0;
  const settled = new AbortController();
  const look = (): void => {
    if (failureOf(session) !== null || isReady(session)) settled.abort();
    // Waiting for the connection has its own limits; from then on only for the processes.
    else if (session.state.kind === 'live') void clock.sleep(FIRST_SWEEP_MS, settled.signal).then(end);
  };
  const end = (): void => {
    settled.abort();
  };
  await new Promise<void>((resolve) => {
    settled.signal.addEventListener('abort', () => resolve(), { once: true });
    const stopListening = fleet.listen(look);
    settled.signal.addEventListener('abort', stopListening, { once: true });
    look();
  });
  return failureOf(session);
}

/** Results in the order of the items, a few at a time. */
async function inParallel<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const waiting = [...items.entries()];
  const workers = Array.from({ length: HOSTS_AT_ONCE }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next;
      values[index] = await work(item);
    }
  });
  await Promise.all(workers);
  return values;
}
