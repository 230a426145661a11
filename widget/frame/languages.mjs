// Which language the chat speaks. Only a name of this list ever becomes part of an address.

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja', 'zh', 'hi'];
export const RIGHT_TO_LEFT = ['ar', 'he'];

/** A wish as the platform reads it; nothing if it is no language tag, such as `../../x`, or one without texts. */
function read(wish) {
  try {
    const { language, baseName } = new Intl.Locale(String(wish).replaceAll('_', '-'));
    return LANGUAGES.includes(language) && { language, place: baseName };
  } catch {
    return undefined;
  }
}

/**
 * The first wish that there are texts for, else English. `place` adds the region for dates and numbers: where the wish
 * has none, the browser's own list may.
 */
export function choose(wishes, browser) {
  const [chosen = { language: 'en', place: 'en' }] = wishes.map(read).filter(Boolean);
  if (chosen.place !== chosen.language) return chosen;
  const near = browser.map(read).find((it) => it && it.language === chosen.language);
  return near || chosen;
}
