// For everybody: axe finds nothing serious in any state, and the keyboard alone is enough on both sides.
import { expect, test } from "./fixtures.mjs";
import { faults } from "./support/axe.mjs";

const HUMAN = "I want to talk to a human";
// A colour in the middle of a transition is nobody's fault.
const STILL = { reducedMotion: "reduce" };

test("axe sees what is wrong in the chat's frame, and on the page around it", async ({ visit }) => {
  const visitor = await visit(STILL);
  await visitor.open();
  await visitor.messages().locator(".bubble p").evaluate((it) => it.style.setProperty("color", "#bbb"));
  await visitor.page.locator(".strip").evaluate((it) => it.style.setProperty("color", "#444"));
  const found = await faults(visitor.page, ["color-contrast"]);
  expect(found).toEqual([expect.stringContaining(".strip"), expect.stringContaining("iframe .bubble")]);
});

for (const colorScheme of ["light", "dark"]) {
  // The dark pages differ from the others in nothing but their colours.
  const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
  /** Asserts that nothing serious is wrong in a state; goes on, so that one run tells everything. */
  const isFine = async (page, state) => expect.soft(await faults(page, rules), state).toEqual([]);

  test(`axe finds nothing serious in the widget, ${colorScheme}`, async ({ visit, hire }) => {
    const visitor = await visit({ ...STILL, colorScheme });
    const { page } = visitor;
    await isFine(page, "closed");
    await visitor.open();
    await isFine(page, "greeting");
    await visitor.askThrice();
    await expect(visitor.button).toBeVisible();
    await isFine(page, "answers");
    await visitor.messages("bot").last().getByRole("button").click();
    const article = visitor.chat.getByTestId("article");
    await expect(article.getByRole("heading")).toBeVisible();
    await isFine(page, "article");
    await article.getByRole("button", { name: "Back to the chat" }).click();
    await visitor.button.click();
    await visitor.form.getByRole("button", { name: "Send message" }).click();
    await expect(visitor.form.getByRole("alert")).toBeVisible();
    await isFine(page, "offline form");
    await visitor.form.getByRole("button", { name: "Back to the chatbot" }).click();
    await expect(visitor.form).toBeHidden();

    const agent = await (await hire()).become("Available");
    await visitor.write(HUMAN);
    await expect(visitor.queue).toContainText("You are number 1");
    await isFine(page, "queue");
    await agent.open("waiting", HUMAN);
    await agent.action("accept").click();
    await agent.write("Hello, **how** can I help? See [our page](https://shop.example.com).");
    await expect(visitor.messages("agent")).toBeVisible();
    await isFine(page, "assigned");
    await agent.action("end").click();
    await agent.dialog.getByRole("button", { name: "End conversation" }).click();
    await expect(visitor.chat.getByTestId("ended")).toBeVisible();
    await isFine(page, "ended");
    await visitor.chat.getByTestId("rating").getByRole("radio", { name: "4 of 5" }).check();
    await isFine(page, "rating");
  });

  test(`axe finds nothing serious at the desk, ${colorScheme}`, async ({ engine, visit, hire, profile }) => {
    const door = await (await profile({ ...STILL, colorScheme })).newPage();
    await door.goto(`${engine.origin}/desk`);
    await expect(door.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
    await isFine(door, "sign-in");
    await door.goto(await engine.firstLink());
    await expect(door.getByText("You are the first here")).toBeVisible();
    await isFine(door, "invitation");

    const agent = await (await hire({ ...STILL, colorScheme })).become("Available");
    const { page } = agent;
    await hire();
    await isFine(page, "empty desk");
    const waiting = await visit();
    await waiting.open();
    await waiting.write(HUMAN);
    const other = await visit();
    await other.open();
    await other.ask("How do I return an item?");
    await agent.show("all");
    await expect(agent.rows).toHaveCount(2);
    await isFine(page, "desk list");
    await agent.open("bot", "return");
    await expect(agent.messages("bot").last()).toBeVisible();
    await isFine(page, "reading along");
    await agent.open("waiting", HUMAN);
    await agent.action("accept").click();
    await agent.write("Hello, how can I help?");
    await expect(waiting.messages("agent")).toBeVisible();
    await isFine(page, "conversation");
    await page.getByRole("button", { name: "Internal note" }).click();
    await agent.conversation.getByTestId("note-field").fill("Has called twice before.");
    await page.keyboard.press("Enter");
    await expect(agent.notes).toHaveCount(1);
    await isFine(page, "internal note");
    await page.getByRole("button", { name: "Reply", exact: true }).click();
    await page.getByTestId("why").click();
    await expect(agent.dialog.getByTestId("reasons")).toBeVisible();
    await isFine(page, "why");
    await page.keyboard.press("Escape");
    await agent.action("transfer").click();
    await expect(agent.dialog.getByText("Agent Two")).toBeVisible();
    await isFine(page, "transfer dialog");
    await page.keyboard.press("Escape");
    await agent.action("end").click();
    await expect(agent.dialog).toBeVisible();
    await isFine(page, "end dialog");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Members" }).click();
    await expect(agent.dialog.getByText("two@example.com")).toBeVisible();
    await isFine(page, "members");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Alerts" }).click();
    await expect(agent.dialog.getByText("Desktop notifications")).toBeVisible();
    await isFine(page, "alerts");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(agent.dialog).toBeVisible();
    await isFine(page, "keys");
  });
}

/** Presses a key until something has the focus. */
async function reach(page, key, locator) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    if (await locator.evaluate((it) => it.getRootNode().activeElement === it)) return;
  }
  throw new Error(`${key} does not lead to ${locator}`);
}

/** Whether the focus can be seen: an outline, or another border than without it. */
async function expectVisibleFocus(locator) {
  const look = (it) => {
    const of = (element) => {
      const { outlineStyle, outlineColor, outlineWidth, borderColor, boxShadow, backgroundColor } = getComputedStyle(element);
      return [outlineStyle, outlineColor, outlineWidth, borderColor, boxShadow, backgroundColor].join();
    };
    // A field may show it on the box around it.
    const boxes = [it, it.parentElement, it.closest("form, label")].filter(Boolean);
    return boxes.map(of).join("|");
  };
  const focused = await locator.evaluate(look);
  await locator.evaluate((it) => it.blur());
  const blurred = await locator.evaluate(look);
  await locator.evaluate((it) => it.focus());
  expect(focused, "the focus is seen").not.toBe(blurred);
}

test("a visitor needs nothing but the keyboard", async ({ visit, hire }) => {
  await (await hire()).become("Available");
  const visitor = await visit(STILL);
  const { keyboard } = visitor.page;
  await reach(visitor.page, "Tab", visitor.launcher);
  await expectVisibleFocus(visitor.launcher);
  await keyboard.press("Enter");
  await expect(visitor.messages("bot")).toBeVisible();
  await expect(visitor.composer).toBeFocused();
  await expectVisibleFocus(visitor.composer);
  await expect(visitor.composer).toBeFocused();
  for (const [number, text] of ["When will my order arrive?", "How do I return an item?", "Where do I find my invoice?"].entries()) {
    await keyboard.type(text);
    await keyboard.press("Enter");
    await expect(visitor.messages("bot")).toHaveCount(number + 2);
  }
  await expect(visitor.button).toBeVisible();
  await reach(visitor.page, "Shift+Tab", visitor.button);
  await expectVisibleFocus(visitor.button);
  await keyboard.press("Enter");
  await expect(visitor.queue).toBeVisible();
  await expect(visitor.composer, "the button is gone, the focus is not").toBeFocused();
  await keyboard.press("Escape");
  await expect(visitor.launcher).toBeFocused();
  await expect(visitor.launcher).toHaveAttribute("aria-expanded", "false");
  await keyboard.press("Enter");
  await expect(visitor.composer).toBeFocused();
});

test("an article opens and closes by keyboard, and the focus comes back", async ({ visit }) => {
  const visitor = await visit(STILL);
  const { keyboard } = visitor.page;
  await visitor.open();
  const answer = await visitor.ask("How do I return an item?");
  const source = answer.getByRole("button");
  await expect(visitor.composer).toBeFocused();
  await reach(visitor.page, "Shift+Tab", source);
  await expectVisibleFocus(source);
  await keyboard.press("Enter");
  await expect(visitor.chat.getByRole("button", { name: "Back to the chat" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(visitor.chat.getByTestId("article")).toBeHidden();
  await expect(source).toBeFocused();
});

test("an agent needs nothing but the keyboard", async ({ visit, hire }) => {
  const agent = await hire(STILL);
  const { keyboard } = agent.page;
  const available = agent.page.getByRole("radio", { name: "Available" });
  await reach(agent.page, "Tab", agent.page.getByRole("radio", { name: "Offline" }));
  await keyboard.press("ArrowRight");
  await expect(available).toBeFocused();
  await expectVisibleFocus(available);
  await expect(agent.presence()).toHaveAttribute("data-presence", "available");
  for (let number = 0; number < 2; number++) {
    const visitor = await visit();
    await visitor.open();
    await visitor.write(`${HUMAN} (${number + 1})`);
    await expect(visitor.queue).toBeVisible();
  }
  await expect(agent.rows).toHaveCount(2);
  await agent.page.locator(":focus").evaluate((it) => it.blur());

  await keyboard.press("j");
  await expect(agent.rows.nth(0)).toBeFocused();
  await expectVisibleFocus(agent.rows.nth(0));
  await keyboard.press("j");
  await expect(agent.rows.nth(1)).toBeFocused();
  await keyboard.press("k");
  await expect(agent.rows.nth(0)).toBeFocused();
  await keyboard.press("Enter");
  await expect(agent.action("accept")).toBeEnabled();
  await keyboard.press("a");
  await expect(agent.composer).toBeFocused();
  await expectVisibleFocus(agent.composer);
  await keyboard.type("Hello, how can I help?");
  await keyboard.press("Enter");
  await expect(agent.messages("agent")).toContainText("Hello, how can I help?");

  await keyboard.press("Escape");
  await keyboard.press("b");
  await expect(agent.dialog).toBeVisible();
  await expect(agent.dialog.getByRole("button", { name: "Hand back to AI" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(agent.dialog).toBeHidden();
  await keyboard.press("e");
  await keyboard.press("Enter");
  await expect(agent.dialog).toBeHidden();
  await expect(agent.composer).toBeDisabled();
  await keyboard.press("Escape");
  await expect(agent.conversation).toHaveCount(0);
  await keyboard.press("/");
  await expect(agent.page.getByRole("searchbox")).toBeFocused();
  await keyboard.press("Escape");
  await keyboard.press("?");
  await expect(agent.dialog).toContainText("Next or previous conversation in the list");
});
