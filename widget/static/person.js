// Who the visitor is, as the customer's page says by way of the loader, and what he has written that the edge does not have
// yet. In JavaScript, because there it is a tenth of the bytes.

/** The page asks its own site for a token: a slow phone needs this long, then it is asked again. */
const TOKEN_MS_MAX = 10_000;
/** What could not be sent for so long is not what the visitor would say now. */
const AGE_MS_MAX = 7 * 24 * 3_600_000;

export class Person {
  constructor(init, send) {
    this.init = init;
    this.send = send;
    this.adopt(init);
  }

  adopt({ userId, jwt, signed }) {
    this.userId = userId;
    this.jwt = jwt;
    this.signed = !!(jwt || signed);
    Object.assign(this.init, { userId, signed: this.signed });
  }

  /** A message of the loader. A conversation is one person's, so another person gets another document. */
  hear(said) {
    if (said.type === 'reset') this.forget();
    else if (said.type !== 'identify') return;
    else if (!this.keys) return this.adopt(said);
    else if (said.userId === this.userId && this.signed === !!(said.jwt || said.signed)) {
      this.jwt = said.jwt;
      return this.come?.();
    }
    document.body.textContent = '';
    location.reload();
  }

  /** The signed identity, each at most once: a fresh one is asked for. Without one, later. */
  async token() {
    if (this.signed && !this.jwt) {
      this.send({ type: 'token' });
      await new Promise((resolve) => {
        this.come = resolve;
        setTimeout(resolve, TOKEN_MS_MAX);
      });
    }
    const { jwt } = this;
    this.jwt = undefined;
    return jwt;
  }

  // What is not sent yet: each message is an entry of the frame's storage, `baton:SITE|WRITER|time|name`. So it is never
  // sent as somebody else, and two tabs can't overwrite each other. Without storage it lives as long as the page.

  /** What this writer has not sent, in order: name, text, name, text. What is too old or nobody's any more goes. */
  unsent() {
    const { site, startId } = this.init;
    try {
      this.storage = localStorage;
    } catch {
      this.storage = {};
    }
    this.site = `baton:${site}|`;
    const browser = `${this.site}b:${startId}`;
    const writer = this.userId === undefined ? browser : this.signed ? `${this.site}p:${this.userId}` : `${browser}:${this.userId}`;
    this.keys = writer + '|';
    const mine = [];
    for (const key of this.all().sort()) {
      const [name, time] = key.split('|').reverse();
      const isNobodys = key.startsWith(`${this.site}b:`) && !key.startsWith(browser);
      if (isNobodys || !(Date.now() - time < AGE_MS_MAX)) delete this.storage[key];
      // Whoever has a line in his name is not whose name begins like that.
      else if (key === `${this.keys}${time}|${name}`) mine.push(name, this.storage[key]);
    }
    return mine;
  }

  keep(name, text) {
    try {
      // Thirteen digits until the year 2286: in the order of time.
      this.storage[`${this.keys}${Date.now()}|${name}`] = text;
    } catch {
      // Full: it lives as long as the page.
    }
  }

  /** The edge has it, or will never take it. */
  stored(name) {
    for (const key of this.all()) if (key.startsWith(this.keys) && key.endsWith('|' + name)) delete this.storage[key];
  }

  forget() {
    if (this.keys) for (const key of this.all()) delete this.storage[key];
  }

  all() {
    return Object.keys(this.storage).filter((key) => key.startsWith(this.site));
  }
}
