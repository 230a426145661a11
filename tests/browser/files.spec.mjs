// Files as a person sends and sees them: by picker, drop and paste, with progress, cancel and retry.
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.mjs";

const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

/** A picture with a size that can be seen, made by the browser itself. */
function drawn(page, width, height) {
  return page.evaluate(async ([width, height]) => {
    const canvas = new OffscreenCanvas(width, height);
    const paint = canvas.getContext("2d");
    const shade = paint.createLinearGradient(0, 0, width, height);
    shade.addColorStop(0, "#1d5c4a");
    shade.addColorStop(1, "#e8c46a");
    paint.fillStyle = shade;
    paint.fillRect(0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, [width, height]).then((bytes) => Buffer.from(bytes));
}

/** Drops or pastes files where a person would. */
function give(target, kind, files) {
  return target.evaluate((element, [kind, files]) => {
    const data = new DataTransfer();
    for (const { name, type, text } of files) data.items.add(new File([text], name, { type }));
    const about = { bubbles: true, cancelable: true };
    if (kind === "paste") element.dispatchEvent(new ClipboardEvent("paste", { ...about, clipboardData: data }));
    else for (const step of ["dragover", "drop"]) element.dispatchEvent(new DragEvent(step, { ...about, dataTransfer: data }));
  }, [kind, files]);
}

const attached = (place) => place.getByTestId("attached");
const is = (item, what) => expect(item).toHaveAttribute("data-is", what);
const pick = (place, files) => place.getByTestId("file-picker").setInputFiles(files);

test("a picture and a document go to the agent and one comes back", async ({ visit, hire }) => {
  const visitor = await visit();
  const agent = await hire();
  await visitor.open();
  const picture = await drawn(visitor.page, 640, 400);
  await pick(visitor.chat, [
    { name: "tent.png", mimeType: "image/png", buffer: picture },
    { name: "Rechnung <b>1.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 a few bytes") },
  ]);
  await expect(attached(visitor.chat)).toHaveCount(2);
  for (const item of await attached(visitor.chat).all()) await is(item, "done");
  await visitor.write("Is this the right tent?");
  const own = visitor.messages("visitor").last();
  await expect(own.getByTestId("file")).toHaveCount(2);
  await expect(own.locator("img")).toHaveJSProperty("naturalWidth", 640);
  // The box has the picture's shape before and after it is there.
  const box = await own.getByTestId("file").first().boundingBox();
  expect(Math.round((box.width / box.height) * 10)).toBe(16);
  await expect(attached(visitor.chat)).toHaveCount(0);

  await agent.open("bot", "Is this the right tent?");
  const theirs = agent.messages("visitor").last();
  await expect(theirs.locator("img")).toHaveJSProperty("naturalWidth", 640);
  const [saved] = await Promise.all([agent.page.waitForEvent("download"), theirs.getByTestId("file").nth(1).click()]);
  expect(saved.suggestedFilename()).toBe("Rechnung _b_1.pdf");
  expect(readFileSync(await saved.path(), "utf8")).toBe("%PDF-1.7 a few bytes");

  await agent.action("join").click();
  await expect(agent.composer).toBeEnabled();
  await pick(agent.conversation, [{ name: "map.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(1)</script>") }]);
  await is(attached(agent.conversation), "done");
  await agent.composer.press("Enter");
  const reply = visitor.messages("agent").last();
  await expect(reply.getByTestId("file")).toHaveText(/map\.html/);
  const [kept] = await Promise.all([visitor.page.waitForEvent("download"), reply.getByTestId("file").click()]);
  expect(kept.suggestedFilename()).toBe("map.html");
});

test("files are dropped and pasted, and words that are pasted stay words", async ({ visit }) => {
  const visitor = await visit();
  await visitor.open();
  await expect(visitor.chat.getByTestId("attach")).toBeVisible();
  await give(visitor.chat.getByTestId("timeline"), "drop", [{ name: "a.txt", type: "text/plain", text: "a" }]);
  await is(attached(visitor.chat), "done");
  await give(visitor.composer, "paste", [{ name: "image.gif", type: "image/gif", text: "no picture at all" }]);
  await expect(attached(visitor.chat)).toHaveCount(2);
  await is(attached(visitor.chat).last(), "done");
  await visitor.chat.getByRole("button", { name: "Remove: a.txt" }).click();
  await expect(attached(visitor.chat)).toHaveCount(1);
  await visitor.composer.press("Enter");
  // Its name says picture, its bytes do not: it is a file.
  const file = visitor.messages("visitor").last().getByTestId("file");
  await expect(file).toHaveText(/image\.gif/);
  await expect(file.locator("img")).toHaveCount(0);
});

test("what can't be sent is said in words", async ({ visit }) => {
  const visitor = await visit();
  await visitor.open();
  await pick(visitor.chat, [
    { name: "huge.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(10 * 1024 * 1024 + 1) },
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
    { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
  ]);
  for (const [name, words] of [
    ["huge.bin", "This file is too large; 10 MB are possible."],
    ["empty.txt", "This file is empty."],
    ["setup.exe", "Programs can't be sent."],
  ]) {
    const item = attached(visitor.chat).filter({ hasText: name });
    await is(item, "failed");
    await expect(item).toContainText(words);
  }
  await expect(visitor.chat.getByTestId("send")).toHaveAttribute("aria-disabled", "true");
});

test("an upload shows how far it is, can be cancelled, and is sent once though the connection was lost", async ({ visit }) => {
  const visitor = await visit();
  await visitor.open();
  await expect(visitor.chat.getByTestId("attach")).toBeVisible();
  let names = [];
  let mode = "hold";
  const held = [];
  await visitor.page.route("**/files", (route) => {
    names.push(route.request().headers()["x-baton-client-id"]);
    if (mode === "hold") held.push(route);
    else if (mode === "cut") route.abort();
    else route.continue();
  });
  await pick(visitor.chat, [{ name: "a.gif", mimeType: "image/gif", buffer: GIF }]);
  await is(attached(visitor.chat), "sending");
  await expect(attached(visitor.chat).getByRole("progressbar")).toBeVisible();
  await visitor.composer.fill("with this");
  await expect(visitor.chat.getByTestId("send")).toHaveAttribute("aria-disabled", "true");
  await visitor.chat.getByRole("button", { name: "Cancel: a.gif" }).click();
  await expect(attached(visitor.chat)).toHaveCount(0);

  names = [];
  mode = "cut";
  await pick(visitor.chat, [{ name: "b.gif", mimeType: "image/gif", buffer: GIF }]);
  await is(attached(visitor.chat), "failed");
  await expect(attached(visitor.chat)).toContainText("No connection.");
  mode = "go";
  await visitor.chat.getByRole("button", { name: "Try again: b.gif" }).click();
  await is(attached(visitor.chat), "done");
  expect(new Set(names).size, "every try has the same name").toBe(1);
  expect(names.length).toBe(2);
  await expect(visitor.composer).toHaveValue("with this");
  await visitor.composer.press("Enter");
  await expect(visitor.messages("visitor").last().locator("img")).toHaveJSProperty("naturalWidth", 1);
});

test("emoji are chosen by keys, and the words around them stay", async ({ visit }) => {
  const visitor = await visit();
  await visitor.open();
  await visitor.composer.fill("Hello !");
  await visitor.composer.press("ArrowLeft");
  await visitor.chat.getByTestId("emoji").click();
  const grid = visitor.chat.getByTestId("emojis");
  await expect(grid.getByRole("gridcell").first()).toBeFocused();
  await visitor.page.keyboard.press("ArrowRight");
  await visitor.page.keyboard.press("ArrowDown");
  const chosen = await grid.locator(":focus").innerText();
  await visitor.page.keyboard.press("Enter");
  await expect(visitor.composer).toHaveValue(`Hello ${chosen}!`);
  await expect(visitor.composer).toBeFocused();
  await visitor.chat.getByTestId("emoji").click();
  await expect(grid.getByRole("gridcell").first()).toBeFocused();
  await visitor.page.keyboard.press("Escape");
  await expect(grid).toHaveCount(0);
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.frame).toBeVisible();
});

test("delivered and read stand under one's last words, and a sound is heard by whom wants one", async ({ visit, hire }) => {
  const visitor = await visit();
  const agent = await hire();
  await visitor.open();
  await visitor.ask("When will my order arrive?");
  await expect(visitor.chat.getByTestId("receipt")).toHaveText("");
  await agent.open("bot", "arrive");
  await agent.action("join").click();
  await expect(agent.composer).toBeEnabled();
  await visitor.write("Thank you");
  await expect(visitor.chat.getByTestId("receipt")).toHaveText(/Delivered|Read/);
  await visitor.chat.getByRole("button", { name: "Close chat" }).click();
  await agent.page.bringToFront();
  await expect(visitor.chat.getByTestId("receipt")).toHaveText("Read");
  await agent.write("You are welcome");
  await expect(agent.conversation.getByTestId("receipt")).toHaveText("Delivered");
  await visitor.page.bringToFront();
  await visitor.launcher.click();
  await expect(agent.conversation.getByTestId("receipt")).toHaveText("Read");

  const sound = visitor.chat.getByTestId("sound");
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  await sound.click();
  await expect(sound).toHaveAttribute("aria-pressed", "true");
  const frame = await visitor.document();
  await frame.evaluate(() => document.addEventListener("baton:sounded", () => (document.body.dataset.sounded = "yes")));
  await visitor.chat.getByRole("button", { name: "Close chat" }).click();
  await agent.write("One more thing");
  await expect(visitor.chat.locator("body")).toHaveAttribute("data-sounded", "yes");
});
