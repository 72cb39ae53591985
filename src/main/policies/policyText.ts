import { LineCounter, parseDocument, type Document, type ErrorCode, type YAMLError } from 'yaml';
import type { Policy, PolicyProblem } from '../../shared/model';
import { message } from '../../shared/model';
import { BUILT_IN_TIERS } from '../../shared/policy/builtInTiers';
import { tooDeepLine } from './nesting';
import type { Sentence } from './policyNodes';
import { PolicyNodes } from './policyNodes';
import { readRules } from './ruleSection';
import { readTiers } from './tierSection';

/** As much as the API takes. */
export const LONGEST_POLICY = 500_000;

const VERSION_KEY = 'lowmark-policy';
const VERSION = 1;
const KEYS = [VERSION_KEY, 'tiers', 'rules'];

/** What a policy file means. */
export interface ReadPolicy {
  /** Null where anything is wrong with it, and where it says nothing: half a policy is none. */
  readonly policy: Policy | null;
  readonly problems: readonly PolicyProblem[];
}

/**
 * Reads a policy file (docs/policies.md has its format). Any text gives a policy or problems with their places, never an
 * exception. A text of nothing but comments is no policy and no problem.
 *
 * Anchors are of no use in it, since aliases are refused: what a rule says has to stand where it is read, and a few lines
 * must not grow into gigabytes.
 */
export function readPolicyText(text: string): ReadPolicy {
  if (text.length > LONGEST_POLICY) {
    return broken(message('policy.too-large', { limit: LONGEST_POLICY }));
  }
  const deepLine = tooDeepLine(text);
  if (deepLine !== null) return broken(message('policy.too-deep'), deepLine);
  const lines = new LineCounter();
  const nodes = new PolicyNodes(lines);
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      // Compares each key with each other one; mappings are checked where they are read.
      uniqueKeys: false,
      version: '1.2',
      logLevel: 'error',
    });
    for (const error of [...document.errors, ...document.warnings]) {
      nodes.complain(error.pos[0], syntaxSentence(error));
    }
    if (nodes.problems.length > 0) return { policy: null, problems: nodes.problems };
    const policy = policyOf(document, nodes);
    return { policy: nodes.problems.length > 0 ? null : policy, problems: nodes.problems };
  } catch (error) {
    // No text is known that the parser throws at; if there is one, it is a problem like any other.
    return broken(
      message('policy.not-yaml', { detail: error instanceof Error ? error.message : String(error) }),
    );
  }
}

function broken(sentence: PolicyProblem['sentence'], line: number | null = null): ReadPolicy {
  return { policy: null, problems: [{ line, column: line === null ? null : 1, sentence }] };
}

function policyOf(document: Document, nodes: PolicyNodes): Policy | null {
  if (document.contents === null) return null;
  const root = { node: document.contents, offset: document.contents.range?.[0] ?? 0 };
  if (isBlank(document)) return null;
  const entries = nodes.entries(root, KEYS, 'policies.yaml');
  if (entries === null) return null;
  const version = entries.get(VERSION_KEY);
  if (version === undefined) nodes.complain(root.offset, ['policy.no-version']);
  else if (nodes.versionOf(version) !== VERSION) nodes.complain(version.offset, ['policy.other-version']);
  const tiers = entries.get('tiers');
  const rules = entries.get('rules');
  const readableTiers = tiers === undefined ? BUILT_IN_TIERS : readTiers(tiers, nodes);
  return {
    tiers: readableTiers,
    rules: rules === undefined ? [] : readRules(rules, readableTiers, nodes),
  };
}

/** `---` and comments alone are a document whose value is null. */
function isBlank(document: Document): boolean {
  return document.contents !== null && 'value' in document.contents && document.contents.value === null;
}

const SYNTAX: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'policy.tab',
  BAD_INDENT: 'policy.bad-indent',
  MULTIPLE_DOCS: 'policy.several-documents',
  BAD_ALIAS: 'policy.alias',
  TAG_RESOLVE_FAILED: 'policy.tag',
};

function syntaxSentence({ code, message: detail }: YAMLError): Sentence {
  const known = SYNTAX[code];
  return known === undefined ? ['policy.not-yaml', { detail }] : [known];
}
