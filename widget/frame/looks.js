// The theme: colours from one accent, light or dark, density, the bot's picture. Nothing that is not exactly a colour or
// one of the names below ever reaches a style.
import { SCHEMES, colours, rgb } from './colours.mjs';

const SYSTEM = '(prefers-color-scheme:dark)';
const DARK_WHEN = { light: 'not all', dark: 'all', auto: SYSTEM };
const layers = {};
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];
/** The style sheet's own rules for the dark, found before their condition is changed. */
let darkRules;

const rules = (accent, scheme) =>
  Object.entries(colours(accent, scheme)).map(([name, parts]) => `--${name}:rgb(${parts})`).join(';');

/** Sets one layer, the site's or the page's, which goes before it. What is not known in it is not looked at. */
export function look(layer, theme) {
  layers[layer] = theme && typeof theme === 'object' ? theme : {};
  const is = (field, isGood) => [layers.page, layers.site].map((it) => it?.[field]).find(isGood);
  const mode = is('mode', (it) => Object.hasOwn(DARK_WHEN, it)) ?? 'auto';
  const accent = rgb(is('accent', rgb));
  const when = DARK_WHEN[mode];
  sheet.replaceSync(
    `:root{color-scheme:${mode === 'auto' ? 'light dark' : mode}}` +
      (accent ? `:root{${rules(accent, SCHEMES.light)}}@media ${when}{:root{${rules(accent, SCHEMES.dark)}}}` : ''),
  );
  darkRules ??= [...document.styleSheets].flatMap((it) => [...it.cssRules]).filter((it) => /scheme/.test(it.media?.mediaText));
  for (const rule of darkRules) rule.media.mediaText = when;
  document.documentElement.dataset.density = is('density', (it) => it === 'compact') ?? '';
  picture(is('picture', (it) => typeof it === 'string'));
}

/** The picture takes the sign's place once it is there: one that the browser does not let through changes nothing. */
function picture(address) {
  const root = document.documentElement;
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.onload = () => {
    root.style.setProperty('--picture', `url(${JSON.stringify(image.src)})`);
    root.dataset.picture = '';
  };
  delete root.dataset.picture;
  if (/^https:\/\//.test(address)) image.src = address;
}
