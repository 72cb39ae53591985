/**
 * A sentence the model says, as data: a code from the catalogue of `shared/messages` and what fills its gaps.
 * Rendering happens at the edge (terminal, export, screen), in the reader's language.
 *
 * Parameters carry their unit in their name, and the renderer formats them by it: `...Bytes` becomes "1.2 GiB",
 * `...Seconds` "3 min 20 s", `...Percent` "85 %". Strings are foreign text and are shown as they are.
 */
export interface Message {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Makes a {@link Message}; `params` defaults to none. */
export function message(code: string, params: Readonly<Record<string, string | number>> = {}): Message {
  return { code, params };
}
