// The first script of the chat's frame: takes the loader's channel and keeps what is typed before the widget is there.

import { Person } from './person.js';

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

const send = (message) => port && port.postMessage(message);
const close = () => send({ type: 'close' });

// Only the page around this frame is heard, and only once for each document. What the browser knows better than that page
// is not taken from it: its origin, and the site, which `frame-ancestors` has let in here by this frame's address.
const site = new URLSearchParams(location.search).get('site');
const connected = new Promise((resolve) => {
  addEventListener('message', function connect(event) {
    const [host = event.origin] = location.ancestorOrigins || [];
    const isHost = event.isTrusted && event.source === parent && event.origin === host;
    if (!isHost || event.data?.baton !== 1 || !event.ports[0]) return;
    removeEventListener('message', connect);
    port = event.ports[0];
    port.onmessage = ({ data }) => {
      if (data?.type === 'init') person = new Person((init = { ...data, site, origin: event.origin }), send);
      else if (data?.type === 'visible' && init) init.visible = data.on;
      if (init?.visible) composer.focus();
      if (init) resolve();
    };
    // The widget takes the other listener over.
    port.addEventListener('message', ({ data }) => person?.hear(data));
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
