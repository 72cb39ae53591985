/**
 * What systemd takes for the name of a unit (unit_name_is_valid in basic/unit-name.c). Nothing in it means anything between quotes;
 * a first character that would make it an option, or a file that is hidden, is no service's.
 */
const UNIT_NAME = /^[A-Za-z0-9:_\\][A-Za-z0-9:_.\\@-]*\.[a-z]+$/;
const LONGEST = 255;

/** Whether a text can be the name of a unit. */
export function isUnitName(text: string): boolean {
  return text.length <= LONGEST && UNIT_NAME.test(text);
}
