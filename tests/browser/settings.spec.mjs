// The settings screen: what is wrong is told at its place, two who save at once lose nothing, and everybody can use it.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const SECTIONS = "general departments agents identity handover forms rules texts theme responses targets document history".split(" ");

/** Goes to a section, as a link would. */
async function open(page, section) {
  await page.evaluate((hash) => (location.hash = hash), `#settings=${section}`);
  await expect(page.locator(`.settings-link[href="#settings=${section}"]`)).toHaveAttribute("aria-current", "page");
}

const state = (page) => page.getByTestId("settings-state");

test("an admin changes what visitors read, and is told what can't be saved", async ({ hire, visit }) => {
  const { page } = await hire();
  await page.getByTestId("to-settings").click();
  const name = page.getByLabel("Name of the site");
  await name.fill("");
  await expect(name).toHaveAccessibleDescription(/can't be empty/);
  await page.getByLabel("Grace without a window").fill("soon");
  await expect(page.getByTestId("settings-problems")).toContainText("expected a whole number");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Grace without a window")).toBeFocused();
  await page.getByLabel("Grace without a window").fill("90");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(name).toBeFocused();
  await name.fill("Another shop");
  await expect(page.getByTestId("settings-problems")).toBeHidden();

  // Only the edge knows all zones.
  await open(page, "departments");
  await page.getByRole("button", { name: "Billing" }).click();
  await page.getByLabel(/^It has business hours/).check();
  await page.getByLabel("Time zone").fill("Europe/Wien");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Time zone")).toHaveAccessibleDescription(/is no time zone/);
  await page.getByLabel("Time zone").fill("Europe/Vienna");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(state(page)).toHaveText("Saved as version 2.");

  const visitor = await (await visit()).open();
  await expect(visitor.chat.getByRole("banner").or(visitor.chat.locator("header")).first()).toContainText("Another shop");
  const { page: other } = await hire();
  await expect(other.getByTestId("to-settings")).toHaveCount(0);
  await other.goto(`${new URL(other.url()).origin}/desk#settings=general`);
  await expect(other.getByText("Only an admin can change the settings.")).toBeVisible();
});

test("of two who save at once the second sees both, and chooses", async ({ hire }) => {
  const { page } = await hire();
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${new URL(page.url()).origin}/desk#settings=general`);
    await expect(tab.getByLabel("Name of the site")).not.toHaveValue("");
  }
  await page.getByLabel("Name of the site").fill("Theirs");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(state(page)).toHaveText("Saved as version 2.");

  await other.getByLabel("Name of the site").fill("Mine");
  await other.getByLabel("Missed offers in a row").fill("5");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByTestId("settings-conflict")).toContainText("Agent One has saved version 2");
  await other.getByRole("button", { name: "Load theirs" }).click();
  await expect(other.getByLabel("Name of the site")).toHaveValue("Theirs");
  const mine = other.getByTestId("settings-mine");
  await expect(mine.getByRole("listitem")).toHaveCount(2);
  // What is not saved outlives the page.
  other.on("dialog", (dialog) => dialog.accept());
  await other.reload();
  await expect(mine.getByRole("listitem")).toHaveCount(2);
  await mine.getByRole("listitem").filter({ hasText: "missed" }).getByRole("button").click();
  await expect(other.getByLabel("Missed offers in a row")).toHaveValue("5");
  await mine.getByRole("button", { name: "Forget mine" }).click();
  await other.getByRole("button", { name: "Save" }).click();
  await expect(state(other)).toHaveText("Saved as version 3.");
  await expect(other.getByLabel("Name of the site")).toHaveValue("Theirs");

  await open(other, "history");
  await other.getByRole("listitem").filter({ hasText: "Version 1" }).getByRole("button", { name: "Restore" }).click();
  await other.getByTestId("dialog").getByRole("button", { name: "Restore" }).click();
  await expect(state(other)).toHaveText("Version 1 is back, as version 4.");
});

for (const colorScheme of ["light", "dark"]) {
  test(`every section fits a narrow screen and axe finds nothing serious, ${colorScheme}`, async ({ hire }) => {
    const { page } = await hire({ reducedMotion: "reduce", colorScheme, viewport: { width: 320, height: 640 } });
    await page.goto(`${new URL(page.url()).origin}/desk#settings=departments`);
    await page.getByLabel(/^It has business hours/).check();
    await page.getByRole("button", { name: "Add a day" }).click();
    await expect(page.getByTestId("settings-problems")).toBeVisible();
    for (const section of SECTIONS) {
      await open(page, section);
      await expect(page.locator(".settings-section")).toBeVisible();
      const wide = await page.locator(".settings-body").evaluate((it) => it.scrollWidth - it.clientWidth);
      expect.soft(wide, `${section} is too wide`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      const lines = serious.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target} ${any[0]?.message}`));
      expect.soft(lines, section).toEqual([]);
    }
  });
}
