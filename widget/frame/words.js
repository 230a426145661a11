// What the chat says, in the visitor's language: its texts, fetched alone, and the platform's own numbers and dates.
//
// The English text is the name of a text, so English is never fetched and what is missing elsewhere is English.
import { RIGHT_TO_LEFT, choose } from './languages.mjs';

/** Longer than a slow phone needs for 4 kB; then the chat speaks English. */
const FETCH_MS_MAX = 4000;
const DAY_MS = 86_400_000;

let spoken = { language: 'en', place: 'en' };
let words = {};
/** What the edge has stored in English, as patterns, with how it is said here. */
let notices = [];
/** Only the last choice counts, whatever comes first. */
let turn = 0;

/** Takes the first wish that there are texts for. Resolves when they are there, or can't be; tells whether they are other ones. */
export async function speak(wishes) {
  const mine = ++turn;
  const next = choose(wishes, navigator.languages);
  const isOther = next.place !== spoken.place;
  const texts = isOther && next.language !== 'en' ? await fetched(next.language) : {};
  if (mine !== turn || !isOther || !texts) return false;
  spoken = next;
  words = texts.words ?? {};
  notices = Object.entries(texts.notices ?? {}).map(pattern);
  const { documentElement: root } = document;
  root.lang = next.language;
  root.dir = RIGHT_TO_LEFT.includes(next.language) ? 'rtl' : 'ltr';
  return true;
}

async function fetched(language) {
  try {
    const answer = await fetch(`/widget/locales/${language}.json`, { signal: AbortSignal.timeout(FETCH_MS_MAX) });
    return answer.ok && (await answer.json());
  } catch {
    // No connection: what is spoken now goes on.
    return undefined;
  }
}

/** `{agent} has joined.` finds any name in that place. */
function pattern([english, theirs]) {
  const plain = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return [new RegExp(`^${plain.replace(/\{(\w+)\}/g, '(?<$1>[^]*?)')}$`), theirs];
}

/** A text with its values: `{0}` the first of them. One with forms for numbers takes that of its first value. */
export function say(english, ...values) {
  let text = words[english] ?? english;
  if (typeof text === 'object') text = text[new Intl.PluralRules(spoken.place).select(values[0])] ?? text.other;
  return text.replace(/\{(\d)\}/g, (_, at) => shown(values[at]));
}

const shown = (value) => (typeof value === 'number' ? value.toLocaleString(spoken.place) : value);

/** What the edge says in English, if it is one of its own texts and not a site's; else nothing. */
export function translated(text) {
  for (const [english, theirs] of notices) {
    const found = english.exec(text);
    if (found) return theirs.replace(/\{(\w+)\}/g, (_, name) => found.groups[name]);
  }
  return undefined;
}

/** `5 minutes`, or `5–10 minutes`. */
export function minutes(from, to) {
  const format = new Intl.NumberFormat(spoken.place, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return from === to || !format.formatRange ? format.format(to) : format.formatRange(from, to);
}

const date = (options) => new Intl.DateTimeFormat(spoken.place, options);

/** The clock time at the visitor's place. */
export const clock = (at) => date({ hour: '2-digit', minute: '2-digit' }).format(at);

/** A day and a time of day there. */
export const moment = (at) =>
  date({ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(at);

/** How far the edge's clock is ahead of this device's. */
let aheadMs = 0;

export function setClock(now) {
  aheadMs = now - Date.now();
}

const dayNumber = (at) => Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / DAY_MS);

/** The day of a message if it is another one than that of the message before (of today, if there is none). */
export function day(at, before) {
  const today = dayNumber(Date.now() + aheadMs);
  const number = dayNumber(at);
  if (number === (before ? dayNumber(before) : today)) return undefined;
  if (today - number > 1) return date({ weekday: 'long', day: 'numeric', month: 'long' }).format(at);
  const named = new Intl.RelativeTimeFormat(spoken.place, { numeric: 'auto' }).format(number - today, 'day');
  return named.charAt(0).toLocaleUpperCase(spoken.place) + named.slice(1);
}
