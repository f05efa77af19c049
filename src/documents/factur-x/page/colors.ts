import type { Colors } from './sheet.ts';

/** WCAG 2.2, 1.4.3: text must stand out from its paper. */
const leastContrast = 4.5;
const ink = '#1d2329';

/** The page's colours; an accent too light to be read on white is darkened until it can. What is no colour is ink. */
export function colorsOf(accent: string): Colors {
  const [, hex] = /^#([0-9a-f]{6})$/iu.exec(accent) ?? [];
  let channels = [0, 2, 4].map((at) => Number.parseInt((hex ?? ink.slice(1)).slice(at, at + 2), 16));
  while (1.05 / (luminance(channels) + 0.05) < leastContrast)
    channels = channels.map((each) => Math.floor(each * 0.94));
  const written = channels.map((each) => each.toString(16).padStart(2, '0')).join('');
  return { accent: `#${written}`, ink, quiet: '#5b6570', rule: '#d5dade', tint: '#f4f6f8' };
}

function luminance(channels: number[]): number {
  const linear = channels.map((each) => {
    const value = each / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
