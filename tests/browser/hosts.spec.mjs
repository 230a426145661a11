// Hostile pages: the chat works there or names another way within five seconds, and the page notices nothing.
import { expect, test } from "./fixtures.mjs";
import { details, looks, troubles } from "./support/host_page.mjs";
import { Visitor } from "./support/visitor.mjs";
import { tag } from "./support/website.mjs";

const CONTACT = 'data-contact="help@shop.example"';
const FALLBACK = { timeout: 5_000 };
const NONCE = "n0nce";

/** The chat works, and what is the page's own is as it was before. */
async function works(visitor) {
  const before = await looks(visitor.page);
  await visitor.open();
  await expect(await visitor.ask("How do I return an item?")).toContainText(/return/i);
  expect(await looks(visitor.page)).toEqual(before);
  expect(await troubles(visitor.page)).toEqual({ violations: [], exceptions: [] });
}

/** The chat can't be: another way is named in time, and the page is as it was. */
async function tellsContact(visitor, place = visitor.page) {
  await place.getByTestId("launcher").click();
  await expect(place.getByRole("alert")).toContainText("The chat could not load", FALLBACK);
  await expect(place.getByRole("link", { name: "help@shop.example" })).toHaveAttribute("href", "mailto:help@shop.example");
  expect(await troubles(visitor.page)).toEqual({ violations: [], exceptions: [] });
}

const POLICIES = {
  "nonce, strict-dynamic and Trusted Types": (origin) =>
    `default-src 'none'; script-src 'nonce-${NONCE}' 'strict-dynamic'; frame-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'`,
  "nonce without strict-dynamic": (origin) => `default-src 'none'; script-src 'nonce-${NONCE}'; frame-src ${origin}`,
  "hosts": (origin) => `default-src 'none'; script-src ${origin}; frame-src ${origin}; style-src 'none'`,
};

for (const [name, policy] of Object.entries(POLICIES)) {
  test(`a strict content security policy: ${name}`, async ({ engine, arrive }) => {
    const headers = { "content-security-policy": policy(engine.origin) };
    await works(await arrive({ "/": { head: tag(engine, `nonce="${NONCE}"`), headers } }));
  });
}

for (const embedder of ["require-corp", "credentialless"]) {
  test(`an isolated page: ${embedder}`, async ({ engine, arrive }) => {
    const headers = { "cross-origin-embedder-policy": embedder, "cross-origin-opener-policy": "same-origin" };
    const visitor = await arrive({ "/": { head: tag(engine), headers } });
    expect(await visitor.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await works(visitor);
  });
}

test("storage that is full", async ({ engine, arrive }) => {
  const visitor = await arrive({ "/": { head: tag(engine) } }, (context) =>
    context.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("The quota is exceeded.", "QuotaExceededError");
      };
    }));
  await works(visitor);
  await expect(visitor.chat.getByText("This browser does not keep the chat")).toBeVisible();
});

test("a sandboxed page with its own origin has a chat, and one without names another way", async ({ engine, arrive }) => {
  const inner = { "/inner": { head: tag(engine, CONTACT) } };
  const sandbox = (rights) => ({ ...inner, "/": { head: tag(engine), body: `<iframe name="inner" sandbox="${rights}" src="/inner" width="600" height="700"></iframe>` } });
  const without = await arrive(sandbox("allow-scripts"), undefined, { isTroubled: true });
  await tellsContact(without, without.page.frameLocator("iframe[name=inner]"));
  const visitor = await arrive(sandbox("allow-scripts allow-same-origin"));
  const place = visitor.page.frameLocator("iframe[name=inner]");
  await place.getByTestId("launcher").click();
  await expect(place.frameLocator("iframe[title=Chat]").getByTestId("message").first()).toBeVisible();
});

const BROKEN = {
  "the frame is blocked": ["**/frame.html*", (route) => route.abort("blockedbyclient")],
  "host.js is blocked": ["**/host.js", (route) => route.abort("blockedbyclient")],
  "the first script is blocked": ["**/boot.js", (route) => route.abort("blockedbyclient")],
  "wasm is blocked": ["**/*.wasm", (route) => route.abort("blockedbyclient")],
  "wasm is not there": ["**/*.wasm", (route) => route.fulfill({ status: 404, body: "" })],
  "wasm is cut off": ["**/*.wasm", async (route) => {
    const whole = await route.fetch();
    const bytes = await whole.body();
    await route.fulfill({ response: whole, body: bytes.subarray(0, bytes.length / 2) });
  }],
};

for (const [name, [files, act]] of Object.entries(BROKEN)) {
  test(`where ${name}, another way is named within 5 s, and trying again works`, async ({ engine, website, browser }) => {
    const { origin } = await website({ "/": { head: tag(engine, CONTACT) } });
    // A profile of its own: that the chat's own document complains there is what is wanted.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      Object.assign(globalThis, { violations: [], exceptions: [] });
      addEventListener("error", ({ message }) => exceptions.push(message));
      addEventListener("unhandledrejection", ({ reason }) => exceptions.push(String(reason)));
    });
    await context.route(files, act);
    const visitor = await new Visitor(page, origin).arrive();
    await tellsContact(visitor);
    await context.unroute(files);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(visitor.messages().first()).toBeVisible();
    await expect(page.getByRole("alert")).toBeHidden();
    await context.close();
  });
}

test("where wasm is slow, another way is named within 5 s, and the chat comes with what was typed", async ({ engine, arrive }) => {
  let go;
  const gate = new Promise((resolve) => (go = resolve));
  const slow = (context) => context.route("**/*.wasm", (route) => gate.then(() => route.continue()));
  const visitor = await arrive({ "/": { head: tag(engine, CONTACT) } }, slow);
  await visitor.launcher.click();
  await visitor.composer.fill("typed before it was there");
  await expect(visitor.page.getByRole("alert")).toContainText("help@shop.example", FALLBACK);
  go();
  await expect(visitor.messages().first()).toBeVisible();
  await expect(visitor.page.getByRole("alert")).toBeHidden();
  await expect(visitor.composer).toHaveValue("typed before it was there");
  expect((await details(visitor.page, "error")).map(({ code }) => code)).toEqual(["not_loaded"]);
});

for (const [name, days] of [["behind", -1], ["ahead", 1]]) {
  test(`a visitor whose clock is a day ${name}`, async ({ engine, arrive }) => {
    const time = Date.now() + days * 86_400_000;
    const visitor = await arrive({ "/": { head: tag(engine) } }, (context) => context.clock.install({ time }));
    await works(visitor);
    await expect(visitor.chat.getByText(/^(Yesterday|Today|\w+day,? )/), "all of it is of today").toHaveCount(0);
    await visitor.page.reload();
    await visitor.open();
    await expect(visitor.messages()).toHaveCount(3);
  });
}

test("before contact there is one request in a minute, no cookie and nothing stored, whatever the page calls", async ({ engine, website, profile }) => {
  const calls = `window.Baton = function () { (Baton.q = Baton.q || []).push(arguments); };
    Baton('setAttributes', { plan: 'gold' }); Baton('track', 'a'); Baton('pageView'); Baton('prefill', 'Hello'); Baton('setLocale', 'de');`;
  const { origin } = await website({ "/": { head: `<script>${calls}</script>${tag(engine)}` } });
  const context = await profile();
  await context.clock.install();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => request.url().startsWith(engine.origin) && asked.push(request.url()));
  const visitor = await new Visitor(page, origin).arrive();
  await context.clock.runFor(60_000);
  await page.evaluate(() => history.pushState({}, "", "/tents"));
  await context.clock.runFor(1_000);
  expect(asked).toEqual([`${engine.origin}/baton.js`]);
  expect(await context.cookies()).toEqual([]);
  const kept = () => page.evaluate(async () => [Object.keys(localStorage), Object.keys(sessionStorage), await indexedDB.databases(), await caches.keys()]);
  expect(await kept()).toEqual([[], [], [], []]);
  await visitor.launcher.click();
  await expect(visitor.composer).toHaveValue("Hello");
});

test("forged messages are not heard", async ({ engine, website, arrive }) => {
  const attack = `<script>
    const channel = new MessageChannel();
    globalThis.answers = [];
    channel.port1.onmessage = ({ data }) => answers.push(data);
    parent.frames[0].postMessage({ baton: 1 }, "${engine.origin}", [channel.port2]);
    channel.port1.postMessage({ type: "init", startId: "a".repeat(32), site: "demo", visible: true });
    globalThis.isSent = true;
  </script>`;
  const other = await website({ "/attack": { body: attack } });
  const far = other.origin.replace("localhost", "127.0.0.1");
  const visitor = await arrive({
    "/": { head: tag(engine) },
    "/bare": { body: `<iframe src="${engine.origin}/frame.html?site=demo"></iframe><iframe name="attack"></iframe>` },
  });
  await visitor.open();
  const answers = await visitor.page.evaluate(async (origin) => {
    const frame = document.querySelector("baton-chat").shadowRoot.querySelector("iframe").contentWindow;
    const channel = new MessageChannel();
    const heard = [];
    channel.port1.onmessage = ({ data }) => heard.push(data);
    frame.postMessage({ baton: 1 }, origin, [channel.port2]);
    channel.port1.postMessage({ type: "init", startId: "b".repeat(32), site: "demo" });
    frame.postMessage({ baton: 1, big: "x".repeat(1e7) }, origin);
    frame.postMessage(null, origin);
    dispatchEvent(new MessageEvent("message", { data: { type: "close" }, origin, source: frame }));
    dispatchEvent(new MessageEvent("message", { data: { baton: 1 }, origin, source: window }));
    return heard;
  }, engine.origin);
  expect(answers).toEqual([]);
  await expect(await visitor.ask("How do I return an item?")).toContainText(/return/i);
  await expect(visitor.launcher).toHaveAttribute("aria-expanded", "true");
  expect(await troubles(visitor.page)).toEqual({ violations: [], exceptions: [] });

  // A frame beside ours on the same page, of another origin, speaks first: it is not the page.
  await visitor.page.goto(`${visitor.shop}/bare`);
  await visitor.page.evaluate((src) => (document.querySelector("[name=attack]").src = src), `${far}/attack`);
  const attacker = await (await visitor.page.locator("[name=attack]").elementHandle()).contentFrame();
  await attacker.waitForFunction(() => globalThis.isSent);
  const answer = await visitor.page.evaluate((origin) => {
    const channel = new MessageChannel();
    frames[0].postMessage({ baton: 1 }, origin, [channel.port2]);
    // Another site than that of the frame's address is not begun, whoever asks.
    channel.port1.postMessage({ type: "init", startId: "c".repeat(32), site: "other", page: location.href, visible: true });
    return new Promise((resolve) => (channel.port1.onmessage = ({ data }) => data.type === "started" && resolve(data)));
  }, engine.origin);
  expect(answer.id, "the page itself is heard").toMatch(/^c_/);
  expect(await attacker.evaluate(() => answers)).toEqual([]);
});

test("a site that names its domains is shown there and nowhere else", async ({ engine, website, hire, browser }) => {
  const admin = await hire();
  const allowed = await website({ "/": { head: tag(engine, CONTACT) } });
  const foreign = await website({ "/": { head: tag(engine, CONTACT) } });
  const saved = await admin.page.evaluate(async (domains) => {
    const answer = await fetch("/api/settings");
    const headers = { "content-type": "application/json", "if-match": answer.headers.get("etag") };
    const body = JSON.stringify({ ...(await answer.json()), domains });
    return (await fetch("/api/settings", { method: "PUT", headers, body })).status;
  }, [allowed.origin]);
  expect(saved).toBe(200);
  const context = await browser.newContext();
  const visitor = await new Visitor(await context.newPage(), allowed.origin).arrive();
  await visitor.open();
  const other = await new Visitor(await context.newPage(), foreign.origin).arrive();
  await other.launcher.click();
  await expect(other.page.getByRole("alert")).toContainText("help@shop.example", FALLBACK);
  await context.close();
});

test("a pinned script is these bytes or none", async ({ engine, arrive }) => {
  const hashes = await (await fetch(`${engine.origin}/integrity.json`)).json();
  const pinned = (loader, host) => tag(engine, `crossorigin integrity="${loader}" data-host="${host}" ${CONTACT}`);
  const [loader, host] = [hashes["/baton.js"], hashes["/host.js"]];
  const wrong = `sha384-${"A".repeat(64)}`;
  await works(await arrive({ "/": { head: pinned(loader, host) } }));
  const pages = { "/": { head: pinned(loader, host) }, "/loader": { head: pinned(wrong, host) }, "/host": { head: pinned(loader, wrong) } };
  const visitor = await arrive(pages, undefined, { isTroubled: true });
  await visitor.page.goto(`${visitor.shop}/host`);
  await tellsContact(visitor);
  await visitor.page.goto(`${visitor.shop}/loader`);
  await expect(visitor.page.locator("baton-chat")).toHaveCount(0);
  expect(await troubles(visitor.page)).toEqual({ violations: [], exceptions: [] });
});
