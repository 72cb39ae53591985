import { isAlias, isMap, isScalar, isSeq, type LineCounter } from 'yaml';
import type { PolicyProblem } from '../../shared/model';
import { message } from '../../shared/model';

/** What is wrong with a file, in the order in which it was found. */
export type Sentence = readonly [code: string, params?: Readonly<Record<string, string | number>>];

/** A value of a file with the place where it stands, so that whatever is wrong with it can be pointed at. */
export interface PlacedNode {
  readonly node: unknown;
  /** Where it stands, or where its key does if it is empty: characters from the beginning. */
  readonly offset: number;
}

/** More problems than that say nothing that the first ones do not. */
const MOST_PROBLEMS = 100;

/** Takes the nodes of a YAML document apart; what is not as wanted becomes a problem and null. */
export class PolicyNodes {
  readonly problems: PolicyProblem[] = [];
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  /** Line of a place in the text, from 1. */
  lineOf(offset: number): number {
    return this.#lines.linePos(offset).line;
  }

  complain(offset: number, [code, params]: Sentence): null {
    if (this.problems.length < MOST_PROBLEMS) {
      const { line, col } = this.#lines.linePos(offset);
      this.problems.push({ line, column: col, sentence: message(code, params) });
    }
    return null;
  }

  /**
   * The values of a mapping by key. Keys that are not known are problems: a slip must not become a rule that does less
   * than it says.
   *
   * @param known null: any key
   * @param where what the mapping is called in a sentence
   */
  entries(
    placed: PlacedNode,
    known: readonly string[] | null,
    where: string,
  ): ReadonlyMap<string, PlacedNode> | null {
    const { node, offset } = placed;
    if (!isMap(node)) return this.complain(offset, this.#notA('policy.no-mapping', node, where));
    const entries = new Map<string, PlacedNode>();
    for (const { key, value } of node.items) {
      const at = offsetOf(key, offset);
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : null;
      if (name === null) this.complain(at, ['policy.key-no-text', { where }]);
      else if (entries.has(name)) this.complain(at, ['policy.duplicate-key', { key: name, where }]);
      else if (known !== null && !known.includes(name)) {
        this.complain(at, ['policy.unknown-key', { key: name, where, known: known.join(', ') }]);
      } else entries.set(name, { node: value, offset: offsetOf(value, at) });
    }
    return entries;
  }

  list(placed: PlacedNode, where: string): readonly PlacedNode[] | null {
    const { node, offset } = placed;
    if (!isSeq(node)) return this.complain(offset, this.#notA('policy.no-list', node, where));
    return node.items.map((item) => ({ node: item, offset: offsetOf(item, offset) }));
  }

  /** A list, or one value that stands for a list of one. */
  oneOrMore(placed: PlacedNode, where: string): readonly PlacedNode[] | null {
    return isSeq(placed.node) ? this.list(placed, where) : [placed];
  }

  text({ node, offset }: PlacedNode, key: string): string | null {
    if (isScalar(node) && typeof node.value === 'string' && node.value.trim() !== '') return node.value;
    return this.complain(offset, this.#notA('policy.no-text', node, key));
  }

  /** Text; a whole number counts as its digits, as a uid or the name of a host may be one. */
  pattern({ node, offset }: PlacedNode, key: string): string | null {
    if (isScalar(node) && typeof node.value === 'number' && Number.isSafeInteger(node.value)) {
      return node.source ?? String(node.value);
    }
    return this.text({ node, offset }, key);
  }

  /** A value of `oom_score_adj`. */
  adj({ node, offset }: PlacedNode, key: string): number | null {
    const value = isScalar(node) ? node.value : null;
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 1000) return value + 0;
    return this.complain(offset, this.#notA('policy.no-adj', node, key));
  }

  /** A whole number of any size; null, without a complaint: it is none. */
  versionOf({ node }: PlacedNode): number | null {
    return isScalar(node) && typeof node.value === 'number' ? node.value : null;
  }

  yesOrNo({ node, offset }: PlacedNode, key: string): boolean | null {
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    return this.complain(offset, this.#notA('policy.no-boolean', node, key));
  }

  #notA(code: string, node: unknown, where: string): Sentence {
    return isAlias(node) ? ['policy.alias'] : [code, { where }];
  }
}

/** Where a node begins; an empty one has no place of its own. */
function offsetOf(node: unknown, otherwise: number): number {
  const isPlaced = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
  return (isPlaced ? node.range?.[0] : undefined) ?? otherwise;
}
