// Looks at everything in every size: pictures for the eye (test-results/), two of them for the README, and one rule
// that needs no eye: nothing is wider than the screen.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.mjs";
import { ScriptedVisitor } from "./support/scripted.mjs";

const DOCS = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const STILL = { reducedMotion: "reduce" };
const SIZES = [[320, 568], [390, 844], [1280, 800]];

const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Takes a page in all sizes and both colours. `roots` are the documents that must fit. */
async function takeAll(page, name, roots) {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      // A frame is painted by a process of its own, after the page.
      for (const root of roots) await root.evaluate(painted);
      await page.screenshot({ path: test.info().outputPath(`${name}-${width}-${colorScheme}.png`) });
    }
    for (const root of roots) {
      const [content, screen] = await root.evaluate((it) => [it.scrollWidth, it.clientWidth]);
      expect.soft(content, `${name} at ${width}: nothing is wider than the screen`).toBeLessThanOrEqual(screen);
    }
  }
}

/**
 * The README's pictures show times of day, so each run takes others: the one in the repository is replaced only when it
 * is missing or when `BATON_PICTURES` asks for it.
 */
async function takeForReadme(page, name) {
  const kept = path.join(DOCS, name);
  const isWanted = process.env.BATON_PICTURES || !existsSync(kept);
  mkdirSync(DOCS, { recursive: true });
  await page.screenshot({ path: isWanted ? kept : test.info().outputPath(name) });
}

test("the widget fits every screen in every state", async ({ visit, hire }) => {
  test.slow();
  const visitor = await visit(STILL);
  const { page } = visitor;
  const roots = () => [page.locator("html"), visitor.chat.locator("html"), visitor.chat.getByTestId("timeline")];
  const take = (name) => takeAll(page, name, roots());
  await takeAll(page, "closed", [page.locator("html")]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await visitor.open();
  await take("greeting");
  await visitor.askThrice();
  await expect(visitor.button).toBeVisible();
  await take("answers");
  await visitor.messages("bot").last().getByRole("button").click();
  const article = visitor.chat.getByTestId("article");
  await expect(article.getByRole("heading")).toBeVisible();
  await take("article");
  await article.getByRole("button", { name: "Back to the chat" }).click();
  await visitor.button.click();
  await visitor.form.getByRole("button", { name: "Send message" }).click();
  await expect(visitor.form.getByRole("alert")).toBeVisible();
  await take("offline-form");
  await visitor.form.getByRole("button", { name: "Back to the chatbot" }).click();
  await expect(visitor.form).toBeHidden();

  const agent = await (await hire()).become("Available");
  await visitor.write("I want to talk to a human");
  await expect(visitor.queue).toContainText("You are number 1");
  await take("queue");
  await agent.open("waiting", "human");
  await agent.action("accept").click();
  await agent.write("Hello! I am looking at your order now.\n\n- 1 tent, **sent on Tuesday**\n- [Track it](https://shop.example.com/track)");
  await visitor.write(`Thank you. The number is ${"4711".repeat(30)} 👩‍👩‍👧‍👦 and 長い言葉`);
  await expect(visitor.messages("visitor").last()).toContainText("Sent");
  await expect(visitor.messages("agent")).toBeVisible();
  await take("assigned");
});

for (const [name, place] of [
  ["arabic", { html: { lang: "ar", dir: "rtl" } }],
  ["german", { tag: { locale: "de", accent: "#ffd400" } }],
]) {
  test(`the widget fits every screen, ${name}`, async ({ visit, hire }) => {
    test.slow();
    const visitor = await visit(STILL, place);
    const roots = [visitor.chat.locator("html"), visitor.chat.getByTestId("timeline")];
    await visitor.open();
    await visitor.askThrice();
    await expect(visitor.button).toBeVisible();
    await takeAll(visitor.page, `${name}-answers`, roots);
    await visitor.button.click();
    await expect(visitor.form).toBeVisible();
    await takeAll(visitor.page, `${name}-form`, roots);
    const agent = await (await hire()).become("Available");
    await visitor.form.locator("button.plain").click();
    await visitor.write("I want to talk to a human");
    await expect(visitor.queue).toBeVisible();
    await takeAll(visitor.page, `${name}-queue`, roots);
    await agent.open("waiting", "human");
    await agent.action("accept").click();
    await agent.write("Hello! I am looking at your order now.");
    await expect(visitor.messages("agent")).toBeVisible();
    await takeAll(visitor.page, `${name}-assigned`, roots);
  });
}

test("the desk fits every screen in every state", async ({ engine, visit, hire, profile }) => {
  test.slow();
  const door = await (await profile(STILL)).newPage();
  await door.goto(`${engine.origin}/desk`);
  await expect(door.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
  await takeAll(door, "sign-in", [door.locator("html")]);

  const agent = await (await hire(STILL)).become("Available");
  const { page } = agent;
  await (await hire()).become("Available");
  const visitor = await visit();
  await visitor.open();
  await visitor.ask("How do I return an item?");
  await visitor.write("I want to talk to a human");
  await expect(visitor.queue).toBeVisible();
  await expect(agent.rows).toHaveCount(1);
  await takeAll(page, "list", [page.locator("html")]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await agent.open("waiting", "human");
  await agent.action("accept").click();
  await agent.write(`Hello! **One moment**, please. ${"4711".repeat(30)}`);
  await expect(visitor.messages("agent")).toBeVisible();
  await takeAll(page, "conversation", [page.locator("html"), agent.conversation]);
  await agent.action("transfer").click();
  await expect(agent.dialog.getByText("Agent Two")).toBeVisible();
  await takeAll(page, "transfer", [page.locator("html"), agent.dialog]);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "Members" }).click();
  await expect(agent.dialog.getByText("two@example.com")).toBeVisible();
  await takeAll(page, "members", [page.locator("html"), agent.dialog]);
});

test("a picture of the widget for the README", async ({ visit, hire }) => {
  await (await hire()).become("Available");
  const visitor = await visit({ ...STILL, viewport: { width: 1280, height: 800 } });
  await visitor.open();
  await visitor.ask("Can I pay by invoice?");
  await visitor.ask("What does a new zip cost?");
  await visitor.ask("Do you repair tents?");
  await expect(visitor.button).toHaveText("Request chat with human agent");
  await visitor.page.mouse.move(200, 700);
  await takeForReadme(visitor.page, "widget.png");
});

test("a picture of the desk for the README", async ({ engine, hire }) => {
  const arrive = (path) => ScriptedVisitor.arrive(engine, `https://shop.example.com/${path}`);
  const away = await arrive("gift-cards");
  await away.write("I want to talk to a human");
  await away.leaveMessage("Can I use two gift cards for one order?");
  away.leave();

  const desk = await hire({ ...STILL, viewport: { width: 1280, height: 800 } });
  const two = await (await hire(STILL)).become("Available");
  await desk.become("Available");
  const open = await arrive("tents");
  await open.ask("When will my order arrive?");
  await open.ask("What is covered by the warranty?");
  await open.ask("Do you repair tents?");
  await open.requestHuman();
  await desk.open("waiting", "repair");
  await desk.action("accept").click();
  await desk.write("Hello! I can help with that. **Which part** of the tent is damaged?");
  await open.write("One of the poles has snapped, two years after I bought it.");
  await desk.write("Then the repair is free: seams, zips and poles are covered for 5 years. I'll e-mail you the label.");
  await open.write("That is great, thank you!");

  const theirs = await arrive("boots");
  await theirs.write("Can I talk to a person, please?");
  await two.open("waiting", "person");
  await two.action("accept").click();
  await theirs.write("The left boot is a size smaller than the right one.");
  const waiting = await arrive("checkout");
  await waiting.ask("Can I pay by invoice?");
  await waiting.write("Can I talk to a person, please?");
  await waiting.write("The code from your newsletter is not accepted.");
  const reading = await arrive("packs");
  await reading.ask("When will my order arrive?");
  const asking = await arrive("jackets");
  await asking.ask("How do I wash a rain jacket?");

  await desk.show("all");
  await expect(desk.rows).toHaveCount(6);
  await expect(desk.rows.first()).toContainText("AI assistant: ");
  await expect(desk.messages("visitor").last()).toContainText("That is great");
  await expect(desk.conversation.getByTestId("pending")).toHaveCount(0);
  await takeForReadme(desk.page, "desk.png");
  for (const visitor of [open, theirs, waiting, reading, asking]) visitor.leave();
});
