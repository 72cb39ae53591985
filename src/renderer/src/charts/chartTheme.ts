import type { ShallowRef } from 'vue';
import { onBeforeUnmount, shallowRef } from 'vue';
import type { ChartColours } from './chartColours';
import { chartColours } from './chartColours';
import type { HatchPattern } from './chartFrame';

export interface ChartTheme {
  readonly colours: ChartColours;
  /** Null where there is no canvas to draw the tile on. */
  readonly hatch: HatchPattern | null;
}

/** One tile of a diagonal hatch. */
function hatchPattern(colour: string): HatchPattern | null {
  const tilePixels = 8;
  const image = document.createElement('canvas');
  image.width = tilePixels;
  image.height = tilePixels;
  const context = image.getContext('2d');
  if (context === null) return null;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  // The two short strokes in the corners let the diagonals of neighbouring tiles meet.
  for (const shift of [-tilePixels, 0, tilePixels]) {
    context.moveTo(shift - 1, tilePixels + 1);
    context.lineTo(shift + tilePixels + 1, -1);
  }
  context.stroke();
  return { image, repeat: 'repeat' };
}

function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const colours = chartColours((variable) => style.getPropertyValue(variable));
  return { colours, hatch: hatchPattern(colours.lineStrong) };
}

/** The current theme for charts; changes when `data-theme` on the root element does. For use in a component's setup. */
export function useChartTheme(): Readonly<ShallowRef<ChartTheme>> {
  const theme = shallowRef(readTheme());
  const observer = new MutationObserver(() => {
    theme.value = readTheme();
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  onBeforeUnmount(() => observer.disconnect());
  return theme;
}
