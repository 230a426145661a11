// What every browser test stands on: an engine of its own, and people who come to it.
import { test as base, expect } from "@playwright/test";
import { Agent } from "./support/agent.mjs";
import { Engine } from "./support/engine.mjs";
import { listen } from "./support/host_page.mjs";
import { Visitor } from "./support/visitor.mjs";
import { Website } from "./support/website.mjs";

export { expect };

const PASSWORD = "correct horse battery";
// What the browser itself reports of a refused or lost connection: the tests cause both on purpose.
const NETWORK = /^(Failed to load resource|WebSocket connection to)/;

/** Notes what goes wrong in a page without anybody seeing it. */
function watch(page, faults) {
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !NETWORK.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
  });
}

export const test = base.extend({
  /** A fresh engine with the demo site, and a customer's page: nothing is left from another test. */
  engine: async ({}, use, testInfo) => {
    const engine = await Engine.start(testInfo.outputPath("engine.log"));
    await use(engine);
    await engine.stop();
  },

  /** A new browser profile; no script of its pages may fail unseen. */
  profile: async ({ browser }, use) => {
    const faults = [];
    const contexts = [];
    await use(async ({ isTroubled, ...options } = {}) => {
      const context = await browser.newContext(options);
      // Where the trouble is wanted, the test itself looks at what the page notices of it.
      if (!isTroubled) context.on("page", (page) => watch(page, faults));
      contexts.push(context);
      return context;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults, "errors in the pages").toEqual([]);
  },

  /** A new visitor on the customer's page, with the chat closed. */
  visit: async ({ engine, profile }, use) => {
    await use(async (options, place) => {
      const context = await profile(options);
      const visitor = new Visitor(await context.newPage(), engine.shop);
      return place ? visitor.arriveAt(place) : visitor.arrive();
    });
  },

  /** A website with these pages. */
  website: async ({}, use) => {
    const websites = [];
    await use(async (pages) => {
      const website = await Website.start(pages);
      websites.push(website);
      return website;
    });
    await Promise.all(websites.map((website) => website.stop()));
  },

  /** A new visitor on the first of these pages, with the chat closed. */
  arrive: async ({ profile, website }, use) => {
    await use(async (pages, prepare = () => {}, options) => {
      const { origin } = await website(pages);
      const context = await profile(options);
      await listen(context);
      await prepare(context);
      return new Visitor(await context.newPage(), origin).arrive();
    });
  },

  /** A new agent at the desk. The first one is the admin and invites the others. */
  hire: async ({ engine, profile }, use) => {
    const names = ["One", "Two", "Three"];
    let admin;
    await use(async (options) => {
      const word = names.shift();
      const account = { name: `Agent ${word}`, email: `${word.toLowerCase()}@example.com`, password: PASSWORD };
      const context = await profile(options);
      const agent = new Agent(await context.newPage(), engine.origin, account);
      const link = admin ? await invite(admin, account) : await engine.firstLink();
      await agent.enter(link);
      admin ??= agent;
      return agent;
    });
  },
});

async function invite(admin, { name, email }) {
  const made = await admin.page.evaluate(async (body) => {
    const headers = { "content-type": "application/json" };
    return (await fetch("/api/members", { method: "POST", headers, body: JSON.stringify(body) })).json();
  }, { name, email, role: "agent" });
  return made.link;
}
