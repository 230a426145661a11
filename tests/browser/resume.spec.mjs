// What is written is neither lost nor doubled: reloads, second tabs, lost networks, killed engines, hostile pages.
import { expect, test } from "./fixtures.mjs";
import { Visitor } from "./support/visitor.mjs";

const HUMAN = "I want to talk to a human";
/** A message of the widget that has no place in the conversation yet. */
const PENDING = "[data-testid=message][data-seq='']";

const bubbles = (messages) => messages.locator(".bubble").allInnerTexts();

/** A visitor with an agent: nobody answers by himself. */
async function together(visit, hire) {
  const agent = await (await hire()).become("Available");
  const visitor = await visit();
  await visitor.open();
  await visitor.write(HUMAN);
  await agent.open("waiting", HUMAN);
  await agent.action("accept").click();
  await expect(visitor.status).toContainText(agent.name);
  return { visitor, agent };
}

test("a reload and a second tab show the same conversation", async ({ engine, visit }) => {
  const visitor = await visit();
  await visitor.open();
  await visitor.ask("When will my order arrive?");
  const before = await bubbles(visitor.messages());
  await visitor.page.reload();
  await visitor.open();
  await expect.poll(() => bubbles(visitor.messages())).toEqual(before);

  const second = await new Visitor(await visitor.page.context().newPage(), engine.shop).arrive();
  await second.open();
  await expect.poll(() => bubbles(second.messages())).toEqual(before);
  await second.ask("How do I return an item?");
  await visitor.ask("Where do I find my invoice?");
  await expect(second.messages("bot")).toHaveCount(4);
  const after = await bubbles(visitor.messages());
  expect(after).toHaveLength(7);
  await expect.poll(() => bubbles(second.messages())).toEqual(after);
});

test("what is written without a connection is kept and sent exactly once", async ({ engine, visit, hire }) => {
  const { visitor, agent } = await together(visit, hire);
  await engine.kill();
  await expect(visitor.status).toHaveText("No connection");
  await expect(visitor.chat.getByText("Your messages are kept and sent when it is back.")).toBeVisible();
  await visitor.write("first without a network");
  await visitor.write("second without a network");
  await expect(visitor.messages("visitor").last()).toContainText("Sending");
  await engine.restart();

  await expect(agent.messages("visitor").last()).toContainText("second without a network", { timeout: 30_000 });
  await expect(visitor.chat.locator(PENDING)).toHaveCount(0);
  await expect(visitor.status).toContainText("Agent One");
  const own = ["first without a network", "second without a network"];
  expect((await bubbles(visitor.messages("visitor"))).slice(-2)).toEqual(own);
  expect((await bubbles(agent.messages("visitor"))).slice(-2)).toEqual(own);
  expect(await visitor.messages("visitor").count()).toBe(3);
});

test("a phone that loses its network keeps the words too", async ({ visit, hire }) => {
  const { visitor, agent } = await together(visit, hire);
  await visitor.page.context().setOffline(true);
  await visitor.write("from the tunnel");
  await expect(visitor.messages("visitor").last()).toContainText("from the tunnel");
  await expect(visitor.chat.locator(PENDING)).toHaveCount(1);
  await visitor.page.context().setOffline(false);
  await expect(agent.messages("visitor").last()).toContainText("from the tunnel", { timeout: 30_000 });
  await expect(visitor.messages("visitor").last()).toContainText("Sent");
  expect(await bubbles(visitor.messages("visitor"))).toEqual([HUMAN, "from the tunnel"]);
  expect(await bubbles(agent.messages("visitor"))).toEqual([HUMAN, "from the tunnel"]);
});

test("what is written without a connection outlives the page and is sent exactly once", async ({ engine, visit, hire }) => {
  const { visitor, agent } = await together(visit, hire);
  await engine.kill();
  await expect(visitor.status).toHaveText("No connection");
  await visitor.write("first before the reload");
  await visitor.write("second before the reload");
  await expect(visitor.messages("visitor").last()).toContainText("second before the reload");
  const { context, shop } = { context: visitor.page.context(), shop: engine.shop };
  await visitor.page.close();
  await engine.restart();
  const later = await new Visitor(await context.newPage(), shop).arrive();
  expect(await agent.messages("visitor").count(), "nobody sends what nobody opens").toBe(1);
  await later.open();
  const all = [HUMAN, "first before the reload", "second before the reload"];
  await expect.poll(() => bubbles(agent.messages("visitor")), { timeout: 30_000 }).toEqual(all);
  await expect(later.chat.locator(PENDING)).toHaveCount(0);
  // What is stored is kept here no longer, so the next page has nothing to send.
  await later.page.reload();
  await later.open();
  await expect.poll(() => bubbles(later.messages("visitor"))).toEqual(all);
  const kept = await later.page.evaluate(() => Object.keys(localStorage));
  expect(kept).toEqual(["baton:demo"]);
  expect(await bubbles(agent.messages("visitor"))).toEqual(all);
});

test("who comes back the next day goes on where he was", async ({ engine, visit, hire }) => {
  const { visitor, agent } = await together(visit, hire);
  await agent.write("I will look into it.");
  await expect(visitor.messages("agent")).toHaveCount(1);
  const before = await bubbles(visitor.messages());
  const context = visitor.page.context();
  await visitor.page.close();
  await agent.write("It is on its way.");
  await context.clock.setSystemTime(Date.now() + 26 * 3_600_000);
  const later = await new Visitor(await context.newPage(), engine.shop).arrive();
  await later.open();
  await expect.poll(() => bubbles(later.messages())).toEqual([...before, "It is on its way."]);
  await later.write("Thank you.");
  await expect(agent.messages("visitor").last()).toContainText("Thank you.");
});

test("killing the engine while both write loses nothing and doubles nothing", async ({ engine, visit, hire }) => {
  const { visitor, agent } = await together(visit, hire);
  const KILLS = 3;
  const texts = (who, round) => Array.from({ length: 5 }, (_, number) => `${who} says ${round}.${number + 1}`);
  const all = (who) => Array.from({ length: KILLS + 1 }, (_, round) => texts(who, round)).flat();
  const write = async (writer, who, round) => {
    for (const text of texts(who, round)) await writer.write(text);
  };
  const cutPower = async () => {
    await engine.kill();
    await engine.restart();
  };
  for (let round = 0; round <= KILLS; round++) {
    // The first round is written in peace; in the others the engine dies while both write.
    const power = round > 0 ? cutPower() : undefined;
    await Promise.all([write(visitor, "visitor", round), write(agent, "agent", round), power]);
    await expect(agent.messages("visitor").first()).toBeVisible();
  }

  const long = { timeout: 30_000 };
  await expect(visitor.messages("agent")).toHaveCount(all("agent").length, long);
  await expect(agent.messages("visitor")).toHaveCount(all("visitor").length + 1, long);
  await expect(visitor.chat.locator(PENDING)).toHaveCount(0, long);
  await expect(agent.conversation.getByTestId("pending")).toHaveCount(0, long);
  expect(await bubbles(visitor.messages("visitor")), "as they were written").toEqual([HUMAN, ...all("visitor")]);
  expect(await bubbles(agent.messages("agent")), "as they were written").toEqual(all("agent"));
  expect(await bubbles(agent.messages()), "the same order for both").toEqual(await bubbles(visitor.messages()));
  const places = await visitor.messages().evaluateAll((messages) => messages.map((it) => Number(it.dataset.seq)));
  expect(places, "no gap").toEqual(places.map((_, at) => at + 1));
});

test("the script tag twice is one chat", async ({ engine, profile }) => {
  const context = await profile();
  // A template that is included twice, or a tag manager that adds what is there already.
  await context.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const tag = document.querySelector("script[data-site]");
      if (!tag) return;
      const again = document.createElement("script");
      for (const { name, value } of tag.attributes) again.setAttribute(name, value);
      tag.after(again);
      again.addEventListener("load", () => (globalThis.isTwice = true));
    });
  });
  const visitor = await new Visitor(await context.newPage(), engine.shop).arrive();
  await visitor.page.waitForFunction(() => globalThis.isTwice);
  await expect(visitor.page.locator("baton-chat")).toHaveCount(1);
  await visitor.open();
  await expect(visitor.frame).toHaveCount(1);
});

test("a browser that keeps nothing still chats, and says that nothing is kept", async ({ engine, profile }) => {
  const context = await profile();
  await context.addInitScript(() => {
    const blocked = { get: () => { throw new DOMException("Access is denied.", "SecurityError"); } };
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, blocked);
  });
  const visitor = await new Visitor(await context.newPage(), engine.shop).arrive();
  await visitor.open();
  await expect(visitor.chat.getByText("This browser does not keep the chat")).toBeVisible();
  await expect(await visitor.ask("How do I return an item?")).toContainText(/return/i);
});
