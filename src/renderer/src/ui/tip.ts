import { shallowReactive, type Directive } from 'vue';

/** The one tip on the screen: `TipLayer` draws it. */
export const tip = shallowReactive<{ anchor: HTMLElement | null; text: string }>({ anchor: null, text: '' });

/** The id of the element that holds the tip's text. */
export const TIP_ID = 'tip';

const SHOW_AFTER_MS = 350;
const HIDE_AFTER_MS = 120;

const texts = new WeakMap<HTMLElement, string>();
let timer = 0;

function later(durationMs: number, run: () => void): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(run, durationMs);
}

function show(anchor: HTMLElement): void {
  const text = texts.get(anchor) ?? '';
  if (text === '' || !anchor.isConnected) return;
  tip.anchor?.removeAttribute('aria-describedby');
  tip.anchor = anchor;
  tip.text = text;
  // A tip that only repeats the name would be read out twice.
  if (anchor.getAttribute('aria-label') !== text) anchor.setAttribute('aria-describedby', TIP_ID);
}

/** Takes the tip away at once. */
export function hideTip(): void {
  window.clearTimeout(timer);
  tip.anchor?.removeAttribute('aria-describedby');
  tip.anchor = null;
}

/** Keeps the tip while the pointer is on it (a text that is too long to be read at a glance). */
export function keepTip(): void {
  window.clearTimeout(timer);
}

/** Takes the tip away unless the pointer comes back soon. */
export function hideTipSoon(): void {
  later(HIDE_AFTER_MS, hideTip);
}

function onEnter(event: Event): void {
  const anchor = event.currentTarget;
  if (!(anchor instanceof HTMLElement)) return;
  // From one tip to the next without waiting, as from button to button of a bar.
  if (tip.anchor !== null) show(anchor);
  else
    later(SHOW_AFTER_MS, () => {
      show(anchor);
    });
}

function onFocus(event: Event): void {
  const anchor = event.currentTarget;
  if (anchor instanceof HTMLElement && anchor.matches(':focus-visible')) show(anchor);
}

function onKey(event: Event): void {
  if (event instanceof KeyboardEvent && event.key === 'Escape') hideTip();
}

/**
 * A tip for an element: `v-tip="text"`. One shared element for the whole page instead of a component each, since a
 * table of a thousand hosts has thousands of them. Shown for pointer and keyboard, gone with Escape. An empty text
 * shows nothing.
 */
export const vTip: Directive<HTMLElement, string> = {
  mounted(element, { value }) {
    texts.set(element, value);
    element.addEventListener('pointerenter', onEnter);
    element.addEventListener('pointerleave', hideTipSoon);
    element.addEventListener('pointerdown', hideTip);
    element.addEventListener('focus', onFocus);
    element.addEventListener('blur', hideTip);
    element.addEventListener('keydown', onKey);
  },
  updated(element, { value }) {
    texts.set(element, value);
    if (tip.anchor === element) tip.text = value;
  },
  beforeUnmount(element) {
    if (tip.anchor === element) hideTip();
  },
};
