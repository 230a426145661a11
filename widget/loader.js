// Paints the launcher on the customer's page and, when the visitor opens it, the chat in an iframe of our origin.
//
// Before that it stores nothing and asks for nothing: this file is the only request. It touches nothing of the page but
// one element at the end of <body>; its style is a constructed sheet, so that a strict content security policy holds.

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
@media (prefers-color-scheme:dark){:host{--accent:#2c8468;--paper:#151a18;--ink:#eef2f0;--soft:#a3afa9;--line:#fff2}}
@media (max-width:480px){.panel{position:fixed;inset:0!important;width:auto;height:auto;border:0;border-radius:0}
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

/** The visitor's secret, from an earlier visit or new. A browser that keeps nothing gets one for this page. */
function secret(site) {
  const key = 'baton:' + site;
  let startId;
  let stored = true;
  try {
    startId = JSON.parse(localStorage.getItem(key)).startId;
  } catch {
    // Nothing there yet, not ours, or no storage at all: the same to us.
  }
  if (!/^[\w-]{22,64}$/.test(startId)) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    startId = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  try {
    localStorage.setItem(key, JSON.stringify({ startId }));
  } catch {
    stored = false;
  }
  return { startId, stored };
}

function baton(origin, given) {
  const listening = new AbortController();
  const { signal } = listening;
  let settings, visitor, person, host, root, panel, launcher, badge, fallback, frame, port, patience;
  let isOpen = false;
  let unread = 0;
  let isReady;
  const ready = new Promise((resolve) => (isReady = resolve));

  const emit = (name, detail = {}) => dispatchEvent(new CustomEvent('baton:' + name, { detail }));
  const tell = (message) => port && port.postMessage(message);
  const pressed = (button, act) => button.addEventListener('click', act);

  function paint() {
    badge = element('span', { class: 'badge', 'aria-hidden': 'true' });
    launcher = element(
      'button',
      { class: 'launcher', type: 'button', 'data-testid': 'launcher' },
      icon('chat', BUBBLE),
      icon('down', 'M6 9.5l6 6 6-6'),
      badge,
    );
    const again = element('button', { type: 'button' }, 'Try again');
    const leave = element('button', { type: 'button', class: 'quiet' }, 'Close');
    const words = element('p', { role: 'alert' });
    fallback = element('div', { class: 'fallback', hidden: '' }, words, again, leave);
    panel = element('div', { class: 'panel', role: 'dialog', 'aria-label': 'Chat' }, fallback);
    host = element('baton-chat', { 'data-position': settings.position || 'right' });
    root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
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
    show();
    document.body.append(host);
    isReady();
    emit('ready');
  }

  function show() {
    launcher.setAttribute('aria-label', isOpen ? 'Close chat' : unread ? `Open chat, ${unread} unread` : 'Open chat');
    launcher.setAttribute('aria-expanded', isOpen);
    panel.classList.toggle('open', isOpen);
    badge.textContent = isOpen || !unread ? '' : unread > 9 ? '9+' : unread;
  }

  function load() {
    fail(false);
    frame = element('iframe', { title: 'Chat', src: `${origin}/frame.html?site=${encodeURIComponent(settings.site)}` });
    frame.addEventListener('load', connect);
    panel.prepend(frame);
    wait();
  }

  function wait() {
    clearTimeout(patience);
    patience = setTimeout(fail, READY_MS_MAX, true);
  }

  // Each load is a new document with nothing of the one before: it gets a channel of its own.
  function connect() {
    if (port) port.close();
    wait();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => heard(data);
    frame.contentWindow.postMessage({ baton: 1 }, origin, [channel.port2]);
    const page = location.origin + location.pathname;
    tell({ ...who(), type: 'init', ...visitor, kept: kept(), site: settings.site, department: settings.department, page, visible: isOpen });
    if (isOpen && root.activeElement) frame.focus();
  }

  /** Who the visitor is. Where the page has a function for it, the frame asks for a token when it needs one. */
  const who = (jwt) => {
    const { userId, jwt: first, getToken } = person || {};
    return { type: 'identify', userId, jwt: jwt || first, signed: !!getToken };
  };

  async function renew() {
    const asked = person;
    let jwt;
    try {
      jwt = await asked.getToken();
    } catch {
      // There is no such function, or no token now.
    }
    if (asked === person) tell(who(jwt));
  }

  function identify(next) {
    person = next;
    tell(who());
  }

  /** What the page's storage has of this site: the secret, and what the frame keeps here because it can't itself. */
  function kept() {
    try {
      return Object.entries(localStorage).filter(([key]) => key.split('|')[0] === 'baton:' + settings.site);
    } catch {
      return [];
    }
  }

  function keep(key, text) {
    try {
      text ? localStorage.setItem(key, text) : localStorage.removeItem(key);
    } catch {
      // Then it lives as long as the frame.
    }
  }

  function reset() {
    person = undefined;
    for (const [key] of kept()) localStorage.removeItem(key);
    visitor = visitor && secret(settings.site);
    tell({ type: 'reset' });
  }

  function heard({ type, count, key, text }) {
    if (type === 'ready') fail(false);
    else if (type === 'token') renew();
    else if (type === 'keep') keep(key, text);
    else if (type === 'failed') fail(true);
    else if (type === 'close') close();
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
    fallback.firstChild.textContent = has ? 'The chat could not load. Please check your connection.' : '';
  }

  function open() {
    if (isOpen) return;
    isOpen = true;
    host.hidden = false;
    show();
    if (frame) tell({ type: 'visible', on: true });
    else {
      visitor = secret(settings.site);
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
  const soon = (act) => (given) => void ready.then(() => act(given));
  const api = (name, ...rest) => api[name] && api[name](...rest);
  const methods = { open, close, toggle, hide, identify, reset, show: () => (host.hidden = false) };
  for (const name in methods) api[name] = soon(methods[name]);
  window.Baton = Object.assign(api, { load: start, on, ready, destroy });
  start(given);
}

const script = document.currentScript || [...document.scripts].find(({ src }) => /\/baton\.js(\?|$)/.test(src));
const stub = window.Baton;
// The tag twice is the chat once.
if (script && !(stub && stub.ready)) {
  const { site, department, position } = script.dataset;
  baton(new URL(script.src).origin, { site, department, position });
  for (const call of (stub && stub.q) || []) window.Baton(...call);
}
