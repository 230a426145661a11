// For pages that were written for `$chatwoot` or `Intercom`: their calls and events, as far as Baton has the like. Optional;
// goes into the page after the tag or the stub. What is there already is left alone.

const call = (...args) => {
  window.Baton = window.Baton || ((...rest) => void (window.Baton.q = window.Baton.q || []).push(rest));
  window.Baton(...args);
};

const hear = (name, act) => addEventListener('baton:' + name, ({ detail }) => act(detail));

/** Without what is not set, and with names for what is an object's own. */
function attributes({ custom_attributes: custom, ...given }) {
  const known = Object.entries({ ...given, ...custom }).filter(([, value]) => value !== undefined && typeof value !== 'object');
  return Object.fromEntries(known);
}

/** `identify` wants a token; a name and an address without one are attributes that nobody has verified. */
function setUser(userId, { identifier_hash: hash, user_hash: other, jwt, avatar_url: picture, ...user } = {}) {
  if (jwt) call('identify', { userId: String(userId), jwt });
  call('setAttributes', { user_id: userId, ...attributes(user) });
}

function chatwoot() {
  let isOpen = false;
  hear('open', () => (isOpen = true));
  hear('close', () => (isOpen = false));
  const tell = (name, detail) => dispatchEvent(new CustomEvent('chatwoot:' + name, { detail }));
  hear('ready', () => tell('ready'));
  hear('error', (detail) => tell('error', detail));
  hear('message:received', (detail) => tell('on-message', detail));
  const without = (name) => call('setAttributes', { [name]: null });
  return {
    toggle: (state) => call(state === 'open' || state === 'close' ? state : 'toggle'),
    toggleBubbleVisibility: (state) => call(state === 'hide' ? 'hide' : 'show'),
    setUser,
    setCustomAttributes: (given) => call('setAttributes', given),
    deleteCustomAttribute: without,
    setConversationCustomAttributes: (given) => call('setAttributes', given),
    deleteConversationCustomAttribute: without,
    setLocale: (locale) => call('setLocale', locale),
    setColorScheme: (mode) => call('setTheme', mode),
    reset: () => call('reset'),
    get isOpen() {
      return isOpen;
    },
  };
}

function intercom() {
  const user = ({ user_id: id, app_id: app, language_override: locale, intercom_user_jwt: jwt, ...rest } = {}) => {
    if (locale) call('setLocale', locale);
    if (id) setUser(id, { jwt, ...rest });
    else if (Object.keys(rest).length) call('setAttributes', attributes(rest));
  };
  const acts = {
    boot: user,
    update: (given) => (given ? user(given) : call('pageView')),
    show: () => call('open'),
    showMessages: () => call('open'),
    hide: () => call('close'),
    showNewMessage(message) {
      if (message) call('prefill', message);
      call('open');
    },
    shutdown: () => call('reset'),
    trackEvent: (name, properties) => call('track', name, properties),
    onShow: (act) => hear('open', () => act()),
    onHide: (act) => hear('close', () => act()),
    onUnreadCountChange: (act) => hear('unread', ({ count }) => act(count)),
  };
  const run = (name, ...rest) => Object.hasOwn(acts, name) && acts[name](...rest);
  const before = (window.Intercom && window.Intercom.q) || [];
  return { run, before };
}

if (!window.$chatwoot) window.$chatwoot = chatwoot();
// A stub that only collects calls is nobody's messenger yet.
if (!window.Intercom || window.Intercom.q) {
  const { run, before } = intercom();
  window.Intercom = (...args) => void run(...args);
  for (const call of before) window.Intercom(...call);
}
