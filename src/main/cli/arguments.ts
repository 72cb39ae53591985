import type { Language } from '../../shared/messages/format';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { AuditWords } from './auditArguments';
import { auditWords } from './auditArguments';
import type { OptionName, Options, UsageProblem } from './options';
import { languageOf, readWords, seconds, text } from './options';
import type { PolicyWords } from './policyArguments';
import { policyWords } from './policyArguments';
import type { ReplayWords, ReportWords } from './reportArguments';
import { replayWords, reportWords } from './reportArguments';

/** How a command reaches its host. `host` null: this machine. */
export interface HostChoice {
  readonly host: string | null;
  /** A private key file to use instead of the agent and the usual keys. */
  readonly keyFile: string | null;
  /** The fingerprint under which an unknown host key may be accepted and remembered. */
  readonly acceptHostKey: string | null;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ({
      readonly kind: 'sample';
      readonly recording: string | null;
      readonly atSeconds: number | null;
      readonly isJson: boolean;
      readonly language: Language;
    } & HostChoice)
  | ({
      readonly kind: 'record';
      readonly forSeconds: number;
      readonly everySeconds: number;
      readonly withCommandLines: boolean;
      readonly language: Language;
    } & HostChoice)
  | ReportWords
  | ReplayWords
  | PolicyWords
  | AuditWords;

const ALLOWED = {
  sample: ['json', 'lang', 'recording', 'at', 'key', 'accept-host-key'],
  record: ['lang', 'for', 'every', 'with-command-lines', 'key', 'accept-host-key'],
  report: ['json', 'lang', 'format', 'incident'],
  replay: ['json', 'lang', 'incident', 'adj', 'remove', 'add-ram', 'add-swap', 'add-limit'],
  audit: ['json', 'lang', 'format', 'search', 'host', 'head'],
  policy: ['json', 'lang', 'policy', 'all', 'recording', 'key', 'accept-host-key'],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;
type CommandName = keyof typeof ALLOWED;

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(ALLOWED, name);
}

/**
 * Understands the words after `lowmark`.
 *
 * @returns the command, or one sentence that says what is wrong with the words (exit code 2).
 */
export function parseCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, UsageProblem> {
  const parsed = readWords(words);
  if (!parsed.ok) return parsed;
  const { options, positionals } = parsed.value;
  if (options.help === true) return ok({ kind: 'help' });
  if (options.version === true) return ok({ kind: 'version' });
  return namedCommand(options, positionals, environment);
}

function namedCommand(
  options: Options,
  [name, ...others]: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, UsageProblem> {
  if (name === undefined) return failed('No command was given.');
  if (!isCommandName(name)) return failed(`There is no command "${name}".`);
  const foreign = Object.keys(options).find((option) => !ALLOWED[name].some((allowed) => allowed === option));
  if (foreign !== undefined) return failed(`"${name}" has no option --${foreign}.`);
  const language = text(options, 'lang');
  if (language !== null && !['en', 'zh-CN'].includes(language)) {
    return failed(`--lang is "en" or "zh-CN", not "${language}".`);
  }
  const lang = languageOf(language, environment);
  switch (name) {
    case 'report':
      return reportWords(options, others, lang);
    case 'replay':
      return replayWords(options, others, lang);
    case 'audit':
      return auditWords(options, others, lang);
    case 'policy':
      return policyWords(options, others, lang);
    case 'sample':
    case 'record':
      return hostCommand(name, options, others, lang);
  }
}

function hostCommand(
  name: 'sample' | 'record',
  options: Options,
  [host, ...surplus]: readonly string[],
  language: Language,
): Result<Command, UsageProblem> {
  if (surplus.length > 0) return failed(`"${surplus.join(' ')}" is one argument too many.`);
  const choice: HostChoice = {
    host: host ?? null,
    keyFile: text(options, 'key'),
    acceptHostKey: text(options, 'accept-host-key'),
  };
  return name === 'sample'
    ? sampleCommand(options, choice, language)
    : recordCommand(options, choice, language);
}

function sampleCommand(
  options: Options,
  choice: HostChoice,
  language: Language,
): Result<Command, UsageProblem> {
  const recording = text(options, 'recording');
  const atSeconds = seconds(options, 'at');
  if (Number.isNaN(atSeconds)) return failed('--at takes a number of seconds.');
  if (atSeconds !== null && recording === null) return failed('--at needs --recording.');
  if (recording !== null && choice.host !== null) return failed('Give a host or --recording, not both.');
  return ok({ kind: 'sample', ...choice, recording, atSeconds, isJson: options.json === true, language });
}

function recordCommand(
  options: Options,
  choice: HostChoice,
  language: Language,
): Result<Command, UsageProblem> {
  const forSeconds = seconds(options, 'for');
  const everySeconds = seconds(options, 'every') ?? 1;
  if (forSeconds === null) return failed('record needs --for SECONDS.');
  if (Number.isNaN(forSeconds)) return failed('--for takes a number of seconds.');
  if (!(everySeconds >= 0.2)) return failed('--every takes a number of seconds, 0.2 or more.');
  const withCommandLines = options['with-command-lines'] === true;
  return ok({ kind: 'record', ...choice, forSeconds, everySeconds, withCommandLines, language });
}
