/** One line of a list of facts. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  /** In full under the pointer, where the text is a short form. */
  readonly title?: string;
  /** `line`: takes a line of its own; `double`: the room of two. */
  readonly width?: 'double' | 'line';
}

/** A fact with a line of its own. */
export function lineFact(label: string, text: string): Fact {
  return { label, text, width: 'line' };
}
