import { parseArgs } from 'node:util';
import type { Language } from '../../shared/messages/format';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';

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
  format: { type: 'string' },
  incident: { type: 'string' },
  adj: { type: 'string', multiple: true },
  remove: { type: 'string', multiple: true },
  'add-ram': { type: 'string' },
  'add-swap': { type: 'string' },
  'add-limit': { type: 'string' },
  search: { type: 'string' },
  host: { type: 'string' },
  head: { type: 'string' },
  policy: { type: 'string' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export type OptionName = keyof typeof OPTIONS;
export type Options = Partial<Record<OptionName, string | boolean | string[]>>;

/** What was wrong with a command line, as one English sentence. */
export type UsageProblem = string;

/** The words of a command line, options apart from the others. */
export function readWords(
  words: readonly string[],
): Result<{ options: Options; positionals: string[] }, UsageProblem> {
  try {
    const { values, positionals } = parseArgs({
      args: withNegativeAmounts(words),
      options: OPTIONS,
      allowPositionals: true,
    });
    return ok({ options: { ...values }, positionals });
  } catch (error) {
    // Node says what it did not understand in a first sentence, and how to escape it in further ones.
    const sentence = error instanceof Error ? error.message.split('. ')[0] : undefined;
    return failed(`${sentence ?? 'The command line cannot be read'}.`);
  }
}

/** `--add-ram -2G` is meant as `--add-ram=-2G`, which is the only way Node takes it. */
function withNegativeAmounts(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && /^--add-(ram|swap|limit)$/.test(last) && /^-\d/.test(word)) {
      joined[joined.length - 1] = `${last}=${word}`;
    } else joined.push(word);
  }
  return joined;
}

/** What was given to an option; null: it was not given. */
export function text(options: Options, name: OptionName): string | null {
  const given = options[name];
  return typeof given === 'string' ? given : null;
}

/** What was given to an option that may be given more than once. */
export function texts(options: Options, name: OptionName): readonly string[] {
  const given = options[name];
  return Array.isArray(given) ? given : [];
}

/** A number of seconds, or null if the option was not given; NaN if it is not one. */
export function seconds(options: Options, name: OptionName): number | null {
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
