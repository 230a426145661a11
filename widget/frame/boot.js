// The first script of the chat's frame: takes the loader's channel, keeps what is typed before the widget is there, and
// does for the widget what the browser does best in its own language: words, dates and colours.
import { look } from './looks.js';
import { Person } from './person.js';
import * as words from './words.js';

const composer = document.getElementById('early');
const form = composer.form;
const over = new AbortController();
const { signal } = over;

let port;
let init;
let person;
let wantsSend = false;
let isComposing = false;
let settled;
/** Wishes for a language: `setLocale` or the tag, the page around the frame, the site. */
const wish = {};

const send = (message) => port && port.postMessage(message);
const close = () => send({ type: 'close' });

/** What the launcher says from now on, and on the next visit from the start. */
function tellWords() {
  const { say } = words;
  send({
    type: 'words',
    words: {
      lang: document.documentElement.lang,
      title: say('Chat'),
      open: say('Open chat'),
      unread: say('Open chat, {0} unread', '{0}'),
      close: say('Close chat'),
      again: say('Try again'),
      failed: say('The chat could not load. Please check your connection.'),
    },
  });
}

/** Speaks the language that is wished for first; what is drawn already is drawn again. */
async function speak() {
  if (await words.speak([wish.locale, wish.page, ...navigator.languages, wish.site])) {
    for (const element of document.querySelectorAll('#app [aria-label],#app [placeholder],#app .title,#app .status')) early(element);
    tellWords();
    dispatchEvent(new Event('baton:words'));
  }
}

/** Before the widget is there its page is English words in their places; afterwards none of them is there any more. */
function early(element) {
  if (signal.aborted) return;
  for (const name of ['aria-label', 'placeholder']) {
    if (element.hasAttribute(name)) element.setAttribute(name, words.say(element.getAttribute(name)));
  }
  if (element.matches('.title,.status')) element.textContent = words.say(element.textContent);
}

/** What the site has decided, as the edge tells it when the conversation begins. */
function site(accent, mode, corner, density, picture, language) {
  const theme = { accent, mode, corner, density, picture };
  look('site', theme);
  send({ type: 'theme', theme });
  wish.site = language;
  speak();
}

// The widget calls these by name.
globalThis.baton = { ...words, site };

/** What the page wants to look and sound otherwise, at the start or later. Fields that are not known mean nothing. */
function heard({ type, theme, locale }) {
  if (type === 'theme') look('page', theme);
  if (type === 'locale') {
    wish.locale = locale;
    speak();
  }
}

// Only the page around this frame is heard, and only once for each document. What the browser knows better than that page
// is not taken from it: its origin, and the site, which `frame-ancestors` has let in here by this frame's address.
const whose = new URLSearchParams(location.search).get('site');
const connected = new Promise((resolve) => {
  addEventListener('message', function connect(event) {
    const [host = event.origin] = location.ancestorOrigins || [];
    const isHost = event.isTrusted && event.source === parent && event.origin === host;
    if (!isHost || event.data?.baton !== 1 || !event.ports[0]) return;
    removeEventListener('message', connect);
    port = event.ports[0];
    // The widget takes `onmessage` over; this goes on beside it.
    port.addEventListener('message', ({ data }) => {
      if (!data) return;
      heard(data);
      person?.hear(data);
    });
    port.onmessage = ({ data }) => {
      if (data?.type === 'init') {
        init = { ...data, site: whose, origin: event.origin };
        person = new Person(init, send);
        look('site', data.looked);
        look('page', data.theme);
        [wish.locale, wish.page] = [data.locale, data.lang];
        speak().then(resolve);
      } else if (data?.type === 'visible' && init) init.visible = data.on;
      if (init?.visible) composer.focus();
    };
  });
});

document.getElementById('early-close').addEventListener('click', close, { signal });
addEventListener('keydown', (event) => event.key === 'Escape' && close(), { signal });

composer.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
}, { signal });

form.addEventListener('submit', (event) => {
  event.preventDefault();
  wantsSend = composer.value.trim() !== '';
  form.classList.toggle('is-busy', wantsSend);
}, { signal });

// Replacing a text field ends what an input method has begun: the widget waits for its end.
composer.addEventListener('compositionstart', () => (isComposing = true), { signal });
composer.addEventListener('compositionend', () => {
  isComposing = false;
  settled?.();
}, { signal });

try {
  const widget = await import('./widget.js');
  await Promise.all([widget.default(), connected]);
  if (isComposing) await new Promise((resolve) => (settled = resolve));
  over.abort();
  widget.run(port, init, wantsSend, person);
} catch (cause) {
  console.error('The chat could not start.', cause);
  connected.then(() => send({ type: 'failed' }));
}
