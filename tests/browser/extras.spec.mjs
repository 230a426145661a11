// What a visitor has beside talking: the conversation to keep.
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.mjs";

test("a visitor saves the conversation as a page in which nothing runs", async ({ visit }) => {
  const visitor = await visit();
  await visitor.open();
  await visitor.ask("How do I return an item? <img src=x onerror=alert(1)>");
  const button = visitor.chat.getByTestId("transcript");
  const [download] = await Promise.all([visitor.page.waitForEvent("download"), button.click()]);
  expect(download.suggestedFilename()).toMatch(/^conversation-\d{4}-\d\d-\d\d\.html$/);
  const page = readFileSync(await download.path(), "utf8");
  expect(page).toContain("How do I return an item? &lt;img src=x onerror=alert(1)&gt;");
  expect(page).not.toContain("<img");
  expect(page).toMatch(/\(AI\) <time/);
});

test("where it can't be had, that is said", async ({ visit }) => {
  const visitor = await visit();
  await visitor.open();
  await visitor.ask("How do I return an item?");
  await visitor.page.context().route("**/transcript", (route) => route.fulfill({ status: 500 }));
  await visitor.chat.getByTestId("transcript").click();
  await expect(visitor.chat.getByText("This did not work. Please try again.")).toBeAttached();
});
