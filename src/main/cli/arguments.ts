import { parseArgs } from 'node:util';
import type { Language } from '../../shared/messages/format';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';

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
    } & HostChoice);

const OPTIONS = {
  json: { type: 'boolean' },
  lang: { type: 'string' },
  recording: { type: 'string' },
  at: { type: 'string' },
  for: { type: 'string' },
  every: { type: 'string' },
  'with-command-lines': { type: 'boolean' },
  key: { type: 'string' },
  'accept-host-key': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type OptionName = keyof typeof OPTIONS;
type Options = Partial<Record<OptionName, string | boolean>>;

const ALLOWED: Readonly<Record<'sample' | 'record', readonly OptionName[]>> = {
  sample: ['json', 'lang', 'recording', 'at', 'key', 'accept-host-key'],
  record: ['lang', 'for', 'every', 'with-command-lines', 'key', 'accept-host-key'],
};

/** What was wrong with a command line, as one English sentence. */
export type UsageProblem = string;

function text(options: Options, name: OptionName): string | null {
  const given = options[name];
  return typeof given === 'string' ? given : null;
}

/** A number of seconds, or null if the option was not given; NaN if it is not one. */
function seconds(options: Options, name: OptionName): number | null {
  const given = text(options, name);
  if (given === null) return null;
  return /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
}

/** Reads `LANG`-like or explicit language names; English unless it says Chinese. */
export function languageOf(
  given: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const chosen = given ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return /^zh/i.test(chosen) ? 'zh-CN' : 'en';
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
  return hostCommand(options, positionals, environment);
}

function hostCommand(
  options: Options,
  [name, host, ...surplus]: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, UsageProblem> {
  if (name === undefined) return failed('No command was given.');
  if (name !== 'sample' && name !== 'record') return failed(`There is no command "${name}".`);
  if (surplus.length > 0) return failed(`"${surplus.join(' ')}" is one argument too many.`);
  const foreign = Object.keys(options).find((option) => !ALLOWED[name].some((allowed) => allowed === option));
  if (foreign !== undefined) return failed(`"${name}" has no option --${foreign}.`);
  const language = text(options, 'lang');
  if (language !== null && !['en', 'zh-CN'].includes(language)) {
    return failed(`--lang is "en" or "zh-CN", not "${language}".`);
  }
  const choice: HostChoice = {
    host: host ?? null,
    keyFile: text(options, 'key'),
    acceptHostKey: text(options, 'accept-host-key'),
  };
  const lang = languageOf(language, environment);
  return name === 'sample' ? sampleCommand(options, choice, lang) : recordCommand(options, choice, lang);
}

function readWords(
  words: readonly string[],
): Result<{ options: Options; positionals: string[] }, UsageProblem> {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    return ok({ options: { ...values }, positionals });
  } catch (error) {
    // Node says what it did not understand in a first sentence, and how to escape it in further ones.
    const sentence = error instanceof Error ? error.message.split('. ')[0] : undefined;
    return failed(`${sentence ?? 'The command line cannot be read'}.`);
  }
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
