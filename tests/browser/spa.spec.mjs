// Where a page lives long or comes back: routes, tags that come and go, the browser's own cache of pages.
import { chromium } from "@playwright/test";
import { expect, test } from "./fixtures.mjs";
import { listen, names, troubles } from "./support/host_page.mjs";
import { Visitor } from "./support/visitor.mjs";
import { tag } from "./support/website.mjs";

const ROUTES = 50;

/** Nodes, documents and listeners that the page holds, after what is garbage is gone. */
async function held(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  for (let turn = 0; turn < 3; turn++) await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  return Object.fromEntries(metrics.filter(({ name }) => /^(Documents|Frames|JSEventListeners)$/.test(name)).map(({ name, value }) => [name, value]));
}

/** Each route draws the page's content anew, as single-page applications do. */
async function wander(page, from, count) {
  for (let route = from; route < from + count; route++) {
    await page.evaluate((route) => {
      history.pushState({}, "", `/route-${route}`);
      document.title = `Route ${route}`;
      document.querySelector("main").replaceChildren(`Route ${route}`);
    }, route);
  }
}

test("fifty routes are one launcher, one socket and no leak", async ({ engine, arrive, hire }) => {
  const agent = await hire();
  const visitor = await arrive({ "/": { head: tag(engine), body: "<main></main>" } });
  const sockets = [];
  visitor.page.on("websocket", (socket) => sockets.push(socket.url()));
  const pushState = await visitor.page.evaluate(() => String(history.pushState));
  await visitor.open();
  await visitor.ask("How do I return an item?");
  await wander(visitor.page, 0, 5);
  const before = await held(visitor.page);
  await wander(visitor.page, 5, ROUTES);
  const last = `Route ${ROUTES + 4}`;
  await agent.open("bot", /./);
  await agent.page.setViewportSize({ width: 1500, height: 1000 });
  await expect(agent.page.getByTestId("pages").getByRole("link").first()).toHaveText(last);
  await expect(visitor.page.locator("baton-chat")).toHaveCount(1);
  await expect(visitor.frame).toHaveCount(1);
  expect(sockets).toHaveLength(1);
  expect(await held(visitor.page)).toEqual(before);
  expect(await visitor.page.evaluate(() => String(history.pushState)), "nothing is patched").toBe(pushState);
  await expect(await visitor.ask("Where do I find my invoice?")).toContainText(/invoice/i);
  expect(await troubles(visitor.page)).toEqual({ violations: [], exceptions: [] });
});

test("a page that draws itself anew, body and all, keeps its chat", async ({ engine, arrive }) => {
  const visitor = await arrive({ "/": { head: tag(engine), body: "<main></main>" } });
  await visitor.open();
  await visitor.ask("How do I return an item?");
  await visitor.page.evaluate(() => document.documentElement.replaceChild(document.createElement("body"), document.body));
  await expect(visitor.page.locator("baton-chat")).toHaveCount(1);
  await expect(visitor.messages()).toHaveCount(3);
  await visitor.page.evaluate(() => document.body.replaceChildren());
  await expect(visitor.messages()).toHaveCount(3);
});

test("a tag in the head, twice, removed and added again, and again after destroy", async ({ engine, arrive }) => {
  const sync = tag(engine).replace("async ", "");
  const visitor = await arrive({ "/": { head: sync + sync, body: sync } });
  const add = () => visitor.page.evaluate((src) => new Promise((resolve) => {
    document.querySelector("script[data-site]")?.remove();
    const script = document.createElement("script");
    Object.assign(script, { src, onload: resolve });
    script.dataset.site = "demo";
    document.head.append(script);
  }), `${engine.origin}/baton.js`);
  await add();
  await expect(visitor.page.locator("baton-chat")).toHaveCount(1);
  await visitor.open();
  await add();
  await expect(visitor.frame).toHaveCount(1);
  const global = () => visitor.page.evaluate(() => typeof window.Baton);
  await visitor.page.evaluate(() => Baton.destroy());
  await expect(visitor.page.locator("baton-chat")).toHaveCount(0);
  expect(await global()).toBe("undefined");
  await add();
  await visitor.open();
  await expect(visitor.page.locator("baton-chat")).toHaveCount(1);
  const before = await held(visitor.page);
  for (let time = 0; time < 5; time++) {
    await visitor.page.evaluate(() => Baton.destroy());
    await add();
    await visitor.open();
  }
  const after = await held(visitor.page);
  expect(after.Documents).toBeLessThanOrEqual(before.Documents + 1);
  expect(after.JSEventListeners - before.JSEventListeners, "listeners go with their chat").toBeLessThanOrEqual(5);
  expect(await troubles(visitor.page)).toEqual({ violations: [], exceptions: [] });
});

test("a page that comes back from the browser's cache has its chat, and one of it", async ({ engine, website }) => {
  const { origin } = await website({ "/": { head: tag(engine), body: "<main></main>" }, "/away": { body: "Away" } });
  const { launchOptions } = test.info().project.use;
  // Playwright switches the cache off: here it is what is tested.
  const ignoreDefaultArgs = ["--disable-back-forward-cache"];
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs });
  const context = await browser.newContext();
  await listen(context);
  const page = await context.newPage();
  await page.addInitScript(() => addEventListener("pageshow", ({ persisted }) => persisted && (globalThis.isBack = true)));
  const visitor = await new Visitor(page, origin).arrive();
  await visitor.open();
  await visitor.ask("How do I return an item?");
  await page.goto(`${origin}/away`);
  // Playwright knows no frames of a page that has come back: what the page itself hears is asked for.
  await page.evaluate(() => void history.back());
  await expect.poll(() => page.evaluate(() => globalThis.isBack).catch(() => false), "it was kept").toBe(true);
  await page.evaluate(() => Baton.requestHuman());
  await expect.poll(() => names(page)).toContain("handover:requested");
  expect((await names(page)).filter((name) => name === "conversation:started")).toHaveLength(1);
  expect(await page.evaluate(() => document.querySelectorAll("baton-chat").length)).toBe(1);
  expect(await page.evaluate(() => document.querySelector("baton-chat").shadowRoot.querySelectorAll("iframe").length)).toBe(1);
  await browser.close();
});
