// What the launcher needs once there is contact: the visitor's secret, the channel to the frame, the methods of the API and
// its events. Nothing that a page passes in here can throw: what can't be is an event `error`.

import { follower } from './events.js';
import { page, strings, text } from './given.js';

/** A route that is only passed through is no page that was seen; and its title comes a moment after its address. */
const ROUTE_MS = 250;

/** As the edge has it. */
const PROPERTIES_MAX = 20;

/** For a widget that never comes: more than it would take is not kept. */
const WAITING_MAX = 99;

const ID = 'a department is 1 to 64 characters of a-z A-Z 0-9 - _.';

const isId = (given) => typeof given === 'string' && /^[\w-]{1,64}$/.test(given);

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What only a chat that has been opened needs. */
const SHEET = `
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border:2px solid var(--paper);
border-radius:11px;background:#c8321f;color:#fff;font-size:12px;font-weight:600;line-height:18px;text-align:center}
.badge:empty{display:none}
.fallback:not([hidden]){display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;text-align:center}
.fallback p{max-width:24em}
.fallback button{min-height:44px;padding:0 20px;border:1px solid transparent;border-radius:12px;font-weight:600;color:var(--on);
background:var(--accent)}
.fallback button+button{color:inherit;background:none}
a{color:inherit}
@media (forced-colors:active){.badge,.fallback button{border-color:ButtonText}}`;

/** Until the chat has said how it is in the visitor's language. */
const UNREAD = 'Open chat, {0} unread';

/** The loader's state, and what it does: both files are of one build. */
export default function host(at, { open, close }) {
  const { settings, signal, emit, origin } = at;
  let events = follower(emit);
  let waiting = [];
  let visitor, port, isReady, route, last, identity;
  const root = at.host.shadowRoot;
  const launcher = root.querySelector('.launcher');
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.setAttribute('aria-hidden', 'true');
  launcher.append(badge);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  at.unread = 0;
  root.addEventListener('keydown', (event) => event.key === 'Escape' && close());

  /** After the loader has named its button anew. */
  function count() {
    const { isOpen, unread, past } = at;
    const isSeen = isOpen || !unread;
    badge.textContent = isSeen ? '' : unread > 9 ? '9+' : unread;
    if (!isSeen) launcher.setAttribute('aria-label', (past.words?.unread ?? UNREAD).replace('{0}', unread));
  }

  function tell(message) {
    if (isReady) port.postMessage(message);
    else if (waiting.push(message) > WAITING_MAX) waiting.shift();
  }

  /** For the edge: the fields of a frame (docs/protocol.md). */
  const frame = (type, fields) => tell({ type, fields: JSON.stringify(fields) });

  const refuse = (method, why) => emit('error', { code: 'bad_argument', message: `Baton.${method}: ${why}` });

  function connect() {
    if (port) port.close();
    isReady = false;
    last = undefined;
    visitor = visitor || secret();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => heard(data);
    at.frame.contentWindow.postMessage({ baton: 1 }, origin, [channel.port2]);
    const { site, department, locale, theme } = settings;
    const { lang } = document.documentElement;
    const here = location.origin + location.pathname;
    at.wait();
    const given = { ...visitor, kept: kept(), site, department, page: here, visible: at.isOpen, locale, theme, lang };
    port.postMessage({ ...who(), ...given, looked: at.past.theme, type: 'init' });
  }

  /** The visitor's secret, from an earlier visit or new. A browser that keeps nothing gets one for this page. */
  function secret() {
    if (!/^[\w-]{22,64}$/.test(at.past.startId)) at.past.startId = random();
    return { startId: at.past.startId, stored: keep('baton:' + settings.site, JSON.stringify(at.past)) };
  }

  // What the chat says of looks and language counts from now on, and is there at once on the next visit.
  function remember(what) {
    Object.assign(at.past, what);
    keep('baton:' + settings.site, JSON.stringify(at.past));
    at.look();
    at.speak();
    if (what.words) at.frame.title = what.words.title;
  }

  // The keyboard of a phone covers the page's end: the panel is what is left. Zoomed in, it stays as it is.
  function fit() {
    const { height, offsetTop, scale } = visualViewport;
    if (scale > 1) return;
    at.host.style.setProperty('--top', offsetTop + 'px');
    at.host.style.setProperty('--height', height + 'px');
  }
  for (const name of ['resize', 'scroll']) visualViewport.addEventListener(name, fit, { signal });

  /** Who the visitor is. Where the page has a function for it, the frame asks for a token when it needs one. */
  function who(fresh) {
    const { userId, jwt, getToken } = identity || {};
    return { type: 'identify', userId, jwt: fresh || jwt, signed: !!getToken };
  }

  /** A token that comes after the visitor has changed belongs to nobody any more. */
  async function renew() {
    const asked = identity;
    let jwt;
    try {
      jwt = await asked.getToken();
    } catch {
      // There is no such function, or no token now.
    }
    if (port && asked === identity) port.postMessage(who(jwt));
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
      return true;
    } catch {
      // Then it lives as long as the frame.
      return false;
    }
  }

  function heard(said) {
    if (said.type === 'ready') {
      at.fail(false);
      isReady = true;
      for (const message of waiting.splice(0)) port.postMessage(message);
      pageView();
    } else if (said.type === 'failed') at.fail(true);
    else if (said.type === 'close') close();
    else if (said.type === 'token') renew();
    else if (said.type === 'theme') remember({ theme: said.theme });
    else if (said.type === 'words') remember({ words: said.words });
    else if (said.type === 'keep') keep(said.key, said.text);
    else if (said.type === 'contact') settings.contact = settings.contact || said.contact;
    else if (said.type === 'unread' && said.count !== at.unread) {
      at.unread = said.count;
      at.show();
      emit('unread', { count: said.count });
    } else events(said);
  }

  function pageView(url = location.href, title = document.title) {
    const address = page(url);
    if (!address) return refuse('pageView', 'the address begins with https:// or http://.');
    title = text(title) ?? '';
    if (last === address + ' ' + title) return;
    last = address + ' ' + title;
    frame('page', { url: address, title });
  }

  function moved() {
    clearTimeout(route);
    route = setTimeout(() => at.frame && pageView(), ROUTE_MS);
  }

  // Where the browser tells of routes there is nothing to poll and nothing to patch; elsewhere the page says `pageView`.
  if (window.navigation) navigation.addEventListener('currententrychange', moved, { signal });
  else for (const name of ['popstate', 'hashchange']) addEventListener(name, moved, { signal });
  signal.addEventListener('abort', () => clearTimeout(route));

  function setAttributes(given) {
    const attributes = strings(given, (why) => refuse('setAttributes', why));
    if (attributes) frame('attributes', { attributes });
  }

  function setDepartment(department) {
    if (!isId(department)) return refuse('setDepartment', ID);
    settings.department = department;
    frame('department', { department });
  }

  function setLocale(locale) {
    if (typeof locale !== 'string') return refuse('setLocale', 'a language tag such as "de".');
    settings.locale = locale;
    if (port) port.postMessage({ type: 'locale', locale });
  }

  function setTheme(theme) {
    if (!theme || !/^(string|object)$/.test(typeof theme)) return refuse('setTheme', '"light", "dark", "auto" or an object.');
    const given = typeof theme === 'string' ? { mode: theme } : theme;
    try {
      settings.theme = structuredClone({ ...settings.theme, ...given });
    } catch {
      return refuse('setTheme', 'plain values only.');
    }
    at.look();
    if (port) port.postMessage({ type: 'theme', theme: settings.theme });
  }

  /** Another person gets another document: the frame loads itself anew, and what is not sent yet stays the former's. */
  function identify({ userId, jwt, getToken } = {}) {
    if (typeof userId !== 'string' || !userId) return refuse('identify', 'a userId.');
    const before = who();
    // What was said of another visitor and has not gone out yet is not said of this one.
    if (identity && identity.userId !== userId) waiting = [];
    identity = { userId, jwt, getToken };
    const now = who();
    if (port) port.postMessage(now);
    // The frame begins anew, and says so: until then nothing goes to the one that is left.
    if (before.userId !== now.userId || !(before.jwt || before.signed) !== !(now.jwt || now.signed)) isReady = false;
  }

  function prefill(given) {
    const { message, name, email } = typeof given === 'string' ? { message: given } : given || {};
    tell({ type: 'prefill', message: text(message), name: text(name), email: text(email) });
  }

  function track(name, properties = {}) {
    if (typeof name !== 'string' || !name.trim()) return refuse('track', 'the name of what was done.');
    const known = strings(properties, (why) => refuse('track', why), PROPERTIES_MAX);
    if (known) frame('track', { client_id: random(), name: text(name), properties: known });
  }

  function requestHuman({ department, reason } = {}) {
    open();
    const isKnown = department === undefined || isId(department);
    if (!isKnown) refuse('requestHuman', ID);
    frame('human', { department: isKnown ? department : undefined, reason: text(reason) });
  }

  function update(given) {
    const { attributes, department, locale, theme } = given || {};
    if (attributes !== undefined) setAttributes(attributes);
    if (department !== undefined) setDepartment(department);
    if (locale !== undefined) setLocale(locale);
    if (theme !== undefined) setTheme(theme);
  }

  /** Nothing of this visitor is left here; the next one begins anew when the chat is opened. */
  function reset() {
    close();
    destroy();
    if (at.frame) at.frame.remove();
    at.frame = visitor = identity = last = undefined;
    at.fail(false);
    for (const [key] of kept()) keep(key);
    events = follower(emit);
    waiting = [];
    at.unread = 0;
  root.addEventListener('keydown', (event) => event.key === 'Escape' && close());
    at.show();
  }

  function destroy() {
    if (port) port.close();
    port = undefined;
    isReady = false;
  }

  const visible = () => port && port.postMessage({ type: 'visible', on: at.isOpen });
  const methods = { identify, update, setAttributes, setDepartment, setLocale, setTheme, prefill, track, pageView };
  return { ...methods, requestHuman, reset, connect, visible, count, destroy };
}
