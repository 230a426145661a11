// What both pages carry of files, emoji and sound: the way to them. The rest is fetched when the page is ready.

/** What the later part works with: the conversation, the token (none at the desk), where to tell what is attached. */
const state = {};

// The address is put together so that the bundler leaves it alone.
const later = (part = 'files') => import(`${location.origin}/widget/later/${part}.js`);

let files;

/** Fetches the later part; without a connection, when there is one. */
const fetched = () =>
  (files ??= later().catch(() => {
    files = undefined;
    return new Promise((resolve) => addEventListener('online', () => resolve(fetched()), { once: true }));
  }));

const then = (act) => void fetched().then(act);

/** Puts the tools beside the field in `box`; `changed` hears what is attached. */
export const begin = (box, changed) => then((it) => it.begin(box, changed));

/** The conversation that files belong to from now on. */
export const enter = (conversation, token) => {
  Object.assign(state, { conversation, token });
  then((it) => it.entered(state));
};

/** What was attached has been sent. */
export const sent = () => then((it) => it.sent());

/** It was not: attached again, by the files' names in addresses. */
export const back = (ids) => then((it) => it.back(ids));

/** Somebody else has said something. */
export const heard = (isSeen) => then((it) => it.heard(isSeen));

/** A form that the site asks, put into `place`; without a connection, when there is one. */
export const form = (place, name, email, message, tell) => {
  const show = (it) => place.isConnected && it.show(place, state, { name, email, message }, tell);
  const again = () => addEventListener('online', () => form(place, name, email, message, tell), { once: true });
  void later('form').then(show, again);
};
