import type { Language } from '../../shared/messages/format';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { Options, UsageProblem } from './options';
import { text } from './options';

const AUDIT_FORMATS = ['table', 'jsonl', 'csv', 'json'] as const;
type AuditFormat = (typeof AUDIT_FORMATS)[number];

export type AuditWords =
  | {
      readonly kind: 'audit';
      /** Words that all have to occur; empty: everything. */
      readonly search: string;
      /** A host's name or id; null: all. */
      readonly host: string | null;
      readonly format: AuditFormat;
      readonly language: Language;
    }
  | {
      readonly kind: 'audit-verify';
      /** A hash that was kept elsewhere; null: none. */
      readonly head: string | null;
      readonly isJson: boolean;
      readonly language: Language;
    };

/** `lowmark audit [verify]` */
export function auditWords(
  options: Options,
  [word, ...surplus]: readonly string[],
  language: Language,
): Result<AuditWords, UsageProblem> {
  if (surplus.length > 0) return failed(`"${surplus.join(' ')}" is one argument too many.`);
  if (word === 'verify') return verifyWords(options, language);
  if (word !== undefined) return failed(`audit does not know "${word}"; it knows "verify".`);
  if (text(options, 'head') !== null) return failed('--head is for "audit verify".');
  const given = text(options, 'format');
  const format = AUDIT_FORMATS.find((known) => known === (given ?? 'table'));
  if (format === undefined) {
    return failed(
      `--format is ${AUDIT_FORMATS.map((known) => `"${known}"`).join(', ')}, not "${given ?? ''}".`,
    );
  }
  const isJson = options.json === true;
  if (isJson && given !== null && format !== 'json') return failed('Give --json or --format, not both.');
  return ok({
    kind: 'audit',
    search: text(options, 'search') ?? '',
    host: text(options, 'host'),
    format: isJson ? 'json' : format,
    language,
  });
}

function verifyWords(options: Options, language: Language): Result<AuditWords, UsageProblem> {
  const foreign = ['search', 'host', 'format'].find((name) => Object.hasOwn(options, name));
  if (foreign !== undefined) return failed(`"audit verify" has no option --${foreign}.`);
  const head = text(options, 'head')?.toLowerCase() ?? null;
  if (head !== null && !/^[0-9a-f]{64}$/.test(head)) return failed('--head takes a hash of 64 hex digits.');
  return ok({ kind: 'audit-verify', head, isJson: options.json === true, language });
}
