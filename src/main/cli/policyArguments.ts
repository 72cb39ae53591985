import type { Language } from '../../shared/messages/format';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { Options, UsageProblem } from './options';
import { text } from './options';

export interface PolicyCheckWords {
  readonly kind: 'policy-check';
  /** Empty: this machine, unless `isForAll`. */
  readonly hosts: readonly string[];
  readonly isForAll: boolean;
  readonly recording: string | null;
  /** Null: the one in the data folder. */
  readonly policyFile: string | null;
  readonly keyFile: string | null;
  readonly acceptHostKey: string | null;
  readonly isJson: boolean;
  readonly language: Language;
}

export type PolicyWords = PolicyCheckWords | { readonly kind: 'policy-suggest'; readonly language: Language };

/** `lowmark policy check [HOST...]` and `lowmark policy suggest` */
export function policyWords(
  options: Options,
  [what, ...hosts]: readonly string[],
  language: Language,
): Result<PolicyWords, UsageProblem> {
  switch (what) {
    case 'check':
      return checkWords(options, hosts, language);
    case 'suggest': {
      const surplus = [...hosts, ...Object.keys(options).filter((name) => name !== 'lang')];
      if (surplus.length > 0)
        return failed(`"policy suggest" takes nothing more, and not "${surplus.join(' ')}".`);
      return ok({ kind: 'policy-suggest', language });
    }
    case undefined:
      return failed('policy needs a word more: check or suggest.');
    default:
      return failed(`There is no "policy ${what}": it is check or suggest.`);
  }
}

function checkWords(
  options: Options,
  hosts: readonly string[],
  language: Language,
): Result<PolicyWords, UsageProblem> {
  const recording = text(options, 'recording');
  const isForAll = options.all === true;
  if ([hosts.length > 0, isForAll, recording !== null].filter(Boolean).length > 1) {
    return failed('Give hosts, --all or --recording, one of them.');
  }
  const acceptHostKey = text(options, 'accept-host-key');
  // A fingerprint is that of one host.
  if (acceptHostKey !== null && hosts.length !== 1) return failed('--accept-host-key goes with one host.');
  const keyFile = text(options, 'key');
  if (keyFile !== null && hosts.length === 0) return failed('--key goes with hosts that are named.');
  return ok({
    kind: 'policy-check',
    hosts,
    isForAll,
    recording,
    policyFile: text(options, 'policy'),
    keyFile,
    acceptHostKey,
    isJson: options.json === true,
    language,
  });
}
