// The inbox as an agent works with it for a day: what rings, who has it, and a list that is longer than the page.
import { expect, test } from "./fixtures.mjs";
import { ScriptedVisitor } from "./support/scripted.mjs";

const HUMAN = "I want to talk to a human";

/** Changes the site's settings as an admin's page does: the whole document, under the version that was read. */
async function decide(admin, department, desk = {}) {
  const status = await admin.page.evaluate(async ([department, desk]) => {
    const before = await fetch("/api/settings");
    const document = await before.json();
    Object.assign(document.departments.support, department);
    Object.assign(document.desk, desk);
    const headers = { "content-type": "application/json", "if-match": before.headers.get("etag") };
    return (await fetch("/api/settings", { method: "PUT", headers, body: JSON.stringify(document) })).status;
  }, [department, desk]);
  expect(status).toBe(200);
}

const ring = (agent) => agent.page.getByTestId("ring");
const ends = (agent) => agent.page.getByTestId("ring-end");

/** A visitor without a window who has asked for a human. */
async function caller(engine, words = HUMAN) {
  const visitor = await ScriptedVisitor.arrive(engine);
  await visitor.say({ type: "post", client_id: "m1", text: words }, /"phase":"queued"/);
}

test("what rings is accepted by one key, and the conversation is the agent's", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await visit();
  await visitor.open();
  await visitor.write(HUMAN);
  await expect(ring(agent)).toContainText(HUMAN);
  await expect(ring(agent).getByTestId("ring-seconds")).toHaveText(/^\d+$/);
  await expect(agent.page).toHaveTitle(/rings/);
  await agent.page.keyboard.press("a");
  await expect(agent.composer).toBeEnabled();
  await expect(ring(agent)).toHaveCount(0);
  await expect(ends(agent)).toHaveCount(0);
  await expect(visitor.status).toContainText(agent.name);
  await expect(agent.page.getByTestId("load")).toContainText("1 of");
  await expect(agent.page).not.toHaveTitle(/ring/);
});

test("what rings leaves the composer of the open conversation free, on every screen", async ({ engine, hire }) => {
  const agent = await (await hire({ reducedMotion: "reduce" })).become("Available");
  await caller(engine, `${HUMAN}, first`);
  await expect(ring(agent)).toHaveCount(1);
  await agent.page.keyboard.press("a");
  await expect(agent.composer).toBeEnabled();
  await caller(engine, `${HUMAN}, second`);
  await expect(ring(agent)).toHaveCount(1);
  for (const [width, height] of [[320, 568], [390, 844], [800, 700], [1280, 800], [1700, 900]]) {
    await agent.page.setViewportSize({ width, height });
    await agent.page.screenshot({ path: test.info().outputPath(`rings-${width}.png`) });
    const [card, composer] = [await ring(agent).boundingBox(), await agent.composer.boundingBox()];
    const isBeside = card.x >= composer.x + composer.width || card.x + card.width <= composer.x;
    const isAbove = card.y + card.height <= composer.y;
    expect.soft(isBeside || isAbove, `at ${width}`).toBe(true);
    expect.soft(card.x, `at ${width}`).toBeGreaterThanOrEqual(0);
    expect.soft(card.x + card.width, `at ${width}`).toBeLessThanOrEqual(width);
  }
});

test("a ring is heard until it is accepted, and the system shows it to an agent who looks elsewhere", async ({ engine, hire }) => {
  const agent = await hire();
  await agent.page.context().grantPermissions(["notifications"], { origin: engine.origin });
  await agent.page.addInitScript(() => {
    // What goes to the loudspeaker goes through an analyser, too.
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (target, ...rest) {
      if (target === this.context.destination) {
        globalThis.heard = this.context.createAnalyser();
        connect.call(this, globalThis.heard);
      }
      return connect.call(this, target, ...rest);
    };
    globalThis.isLoud = () => {
      const samples = new Float32Array(2048);
      globalThis.heard?.getFloatTimeDomainData(samples);
      return samples.some((sample) => Math.abs(sample) > 0.001);
    };
    const Real = Notification;
    globalThis.shown = [];
    globalThis.Notification = class extends Real {
      constructor(title, options) {
        super(title, options);
        globalThis.shown.push(`${title}: ${options.body}`);
      }
    };
    document.hasFocus = () => !globalThis.isElsewhere;
  });
  await agent.page.reload();
  await agent.become("Available");
  await agent.page.getByRole("button", { name: "Alerts" }).click();
  await agent.dialog.getByLabel("Desktop notifications").check();
  await agent.page.keyboard.press("Escape");
  await agent.page.evaluate(() => (globalThis.isElsewhere = true));
  await caller(engine);
  await agent.page.waitForFunction(() => isLoud(), undefined, { polling: "raf" });
  expect(await agent.page.evaluate(() => shown)).toEqual([expect.stringMatching(/ rings: .*human/)]);
  await agent.page.keyboard.press("a");
  await expect(agent.composer).toBeEnabled();
  // Longer than the pause between two rings there would be a sound.
  const isSilent = () => {
    globalThis.since ??= performance.now();
    if (isLoud()) globalThis.since = performance.now();
    return performance.now() - globalThis.since > 3_500;
  };
  await agent.page.waitForFunction(isSilent, undefined, { polling: "raf" });
});

test("several offers stack; who declines one is left alone with it, and the visitor keeps the place", async ({ engine, hire }) => {
  const agent = await (await hire()).become("Available");
  await caller(engine, `${HUMAN}, first`);
  await expect(ring(agent)).toHaveCount(1);
  await caller(engine, `${HUMAN}, second`);
  await expect(ring(agent)).toHaveCount(2);
  await agent.page.keyboard.press("x");
  await expect(ring(agent)).toHaveCount(1);
  await expect(ring(agent)).toContainText("second");
  await ring(agent).getByTestId("ring-decline").click();
  await expect(ring(agent)).toHaveCount(0);
  await agent.show("waiting");
  await expect(agent.rows).toHaveCount(2);
  await expect(agent.rows.first()).toContainText("first");
});

test("an offer that nobody takes ends by itself; who missed it is set to away and comes back by one click", async ({ engine, hire }) => {
  const agent = await hire();
  await decide(agent, { ring_ms: 1_500 }, { missed_max: 1 });
  await agent.become("Available");
  await caller(engine);
  await expect(ring(agent)).toHaveCount(1);
  await expect(ring(agent)).toHaveCount(0);
  await expect(ends(agent)).toContainText("You missed");
  const away = agent.page.getByTestId("set-away");
  await expect(away).toContainText("You missed what rang");
  await expect(agent.presence()).toHaveAttribute("data-presence", "away");
  await away.getByRole("button").click();
  await expect(agent.presence()).toHaveAttribute("data-presence", "available");
  await expect(away).toHaveCount(0);
});

test("where it rings for all, the slower one reads who was faster", async ({ engine, hire }) => {
  const one = await hire();
  await decide(one, { routing: "first_available" });
  await one.become("Available");
  const two = await (await hire()).become("Available");
  await caller(engine);
  await expect(ring(one)).toHaveCount(1);
  await expect(ring(two)).toHaveCount(1);
  await two.page.keyboard.press("a");
  await expect(two.composer).toBeEnabled();
  await expect(ring(one)).toHaveCount(0);
  await expect(ends(one)).toContainText("Agent Two has accepted");
});

test("a long list has only the rows in sight in the page, and the keyboard reaches all of them", async ({ engine, hire }) => {
  const MANY = 40;
  const agent = await hire();
  // It rings elsewhere.
  await (await hire()).become("Available");
  const question = (number) => `${HUMAN}, question-${String(number).padStart(2, "0")}`;
  for (let number = 1; number <= MANY; number++) await caller(engine, question(number));
  await agent.show("all");
  const list = agent.page.locator(".rows-all > li");
  const { keyboard } = agent.page;
  await expect(agent.page.getByTestId("view-all")).toContainText(String(MANY));
  await expect(list.first()).toHaveAttribute("aria-setsize", String(MANY));
  expect(await list.count()).toBeLessThan(MANY);
  await keyboard.press("j");
  await expect(agent.rows.first()).toBeFocused();
  await keyboard.press("End");
  const last = agent.rows.filter({ hasText: "question-01" });
  await expect(last).toBeFocused();
  await expect(list.filter({ has: last })).toHaveAttribute("aria-posinset", String(MANY));

  // The focus stays with its conversation when rows come before it.
  await caller(engine, question(MANY + 1));
  await expect(list.filter({ has: last })).toHaveAttribute("aria-posinset", String(MANY + 1));
  await expect(last).toBeFocused();
  await keyboard.press("Home");
  await expect(agent.rows.filter({ hasText: "question-41" })).toBeFocused();
  await keyboard.press("/");
  await keyboard.type("question-17");
  await expect(agent.rows).toHaveCount(1);
  await keyboard.press("ArrowDown");
  await expect(agent.rows).toBeFocused();
  await keyboard.press("Enter");
  await expect(agent.conversation).toContainText("question-17");
});
