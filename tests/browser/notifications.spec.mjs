// Who is told what happens, as an admin sets it up at the desk: the receiver is a real one on this machine.
import http from "node:http";
import { expect, test } from "./fixtures.mjs";
import { faults } from "./support/axe.mjs";

/** A receiver that answers with these statuses, one after the other; the last one for ever. */
async function receiver(...statuses) {
  const got = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (data) => (body += data));
    request.on("end", () => {
      got.push({ headers: request.headers, body: JSON.parse(body) });
      response.writeHead(statuses[Math.min(got.length, statuses.length) - 1]).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { got, origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

test("an admin adds a webhook, sees a test arrive, and what failed is sent again", async ({ engine, hire, visit }) => {
  const shop = await receiver(500, 204);
  engine.outbound = shop.origin;
  await engine.process.stop();
  await engine.restart();
  const agent = await hire();
  const { page } = agent;
  await page.evaluate(() => (location.hash = "#settings=notifications"));
  await expect(page.getByTestId("no-endpoints")).toBeVisible();

  // What can't be is said, and nothing that was written is lost.
  await page.getByLabel("Name").fill("Our shop");
  await page.getByLabel("Address").fill("http://127.0.0.1:1/");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("The address must begin with https://")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Our shop");

  await page.getByLabel("Address").fill(`${shop.origin}/hook?key=secret-in-the-query`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const secret = await page.getByTestId("one-time").inputValue();
  expect(secret).toMatch(/^whsec_/);
  const card = page.getByTestId("endpoint");
  await expect(card).toContainText("Our shop");
  await page.reload();
  await expect(card).toContainText("All that it had to be told has arrived.");
  const content = await page.content();
  expect(content, "shown once").not.toContain(secret);
  expect(content).not.toContain("secret-in-the-query");

  await card.getByRole("button", { name: "Send a test" }).click();
  await expect.poll(() => shop.got.length).toBe(1);
  await card.getByRole("button", { name: "Look again" }).click();
  await expect(card.getByTestId("delivery")).toContainText("Given up");
  await card.getByRole("button", { name: "Send endpoint.tested again" }).click();
  await expect.poll(() => shop.got.length).toBe(2);
  expect(shop.got[1].headers["webhook-id"]).toBe(shop.got[0].headers["webhook-id"]);
  await card.getByRole("button", { name: "Look again" }).click();
  await expect(card.getByTestId("delivery")).toContainText("Arrived");
  expect(await faults(page)).toEqual([]);

  // A visitor asks for a human while nobody is there: the receiver hears of it all the same.
  const visitor = await visit();
  await visitor.open();
  await visitor.write("I want to talk to a human");
  await expect.poll(() => shop.got.map(({ body }) => body.type)).toContain("handover.requested");

  await card.getByRole("button", { name: "Pause" }).click();
  await expect(card.getByText("Paused")).toBeVisible();
  await card.getByRole("button", { name: "Remove" }).click();
  await page.getByTestId("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByTestId("no-endpoints")).toBeVisible();
  shop.stop();
});
