// The opened conversation at the desk: notes, canned responses, marks, transfer, why, and two agents at one visitor.
import { expect, test } from "./fixtures.mjs";

const HUMAN = "I want to talk to a human";
/** A visitor who has asked for a human, and an agent who has accepted. */
async function joined(visit, agent) {
  const visitor = await visit();
  await visitor.open();
  await visitor.write(HUMAN);
  await agent.open("waiting", HUMAN);
  await agent.action("accept").click();
  // The focus goes there by itself; a key before that is meant for the page.
  await expect(agent.composer).toBeFocused();
  return visitor;
}

test("a note reaches every agent and never the visitor, once, whatever the connection does", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const reader = await hire();
  const visitor = await joined(visit, agent);
  await reader.open("all", HUMAN);
  await agent.page.keyboard.press("Escape");
  await agent.page.keyboard.press("n");
  const field = agent.conversation.getByTestId("note-field");
  await expect(field).toBeFocused();
  await field.fill("Has called twice before.");
  await field.press("Enter");
  await expect(agent.notes).toHaveText([/Has called twice before\./]);
  await expect(reader.notes).toHaveText([/Agent One.*Has called twice before\./]);

  await agent.page.context().setOffline(true);
  await field.fill("Written without a connection.");
  await field.press("Enter");
  await expect(agent.conversation.getByTestId("pending-note")).toHaveText(/Written without a connection\./);
  await agent.page.context().setOffline(false);
  await expect(agent.notes).toHaveCount(2);
  await expect(reader.notes).toHaveCount(2);
  await expect(agent.conversation.getByTestId("pending-note")).toHaveCount(0);

  // Who only reads along may add a note, too.
  await reader.page.getByRole("button", { name: "Internal note" }).click();
  await reader.conversation.getByTestId("note-field").fill("I know the order.");
  await reader.page.keyboard.press("Enter");
  await expect(agent.notes).toHaveCount(3);
  await agent.page.getByRole("button", { name: "Reply", exact: true }).click();
  await agent.write("Hello!");
  await expect(visitor.messages("agent")).toHaveText(/Hello!/);
  const received = visitor.received.join("\n");
  for (const note of ["called twice", "without a connection", "know the order"]) expect(received).not.toContain(note);
});

test("a slash finds a canned response, which is filled in and sent like any text", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await joined(visit, agent);
  const options = agent.conversation.getByTestId("canned").getByRole("option");
  await agent.composer.pressSequentially("Good morning. and/or /");
  await expect(options, "those of other departments are not there").toHaveText([/Greeting/, /One moment/, /Goodbye/]);
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await agent.page.keyboard.press("ArrowDown");
  await expect(agent.composer).toHaveAttribute("aria-activedescendant", "canned-1");
  await agent.page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await expect(agent.composer, "Esc closes the list and nothing else").toBeFocused();
  await agent.page.keyboard.type("he");
  await expect(options).toHaveText([/Greeting.*Hello Visitor \w{4}, this is Agent One/]);
  await agent.page.keyboard.press("Enter");
  const filled = /^Good morning\. and\/or Hello Visitor \w{4}, this is Agent One of Lindenhof Outdoor\./;
  await expect(agent.composer).toHaveValue(filled);
  await agent.page.keyboard.press("Enter");
  await expect(visitor.messages("agent")).toContainText("this is Agent One of Lindenhof Outdoor");
});

test("tags and priority are changed in the visitor's card and seen by others", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const reader = await hire();
  await joined(visit, agent);
  await reader.open("all", HUMAN);
  const [own, other] = [agent, reader].map(({ page }) => page.getByRole("complementary", { name: "Visitor" }));
  await own.getByTestId("priority").selectOption("High");
  await own.getByLabel("Tags").fill("tent");
  await own.getByLabel("Tags").press("Enter");
  await own.getByLabel("Tags").fill("repair");
  await own.getByLabel("Tags").press("Enter");
  await expect(other.getByTestId("priority")).toHaveValue("high");
  await expect(other.getByTestId("tags").locator("li")).toHaveCount(2);
  await other.getByRole("button", { name: "Remove the tag tent" }).click();
  await expect(own.getByTestId("tags")).toHaveText("repair");
});

test("two agents at one conversation are told of each other", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const other = await hire();
  const visitor = await visit();
  await visitor.open();
  await visitor.write(HUMAN);
  await agent.open("waiting", HUMAN);
  const warning = agent.conversation.getByTestId("collision");
  await expect(warning).toHaveCount(0);
  await other.open("all", HUMAN);
  await expect(warning).toHaveText("Agent Two is looking at this conversation too.");
  await other.action("accept").click();
  await other.composer.pressSequentially("One mo");
  await expect(warning).toHaveText("Agent Two is writing here.");
  await other.page.keyboard.press("Enter");
  await expect(warning).toHaveText("Agent Two is looking at this conversation too.");
  await other.page.keyboard.press("Escape");
  await other.page.keyboard.press("Escape");
  await expect(warning).toHaveCount(0);
});

test("who can't take a conversation is not offered, and the transfer needs nothing but the keyboard", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const free = await (await hire()).become("Available");
  await hire();
  const visitor = await joined(visit, agent);
  await agent.page.keyboard.press("Escape");
  await agent.page.keyboard.press("t");
  const search = agent.dialog.getByRole("searchbox");
  await expect(search).toBeFocused();
  await expect(agent.dialog.getByRole("radio", { name: "Agent Three" })).toBeDisabled();
  await expect(agent.dialog.getByTestId("targets")).toContainText("Offline");
  await agent.page.keyboard.type("two");
  await expect(agent.dialog.getByRole("radio")).toHaveCount(1);
  await agent.page.keyboard.press("ArrowDown");
  await agent.page.keyboard.press("Space");
  await agent.dialog.getByLabel(/Note/).fill("Knows tents.");
  await agent.page.keyboard.press("Tab");
  await agent.page.keyboard.press("Tab");
  await agent.page.keyboard.press("Enter");
  await expect(agent.dialog).toHaveCount(0);
  await expect(visitor.status).toContainText("Agent Two");
  await free.open("mine", HUMAN);
  await expect(free.notes).toContainText("Knows tents.");
});

test("why a conversation came here is told in sentences", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  await joined(visit, agent);
  await agent.page.getByTestId("why").click();
  await expect(agent.dialog.getByTestId("reasons").locator("li").first()).toBeVisible();
  await agent.page.keyboard.press("Escape");
  await agent.page.route("**/why", (route) => route.fulfill({ status: 503, body: "{}" }));
  await agent.page.getByTestId("why").click();
  await expect(agent.dialog.getByRole("button", { name: "Try again" })).toBeVisible();
  await agent.page.unroute("**/why");
  await agent.page.route("**/why", (route) => route.fulfill({ json: { entries: [] } }));
  await agent.dialog.getByRole("button", { name: "Try again" }).click();
  await expect(agent.dialog).toContainText("Nothing has been decided");
});
