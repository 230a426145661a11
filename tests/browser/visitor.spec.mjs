// What a visitor meets before any human is involved: launcher, bot, sources, the button, the offline form.
import { expect, test } from "./fixtures.mjs";
import { Visitor } from "./support/visitor.mjs";

const REQUEST = "Request chat with human agent";
const LEAVE = "Stop chatbot and leave offline message";

test("before the first contact there is one request, no cookie and nothing stored", async ({ engine, profile }) => {
  const context = await profile();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => request.url().startsWith(engine.origin) && asked.push(request.url()));
  const visitor = await new Visitor(page, engine.shop).arrive();
  await page.waitForLoadState("networkidle");

  expect(asked).toEqual([`${engine.origin}/baton.js`]);
  expect(await context.cookies()).toEqual([]);
  const kept = () => page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
  }));
  expect(await kept()).toEqual({ local: [], session: [], databases: 0 });
  expect(await visitor.frame.count()).toBe(0);

  await visitor.open();
  expect((await kept()).local, "the conversation can be found again").toEqual(["baton:demo"]);
  expect(await context.cookies(), "and still no cookie").toEqual([]);
});

test("the bot says that it is an AI, answers with a source that can be read, and admits what it does not know", async ({ visit }) => {
  const visitor = await visit();
  await expect(visitor.launcher).toHaveAccessibleName("Open chat");
  await visitor.open();
  await expect(visitor.launcher).toHaveAttribute("aria-expanded", "true");
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.messages("bot").first()).toContainText("AI assistant");
  await expect(visitor.messages("bot").first()).toContainText("not a person");

  const chips = visitor.chat.getByRole("group", { name: "Suggestions" });
  await chips.getByRole("button", { name: "When will my order arrive?" }).click();
  await expect(visitor.messages("visitor")).toHaveText(/When will my order arrive\?/);
  await expect(visitor.messages("bot")).toHaveCount(2);
  await expect(chips, "other questions are offered now").not.toContainText("Where do I find my invoice?");
  const source = visitor.messages("bot").last().getByRole("button");
  await expect(source).toBeVisible();
  const title = (await source.innerText()).trim();

  await source.click();
  const article = visitor.chat.getByTestId("article");
  await expect(article.getByRole("heading", { name: title })).toBeVisible();
  await expect(article.getByRole("button", { name: "Back to the chat" })).toBeFocused();
  await article.getByRole("button", { name: "Back to the chat" }).click();
  await expect(article).toBeHidden();
  await expect(source).toBeFocused();

  const unknown = await visitor.ask("Who won the football world cup in 1974?");
  await expect(unknown).toContainText("I don't know");
  await expect(unknown.getByRole("button")).toHaveCount(0);
});

test("the button appears after the third answer and not before", async ({ visit, hire }) => {
  const visitor = await visit();
  await visitor.open();
  for (const [text, title] of [
    ["When will my order arrive?", "When will my order arrive?"],
    ["How do I return an item?", "How do I return something?"],
    ["Where do I find my invoice?", /invoice/i],
  ]) {
    await expect(visitor.button).toHaveCount(0);
    const answer = await visitor.ask(text);
    await expect(answer.getByRole("button").first()).toHaveText(title);
  }
  await expect(visitor.button).toHaveText(LEAVE);
  await (await hire()).become("Available");
  await expect(visitor.button).toHaveText(REQUEST);
});

test("with nobody there the visitor leaves a message, which reaches the desk", async ({ visit, hire }) => {
  const agent = await hire();
  const visitor = await visit();
  await visitor.open();
  await visitor.askThrice();
  const typed = "The zip of my tent is broken.";
  await visitor.composer.fill(typed);
  await visitor.button.click();

  const field = (name) => visitor.form.getByLabel(name, { exact: true });
  const send = visitor.form.getByRole("button", { name: "Send message" });
  await expect(field("Message"), "what was typed is carried over").toHaveValue(typed);
  await expect(visitor.composer).toBeHidden();
  await expect(visitor.messages("system")).toContainText("Nobody of our team is available right now");

  await field("E-mail").fill("nobody at home");
  await send.click();
  await expect(visitor.form.getByRole("alert")).toContainText("Please enter your name.");
  await expect(field("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(field("E-mail")).toHaveAccessibleDescription(/e-mail address such as/);
  await expect(field("Message"), "a fault costs no text").toHaveValue(typed);

  await field("Name").fill("A Customer");
  await field("E-mail").fill("customer@example.com");
  await send.click();
  await expect(visitor.chat.getByTestId("follow-up")).toContainText("Your message has reached us");
  await expect(visitor.messages("system").last()).toContainText("we will reply to customer@example.com");
  await expect(visitor.form).toBeHidden();
  await expect(visitor.composer).toHaveValue("");

  await agent.open("waiting", "A Customer");
  const card = agent.page.getByRole("region", { name: "Offline message" });
  await expect(card).toContainText(typed);
  await expect(card).toContainText("customer@example.com");
});

test("asking for a human in words does the same as the button", async ({ visit, hire }) => {
  const nobody = await visit();
  await nobody.open();
  await nobody.write("I want to talk to a human");
  await expect(nobody.form).toBeVisible();

  const agent = await (await hire()).become("Available");
  const visitor = await visit();
  await visitor.open();
  await visitor.write("I want to talk to a human");
  await expect(visitor.queue).toContainText("You are number 1 in the queue");
  await expect(visitor.messages("system")).toContainText("A member of our team will be with you");
  await expect(agent.page.getByTestId("view-waiting").locator(".count")).toHaveText("1");
});
