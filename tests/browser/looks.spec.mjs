// The theme: readable whatever the accent, strict about what a colour is, and the same for launcher and chat.
import { SCHEMES, colours, contrast, rgb } from "../../widget/frame/colours.mjs";
import { expect, test } from "./fixtures.mjs";

const STILL = { reducedMotion: "reduce" };
const steps = ["00", "33", "55", "77", "99", "bb", "dd", "ff"];

test("words on every accent, and in it, have 4.5 : 1 in both schemes", () => {
  for (const scheme of Object.values(SCHEMES)) {
    for (const r of steps) for (const g of steps) for (const b of steps) {
      const accent = `#${r}${g}${b}`;
      const made = colours(rgb(accent), scheme);
      const pairs = {
        "on the accent": [made["on-accent"], made.accent],
        "on it under the pointer": [made["on-accent"], made["accent-deep"]],
        "in it on the canvas": [made["accent-ink"], scheme.canvas],
        "in it on a bubble": [made["accent-ink"], scheme.bubble],
        "in it on its tint": [made["accent-ink"], made["accent-tint"]],
      };
      for (const [name, [one, other]] of Object.entries(pairs)) {
        expect(contrast(one, other), `${accent} ${name}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});

test("what is not exactly a colour is none", () => {
  for (const bad of ["red", "#fff", "#2459cf;}*{background:url(//x)}", "url(javascript:alert(1))", "#2459cg", "#2459cf\n", "", null, {}, ["#2459cf;"]]) {
    expect(rgb(bad), JSON.stringify(bad)).toBeUndefined();
  }
});

const launcherLook = (visitor) => visitor.launcher.evaluate((it) => {
  const { backgroundColor, color } = getComputedStyle(it);
  const { left, right } = it.getBoundingClientRect();
  return { backgroundColor, color, side: left < innerWidth - right ? "left" : "right" };
});
const variable = (visitor, name) => visitor.chat.locator("html").evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), name);

test("the tag colours and places the launcher before any contact, and the chat after it", async ({ engine, visit }) => {
  const asked = [];
  const visitor = await visit(STILL, { tag: { accent: "#ffd400", corner: "start", mode: "dark" } });
  visitor.page.on("request", (request) => request.url().startsWith(engine.origin) && asked.push(request.url()));
  expect(await launcherLook(visitor)).toEqual({ backgroundColor: "rgb(255, 212, 0)", color: "rgb(0, 0, 0)", side: "left" });
  expect(asked).toEqual([]);
  await visitor.open();
  expect(await variable(visitor, "--accent")).toBe("rgb(255,212,0)");
  expect(await variable(visitor, "--canvas"), "dark, though the system is light").toBe("#141a17");
});

test("a bad value on the tag changes nothing", async ({ visit }) => {
  const plain = await launcherLook(await visit(STILL));
  const visitor = await visit(STILL, { tag: { accent: "red;}*{background:url(//x)}", corner: "left;}", mode: "x" } });
  expect(await launcherLook(visitor)).toEqual(plain);
  await visitor.open();
  expect(await variable(visitor, "--accent")).toBe("#1d5c4a");
});

test("on every accent the launcher's sign can be seen", async ({ visit }) => {
  const visitor = await visit(STILL);
  for (const accent of ["#767676", "#777777", "#747474", "#00857a", "#e5006d", "#b35a00", "#5c7cfa", "#ff0000"]) {
    await visitor.page.evaluate((accent) => {
      const old = document.querySelector("script[data-site]");
      window.Baton.destroy();
      const script = document.createElement("script");
      Object.assign(script.dataset, { site: "demo", accent });
      script.src = `${old.src}?${accent.slice(1)}`;
      old.after(script);
      old.remove();
    }, accent);
    await expect(visitor.launcher).toHaveCSS("background-color", `rgb(${rgb(accent).join(", ")})`);
    const { color } = await launcherLook(visitor);
    expect(contrast(color.match(/\d+/g).map(Number), rgb(accent)), accent).toBeGreaterThanOrEqual(4.5);
  }
});

test("a site's settings reach the chat, and the launcher keeps them for the next visit; the page goes before", async ({ hire, visit }) => {
  await (await hire()).decide({ theme: { accent: "#7a1fa2", corner: "start", mode: "light", density: "compact" } });
  const visitor = await (await visit({ ...STILL, colorScheme: "dark" })).open();
  await expect(visitor.chat.locator("html")).toHaveAttribute("data-density", "compact");
  expect(await variable(visitor, "--accent")).toBe("rgb(122,31,162)");
  expect(await variable(visitor, "--canvas")).toBe("#fff");
  await visitor.page.reload();
  await expect(visitor.launcher).toBeVisible();
  expect(await launcherLook(visitor)).toEqual({ backgroundColor: "rgb(122, 31, 162)", color: "rgb(255, 255, 255)", side: "left" });

  const other = await (await visit(STILL, { tag: { accent: "#005fcc", corner: "end" } })).open();
  await expect(other.chat.locator("html")).toHaveAttribute("data-density", "compact");
  expect(await variable(other, "--accent")).toBe("rgb(0,95,204)");
  expect((await launcherLook(other)).side).toBe("right");
});

test("at the end of the line is left where one writes from the right", async ({ visit }) => {
  const visitor = await visit(STILL, { html: { lang: "ar", dir: "rtl" } });
  expect((await launcherLook(visitor)).side).toBe("left");
});

test("the bot's picture is shown from a host that the operator has named, else its sign", async ({ hire, visit }) => {
  const agent = await hire();
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==";
  const look = async (picture) => {
    await agent.decide({ theme: { picture } });
    const visitor = await visit(STILL);
    const asked = [];
    await visitor.page.route("https://*.example.com/**", (route) => {
      asked.push(route.request().url());
      const headers = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };
      return route.fulfill({ body: Buffer.from(dot, "base64"), contentType: "image/png", headers });
    });
    await visitor.open();
    return { asked, root: visitor.chat.locator("html"), sign: visitor.chat.locator(".header .i-spark") };
  };
  const named = await look("https://pictures.example.com/bot.png");
  await expect(named.root).toHaveAttribute("data-picture", "");
  await expect(named.sign).toBeHidden();
  expect(named.asked).toContain("https://pictures.example.com/bot.png");
  const other = await look("https://elsewhere.example.com/bot.png");
  await expect(other.sign).toBeVisible();
  expect(other.asked).toEqual([]);
});

test("on a phone the panel is what the keyboard leaves", async ({ visit }) => {
  const visitor = await visit({ ...STILL, viewport: { width: 390, height: 844 }, hasTouch: true });
  await visitor.open();
  const panel = visitor.page.locator("baton-chat .panel");
  expect((await panel.boundingBox()).height).toBe(844);
  // Chromium on a desk has no keyboard on the screen: its viewport says what a phone's would.
  await visitor.page.evaluate(() => {
    Object.defineProperties(visualViewport, { height: { value: 500, configurable: true }, offsetTop: { value: 40, configurable: true } });
    visualViewport.dispatchEvent(new Event("resize"));
  });
  await expect.poll(() => panel.boundingBox()).toMatchObject({ y: 40, height: 500 });
  const composer = await visitor.composer.boundingBox();
  expect(composer.y + composer.height).toBeLessThanOrEqual(540);
});
