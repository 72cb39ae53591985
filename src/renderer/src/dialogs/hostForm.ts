import { parseHostAddress } from '../../../shared/hostAddress';
import { DEFAULT_CADENCE, type HostRow, type SshAuthentication, type SudoUse } from '../../../shared/model';
import type { AddHostRequest } from '../../../shared/schema/requests';
import type { Text } from '../i18n/catalogue';

/** What stands in the fields of the dialog, as it was typed. */
export interface HostForm {
  address: string;
  name: string;
  authentication: SshAuthentication['kind'];
  keyPath: string;
  /** Password, or passphrase of the key file. Empty: none given. */
  secret: string;
  hostWideSeconds: string;
  processesSeconds: string;
  allowsOldAlgorithms: boolean;
  sudo: SudoUse;
  /** What it belongs to; empty: nothing. */
  group: string;
  /** Further words, with commas between them. */
  tags: string;
}

/** The fields that can be wrong. */
const HOST_FORM_FIELDS = [
  'address',
  'name',
  'group',
  'tags',
  'keyPath',
  'hostWideSeconds',
  'processesSeconds',
] as const;
export type HostFormField = (typeof HOST_FORM_FIELDS)[number];
export type HostFormProblems = Readonly<Partial<Record<HostFormField, Text>>>;

const LONGEST_NAME = 255;
const LONGEST_LABEL = 60;
const MOST_TAGS = 20;
const LONGEST_SECONDS = 3600;
const SHORTEST_HOST_WIDE_SECONDS = 1;
const SHORTEST_PROCESSES_SECONDS = 2;

const EMPTY_FORM: HostForm = {
  address: '',
  name: '',
  authentication: 'auto',
  keyPath: '',
  secret: '',
  hostWideSeconds: String(DEFAULT_CADENCE.hostWideSeconds),
  processesSeconds: String(DEFAULT_CADENCE.processesSeconds),
  allowsOldAlgorithms: false,
  sudo: 'never',
  group: '',
  tags: '',
};

/** The form of a host that exists, or an empty one. Secrets never come back from main. */
export function hostFormOf(row: HostRow | null): HostForm {
  if (row === null) return { ...EMPTY_FORM };
  const { connection, cadence } = row;
  const form = {
    ...EMPTY_FORM,
    address: row.address ?? '',
    name: row.name,
    hostWideSeconds: String(cadence.hostWideSeconds),
    processesSeconds: String(cadence.processesSeconds),
    sudo: row.sudo,
    group: row.group ?? '',
    tags: row.tags.join(', '),
  };
  if (connection.kind !== 'ssh') return form;
  const { authentication, allowsOldAlgorithms } = connection;
  const keyPath = authentication.kind === 'key' ? authentication.path : '';
  return { ...form, authentication: authentication.kind, keyPath, allowsOldAlgorithms };
}

/** A number of seconds as it was typed, with a point or a comma; null if it is none. */
function secondsOf(text: string): number | null {
  return /^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null;
}

function secondsProblem(text: string, shortest: number, problem: Text): Text | null {
  const seconds = secondsOf(text);
  return seconds === null || seconds < shortest || seconds > LONGEST_SECONDS ? problem : null;
}

function processesProblem(form: HostForm): Text | null {
  const outOfRange = secondsProblem(form.processesSeconds, SHORTEST_PROCESSES_SECONDS, {
    key: 'addHost.processesRange',
  });
  if (outOfRange !== null) return outOfRange;
  const hostWideSeconds = secondsOf(form.hostWideSeconds);
  if (hostWideSeconds === null || (secondsOf(form.processesSeconds) ?? 0) >= hostWideSeconds) return null;
  return { key: 'addHost.processesTooOften', params: { seconds: hostWideSeconds } };
}

function addressProblem(address: string): Text | null {
  const parsed = parseHostAddress(address);
  if (parsed.ok) return null;
  return { key: `addHost.addressProblem.${parsed.problem.kind}`, params: { text: parsed.problem.text } };
}

/** The words between commas (also those of Chinese text), each once, in the order they were typed. */
export function tagsOfText(text: string): string[] {
  const words = text.split(/[,，、]/).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}

function tagsProblem(text: string): Text | null {
  const tags = tagsOfText(text);
  if (tags.length > MOST_TAGS) return { key: 'addHost.tagsTooMany', params: { most: MOST_TAGS } };
  const isTooLong = tags.some((tag) => tag.length > LONGEST_LABEL);
  return isTooLong ? { key: 'addHost.tagTooLong', params: { most: LONGEST_LABEL } } : null;
}

/**
 * What is wrong, by field.
 * @param isSsh whether the host is reached over SSH; this machine has no address and no key
 */
export function hostFormProblems(form: HostForm, isSsh: boolean): HostFormProblems {
  const found: Partial<Record<HostFormField, Text | null>> = {
    address: isSsh ? addressProblem(form.address) : null,
    name: form.name.trim().length > LONGEST_NAME ? { key: 'addHost.nameTooLong' } : null,
    group:
      form.group.trim().length > LONGEST_LABEL
        ? { key: 'addHost.groupTooLong', params: { most: LONGEST_LABEL } }
        : null,
    tags: tagsProblem(form.tags),
    keyPath:
      isSsh && form.authentication === 'key' && form.keyPath.trim() === ''
        ? { key: 'addHost.keyFileEmpty' }
        : null,
    hostWideSeconds: secondsProblem(form.hostWideSeconds, SHORTEST_HOST_WIDE_SECONDS, {
      key: 'addHost.hostWideRange',
    }),
    processesSeconds: processesProblem(form),
  };
  const problems: Partial<Record<HostFormField, Text>> = {};
  for (const field of HOST_FORM_FIELDS) {
    const problem = found[field];
    if (problem != null) problems[field] = problem;
  }
  return problems;
}

function authenticationOf(form: HostForm): SshAuthentication {
  return form.authentication === 'key'
    ? { kind: 'key', path: form.keyPath.trim() }
    : { kind: form.authentication };
}

/**
 * The form as a request. To be called only while it has no problems.
 * @param fallbackAddress stands in for the address of a host that has none (this machine)
 */
export function hostRequestOf(form: HostForm, fallbackAddress: string): AddHostRequest {
  const takesSecret = form.authentication === 'key' || form.authentication === 'password';
  const name = form.name.trim();
  const group = form.group.trim();
  return {
    address: form.address.trim() === '' ? fallbackAddress : form.address.trim(),
    name: name === '' ? null : name,
    authentication: authenticationOf(form),
    secret: takesSecret && form.secret !== '' ? form.secret : null,
    cadence: {
      hostWideSeconds: secondsOf(form.hostWideSeconds) ?? DEFAULT_CADENCE.hostWideSeconds,
      processesSeconds: secondsOf(form.processesSeconds) ?? DEFAULT_CADENCE.processesSeconds,
    },
    allowsOldAlgorithms: form.allowsOldAlgorithms,
    sudo: form.sudo,
    group: group === '' ? null : group,
    tags: tagsOfText(form.tags),
  };
}
