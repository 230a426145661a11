// How people come to the desk: one-time links, passwords, invitations, and the way out.
import { expect, test } from "./fixtures.mjs";

const PASSWORD = "correct horse battery";

/** Fills in what a new member is asked for. */
async function accept(page, fields) {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).first().fill(value);
  await page.getByRole("button", { name: "Open the desk" }).click();
}

async function signIn(page, email, password) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("the first admin comes in by a link that works once, then by a password", async ({ engine, profile }) => {
  const link = await engine.firstLink();
  const page = await (await profile()).newPage();
  await page.goto(link);
  await expect(page.getByText("You are the first here and become the admin")).toBeVisible();
  const admin = { Name: "Agent One", "E-mail": "one@example.com" };
  await accept(page, { ...admin, Password: "too short" });
  await expect(page.getByRole("alert")).toContainText("Please choose a password of 10 to 200 characters.");
  await accept(page, { ...admin, Password: PASSWORD });
  await expect(page.getByTestId("presence")).toHaveAttribute("data-presence", "offline");
  expect(page.url()).not.toContain("invite");

  const other = await (await profile()).newPage();
  await other.goto(link);
  await expect(other.getByRole("alert")).toContainText("This link has been used already");
  await other.getByRole("button", { name: "Go to sign-in" }).click();
  await signIn(other, "one@example.com", "wrong horse battery");
  await expect(other.getByRole("alert")).toContainText("don't belong together");
  await signIn(other, "one@example.com", PASSWORD);
  await expect(other.getByTestId("presence")).toBeVisible();

  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
  await page.reload();
  await expect(page.getByTestId("presence"), "the other browser stays signed in").toBeVisible();
});

test("the admin invites a second agent, who can do everything but invite", async ({ engine, hire, profile }) => {
  const admin = await hire();
  await admin.page.getByRole("button", { name: "Members" }).click();
  const sheet = admin.dialog;
  await sheet.getByLabel("Name").fill("Agent Two");
  await sheet.getByLabel("E-mail").fill("two@example.com");
  await sheet.getByRole("button", { name: "Make invitation" }).click();
  const link = await sheet.getByLabel("One-time link").inputValue();
  expect(link).toContain(`${engine.origin}/desk#invite=`);
  const entry = sheet.getByRole("listitem").filter({ hasText: "two@example.com" });
  await expect(entry).toContainText("Invited");

  const page = await (await profile()).newPage();
  await page.goto(link);
  await expect(page.getByText("You are invited as an agent.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("two@example.com");
  await accept(page, { Password: PASSWORD });
  await expect(page.getByTestId("presence")).toBeVisible();
  await expect(page.getByRole("button", { name: "Members" })).toHaveCount(0);
  const refused = await page.evaluate(async () => (await fetch("/api/members")).status);
  expect(refused).toBe(403);

  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByRole("alert")).toContainText("This link has been used already");
  await admin.page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await admin.page.getByRole("button", { name: "Members" }).click();
  await expect(entry).toBeVisible();
  await expect(entry).not.toContainText("Invited");
});

test("an admin signs a member out everywhere, and removes him", async ({ hire }) => {
  const admin = await hire();
  const agent = await hire();
  await admin.page.getByRole("button", { name: "Members" }).click();
  const entry = admin.dialog.getByRole("listitem").filter({ hasText: "two@example.com" });
  await expect(admin.dialog.getByRole("listitem").filter({ hasText: "(you)" }).getByRole("button")).toHaveCount(0);
  await entry.getByRole("button", { name: "Sign out everywhere" }).click();
  await entry.getByRole("button", { name: "Cancel" }).click();
  await entry.getByRole("button", { name: "Sign out everywhere" }).click();
  await entry.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(agent.page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
  await entry.getByRole("button", { name: "Remove" }).click();
  await expect(entry).toContainText("can't come in any more");
  await entry.getByRole("button", { name: "Remove" }).click();
  await expect(entry).toHaveCount(0);
  await signIn(agent.page, "two@example.com", PASSWORD);
  await expect(agent.page.getByRole("alert")).toContainText("don't belong together");
});
