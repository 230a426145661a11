// Analytics at the desk: what happened is counted, explained, drawn, and handed out as a file.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const HUMAN = "I want to talk to a human";

const tile = (page, measure) => page.locator(`[data-measure=${measure}]`);

test("an admin sees what happened, how it is worked out, and takes it away as a file", async ({ visit, hire }) => {
  const agent = await (await hire()).become("Available");
  const visitor = await visit();
  await visitor.open();
  await visitor.write(HUMAN);
  await expect(visitor.queue).toBeVisible();
  await agent.open("waiting", HUMAN);
  await agent.action("accept").click();
  await expect(visitor.status).toContainText(agent.name);
  await agent.write("Here I am");
  await expect(visitor.messages("agent")).toHaveCount(1);
  // The page shows what the desk had heard when it was asked.
  await agent.show("mine");
  await expect(agent.rows.filter({ hasText: "Here I am" })).toBeVisible();

  const { page } = agent;
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.getByTestId("to-analytics").click();
  await expect(tile(page, "InProgress").locator(".tile-value")).toHaveText("1");
  await expect(tile(page, "HandoverRate").locator(".tile-value")).toHaveText("100.0 %");
  await expect(tile(page, "HandoverRate")).toContainText("Off target");
  expect(asked, "what draws charts is fetched now and not before").toContain("/desk/charts.js");

  // Formula: by keyboard.
  const info = tile(page, "ResponseP50").getByRole("button").first();
  await expect(tile(page, "ResponseP50").locator(".formula").first()).toBeHidden();
  await info.focus();
  await page.keyboard.press("Enter");
  await expect(info).toHaveAttribute("aria-expanded", "true");
  await expect(tile(page, "ResponseP50").locator(".formula").first()).toContainText("nearest rank");

  // Drawn, and told.
  await expect(page.locator("baton-chart canvas")).toHaveCount(4);
  await page.getByText("As a table").first().click();
  await expect(page.getByRole("region", { name: "Handovers by day" }).locator("tbody tr")).toHaveCount(7);
  await expect(page.getByRole("region", { name: "Agents" })).toContainText(agent.name);

  // Another time: its tables begin closed.
  const counted = page.waitForResponse((response) => response.url().includes("/api/analytics?"));
  await page.locator("label", { hasText: /^Today$/ }).click();
  await counted;
  await page.getByText("As a table").first().click();
  await expect(page.getByRole("region", { name: "Handovers by day" }).locator("tbody tr")).toHaveCount(1);

  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);

  const [file] = await Promise.all([page.waitForEvent("download"), page.getByText("Download CSV").click()]);
  expect(file.suggestedFilename()).toBe("analytics.csv");

  // The list is one press away.
  await agent.show("all");
  await expect(page.getByTestId("analytics")).toHaveCount(0);
});

test("an edge that does not answer is said, and can be asked again", async ({ hire }) => {
  const agent = await hire();
  const { page } = agent;
  await page.route("**/api/analytics?*", (route) => route.abort());
  await page.getByTestId("to-analytics").click();
  await expect(page.getByRole("alert").filter({ hasText: "can't be reached" })).toBeVisible();
  await page.unroute("**/api/analytics?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nothing happened in this time")).toBeVisible();
});
