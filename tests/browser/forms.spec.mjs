// Forms: with the keyboard alone, on the smallest screen, with what is wrong told where it is; and after hours by words.
import { expect, test } from "./fixtures.mjs";
import { faults } from "./support/axe.mjs";
import { details, listen } from "./support/host_page.mjs";

const HUMAN = "I want to talk to a human";
const SMALL = { viewport: { width: 320, height: 640 }, reducedMotion: "reduce" };
const CONSENT = { version: "2026-11", text: "I agree that my words are stored.", url: "https://shop.example.com/privacy", required: true };
const FIELDS = [
  { id: "mail", kind: "email", label: "E-mail", required: true },
  { id: "topic", kind: "choice", label: "Topic", choices: ["Orders", "Returns"], labels: { de: "Thema" } },
  { id: "vip", kind: "check", label: "I have a gold card" },
];
const preChat = (when, consent = CONSENT) => ({ forms: { pre_chat: { when, form: { fields: FIELDS, consent } } } });

/** The settings of a site whose doors are closed, with the demo's departments. */
async function close(agent, forms) {
  const departments = await agent.page.evaluate(async () => (await (await fetch("/api/settings")).json()).departments);
  for (const department of Object.values(departments)) department.hours = { zone: "Europe/Vienna", week: {} };
  await agent.decide({ departments, forms });
}

test("with the keyboard alone the form before the chat is filled in, and what is wrong is told where it is", async ({ hire, visit }) => {
  const agent = await hire();
  await agent.decide(preChat("before_chat"));
  const visitor = await visit(SMALL);
  await listen(visitor.page.context());
  await visitor.page.reload();
  await visitor.launcher.focus();
  await visitor.page.keyboard.press("Enter");
  const form = visitor.chat.getByTestId("pre-chat-form");
  const mail = form.getByLabel("E-mail");
  await expect(mail).toBeFocused();
  await expect(visitor.composer).toBeHidden();
  await expect(mail).toHaveAttribute("autocomplete", "email");
  await expect(visitor.messages("bot")).toBeVisible();
  expect(await faults(visitor.page)).toEqual([]);

  const { keyboard } = visitor.page;
  await keyboard.type("ada@example");
  await keyboard.press("Enter");
  const summary = form.locator("#summary");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Please tick this."]);
  expect(await faults(visitor.page)).toEqual([]);
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(form.getByLabel(CONSENT.text)).toBeFocused();
  await keyboard.press("Space");
  await keyboard.press("Enter");
  // What only the edge can say is told in the same place.
  await expect(summary.getByRole("link")).toHaveText([/such as name@example.com/]);
  await expect(mail).toHaveAccessibleDescription(/such as name@example.com/);
  await expect(mail).toHaveAttribute("aria-invalid", "true");
  await expect(mail).toHaveValue("ada@example");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(mail).toBeFocused();
  await keyboard.press("End");
  await keyboard.type(".com");
  const wide = await visitor.chat.locator("html").evaluate((it) => it.scrollWidth - it.clientWidth);
  expect(wide, "it is wider than the screen").toBeLessThanOrEqual(0);
  await keyboard.press("Enter");
  await expect(form).toHaveCount(0);
  await expect(visitor.composer).toBeFocused();
  await expect.poll(() => details(visitor.page, "prechat:submitted")).toHaveLength(1);
  await visitor.ask("How do I return an item?");

  await agent.open("bot", /./);
  const sent = agent.page.getByTestId("submission");
  await expect(sent).toContainText("ada@example.com");
  await expect(sent).toContainText("Given, version 2026-11");
});

test("nothing typed is lost without a network, when the text changes, and in another language", async ({ hire, visit }) => {
  const agent = await hire();
  await agent.decide(preChat("before_chat"));
  const visitor = await visit();
  await visitor.open();
  const form = visitor.chat.getByTestId("pre-chat-form");
  await form.locator("#field-mail").fill("ada@example.com");
  await form.locator("#field-topic").selectOption("Returns");
  await form.locator("#field-consent").check();
  await visitor.page.context().setOffline(true);
  await form.getByRole("button", { name: "Start chat" }).click();
  await expect(form.getByRole("alert").filter({ hasText: "no connection" })).toBeVisible();
  await visitor.page.context().setOffline(false);
  await agent.decide(preChat("before_chat", { ...CONSENT, version: "2026-12", text: "I agree to something else." }));
  await form.getByRole("button", { name: "Start chat" }).click();
  await expect(form.locator("#summary")).toContainText("has changed");
  await expect(form.getByLabel("I agree to something else.")).not.toBeChecked();
  await expect(form.locator("#field-mail")).toHaveValue("ada@example.com");
  await visitor.page.evaluate(() => Baton.setLocale("de"));
  await expect(form.getByLabel("Thema")).toHaveValue("Returns");
  await form.locator("#field-consent").check();
  await form.getByRole("button", { name: "Chat beginnen" }).click();
  await expect(form).toHaveCount(0);
  await expect(visitor.composer).toBeVisible();
});

test("who does not agree is told how else to reach somebody, and can leave a message", async ({ hire, visit }) => {
  const agent = await hire();
  await agent.decide({ ...preChat("before_chat"), contact: "help@example.com" });
  const visitor = await visit(SMALL);
  await visitor.open();
  await visitor.chat.getByRole("button", { name: "I do not agree" }).click();
  const refused = visitor.chat.getByTestId("refused");
  await expect(refused.getByRole("link", { name: "help@example.com" })).toHaveAttribute("href", "mailto:help@example.com");
  await expect(visitor.composer).toBeHidden();
  expect(await faults(visitor.page)).toEqual([]);
  await refused.getByRole("button", { name: "Leave a message instead" }).click();
  await visitor.form.locator("#field-name").fill("Ada");
  await visitor.form.locator("#field-email").fill("ada@example.com");
  await visitor.form.locator("#field-message").fill("Please write.");
  await visitor.form.getByRole("button", { name: "Send message" }).click();
  await expect(visitor.chat.getByTestId("follow-up")).toBeVisible();
});

test("before a human comes the form is asked, and the visitor can go back to the chatbot", async ({ hire, visit }) => {
  const agent = await hire();
  await agent.decide(preChat("before_human", null));
  await agent.become("Available");
  const visitor = await (await visit()).open();
  await visitor.write(HUMAN);
  const form = visitor.chat.getByTestId("pre-chat-form");
  await form.getByRole("button", { name: "Back to the chatbot" }).click();
  await expect(form).toHaveCount(0);
  await visitor.write(HUMAN);
  await form.getByLabel("E-mail").fill("ada@example.com");
  await form.getByRole("button", { name: "Continue" }).click();
  await expect(visitor.queue).toBeVisible();
});

test("after hours the bot asks one by one, by words and by quick replies", async ({ hire, visit }) => {
  const agent = await hire();
  const offline = { fields: [{ id: "phone", kind: "phone", label: "Phone" }] };
  await close(agent, { asks_after_hours: true, offline });
  const visitor = await (await visit(SMALL)).open();
  await visitor.write(HUMAN);
  const last = visitor.messages("bot").last();
  await expect(last).toContainText("What is your name?");
  await expect(visitor.form).toHaveCount(0);
  await visitor.write("Ada");
  await expect(last).toContainText("e-mail address can we reply");
  await visitor.write("ada");
  await expect(last).toContainText("This is no e-mail address");
  await visitor.write("ada@example.com");
  await expect(last).toContainText("phone number");
  expect(await faults(visitor.page)).toEqual([]);
  await visitor.chat.getByRole("button", { name: "Skip" }).click();
  await expect(last).toContainText("What is it about?");
  await visitor.write("The zip is broken.");
  await expect(visitor.chat.getByTestId("follow-up")).toBeVisible();
  await agent.open("waiting", "The zip is broken.");
  await expect(agent.page.getByRole("region", { name: "Offline message" })).toContainText("ada@example.com");
});

test("an admin writes a form without writing JSON", async ({ hire, visit }) => {
  const { page } = await hire();
  await page.evaluate(() => (location.hash = "#settings=forms"));
  await page.getByLabel("When", { exact: true }).selectOption({ label: "Before the first message" });
  await page.getByRole("button", { name: "Add a question" }).first().click();
  const question = page.getByTestId("question");
  await question.getByLabel("Question").fill("Order number");
  await question.getByLabel("Has to be answered").check();
  await page.getByLabel("Visitors have to read and agree to something").first().check();
  await page.getByLabel("Text", { exact: true }).fill("I agree.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByTestId("settings-state")).toHaveText("Saved as version 2.");
  const visitor = await (await visit()).open();
  const form = visitor.chat.getByTestId("pre-chat-form");
  await expect(form.getByLabel("Order number")).toBeVisible();
  await expect(form.getByLabel("I agree.")).toBeVisible();
});
