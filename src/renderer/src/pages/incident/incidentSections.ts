/** The sections of an incident's page in the order people think; the digit keys 1 to 7 go to them. */
export const INCIDENT_SECTIONS = [
  'why',
  'next',
  'timeline',
  'state',
  'ranking',
  'report',
  'similar',
] as const;
export type IncidentSection = (typeof INCIDENT_SECTIONS)[number];

/** The id of a section's element. */
export function sectionId(section: IncidentSection): string {
  return `incident-${section}`;
}

/** A section whose top stands at or above this many pixels below the top of the page is the one being read. */
const READING_LINE_PIXELS = 120;

/**
 * The section that is being read.
 * @param topOf how far below the upper edge of the page a section begins, in pixels
 * @param isAtEnd the page cannot be scrolled further, so the last section is meant although its top is not reached
 */
export function currentSection(
  topOf: (section: IncidentSection) => number | null,
  isAtEnd: boolean,
): IncidentSection {
  if (isAtEnd) return 'similar';
  let current: IncidentSection = 'why';
  let currentTop = -Infinity;
  for (const section of INCIDENT_SECTIONS) {
    const top = topOf(section);
    // Of those side by side the first one is meant.
    if (top === null || top > READING_LINE_PIXELS || top <= currentTop) continue;
    current = section;
    currentTop = top;
  }
  return current;
}
