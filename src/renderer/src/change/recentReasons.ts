const KEY = 'lowmark.changeReasons';
const MOST = 3;

/** The reasons that this person gave last, newest first. */
export function recentReasons(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.filter((reason): reason is string => typeof reason === 'string').slice(0, MOST);
  } catch {
    // What is there is not ours: begin anew.
    return [];
  }
}

/** Keeps a reason for the next time, in the page's own storage. */
export function rememberReason(reason: string): void {
  const kept = [reason, ...recentReasons().filter((other) => other !== reason)].slice(0, MOST);
  window.localStorage.setItem(KEY, JSON.stringify(kept));
}
