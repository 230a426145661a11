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
    this.waiting = new Map();
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
    if (said.type !== 'identify') return;
    // The widget is not there yet: nothing is anybody's.
    if (!this.keys) return this.adopt(said);
    if (said.userId === this.userId && this.signed === !!(said.jwt || said.signed)) {
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

  // What is not sent yet: each message is an entry of the page's storage, `baton:SITE|WRITER|time|name`. So it is never sent
  // as somebody else, and two tabs can't overwrite each other. The loader keeps it: many browsers let a frame keep nothing.

  /** What this writer has not sent, in order: name, text, files, name, text, files. What is too old or nobody's any more goes. */
  unsent() {
    const { site, startId, kept = [] } = this.init;
    const own = `baton:${site}|`;
    const browser = `${own}b:${startId}`;
    this.keys = (this.userId === undefined ? browser : this.signed ? `${own}p:${this.userId}` : `${browser}:${this.userId}`) + '|';
    const mine = [];
    for (const [key, text] of kept.sort()) {
      const [name, time] = key.split('|').reverse();
      const isNobodys = key.startsWith(own + 'b:') && !key.startsWith(browser);
      if (!key.startsWith(own)) continue;
      if (isNobodys || !(Date.now() - time < AGE_MS_MAX)) this.put(key);
      // Whoever has a line in his name is not whose name begins like that.
      else if (key === `${this.keys}${time}|${name}`) {
        this.waiting.set(name, key);
        // The files' ids stand in the first line.
        const end = text.indexOf('\n');
        mine.push(name, text.slice(end + 1), text.slice(0, end));
      }
    }
    return mine;
  }

  keep(name, text, files) {
    // Thirteen digits until the year 2286: in the order of time.
    const key = `${this.keys}${Date.now()}|${name}`;
    this.waiting.set(name, key);
    this.put(key, files + '\n' + text);
  }

  /** The edge has it, or will never take it. */
  stored(name) {
    this.put(this.waiting.get(name));
  }

  put(key, text) {
    this.send({ type: 'keep', key, text });
  }
}
