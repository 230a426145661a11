// What a customer's page notices of the chat: events, exceptions, violations of its policy, changes of what is its own.

/** In every document, before any script of the page: a listener that the chat's own files can't know of. */
export async function listen(context) {
  await context.addInitScript(() => {
    globalThis.heard = [];
    const names = ["ready", "open", "close", "unread", "message:sent", "message:received", "conversation:started", "conversation:ended"];
    const handover = ["requested", "queued", "position", "accepted", "ended"].map((name) => `handover:${name}`);
    const people = ["agent:joined", "agent:left", "agent:typing", "availability", "prechat:submitted"];
    const rest = ["offline:submitted", "rating:submitted", "error"];
    for (const name of [...names, ...handover, ...people, ...rest]) {
      addEventListener(`baton:${name}`, ({ detail }) => heard.push({ name, detail }));
    }
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));
    globalThis.exceptions = [];
    addEventListener("error", ({ message }) => exceptions.push(message));
    addEventListener("unhandledrejection", ({ reason }) => exceptions.push(String(reason)));
  });
}

/** The names of the events so far. */
export const names = (page) => page.evaluate(() => heard.map(({ name }) => name));

/** What the events of one name have brought. */
export const details = (page, name) =>
  page.evaluate((name) => heard.filter((it) => it.name === name).map(({ detail }) => detail), name);

/** The page's own: nothing of it may change. */
export const looks = (page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.querySelector("h1"));
    const own = [...document.querySelectorAll("head *, html, body, h1")].map((it) => it.cloneNode().outerHTML);
    const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
    return { own, sheets, font: style.font, color: style.color, margin: style.margin, scroll: document.body.style.overflow };
  });

/** What went wrong in the page. */
export const troubles = (page) => page.evaluate(() => ({ violations, exceptions }));
