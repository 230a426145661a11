// Paints the launcher on the customer's page. When the visitor opens it, or a script of the page wants to, the chat comes
// in an iframe of our origin, and with it host.js: what the API needs only then.
//
// Before that it stores nothing and asks for nothing: this file is the only request. It touches nothing of the page but
// one element at the end of <body>; its style is a constructed sheet, so that a strict content security policy holds.

/** Then the visitor is told, and where else to write; what is on its way may still arrive. */
const READY_MS_MAX = 4000;

/** What is called before the first contact is kept for it: the last of it, if it is more than anybody means. */
const CALLS_MAX = 99;

/** A page that takes our element away again and again does not want it. */
const RETURNS_MAX = 99;

const DARK = '(prefers-color-scheme:dark)';

/** Until the chat has said how it is in the visitor's language. */
const WORDS = {
  lang: 'en',
  title: 'Chat',
  open: 'Open chat',
  close: 'Close chat',
  again: 'Try again',
  failed: 'The chat could not load. Please check your connection.',
};

const SHEET = `
:host{all:initial!important;position:fixed!important;inset:auto 20px 20px auto!important;z-index:2147483000!important;
--accent:#1d5c4a;--on:#fff;--paper:#fff;--ink:#17201c;font:15px/1.5 system-ui,sans-serif!important;color-scheme:light dark!important}
:host([data-position=left]){inset:auto auto 20px 20px!important}
:host([hidden]){display:none!important}
*{box-sizing:border-box}
button{font:inherit;cursor:pointer}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.launcher{position:relative;display:grid;place-items:center;width:60px;height:60px;padding:0;border:1px solid #fff3;
border-radius:50%;color:var(--on);background:var(--accent);box-shadow:0 8px 24px #0005}
svg{grid-area:1/1;width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;transition:.14s}
.launcher[aria-expanded=false] .down,.launcher[aria-expanded=true] .chat{opacity:0;transform:scale(.6)}
.panel{position:absolute;right:0;bottom:76px;width:400px;height:min(640px,100vh - 116px);overflow:hidden;
border:1px solid #8883;border-radius:20px;background:var(--paper);color:var(--ink);box-shadow:0 8px 24px #0005;
visibility:hidden;opacity:0;transform:translateY(10px);transition:.14s}
:host([data-position=left]) .panel{right:auto;left:0}
.panel.open{visibility:visible;opacity:1;transform:none}
iframe{display:block;width:100%;height:100%;border:0}
.fallback{position:absolute;inset:0;padding:32px;background:var(--paper)}
@media ${DARK}{:host{--accent:#2c8468;--paper:#151a18;--ink:#eef2f0}}
@media (max-width:480px),(max-height:480px){.panel{position:fixed;inset:var(--top,0) 0 auto!important;width:auto;height:var(--height,100%);border:0;border-radius:0}
.panel.open+.launcher{visibility:hidden}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media (forced-colors:active){.launcher,.panel{border-color:ButtonText}}
@media print{:host{display:none!important}}`;

const BUBBLE = 'M12 4c5 0 9 3.3 9 7.5S17 19 12 19c-1 0-2-.1-2.9-.4L4.5 20.5l.8-3.6A7 7 0 0 1 3 11.5C3 7.3 7 4 12 4zM8.5 10h7M8.5 13.3h4.5';

function element(name, attributes, ...children) {
  const made = /svg|path/.test(name) ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  made.append(...children);
  return made;
}

function icon(name, d) {
  return element('svg', { viewBox: '0 0 24 24', class: name, 'aria-hidden': true }, element('path', { d }));
}

function baton(script) {
  const listening = new AbortController();
  const { signal } = listening;
  const calls = [];
  const heard = [];
  const at = { origin: new URL(script.src).origin, signal, emit, show, fail, wait, look, speak, isOpen: false };
  let host, root, sheet, panel, launcher, fallback, alert, words, patience, live;
  let tries = 0;
  let returns = 0;
  let isReady;
  const ready = new Promise((resolve) => (isReady = resolve));

  function emit(name, detail = {}) {
    dispatchEvent(new CustomEvent('baton:' + name, { detail }));
  }

  function button(act, attributes, ...children) {
    const made = element('button', { type: 'button', ...attributes }, ...children);
    made.addEventListener('click', act);
    return made;
  }

  function paint() {
    launcher = button(toggle, { class: 'launcher', 'data-testid': 'launcher' }, icon('chat', BUBBLE), icon('down', 'M6 9.5l6 6 6-6'));
    alert = element('p', { role: 'alert' });
    fallback = element('div', { class: 'fallback' }, alert, button(load), button(close));
    fallback.hidden = true;
    panel = element('div', { class: 'panel', role: 'dialog' }, fallback);
    at.host = host = element('baton-chat');
    root = host.attachShadow({ mode: 'open' });
    sheet = new CSSStyleSheet();
    look();
    root.adoptedStyleSheets = [sheet];
    root.append(panel, launcher);
    speak();
    const kept = new MutationObserver(stay);
    at.kept = kept;
    stay();
    isReady();
    emit('ready');

    // Pages that draw themselves anew, body and all, keep their chat.
    function stay() {
      if (!host.isConnected && returns++ < RETURNS_MAX) document.body.append(host);
      for (const parent of [document.documentElement, document.body]) kept.observe(parent, { childList: true });
    }
  }

  // A value that is not exactly a colour is none: it can't carry other style along.
  function look() {
    const of = (name) => at.settings.theme[name] || at.past.theme[name];
    const colour = /^#[\da-f]{6}$/i.test(of('accent')) ? of('accent') : '';
    const light = [0.21, 0.72, 0.07].reduce((sum, share, part) => sum + share * (parseInt(colour.substr(1 + 2 * part, 2), 16) / 255) ** 2.2, 0);
    host.style.setProperty('--accent', colour);
    host.style.setProperty('--on', colour && (light < 0.179 ? '#fff' : '#000'));
    sheet.replaceSync(SHEET.replace(DARK, { light: 'not all', dark: 'all' }[of('mode')] || DARK));
    const isLeft = (of('corner') === 'start') === (getComputedStyle(document.body).direction === 'ltr');
    host.dataset.position = at.settings.position || (isLeft ? 'left' : 'right');
  }

  function speak() {
    words = { ...WORDS, ...at.past.words };
    host.lang = words.lang;
    panel.setAttribute('aria-label', words.title);
    const [, again, leave] = fallback.children;
    again.textContent = words.again;
    leave.textContent = words.close;
    show();
  }

  function show() {
    const { isOpen } = at;
    launcher.setAttribute('aria-label', isOpen ? words.close : words.open);
    launcher.setAttribute('aria-expanded', isOpen);
    panel.classList.toggle('open', isOpen);
    if (live) live.count();
  }

  function fail(has) {
    clearTimeout(patience);
    fallback.hidden = !has;
    // An alert is read out when its text appears, not when it is shown.
    alert.textContent = '';
    if (!has) return;
    const { contact } = at.settings;
    alert.append(words.failed, contact ? element('a', { href: 'mailto:' + contact }, ' ' + contact) : '');
    emit('error', { code: 'not_loaded', message: WORDS.failed });
  }

  function wait() {
    fail();
    patience = setTimeout(fail, READY_MS_MAX, true);
  }

  /** The first contact, or another try. */
  function load() {
    wait();
    if (at.frame) at.frame.remove();
    const frame = element('iframe', { title: words.title, src: at.origin + '/frame.html?site=' + encodeURIComponent(at.settings.site) });
    at.frame = frame;
    at.isLoaded = false;
    // Each load is a new document with nothing of the one before: it gets a channel of its own.
    frame.addEventListener('load', () => {
      at.isLoaded = true;
      if (live) live.connect();
    });
    panel.prepend(frame);
    frame.focus();
    if (live) return;
    const file = at.origin + '/host.js';
    // Who pins this file pins the other one, too: what is loaded under a hash is what `import` finds.
    const integrity = script.dataset.host;
    if (integrity) {
      const pinned = element('link', { rel: 'modulepreload', href: file, crossorigin: '', integrity });
      pinned.nonce = script.nonce;
      root.append(pinned);
    }
    import(file + (tries++ ? '?' + tries : '')).then(
      (module) => {
        if (live || signal.aborted) return;
        live = module.default(at, { open, close });
        if (at.isLoaded) live.connect();
        for (const [name, args] of calls.splice(0)) live[name](...args);
      },
      () => signal.aborted || fail(true),
    );
  }

  function open() {
    if (at.isOpen) return;
    at.isOpen = true;
    host.hidden = false;
    show();
    if (!at.frame) load();
    else if (live) live.visible();
    at.frame.focus();
    emit('open');
  }

  function close() {
    if (!at.isOpen) return;
    const hadFocus = root.activeElement;
    at.isOpen = false;
    show();
    if (live) live.visible();
    if (hadFocus) launcher.focus();
    emit('close');
  }

  function toggle() {
    at.isOpen ? close() : open();
  }

  /** The next who comes is another person. What an earlier visit has kept goes at once. */
  function reset() {
    calls.length = 0;
    try {
      for (const key in localStorage) if (key.split('|')[0] === 'baton:' + at.settings.site) localStorage.removeItem(key);
    } catch {
      // Nothing is kept here.
    }
    at.past = { theme: {} };
    if (host) {
      look();
      speak();
    }
    if (live) live.reset();
    else if (at.frame) calls.push(['reset', []]);
  }

  function start(wanted) {
    if (at.settings || !wanted || !wanted.site) return;
    const { accent, mode, corner } = wanted;
    at.settings = { ...wanted, theme: { accent, mode, corner, ...wanted.theme } };
    at.past = { theme: {} };
    try {
      Object.assign(at.past, JSON.parse(localStorage.getItem('baton:' + wanted.site)));
    } catch {
      // Not ours, or no storage at all: the same as nothing there.
    }
    if (document.body) paint();
    else document.addEventListener('DOMContentLoaded', paint, { once: true, signal });
  }

  function destroy() {
    listening.abort();
    clearTimeout(patience);
    if (live) live.destroy();
    if (host) {
      at.kept.disconnect();
      host.remove();
    }
    if (window.Baton === api) delete window.Baton;
  }

  function on(name, act) {
    const hear = (event) => act(event.detail);
    const stop = () => removeEventListener('baton:' + name, hear);
    addEventListener('baton:' + name, hear, { signal });
    heard.push([name, act, stop]);
    return stop;
  }

  function off(name, act) {
    for (const [known, whose, stop] of heard) if (known === name && (!act || whose === act)) stop();
  }

  const api = (name, ...rest) => (name === 'ready' ? void ready.then(...rest) : api[name] && api[name](...rest));
  // What is called before the launcher is there happens when it is.
  const methods = { open, close, toggle, hide: () => (close(), (host.hidden = true)), show: () => (host.hidden = false), reset };
  const later = 'identify update setAttributes setDepartment setLocale setTheme prefill track pageView requestHuman';
  for (const name of [...Object.keys(methods), ...later.split(' ')]) {
    api[name] = (...args) =>
      void ready.then(() => {
        const act = methods[name] || (live && live[name]);
        if (signal.aborted) return;
        if (act) return void act(...args);
        if (calls.push([name, args]) > CALLS_MAX) calls.shift();
        if (name === 'requestHuman') open();
      });
  }
  window.Baton = Object.assign(api, { load: start, on, off, ready, destroy });
  start(script.dataset);
}

const script = document.currentScript || [...document.scripts].find(({ src }) => /\/baton\.js(\?|$)/.test(src));
const stub = window.Baton;
// The tag twice is the chat once.
if (script && !(stub && stub.ready)) {
  baton(script);
  for (const call of (stub && stub.q) || []) window.Baton(...call);
}
