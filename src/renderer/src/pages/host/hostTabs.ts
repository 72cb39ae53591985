/** The views of a host, in the order of their tabs; the digit keys 1 to 5 choose them too. */
export const HOST_TABS = ['overview', 'victims', 'processes', 'zones', 'kills'] as const;
export type HostTab = (typeof HOST_TABS)[number];

/** The tab that an address names; the first one where it names none. */
export function tabOfName(name: unknown): HostTab {
  return HOST_TABS.find((tab) => tab === name) ?? 'overview';
}

/** The tab that an arrow, Home or End leads to inside the list of tabs; null: the key is not for it. */
export function nextTab(key: string, tab: HostTab): HostTab | null {
  const last = HOST_TABS.length - 1;
  const index = HOST_TABS.indexOf(tab);
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: index === last ? 0 : index + 1,
    ArrowLeft: index === 0 ? last : index - 1,
    Home: 0,
    End: last,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined ? null : (HOST_TABS[target] ?? null);
}

/** The tab of a digit key; null: none. */
export function tabOfDigit(key: string): HostTab | null {
  return /^[1-9]$/.test(key) ? (HOST_TABS[Number(key) - 1] ?? null) : null;
}

/** What takes keys for itself while it is open. */
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** Whether a key pressed somewhere is meant for the page as a whole: not taken, not typed into a field or dialog. */
export function isForPage(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (target instanceof Element && target.matches('input, textarea, select')) return false;
  return document.querySelector(OVERLAYS) === null;
}
