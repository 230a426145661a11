// What a page passes to the API, made into what can be sent: plain texts within the limits of the edge (limits.rs).

const NAME_CHARS_MAX = 64;
const VALUE_CHARS_MAX = 500;
const VALUES_MAX = 50;
const TEXT_CHARS_MAX = 4000;

/** A text, or nothing for what is none. A very long one is cut: the edge would refuse it whole. */
export function text(given) {
  return typeof given === 'string' ? given.slice(0, TEXT_CHARS_MAX) : undefined;
}

/** An address without query and fragment: they may hold what is not ours to know. */
export function page(given) {
  try {
    const { protocol, origin, pathname } = new URL(given, document.baseURI);
    return /^https?:$/.test(protocol) ? origin + pathname : undefined;
  } catch {
    return undefined;
  }
}

/** Names and values. What can't be one is told to `refuse` and left out; `undefined` if it is no object at all. */
export function strings(given, refuse, most = VALUES_MAX) {
  const isObject = given && typeof given === 'object' && !Array.isArray(given);
  if (!isObject) return void refuse('an object of names and values.');
  const names = Object.keys(given);
  if (names.length > most) return void refuse(`at most ${most} values at once.`);
  const found = Object.create(null);
  for (const name of names) {
    const value = string(given[name]);
    const fits = name.trim() && name.length <= NAME_CHARS_MAX && (value === null || value?.length <= VALUE_CHARS_MAX);
    if (fits) found[name] = value;
    else refuse(`"${name.slice(0, NAME_CHARS_MAX)}" is no name with a text, number, date, true, false or null of at most ${VALUE_CHARS_MAX} characters.`);
  }
  return found;
}

function string(value) {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return /^(string|number|boolean|bigint)$/.test(typeof value) ? String(value) : undefined;
}
