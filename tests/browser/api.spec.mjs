// The API of a customer's developer: every method and event, on the real frame, edge and desk.
import { expect, test } from "./fixtures.mjs";
import { details, names } from "./support/host_page.mjs";
import { stub, tag } from "./support/website.mjs";

const say = (page, ...args) => page.evaluate(([method, ...rest]) => Baton[method](...rest), args);
const happened = (visitor, name) => expect.poll(() => names(visitor.page)).toContain(name);

test("what the page tells reaches the desk's visitor card, and is marked as unverified", async ({ engine, arrive, hire }) => {
  const agent = await hire();
  const calls = `Baton('load', { site: 'demo', department: 'orders' });
    Baton('setAttributes', { plan: 'gold', seats: 12, trial: null });
    Baton('track', 'added to basket', { price: 240 });`;
  const bare = tag(engine).replace('data-site="demo"', "");
  const visitor = await arrive({ "/": { head: stub(calls) + bare } });
  await visitor.open();
  await visitor.write("I have a question about my plan");
  // Whose words the list shows depends on how fast the bot is: there is only this one.
  await agent.open("bot", /./);
  await agent.page.setViewportSize({ width: 1500, height: 1100 });
  const card = agent.page.getByRole("complementary", { name: "Visitor" });
  const attributes = card.getByTestId("attributes");
  await expect(attributes).toContainText("gold");
  await expect(attributes).toContainText("12");
  await expect(attributes.getByText("unverified")).toBeVisible();
  await expect(card.getByTestId("tracked")).toContainText("added to basket");
  await expect(card.getByTestId("tracked")).toContainText("price: 240");
  await expect(card.getByTestId("pages")).toContainText("A customer's page");

  await say(visitor.page, "setAttributes", { plan: "silver", seats: null });
  await expect(attributes).toContainText("silver");
  await expect(attributes).not.toContainText("12");
  await visitor.page.evaluate(() => Baton.pageView("/tents?secret=1#top", "Tents"));
  await expect(card.getByTestId("pages").getByRole("link").first()).toHaveText("Tents");
  await expect(card.getByTestId("pages")).not.toContainText("secret");
  const department = card.locator("dt", { hasText: /^Department$/ }).locator("xpath=following-sibling::dd");
  await expect(department).toHaveText(/^Orders/);
  await say(visitor.page, "update", { department: "billing", attributes: { plan: "bronze" } });
  await expect(department).toHaveText(/illing|nvoice/);
  await expect(attributes).toContainText("bronze");
});

test("a handover tells its whole story in events", async ({ engine, arrive, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await arrive({ "/": { head: tag(engine) } });
  await visitor.page.evaluate(() => Baton.requestHuman({ reason: "The payment was refused twice." }));
  await expect(visitor.queue).toBeVisible();
  await happened(visitor, "handover:position");
  expect((await details(visitor.page, "conversation:started"))[0].id).toMatch(/^c_/);
  await agent.page.setViewportSize({ width: 1500, height: 1000 });
  await agent.show("waiting");
  await agent.rows.first().click();
  await expect(agent.page.getByTestId("called-because")).toContainText("refused twice");
  await agent.action("accept").click();
  await happened(visitor, "agent:joined");
  await agent.composer.pressSequentially("Hello", { delay: 20 });
  await happened(visitor, "agent:typing");
  await agent.composer.press("Enter");
  await visitor.write("At last");
  await happened(visitor, "message:sent");
  await expect.poll(() => details(visitor.page, "message:received")).toContainEqual(expect.objectContaining({ from: "agent", name: agent.name }));
  await agent.action("end").click();
  await agent.dialog.getByRole("button", { name: "End conversation" }).click();
  await happened(visitor, "conversation:ended");
  await visitor.chat.getByRole("radio", { name: /5 of 5/ }).check();
  await visitor.chat.getByRole("button", { name: "Send rating" }).click();
  await expect.poll(() => details(visitor.page, "rating:submitted")).toEqual([{ score: 5 }]);

  const told = await names(visitor.page);
  const story = ["ready", "open", "conversation:started", "handover:requested", "handover:queued", "handover:position", "handover:accepted", "handover:ended", "agent:joined", "agent:left", "conversation:ended"];
  const places = story.map((name) => told.indexOf(name));
  expect(places, `${told}`).toEqual([...places].sort((one, other) => one - other));
  expect(await details(visitor.page, "handover:ended")).toEqual([{ end: "accepted" }]);
  expect(await details(visitor.page, "availability")).toContainEqual({ available: true });
});

test("open, close, toggle, show, hide, prefill and the unread count", async ({ engine, arrive, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await arrive({ "/": { head: tag(engine) } });
  const { page } = visitor;
  await page.evaluate(() => Baton("ready", () => (globalThis.wasCalled = true)));
  await expect.poll(() => page.evaluate(() => globalThis.wasCalled)).toBe(true);
  await say(page, "prefill", { message: "I would like", name: "A Customer", email: "customer@example.com" });
  await say(page, "open");
  await expect(visitor.composer).toHaveValue("I would like");
  await visitor.composer.fill("my own words");
  await say(page, "prefill", "other words");
  await say(page, "toggle");
  await expect(visitor.launcher).toHaveAttribute("aria-expanded", "false");
  await say(page, "hide");
  await expect(visitor.launcher).toBeHidden();
  await say(page, "show");
  await expect(visitor.launcher).toBeVisible();
  await say(page, "open");
  await expect(visitor.composer, "what is written stays").toHaveValue("my own words");
  await visitor.write("I want to talk to a human");
  await agent.open("waiting", "talk to a human");
  await agent.action("accept").click();
  await happened(visitor, "agent:joined");
  await say(page, "close");
  const before = (await details(page, "unread")).at(-1)?.count ?? 0;
  await agent.write("Are you there?");
  await expect.poll(async () => (await details(page, "unread")).at(-1)?.count).toBe(before + 1);

  const offs = await page.evaluate(async () => {
    const seen = [];
    const off = Baton.on("open", () => seen.push("first"));
    const second = () => seen.push("second");
    Baton.on("open", second);
    Baton.open();
    await Baton.ready.then();
    off();
    Baton.off("open", second);
    Baton.close();
    Baton.open();
    await Baton.ready.then();
    return seen;
  });
  expect(offs).toEqual(["first", "second"]);
});

test("what can't be is an event, and never an exception", async ({ engine, arrive }) => {
  const visitor = await arrive({ "/": { head: tag(engine, 'data-department="sales"') } });
  await visitor.open();
  await expect.poll(() => details(visitor.page, "error")).toContainEqual(expect.objectContaining({ code: "unknown_department" }));
  await expect(await visitor.ask("How do I return an item?"), "the chat goes on").toContainText(/return/i);
  const wrong = await visitor.page.evaluate(async () => {
    const calls = [
      ["setAttributes", undefined], ["setAttributes", ["a"]], ["setAttributes", { a: {} }], ["setAttributes", { a: "x".repeat(501) }],
      ["setAttributes", { ["x".repeat(65)]: 1 }], ["setAttributes", { "": 1 }], ["setAttributes", { when: new Date(NaN) }],
      ["setAttributes", Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`a${at}`, at]))], ["setAttributes", { big: "x".repeat(1e7) }],
      ["setDepartment", 7], ["setDepartment", "a b"], ["setLocale", null], ["setTheme", undefined], ["setTheme", { act() {} }],
      ["identify", undefined], ["identify", { userId: 7 }], ["track", ""], ["track", "a", 7], ["pageView", "javascript:alert(1)"],
      ["requestHuman", { department: "a b" }],
    ];
    const errors = [];
    Baton.on("error", ({ message }) => errors.push(message));
    for (const [method, ...args] of calls) Baton[method](...args);
    Baton("noSuchMethod");
    Baton.prefill(null);
    Baton.update(null);
    Baton.load({ site: "other" });
    // Each is answered in a microtask or two.
    for (let turn = 0; turn < 9; turn++) await null;
    return { asked: calls.length, errors };
  });
  expect(wrong.errors).toHaveLength(wrong.asked);
  await say(visitor.page, "setDepartment", "sales");
  await expect.poll(async () => (await details(visitor.page, "error")).filter(({ code }) => code === "unknown_department").length).toBe(2);
  expect(await visitor.page.evaluate(() => exceptions)).toEqual([]);
});

test("after reset the next visitor sees nothing of the one before", async ({ engine, arrive }) => {
  const visitor = await arrive({ "/": { head: tag(engine) } });
  await visitor.open();
  await visitor.ask("When will my order arrive?");
  const kept = () => visitor.page.evaluate(() => localStorage.getItem("baton:demo"));
  const first = await kept();
  await say(visitor.page, "reset");
  await expect(visitor.frame).toHaveCount(0);
  expect(await kept()).toBeNull();
  await visitor.open();
  await expect(visitor.messages()).toHaveCount(1);
  expect(await kept()).not.toBe(first);
  expect(await details(visitor.page, "conversation:started")).toHaveLength(2);
  // Another user than before is another visitor, too.
  await visitor.ask("How do I return an item?");
  await say(visitor.page, "identify", { userId: "one" });
  await expect(visitor.messages()).toHaveCount(1);
  await visitor.ask("When will my order arrive?");
  await say(visitor.page, "identify", { userId: "two" });
  await expect(visitor.messages()).toHaveCount(1);
});

test("pages written for $chatwoot or Intercom keep their calls", async ({ engine, arrive, hire }) => {
  const agent = await hire();
  const calls = "window.Intercom = function () { (Intercom.q = Intercom.q || []).push(arguments); }; Intercom('boot', { app_id: 'x', name: 'A Customer', plan: 'gold' });";
  const visitor = await arrive({ "/": { head: `<script>${calls}</script>${tag(engine)}<script defer src="${engine.origin}/aliases.js"></script>` } });
  await visitor.page.waitForFunction(() => globalThis.$chatwoot);
  await visitor.page.evaluate(() => $chatwoot.toggle("open"));
  await expect(visitor.messages().first()).toBeVisible();
  await visitor.page.evaluate(() => {
    $chatwoot.setCustomAttributes({ seats: 3 });
    $chatwoot.deleteCustomAttribute("plan");
    Intercom("trackEvent", "invited a friend");
    Intercom("showNewMessage", "Hello from Intercom");
  });
  await expect(visitor.composer).toHaveValue("Hello from Intercom");
  await visitor.composer.press("Enter");
  await agent.open("bot", /./);
  await agent.page.setViewportSize({ width: 1500, height: 1000 });
  await expect(agent.page.getByTestId("attributes")).toContainText("A Customer");
  await expect(agent.page.getByTestId("attributes")).toContainText("seats");
  await expect(agent.page.getByTestId("attributes")).not.toContainText("gold");
  await expect(agent.page.getByTestId("tracked")).toContainText("invited a friend");
  await visitor.page.evaluate(() => Intercom("hide"));
  await expect(visitor.launcher).toHaveAttribute("aria-expanded", "false");
});
