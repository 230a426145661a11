// From the bot to humans and back, with the visitor's window and the desk side by side.
import { expect, test } from "./fixtures.mjs";

const REQUEST = "Request chat with human agent";
const LEAVE = "Stop chatbot and leave offline message";
const HUMAN = "I want to talk to a human";
/** What the issue promises: the open widget follows the desk within this time. */
const BUTTON_MS_MAX = 1000;

/** A visitor who waits, and an agent who has accepted. */
async function joined(visit, agent, words = HUMAN) {
  const visitor = await visit();
  await visitor.open();
  await visitor.write(words);
  await expect(visitor.queue).toBeVisible();
  await agent.open("waiting", words);
  await agent.action("accept").click();
  await expect(visitor.status).toContainText(agent.name);
  return visitor;
}

test("the open widget follows the agents' presence within a second", async ({ visit, hire }) => {
  const agent = await hire();
  const visitor = await visit();
  await visitor.open();
  await visitor.askThrice();
  await expect(visitor.button).toHaveText(LEAVE);

  // Both clocks are this machine's.
  await agent.page.evaluate(() => {
    addEventListener("change", () => (globalThis.chosenAt = Date.now()), { capture: true });
  });
  const chat = await visitor.document();
  await chat.evaluate(() => {
    const label = () => document.querySelector("[data-testid=handover-button]")?.innerText.trim();
    let before = label();
    globalThis.changes = [];
    new MutationObserver(() => {
      const now = label();
      if (now && now !== before) changes.push({ label: (before = now), at: Date.now() });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const took = [];
  for (const [presence, label] of [["Available", REQUEST], ["Away", LEAVE], ["Available", REQUEST], ["Offline", LEAVE]]) {
    await agent.become(presence);
    await expect(visitor.button).toHaveText(label);
    const chosenAt = await agent.page.evaluate(() => globalThis.chosenAt);
    const change = await chat.evaluate(() => globalThis.changes.at(-1));
    expect(change.label).toBe(label);
    took.push(change.at - chosenAt);
  }
  test.info().annotations.push({ type: "milliseconds", description: took.join(", ") });
  expect(Math.max(...took), `milliseconds: ${took.join(", ")}`).toBeLessThanOrEqual(BUTTON_MS_MAX);
});

test("the press is checked again: an agent who went away in that moment means the offline form", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await visit();
  // The news that nobody is there any more does not reach this page.
  await visitor.page.routeWebSocket(/\/socket$/, (socket) => {
    const edge = socket.connectToServer();
    edge.onMessage((text) => {
      const { type, button } = JSON.parse(text);
      if (type !== "view" || button !== "leave_offline_message") socket.send(text);
    });
  });
  await visitor.page.reload();
  await visitor.open();
  await visitor.askThrice();
  await expect(visitor.button).toHaveText(REQUEST);
  await agent.become("Away");
  await visitor.button.click();
  await expect(visitor.form).toBeVisible();
  await expect(visitor.messages("system")).toContainText("Nobody of our team is available right now");
});

test("visitors wait in order, see their place, and see who comes", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const first = await visit();
  await first.open();
  await first.askThrice();
  await first.button.click();
  await expect(first.queue).toContainText("You are number 1 in the queue");
  await expect(first.messages("system")).toContainText("A member of our team will be with you as soon as possible");
  await expect(first.status).toHaveText("Waiting for a person");
  await expect(first.button).toHaveCount(0);
  const second = await visit();
  await second.open();
  await second.write(HUMAN);
  await expect(second.queue).toContainText("You are number 2 in the queue");

  await expect(agent.rows).toHaveCount(2);
  await agent.open("waiting", "invoice");
  await expect(agent.composer, "reading along is not owning").toBeDisabled();
  await expect(agent.messages("bot"), "the bot's part is there").toHaveCount(4);
  await agent.action("accept").click();
  await expect(agent.composer).toBeFocused();

  await expect(first.queue).toBeHidden();
  await expect(first.messages("system").last()).toContainText("Agent One has joined the chat");
  await expect(first.status).toContainText("Agent One");
  await expect(second.queue).toContainText("You are number 1 in the queue");

  await second.queue.getByRole("button", { name: "Go on with the chatbot" }).click();
  await expect(second.queue).toBeHidden();
  await expect(second.messages("system").last()).toContainText("You are back with our AI assistant");
  await expect(agent.page.getByTestId("view-waiting").locator(".count")).toHaveText("0");
});

test("both write, and each sees the other writing", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await joined(visit, agent);

  await visitor.composer.pressSequentially("Is the tent");
  await expect(agent.conversation).toContainText(/visitor is writing/i);
  await visitor.write("Is the tent **waterproof**? <b>&amp;</b>");
  await expect(agent.messages("visitor").last()).toContainText("Is the tent **waterproof**? <b>&amp;</b>");

  await agent.composer.pressSequentially("It");
  await expect(visitor.writing).toContainText("Agent One is writing");
  await agent.write("It is **waterproof**, see [the sizes](https://shop.example.com/tents):\n\n- 2 people\n- 3 people");
  const reply = visitor.messages("agent").last();
  await expect(reply.locator("strong")).toHaveText("waterproof");
  await expect(reply.getByRole("link")).toHaveAttribute("href", "https://shop.example.com/tents");
  await expect(reply.getByRole("listitem")).toHaveText(["2 people", "3 people"]);
  await expect(reply).toContainText("Agent One");
  await expect(visitor.writing).toBeHidden();
  await expect(agent.messages("agent").last()).toContainText("waterproof");
});

test("a transfer brings the note to the colleague and never to the visitor", async ({ visit, hire }) => {
  const note = "Promised a refund of 17 euro for order 4711.";
  const one = await (await hire()).become("Available");
  const two = await hire();
  const visitor = await joined(visit, one);
  await one.action("transfer").click();
  await expect(one.dialog.getByRole("radio", { name: "Agent Two" }), "who is not there can't be chosen").toBeDisabled();
  await two.become("Available");
  await one.dialog.getByText("Agent Two").click();
  await one.dialog.getByLabel("Note").fill(note);
  await one.dialog.getByRole("button", { name: "Transfer conversation" }).click();

  await expect(one.dialog).toBeHidden();
  await expect(one.conversation).toContainText("Agent Two owns this conversation");
  await expect(one.composer).toHaveCount(0);
  await expect(visitor.messages("system").last()).toContainText("transferred to Agent Two");
  await expect(visitor.status).toContainText("Agent Two");

  await two.open("mine", HUMAN);
  await expect(two.notes).toContainText(note);
  await expect(one.notes).toContainText(note);
  await two.write("I have taken over.");
  await expect(visitor.messages("agent").last()).toContainText("I have taken over.");
  await visitor.page.reload();
  await visitor.open();
  await expect(visitor.messages("agent").last()).toContainText("I have taken over.");
  expect(visitor.received.length).toBeGreaterThan(5);
  expect(visitor.received.filter((frame) => frame.includes("4711"))).toEqual([]);
});

test("an agent hands back to the AI, takes over again and ends, each after a confirmation", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await joined(visit, agent);

  await agent.action("hand-back").click();
  await agent.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(agent.dialog).toBeHidden();
  await expect(agent.composer).toBeEnabled();
  await agent.action("hand-back").click();
  await agent.dialog.getByRole("button", { name: "Hand back to AI" }).click();
  await expect(visitor.messages("system").last()).toContainText("back with our AI assistant");
  await expect(agent.composer).toBeDisabled();
  await visitor.ask("When will my order arrive?");

  await expect(agent.action("join")).toHaveText("Stop chatbot and join");
  await agent.action("join").click();
  await expect(visitor.messages("system").last()).toContainText("Agent One has joined the chat");
  await expect(agent.composer).toBeFocused();

  await agent.action("end").click();
  await agent.dialog.getByRole("button", { name: "End conversation" }).click();
  await expect(visitor.messages("system").last()).toContainText("has ended the conversation");
  await expect(visitor.chat.getByTestId("ended")).toBeVisible();
  await expect(agent.composer).toBeDisabled();
  await expect(agent.action("end")).toHaveCount(0);
  await visitor.ask("How do I return an item?");
  await expect(visitor.chat.getByTestId("ended")).toBeHidden();
});

test("an agent reads a bot's conversation along unseen, and stops the chatbot", async ({ visit, hire }) => {
  const agent = await hire();
  const visitor = await visit();
  await visitor.open();
  await visitor.ask("When will my order arrive?");
  await agent.open("bot", "working days");
  const said = (messages) => messages.locator(".bubble").allInnerTexts();
  await expect.poll(() => said(agent.messages())).toEqual(await said(visitor.messages()));
  await expect(agent.composer).toBeDisabled();
  await expect(visitor.messages("system")).toHaveCount(0);

  await visitor.write("How do I return an item?");
  await agent.action("join").click();
  await expect(visitor.messages("system")).toContainText("Agent One has joined the chat");
  const after = visitor.chat.locator("[data-sender=system] ~ [data-sender=bot]");
  await agent.write("Hello, this is a person.");
  await expect(visitor.messages("agent")).toContainText("Hello, this is a person.");
  // As long as the bot takes for an answer elsewhere, it says nothing here.
  const elsewhere = await visit();
  await elsewhere.open();
  await elsewhere.ask("How do I return an item?");
  await expect(after, "the bot is silent once a human owns").toHaveCount(0);
});

test("an agent who accepts too late reads who was first", async ({ visit, hire }) => {
  const one = await (await hire()).become("Available");
  const two = await hire();
  // What happens in the conversation reaches the second agent's page late.
  const late = [];
  let isLate = false;
  await two.page.routeWebSocket(/\?as=agent$/, (socket) => {
    const edge = socket.connectToServer();
    edge.onMessage((text) => (isLate ? late.push(() => socket.send(text)) : socket.send(text)));
  });
  const visitor = await visit();
  await visitor.open();
  await visitor.write(HUMAN);
  await expect(visitor.queue).toBeVisible();
  await one.open("waiting", HUMAN);
  await two.open("waiting", HUMAN);
  await expect(two.action("accept")).toBeEnabled();
  isLate = true;

  await one.action("accept").click();
  await expect(one.composer).toBeEnabled();
  await two.action("accept").click();
  await expect.poll(() => late.length).toBeGreaterThan(1);
  isLate = false;
  late.forEach((arrive) => arrive());
  await expect(two.conversation.getByRole("alert").filter({ hasText: "Already accepted by Agent One." })).toBeVisible();
  await expect(two.conversation).toContainText("Agent One owns this conversation");
  await expect(visitor.status).toContainText("Agent One");
});
