import text from './suggestions.yaml?raw';

/** Rules that most people want, with the reasons beside them: text to be read, changed and taken over. */
export const SUGGESTIONS: string = text;
