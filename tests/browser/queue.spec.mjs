// What a visitor sees of the queue, of a team that is not there, and after its help.
import { expect, test } from "./fixtures.mjs";

const HUMAN = "I want to talk to a human";

/** A frame that the edge might send, taken in by the visitor's page in the place of the real one. */
async function seen(visitor, change) {
  await visitor.page.routeWebSocket(/\/api\/conversations\/.*\/socket/, (socket) => {
    const edge = socket.connectToServer();
    edge.onMessage((text) => {
      const frame = String(text).startsWith("{") ? JSON.parse(text) : null;
      socket.send(frame ? JSON.stringify(change(frame)) : text);
    });
  });
}

/** Changes the view in whatever frame it comes. */
const withView = (change) => (frame) => {
  if (frame.type === "welcome") return { ...frame, view: { ...frame.view, ...change(frame.view) } };
  return frame.type === "view" ? { ...frame, ...change(frame) } : frame;
};

test("the queue card says how long it takes, survives the page, and lets the visitor choose", async ({ visit, hire }) => {
  await (await hire()).become("Available");
  const visitor = await visit();
  await seen(visitor, withView((view) => (view.phase === "queued" ? { wait: { from_s: 130, to_s: 290 } } : {})));
  await visitor.open();
  await visitor.write(HUMAN);
  await expect(visitor.queue).toContainText("You are number 1 in the queue");
  await expect(visitor.queue).toContainText("about 2–5 minutes");
  await expect(visitor.queue.getByRole("status")).toContainText("You are number 1");

  await visitor.page.reload();
  await visitor.launcher.click();
  await expect(visitor.queue).toContainText("You are number 1 in the queue");
  await visitor.queue.getByRole("button", { name: "Leave a message instead" }).click();
  await expect(visitor.form).toBeVisible();
  await expect(visitor.queue).toHaveCount(0);
  await visitor.form.getByRole("button", { name: "Back to the chatbot" }).click();

  await visitor.write(HUMAN);
  await visitor.queue.getByRole("button", { name: "Go on with the chatbot" }).click();
  await expect(visitor.queue).toHaveCount(0);
  await expect(visitor.status).toContainText("AI assistant");
});

test("when the team is back is told in the visitor's language and zone", async ({ visit }) => {
  const visitor = await visit({ locale: "de-DE", timezoneId: "America/New_York" }, { html: { lang: "" } });
  // 24 November 2026, 09:00 in Berlin.
  const opens_at = Date.UTC(2026, 10, 24, 8);
  await seen(visitor, (frame) => {
    const changed = withView(() => ({ opens_at }))(frame);
    return frame.type === "message" && frame.sender.kind === "system" ? { ...changed, opens_at } : changed;
  });
  await visitor.open();
  await visitor.write(HUMAN);
  const then = "Dienstag, 24. November um 03:00";
  await expect(visitor.messages("system").getByTestId("opens")).toContainText(then);
  // Once in the messages, once above the form.
  await expect(visitor.form).toBeVisible();
  await expect(visitor.chat.getByTestId("opens")).toContainText([then, then]);
});

test("the start of a conversation tells the visitor's language", async ({ visit }) => {
  const visitor = await visit({ locale: "fr-CA" });
  const asked = visitor.page.waitForRequest(/\/api\/sites\/demo\/conversations$/);
  await visitor.open();
  expect((await asked).postDataJSON()).toMatchObject({ language: "fr-CA" });
});

/** A visitor and the agent who has accepted. */
async function helped(visit, hire) {
  const agent = await (await hire()).become("Available");
  const visitor = await visit();
  await visitor.open();
  await visitor.write(HUMAN);
  await agent.open("waiting", HUMAN);
  await agent.action("accept").click();
  await expect(agent.composer).toBeEnabled();
  return { agent, visitor };
}

test("the help can be rated by keyboard or left alone, and the desk shows it", async ({ visit, hire }) => {
  const { agent, visitor } = await helped(visit, hire);
  await agent.action("end").click();
  await agent.dialog.getByRole("button", { name: "End conversation" }).click();

  const rating = visitor.chat.getByTestId("rating");
  await expect(rating).toBeVisible();
  await expect(visitor.composer, "it is not in the way of writing").toBeEditable();
  await rating.getByRole("radio", { name: "1 of 5" }).focus();
  await visitor.page.keyboard.press("ArrowRight");
  await visitor.page.keyboard.press("ArrowRight");
  await visitor.page.keyboard.press("ArrowRight");
  await expect(rating.getByRole("radio", { name: "4 of 5" })).toBeChecked();
  await rating.getByRole("textbox").fill("Quick and kind.");
  await rating.getByRole("radio", { name: /5 of 5/ }).check();
  await expect(rating.getByRole("textbox"), "another score costs no text").toHaveValue("Quick and kind.");
  await rating.getByRole("button", { name: "Send rating" }).click();
  await expect(visitor.chat.getByText("That helps us to get better")).toBeVisible();
  await expect(rating).toHaveCount(0);
  await expect(agent.conversation.getByTestId("rating")).toContainText("Quick and kind.");
  await expect(agent.conversation.getByTestId("rating")).toContainText("Rated 5 of 5");
});

test("a rating that nobody wants to give is out of the way", async ({ visit, hire }) => {
  const { agent, visitor } = await helped(visit, hire);
  await agent.action("hand-back").click();
  await agent.dialog.getByRole("button", { name: "Hand back to AI" }).click();
  await visitor.chat.getByRole("button", { name: "No rating" }).click();
  await expect(visitor.chat.getByTestId("rating")).toHaveCount(0);
  await expect(visitor.composer).toBeFocused();
});
