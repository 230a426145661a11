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
  unread: 'Open chat, {0} unread',
  close: 'Close chat',
  again: 'Try again',
  leave: 'Close',
  failed: 'The chat could not load. Please check your connection.',
};

const SHEET = `
:host{all:initial!important;position:fixed!important;inset:auto 20px 20px auto!important;z-index:2147483000!important;
--accent:#1d5c4a;--on:#fff;--paper:#fff;--ink:#17201c;--soft:#5a6660;--line:#0001;
font:15px/1.5 -apple-system,"Segoe UI",Roboto,Ubuntu,Cantarell,"Noto Sans",Arial,sans-serif!important;color-scheme:light dark!important}
:host([data-position=left]){inset:auto auto 20px 20px!important}
:host([hidden]){display:none!important}
*{box-sizing:border-box}
button{font:inherit;cursor:pointer}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.launcher{position:relative;display:grid;place-items:center;width:60px;height:60px;padding:0;border:1px solid #fff3;
border-radius:50%;color:var(--on);background:var(--accent);
box-shadow:0 8px 24px -4px #0006}
svg{grid-area:1/1;width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;
stroke-linejoin:round;transition:opacity .16s,transform .16s}
.launcher[aria-expanded=false] .down,.launcher[aria-expanded=true] .chat{opacity:0;transform:scale(.6)}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border:2px solid var(--paper);
border-radius:11px;background:#c8321f;color:#fff;font-size:12px;font-weight:600;line-height:18px;text-align:center}
.badge:empty{display:none}
.panel{position:absolute;right:0;bottom:76px;width:400px;height:min(640px,100vh - 116px);overflow:hidden;
border:1px solid var(--line);border-radius:20px;background:var(--paper);color:var(--ink);
box-shadow:0 24px 64px -12px #0006;
visibility:hidden;opacity:0;transform:translateY(10px);transition:opacity .14s,transform .14s,visibility .14s}
:host([data-position=left]) .panel{right:auto;left:0}
.panel.open{visibility:visible;opacity:1;transform:none}
iframe{display:block;width:100%;height:100%;border:0}
.fallback{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;
gap:16px;padding:32px;background:var(--paper);text-align:center}
.fallback[hidden]{display:none}
p{margin:0;max-width:24em}
.fallback button{min-height:44px;padding:0 20px;border:1px solid transparent;border-radius:12px;font-weight:600;
color:var(--on);background:var(--accent)}
.fallback .quiet{color:var(--soft);background:none}
a{color:inherit}
@media ${DARK}{:host{--accent:#2c8468;--paper:#151a18;--ink:#eef2f0;--soft:#a3afa9;--line:#fff2}}
@media (max-width:480px){.panel{position:fixed;inset:var(--top,0) 0 auto!important;width:auto;height:var(--height,100%);border:0;border-radius:0}
.panel.open+.launcher{visibility:hidden}}
@media (max-height:480px) and (min-width:481px){.panel{height:calc(100vh - 20px);bottom:0}.panel.open+.launcher{visibility:hidden}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media (forced-colors:active){.launcher,.badge,.panel,.fallback button{border-color:ButtonText}}
@media print{:host{display:none!important}}`;

const BUBBLE = 'M12 4c5 0 9 3.3 9 7.5S17 19 12 19c-1 0-2-.1-2.9-.4L4.5 20.5l.8-3.6A7 7 0 0 1 3 11.5C3 7.3 7 4 12 4zM8.5 10h7M8.5 13.3h4.5';

function element(name, attributes, ...children) {
  const made = document.createElementNS(`http://www.w3.org/${/svg|path/.test(name) ? '2000/svg' : '1999/xhtml'}`, name);
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
  const at = { origin: new URL(script.src).origin, signal, emit, show, fail, wait, look, speak, isOpen: false, unread: 0 };
  let host, root, sheet, panel, launcher, badge, fallback, alert, words, patience, live;
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
    badge = element('span', { class: 'badge', 'aria-hidden': true });
    launcher = button(
      toggle,
      { class: 'launcher', 'data-testid': 'launcher' },
      icon('chat', BUBBLE),
      icon('down', 'M6 9.5l6 6 6-6'),
      badge,
    );
    alert = element('p', { role: 'alert' });
    fallback = element('div', { class: 'fallback', hidden: '' }, alert, button(load), button(close, { class: 'quiet' }));
    panel = element('div', { class: 'panel', role: 'dialog' }, fallback);
    at.host = host = element('baton-chat');
    root = host.attachShadow({ mode: 'open' });
    sheet = new CSSStyleSheet();
    look();
    root.adoptedStyleSheets = [sheet];
    root.append(panel, launcher);
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && close());
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
    const { accent, mode, corner } = { ...at.past.theme, ...at.settings.theme };
    const [colour, ...parts] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(accent) || [''];
    const [r, g, b] = parts.map((hex) => (parseInt(hex, 16) / 255) ** 2.2);
    host.style.setProperty('--accent', colour);
    host.style.setProperty('--on', colour && (0.2126 * r + 0.7152 * g + 0.0722 * b < 0.179 ? '#fff' : '#000'));
    sheet.replaceSync(SHEET.replace(DARK, { light: 'not all', dark: 'all' }[mode] || DARK));
    const isLeft = (corner === 'start') === (getComputedStyle(document.body).direction === 'ltr');
    host.dataset.position = at.settings.position || (isLeft ? 'left' : 'right');
  }

  function speak() {
    words = { ...WORDS, ...at.past.words };
    host.lang = words.lang;
    panel.setAttribute('aria-label', words.title);
    if (at.frame) at.frame.title = words.title;
    const [, again, leave] = fallback.children;
    again.textContent = words.again;
    leave.textContent = words.leave;
    show();
  }

  function show() {
    const { isOpen, unread } = at;
    launcher.setAttribute('aria-label', isOpen ? words.close : unread ? words.unread.replace('{0}', unread) : words.open);
    launcher.setAttribute('aria-expanded', isOpen);
    panel.classList.toggle('open', isOpen);
    badge.textContent = isOpen || !unread ? '' : unread > 9 ? '9+' : unread;
  }

  function fail(has) {
    clearTimeout(patience);
    fallback.hidden = !has;
    // An alert is read out when its text appears, not when it is shown.
    alert.textContent = '';
    if (!has) return;
    const { contact } = at.settings;
    alert.append(words.failed, contact ? element('a', { href: 'mailto:' + contact }, ' ' + contact) : '');
    emit('error', { code: 'not_loaded', message: 'The chat could not load.' });
  }

  function wait() {
    fail();
    patience = setTimeout(fail, READY_MS_MAX, true);
  }

  /** The first contact, or another try. */
  function load() {
    wait();
    if (at.frame) at.frame.remove();
    const frame = element('iframe', { title: words.title, src: `${at.origin}/frame.html?site=${encodeURIComponent(at.settings.site)}` });
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
    import(tries++ ? `${file}?${tries}` : file).then(
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

  function hide() {
    close();
    host.hidden = true;
  }

  /** The next who comes is another person. What an earlier visit has kept goes at once. */
  function reset() {
    calls.length = 0;
    try {
      for (const key in localStorage) if (key.split('|')[0] === 'baton:' + at.settings.site) localStorage.removeItem(key);
    } catch {
      // Nothing is kept here.
    }
    at.past = {};
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
    // What the tag does not say stays what it was.
    const said = JSON.parse(JSON.stringify({ accent, mode, corner }));
    at.settings = { ...wanted, theme: { ...said, ...wanted.theme } };
    try {
      at.past = JSON.parse(localStorage.getItem('baton:' + wanted.site)) || {};
    } catch {
      // Nothing there, not ours, or no storage at all: the same to us.
      at.past = {};
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
  const methods = { open, close, toggle, hide, show: () => (host.hidden = false), reset };
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
