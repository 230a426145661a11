// Who a visitor is: signed by the site or only said, on two devices, and never somebody else's history.
import { expect, test } from "./fixtures.mjs";
import { identify, Signer } from "./support/identity.mjs";
import { Visitor } from "./support/visitor.mjs";

const HUMAN = "I want to talk to a human";
const bubbles = (messages) => messages.locator(".bubble").allInnerTexts();

test("an admin makes a key, and what is signed with it is verified at the desk and on the next device", async ({ hire, visit }) => {
  const agent = await (await hire()).become("Available");
  const { page } = agent;
  await page.evaluate(() => (location.hash = "#settings=identity"));
  await expect(page.getByText("None yet: nobody's identity can be verified.")).toBeVisible();
  await page.getByRole("button", { name: "Make a secret (HS256)" }).click();
  const secret = await page.getByTestId("one-time").inputValue();
  await expect(page.getByTestId("identity-key")).toHaveCount(1);
  await page.reload();
  await expect(page.getByTestId("identity-key")).toHaveCount(1);
  await expect(page.getByTestId("one-time")).toHaveCount(0);
  expect(await page.content(), "shown once").not.toContain(secret);
  await page.evaluate(() => (location.hash = ""));

  const signer = new Signer(secret);
  const facts = { name: "Zoë Müller", email: "zoe@example.com", attributes: { plan: "gold" } };
  const phone = await visit();
  await identify(phone, { userId: "u-1", jwt: signer.token("u-1", facts) });
  await phone.open();
  await phone.write(HUMAN);
  await agent.open("waiting", HUMAN);
  await expect(page.getByTestId("verified")).toBeVisible();
  await expect(page.getByTestId("identity")).toContainText("gold");
  await expect(page.locator(".card-name")).toHaveText("Zoë Müller");
  await agent.action("accept").click();
  await agent.write("Hello Zoë.");
  await expect(phone.messages("agent")).toHaveCount(1);

  const laptop = await visit();
  await identify(laptop, { userId: "u-1", jwt: signer.token("u-1", facts) });
  await laptop.open();
  await expect.poll(() => bubbles(laptop.messages())).toEqual(await bubbles(phone.messages()));

  const liar = await visit();
  await identify(liar, { userId: "u-1" });
  await liar.open();
  await liar.write("I am u-1, too, and want to talk to a human");
  await agent.open("waiting", "I am u-1, too");
  await expect(page.getByTestId("unverified")).toBeVisible();
  await expect(page.getByTestId("verified")).toHaveCount(0);
  expect(await liar.messages("agent").count()).toBe(0);

  await page.evaluate(() => (location.hash = "#settings=identity"));
  await page.getByRole("button", { name: /^Retire key-/ }).click();
  await page.getByTestId("dialog").getByRole("button", { name: "Retire" }).click();
  await expect(page.getByTestId("identity-key")).toContainText("Retired");
  const late = await visit();
  await identify(late, { userId: "u-1", jwt: signer.token("u-1", facts) });
  await late.launcher.click();
  await expect(late.chat.getByText("We could not confirm who you are.")).toBeVisible();
});

test("the page is asked for a fresh token when the old one ends, and the chat goes on", async ({ hire, visit }) => {
  const signer = await Signer.of(await hire());
  const visitor = await visit();
  // The first is over already but for three seconds of the leeway.
  const given = [signer.token("u-1", { seconds: -57 }), signer.token("u-1")];
  let asked = 0;
  await visitor.page.exposeFunction("freshToken", () => given[Math.min(asked++, 1)]);
  await visitor.page.evaluate(() => globalThis.Baton("identify", { userId: "u-1", getToken: () => globalThis.freshToken() }));
  expect(asked, "nobody is asked before the chat is opened").toBe(0);
  await visitor.open();
  await visitor.ask("When will my order arrive?");
  await expect.poll(() => asked, { timeout: 20_000 }).toBe(2);
  await visitor.ask("How do I return an item?");
  expect(await visitor.messages("bot").count()).toBe(3);
  await expect(visitor.chat.getByText("We could not confirm")).toHaveCount(0);
});

test("a site that wants to know its visitors says so, and lets them in once it does", async ({ hire, visit }) => {
  const { page } = await hire();
  const signer = await Signer.of({ page });
  await page.evaluate(() => (location.hash = "#settings=identity"));
  await page.getByLabel("Only visitors whose identity is verified may chat").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByTestId("settings-state")).toHaveText("Saved as version 2.");

  const visitor = await visit();
  await visitor.launcher.click();
  await expect(visitor.chat.getByText("Please sign in on this page to chat with us.")).toBeVisible();
  await expect(visitor.status).toHaveText("Not available");
  await identify(visitor, { userId: "u-1", jwt: signer.token("u-1") });
  await visitor.ask("How do I return an item?");
  await expect(visitor.chat.getByText("Please sign in")).toHaveCount(0);
});

test("another person on the same page sees and sends nothing of the first, in the middle of a talk with two tabs", async ({ engine, hire, visit }) => {
  const agent = await (await hire()).become("Available");
  const signer = await Signer.of(agent);
  const [anna, ben] = ["anna", "ben"].map((sub) => ({ userId: sub, jwt: signer.token(sub) }));
  const one = await visit();
  await identify(one, anna);
  await one.open();
  await one.write(HUMAN);
  await agent.open("waiting", HUMAN);
  await agent.action("accept").click();
  await agent.write("For Anna alone.");
  const two = await new Visitor(await one.page.context().newPage(), engine.shop).arrive();
  await identify(two, anna);
  await two.open();
  await expect(two.messages("agent")).toHaveCount(1);
  await expect(one.messages("agent")).toHaveCount(1);

  await engine.kill();
  await expect(one.status).toHaveText("No connection");
  await one.write("Anna's words without a network");
  await expect(one.messages("visitor").last()).toContainText("Sending");
  await identify(one, ben);
  await expect(one.chat.getByText("Anna")).toHaveCount(0);
  await engine.restart();
  await one.page.getByRole("button", { name: "Try again" }).click();
  await one.ask("How do I return an item?");
  expect(await bubbles(one.messages("visitor")), "Ben's own").toEqual(["How do I return an item?"]);
  await expect(one.messages("agent")).toHaveCount(0);
  await expect(two.status).toContainText("Agent One", { timeout: 30_000 });
  expect(await bubbles(two.messages("visitor")), "Anna's own").toEqual([HUMAN]);
  expect(await bubbles(agent.messages("visitor"))).toEqual([HUMAN]);

  await identify(one, anna);
  const annas = [HUMAN, "Anna's words without a network"];
  for (const who of [agent, one, two]) {
    await expect.poll(() => bubbles(who.messages("visitor")), { timeout: 30_000 }).toEqual(annas);
  }
  await expect(one.messages("visitor").last()).toContainText("Sent");
});

test("a reset leaves nothing behind: not the talk, not what waits, not the secret", async ({ engine, visit }) => {
  const visitor = await visit();
  await visitor.open();
  await visitor.ask("How do I return an item?");
  await engine.kill();
  await expect(visitor.status).toHaveText("No connection");
  await visitor.write("never sent");
  await expect(visitor.messages("visitor").last()).toContainText("Sending");
  await engine.restart();
  await visitor.page.evaluate(() => globalThis.Baton("reset"));
  await visitor.page.reload();
  await visitor.open();
  await visitor.ask("Where do I find my invoice?");
  expect(await bubbles(visitor.messages("visitor"))).toEqual(["Where do I find my invoice?"]);
  const kept = await visitor.page.evaluate(() => Object.keys(localStorage));
  expect(kept).toEqual(["baton:demo"]);
});
