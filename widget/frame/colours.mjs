// The colours that follow from a site's one accent, so that words on it and in it can be read by everybody.

export const SCHEMES = {
  light: { canvas: [255, 255, 255], bubble: [241, 244, 242], ink: [23, 32, 28] },
  dark: { canvas: [20, 26, 23], bubble: [33, 41, 37], ink: [237, 242, 239] },
};
/** Words against what is behind them (WCAG 2.2, 1.4.3). */
const WORDS_MIN = 4.5;
/** A fill need not be read, but must be seen. */
const FILL_MIN = 1.4;
/** From this luminance on black is read better than white; each has 4.5 there. */
const LIGHT_FROM = 0.179;

/** `#rrggbb` as three numbers; nothing for anything else. */
export function rgb(colour) {
  const [, ...parts] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour) ?? [];
  return parts.length ? parts.map((hex) => parseInt(hex, 16)) : undefined;
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => (part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3294.6));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const mix = (from, to, share) => from.map((part, at) => Math.round(part + (to[at] - part) * share));

/** The colour, moved towards another one no further than it needs to be told from all of these. */
function away(colour, towards, from, least) {
  let share = 0;
  let moved = colour;
  while (share < 1 && from.some((behind) => contrast(moved, behind) < least)) moved = mix(colour, towards, (share += 0.04));
  return moved;
}

/** All colours that follow from the accent. */
export function colours(accent, { canvas, bubble, ink }) {
  const fill = away(accent, ink, [canvas], FILL_MIN);
  const isLight = luminance(fill) >= LIGHT_FROM;
  const on = isLight ? [0, 0, 0] : [255, 255, 255];
  const tint = mix(canvas, fill, 0.1);
  return {
    accent: fill,
    'accent-deep': mix(fill, isLight ? [255, 255, 255] : [0, 0, 0], 0.15),
    'accent-ink': away(accent, ink, [canvas, bubble, tint], WORDS_MIN),
    'accent-tint': tint,
    'on-accent': on,
  };
}
