const DECODER = new TextDecoder('utf-8', { fatal: false, ignoreBOM: false });
const CARRIAGE_RETURN = 13;

/** Bytes of one line as text, without a carriage return at its end. What is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
  return DECODER.decode(bytes.subarray(from, end));
}
