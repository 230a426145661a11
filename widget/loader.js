// Paints the launcher on the customer's page and, when the visitor opens it, the chat in an iframe of our origin.
//
// Before that it stores nothing and asks for nothing: this file is the only request. It touches nothing of the page but
// one element at the end of <body>; its style is a constructed sheet, so that a strict content security policy holds.

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

/** Longer than a slow phone needs; then the visitor is told rather than left with an empty panel. */
const READY_MS_MAX = 5000;

const SHEET = `
:host{all:initial!important;position:fixed!important;inset:auto 20px 20px auto!important;z-index:2147483000!important;
--accent:#1d5c4a;--on:#fff;--paper:#fff;--ink:#17201c;--soft:#5a6660;--line:#0001;
font:15px/1.5 -apple-system,"Segoe UI",Roboto,Ubuntu,Cantarell,"Noto Sans",Arial,sans-serif!important;color-scheme:light dark!important}
:host([data-position=left]){inset:auto auto 20px 20px!important}
:host([hidden]){display:none!important}
*{box-sizing:border-box}
button{font:inherit;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.launcher{position:relative;display:grid;place-items:center;width:60px;height:60px;padding:0;border:1px solid #fff3;
border-radius:50%;color:var(--on);background:var(--accent);
box-shadow:0 1px 2px #0003,0 8px 24px -4px #0000004d;transition:transform .16s,box-shadow .16s}
.launcher:hover{transform:translateY(-2px);box-shadow:0 2px 4px #0003,0 14px 32px -6px #00000059}
.launcher:active{transform:none}
svg{grid-area:1/1;width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;
stroke-linejoin:round;transition:opacity .16s,transform .16s}
.launcher[aria-expanded=false] .down,.launcher[aria-expanded=true] .chat{opacity:0;transform:scale(.6)}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border:2px solid var(--paper);
border-radius:11px;background:#c8321f;color:#fff;font-size:12px;font-weight:600;line-height:18px;text-align:center}
.badge:empty{display:none}
.panel{position:absolute;right:0;bottom:76px;width:400px;height:min(640px,100vh - 116px);overflow:hidden;
border:1px solid var(--line);border-radius:20px;background:var(--paper);color:var(--ink);
box-shadow:0 2px 6px #0000000f,0 24px 64px -12px #00000047;
visibility:hidden;opacity:0;transform:translateY(10px);transition:opacity .14s,transform .14s,visibility .14s}
:host([data-position=left]) .panel{right:auto;left:0}
.panel.open{visibility:visible;opacity:1;transform:none}
iframe{display:block;width:100%;height:100%;border:0}
.fallback{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;
gap:16px;padding:32px;background:var(--paper);text-align:center}
.fallback[hidden]{display:none}
p{margin:0;max-width:24em;text-wrap:balance}
.fallback button{min-height:44px;padding:0 20px;border:1px solid transparent;border-radius:12px;font-weight:600;
color:var(--on);background:var(--accent)}
.fallback .quiet{color:var(--soft);background:none}
@media ${DARK}{:host{--accent:#2c8468;--paper:#151a18;--ink:#eef2f0;--soft:#a3afa9;--line:#fff2}}
@media (max-width:480px){.panel{position:fixed;inset:var(--top,0) 0 auto!important;width:auto;height:var(--height,100%);border:0;border-radius:0}
.panel.open+.launcher{visibility:hidden}}
@media (max-height:480px) and (min-width:481px){.panel{height:calc(100vh - 20px);bottom:0}.panel.open+.launcher{visibility:hidden}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media (forced-colors:active){.launcher,.badge,.panel,.fallback button{border-color:ButtonText}}
@media print{:host{display:none!important}}`;

const BUBBLE = 'M12 4c5 0 9 3.3 9 7.5S17 19 12 19c-1 0-2-.1-2.9-.4L4.5 20.5l.8-3.6A7 7 0 0 1 3 11.5C3 7.3 7 4 12 4zM8.5 10h7M8.5 13.3h4.5';

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  made.append(...children);
  return made;
}

function icon(name, path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS(svg.namespaceURI, 'path');
  line.setAttribute('d', path);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', name);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(line);
  return svg;
}

/** What is kept of an earlier visit: the visitor's secret, and how the launcher looked and spoke then. */
function read(site) {
  try {
    return JSON.parse(localStorage.getItem('baton:' + site)) || {};
  } catch {
    // Not ours, or no storage at all: as if there were nothing.
    return {};
  }
}

/** Whether the browser keeps it. */
function write(site, kept) {
  try {
    localStorage.setItem('baton:' + site, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** The visitor's secret, from an earlier visit or new. A browser that keeps nothing gets one for this page. */
function identify(site, kept) {
  if (!/^[\w-]{22,64}$/.test(kept.startId)) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    kept.startId = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return { startId: kept.startId, stored: write(site, kept) };
}

function baton(origin, given) {
  const listening = new AbortController();
  const { signal } = listening;
  let settings, visitor, kept, words, sheet, host, root, panel, launcher, badge, fallback, frame, port, patience;
  let isOpen = false;
  let unread = 0;
  let isReady;
  const ready = new Promise((resolve) => (isReady = resolve));

  const emit = (name, detail = {}) => dispatchEvent(new CustomEvent('baton:' + name, { detail }));
  const tell = (message) => port && port.postMessage(message);
  const pressed = (button, act) => button.addEventListener('click', act);

  // A value that is not exactly a colour is none: it can't carry other style along.
  function look() {
    const { accent, mode, corner } = { ...kept.theme, ...settings.theme };
    const [colour, ...parts] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(accent) || [''];
    const [r, g, b] = parts.map((hex) => (parseInt(hex, 16) / 255) ** 2.2);
    host.style.setProperty('--accent', colour);
    host.style.setProperty('--on', colour && (0.2126 * r + 0.7152 * g + 0.0722 * b < 0.179 ? '#fff' : '#000'));
    sheet.replaceSync(SHEET.replace(DARK, { light: 'not all', dark: 'all' }[mode] || DARK));
    const isLeft = (corner === 'start') === (getComputedStyle(document.body).direction === 'ltr');
    host.dataset.position = settings.position || (isLeft ? 'left' : 'right');
  }

  function speak() {
    words = { ...WORDS, ...kept.words };
    host.lang = words.lang;
    panel.setAttribute('aria-label', words.title);
    if (frame) frame.title = words.title;
    const [, again, leave] = fallback.children;
    again.textContent = words.again;
    leave.textContent = words.leave;
    show();
  }

  // The keyboard of a phone covers the page's end: the panel is what is left. Zoomed in, it stays as it is.
  function fit() {
    const { height, offsetTop, scale } = visualViewport;
    if (scale > 1) return;
    host.style.setProperty('--top', offsetTop + 'px');
    host.style.setProperty('--height', height + 'px');
  }

  function paint() {
    kept = read(settings.site);
    badge = element('span', { class: 'badge', 'aria-hidden': 'true' });
    launcher = element(
      'button',
      { class: 'launcher', type: 'button', 'data-testid': 'launcher' },
      icon('chat', BUBBLE),
      icon('down', 'M6 9.5l6 6 6-6'),
      badge,
    );
    const again = element('button', { type: 'button' });
    const leave = element('button', { type: 'button', class: 'quiet' });
    fallback = element('div', { class: 'fallback', hidden: '' }, element('p', { role: 'alert' }), again, leave);
    panel = element('div', { class: 'panel', role: 'dialog' }, fallback);
    host = element('baton-chat', {});
    root = host.attachShadow({ mode: 'open' });
    sheet = new CSSStyleSheet();
    look();
    root.adoptedStyleSheets = [sheet];
    root.append(panel, launcher);
    pressed(launcher, toggle);
    pressed(leave, close);
    pressed(again, () => {
      frame.remove();
      load();
      frame.focus();
    });
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && close());
    speak();
    for (const name of ['resize', 'scroll']) visualViewport.addEventListener(name, fit, { signal });
    document.body.append(host);
    isReady();
    emit('ready');
  }

  function show() {
    launcher.setAttribute('aria-label', isOpen ? words.close : unread ? words.unread.replace('{0}', unread) : words.open);
    launcher.setAttribute('aria-expanded', isOpen);
    panel.classList.toggle('open', isOpen);
    badge.textContent = isOpen || !unread ? '' : unread > 9 ? '9+' : unread;
  }

  function load() {
    fail(false);
    frame = element('iframe', { title: words.title, src: `${origin}/frame.html?site=${encodeURIComponent(settings.site)}` });
    frame.addEventListener('load', connect);
    panel.prepend(frame);
    patience = setTimeout(fail, READY_MS_MAX, true);
  }

  // Each load is a new document with nothing of the one before: it gets a channel of its own.
  function connect() {
    if (port) port.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => heard(data);
    frame.contentWindow.postMessage({ baton: 1 }, origin, [channel.port2]);
    const page = location.origin + location.pathname;
    const { site, department, theme, locale } = settings;
    const { lang } = document.documentElement;
    tell({ type: 'init', ...visitor, site, department, theme, locale, lang, kept: kept.theme, page, visible: isOpen });
    if (isOpen && root.activeElement) frame.focus();
  }

  // What the chat says of looks and language counts from now on, and is there at once on the next visit.
  function keep(what) {
    Object.assign(kept, what);
    write(settings.site, kept);
    look();
    speak();
  }

  function heard({ type, count, theme, words }) {
    if (type === 'ready') fail(false);
    else if (type === 'failed') fail(true);
    else if (type === 'close') close();
    else if (type === 'theme') keep({ theme });
    else if (type === 'words') keep({ words });
    else if (type === 'unread' && count !== unread) {
      unread = count;
      show();
      emit('unread', { count });
    }
  }

  function fail(has) {
    clearTimeout(patience);
    fallback.hidden = !has;
    // An alert is read out when its text appears, not when it is shown.
    fallback.firstChild.textContent = has ? words.failed : '';
  }

  function open() {
    if (isOpen) return;
    isOpen = true;
    host.hidden = false;
    show();
    if (frame) tell({ type: 'visible', on: true });
    else {
      visitor = identify(settings.site, kept);
      load();
    }
    frame.focus();
    emit('open');
  }

  function close() {
    if (!isOpen) return;
    const hadFocus = root.activeElement;
    isOpen = false;
    show();
    tell({ type: 'visible', on: false });
    if (hadFocus) launcher.focus();
    emit('close');
  }

  function toggle() {
    isOpen ? close() : open();
  }

  function hide() {
    close();
    host.hidden = true;
  }

  function setLocale(locale) {
    settings.locale = locale;
    tell({ type: 'locale', locale });
  }

  function setTheme(theme) {
    settings.theme = { ...settings.theme, ...theme };
    look();
    tell({ type: 'theme', theme: settings.theme });
  }

  function start(wanted) {
    if (settings || !wanted || !wanted.site) return;
    settings = wanted;
    if (document.body) paint();
    else document.addEventListener('DOMContentLoaded', paint, { once: true, signal });
  }

  function destroy() {
    listening.abort();
    clearTimeout(patience);
    if (port) port.close();
    if (host) host.remove();
    delete window.Baton;
  }

  function on(name, act) {
    const heardOf = (event) => act(event.detail);
    addEventListener('baton:' + name, heardOf, { signal });
    return () => removeEventListener('baton:' + name, heardOf);
  }

  // What is called before the launcher is there happens when it is.
  const soon = (act) => (...args) => void ready.then(() => act(...args));
  const api = (name, ...rest) => api[name] && api[name](...rest);
  const methods = { open, close, toggle, hide, setLocale, setTheme, show: () => (host.hidden = false) };
  for (const name in methods) api[name] = soon(methods[name]);
  window.Baton = Object.assign(api, { load: start, on, ready, destroy });
  start(given);
}

const script = document.currentScript || [...document.scripts].find(({ src }) => /\/baton\.js(\?|$)/.test(src));
const stub = window.Baton;
// The tag twice is the chat once.
if (script && !(stub && stub.ready)) {
  const { site, department, position, locale, accent, mode, corner } = script.dataset;
  // What the tag does not say stays what it was.
  const theme = JSON.parse(JSON.stringify({ accent, mode, corner }));
  baton(new URL(script.src).origin, { site, department, position, locale, theme });
  for (const call of (stub && stub.q) || []) window.Baton(...call);
}
