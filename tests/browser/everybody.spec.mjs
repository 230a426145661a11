// The widget for everybody: 400 % zoom, forced colours, still pictures, right to left, screen readers, large targets.
import { expect, test } from "./fixtures.mjs";
import { faults } from "./support/axe.mjs";

const STILL = { reducedMotion: "reduce" };
const HUMAN = "I want to talk to a human";
/** A window of 1280 × 1024 at 400 %. */
const ZOOMED = { ...STILL, viewport: { width: 320, height: 256 } };

const isWhole = async (visitor, state) => {
  for (const root of [visitor.page.locator("html"), visitor.chat.locator("html"), visitor.chat.getByTestId("timeline")]) {
    const [content, screen] = await root.evaluate((it) => [it.scrollWidth, it.clientWidth]);
    expect.soft(content, `${state}: nothing is wider than the screen`).toBeLessThanOrEqual(screen);
  }
};

/** Everything that can be pressed in the chat and is smaller than 24 px in either direction (WCAG 2.2, 2.5.8). */
const small = (visitor) =>
  visitor.chat.locator("button, input, textarea, a[href], [role=button]").evaluateAll((all) =>
    all
      .filter((it) => it.checkVisibility() && !(it.tagName === "A" && it.closest("p, li")))
      .map((it) => [it, (it.matches(".score input") ? it.closest("label") : it).getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24)
      .map(([it, box]) => `${it.className || it.id}: ${box.width} × ${box.height}`),
  );

for (const [name, options, place] of [
  ["from right to left", STILL, { html: { lang: "ar", dir: "rtl" } }],
  ["in long German", { ...STILL, viewport: { width: 320, height: 568 } }, { tag: { locale: "de" } }],
  ["on a yellow accent", STILL, { tag: { accent: "#ffd400" } }],
  ["on a dark accent in the dark", { ...STILL, colorScheme: "dark" }, { tag: { accent: "#10104a" } }],
  ["at 400 %", ZOOMED, {}],
]) {
  test(`axe finds nothing, all fits and can be pressed: ${name}`, async ({ visit, hire }) => {
    test.slow();
    const agent = await hire();
    const visitor = await (await visit(options, place)).open();
    const isFine = async (state) => {
      expect.soft(await faults(visitor.page), state).toEqual([]);
      expect.soft(await small(visitor), `${state}: small targets`).toEqual([]);
      await isWhole(visitor, state);
    };
    await isFine("greeting");
    await visitor.composer.fill("x".repeat(4_100));
    await expect(visitor.chat.locator(".counter[role=alert]")).not.toBeEmpty();
    await isFine("too long");
    await visitor.composer.fill("");
    await visitor.write(HUMAN);
    await expect(visitor.form).toBeVisible();
    await visitor.form.locator("button[type=submit], button.filled").first().click();
    await expect(visitor.form.getByRole("alert")).toBeVisible();
    await isFine("faults in the form");
    await visitor.form.locator("#field-name").fill("A Customer");
    await visitor.form.locator("#field-email").fill("customer@example.com");
    await visitor.form.locator("#field-message").fill("The zip is broken.");
    await visitor.form.locator("button.filled").click();
    await expect(visitor.chat.getByTestId("follow-up")).toBeVisible();
    await isFine("follow-up");
    await agent.become("Available");
    await visitor.write(HUMAN);
    await expect(visitor.queue).toBeVisible();
    await isFine("queue");
  });
}

test("with a lost connection axe finds nothing either", async ({ engine, visit }) => {
  const visitor = await (await visit(STILL)).open();
  await engine.kill();
  await expect(visitor.chat.locator(".notice")).toBeVisible();
  await visitor.write("Are you there?");
  await expect(visitor.messages("visitor")).toHaveCount(1);
  expect(await faults(visitor.page)).toEqual([]);
});

test("at 400 % a visitor can do everything: read, write, ask for a human, leave a message", async ({ visit }) => {
  const visitor = await (await visit(ZOOMED)).open();
  const isInSight = async (locator) => {
    // It may still be on its way: the page scrolls to it.
    await expect.poll(async () => {
      const box = await locator.boundingBox();
      return box && box.y >= 0 && box.y + box.height <= 256 && box.x + box.width <= 320;
    }).toBe(true);
  };
  await expect(visitor.composer).toBeFocused();
  await isInSight(visitor.composer);
  await visitor.ask("How do I return an item?");
  await isInSight(visitor.composer);
  await visitor.write(HUMAN);
  await visitor.form.locator("#field-message").fill("The zip is broken.");
  await isInSight(visitor.form.locator("#field-message"));
  await visitor.form.locator("#field-name").fill("A Customer");
  await visitor.form.locator("#field-email").fill("customer@example.com");
  const send = visitor.form.getByRole("button", { name: "Send message" });
  await send.scrollIntoViewIfNeeded();
  await isInSight(send);
  await send.click();
  await expect(visitor.chat.getByTestId("follow-up")).toBeVisible();
});

test("in forced colours everything that matters has an edge, and nothing moves for who wants stillness", async ({ visit }) => {
  const visitor = await (await visit({ ...STILL, forcedColors: "active" })).open();
  await visitor.ask("How do I return an item?");
  for (const selector of [".send", ".is-own .bubble", ".composer", ".source", ".header .avatar"]) {
    const width = await visitor.chat.locator(selector).first().evaluate((it) => parseFloat(getComputedStyle(it).borderTopWidth));
    expect(width, selector).toBeGreaterThanOrEqual(1);
  }
  const icon = await visitor.chat.locator(".send .icon").evaluate((it) => {
    const { backgroundColor, forcedColorAdjust } = getComputedStyle(it);
    return { isSeen: backgroundColor !== getComputedStyle(it.parentElement).backgroundColor, forcedColorAdjust };
  });
  expect(icon).toEqual({ isSeen: true, forcedColorAdjust: "none" });
  const moving = await visitor.chat.locator("body").evaluate((it) => it.getAnimations({ subtree: true }).filter((one) => one.playState === "running").length);
  expect(moving).toBe(0);
});

test("each new message is read out once, and a history of fifty not at all after a reconnect", async ({ engine, visit, hire }) => {
  test.slow();
  const agent = await (await hire()).become("Available");
  const visitor = await (await visit(STILL)).open();
  const frame = await visitor.document();
  // What a screen reader hears: every change of a polite region.
  await frame.evaluate(() => {
    window.heard = [];
    const region = document.querySelector("[aria-live=polite]");
    new MutationObserver(() => region.textContent && window.heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const heard = () => frame.evaluate(() => window.heard);
  await visitor.write(HUMAN);
  await expect(visitor.queue).toBeVisible();
  await agent.open("waiting", HUMAN);
  await agent.action("accept").click();
  await expect(visitor.messages("system").last()).toContainText("has joined");
  for (let number = 1; number <= 50; number++) {
    await agent.write(`Line ${number}`);
    await expect(agent.messages("agent")).toHaveCount(number);
  }
  await expect(visitor.messages("agent")).toHaveCount(50);
  const said = (await heard()).join("\n");
  for (const number of [1, 25, 50]) {
    expect(said.split("\n").filter((line) => line === `Agent One: Line ${number}`), "once").toHaveLength(1);
  }
  const before = (await heard()).length;
  await engine.kill();
  await expect(visitor.chat.locator(".notice")).toBeVisible();
  await engine.restart();
  await expect(visitor.chat.locator(".notice")).toHaveCount(0);
  await agent.page.reload();
  await expect(agent.composer).toBeVisible();
  await agent.write("Still here");
  await expect(visitor.messages("agent")).toHaveCount(51);
  expect((await heard()).slice(before)).toEqual(["Agent One: Still here"]);
});

test("the tree that a screen reader reads names everybody, the bot as AI, and every control", async ({ visit }) => {
  const visitor = await (await visit(STILL)).open();
  await visitor.ask("How do I return an item?");
  await expect(visitor.chat.locator("body")).toMatchAriaSnapshot(`
    - banner:
      - heading "Lindenhof Outdoor" [level=1]
      - paragraph: AI assistant · answers at once
      - button "Close chat"
    - status
    - main "Conversation":
      - log "Messages":
        - article:
          - text: /AI assistant/
          - paragraph: /not a person/
        - article:
          - text: "You:"
          - paragraph: How do I return an item?
        - article:
          - text: /AI assistant/
          - paragraph: From our help pages
          - button "How do I return something?"
      - group "Suggestions"
    - contentinfo:
      - form "Write a message":
        - textbox "Message"
        - button "Send" [disabled]
  `);
});
