// The customer's own server: it has a key, and signs who its visitors are.
import { createHmac } from "node:crypto";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export class Signer {
  /** A new key of the site, made by its admin. */
  static async of(admin) {
    const { secret } = await admin.page.evaluate(async () => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ algorithm: "HS256" });
      return (await fetch("/api/identity-keys", { method: "POST", headers, body })).json();
    });
    return new Signer(secret);
  }

  constructor(secret) {
    this.secret = secret;
  }

  /** A token for a person, good for so many seconds. */
  token(sub, { seconds = 300, ...facts } = {}) {
    const exp = Math.floor(Date.now() / 1000) + seconds;
    const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub, aud: "demo", exp, ...facts })}`;
    return `${signed}.${createHmac("sha256", this.secret).update(signed).digest("base64url")}`;
  }
}

/** The customer's page says who its visitor is. */
export function identify(visitor, person) {
  return visitor.page.evaluate((person) => globalThis.Baton("identify", person), person);
}
