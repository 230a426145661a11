// The chat in the visitor's language: which one it is, where its texts come from, and what is said when one is missing.
import { choose, LANGUAGES } from "../../widget/frame/languages.mjs";
import { expect, test } from "./fixtures.mjs";

const HUMAN = "I want to talk to a human";
const STILL = { reducedMotion: "reduce" };

test("the first wish that there are texts for counts, and nothing else ever becomes an address", () => {
  for (const [wishes, browser, language, place] of [
    [["de"], [], "de", "de"],
    [["de"], ["en-US", "de-AT"], "de", "de-AT"],
    [["de-CH"], ["de-AT"], "de", "de-CH"],
    [["sv", "pt-BR"], [], "pt", "pt-BR"],
    [["zh_Hans_CN"], [], "zh", "zh-Hans-CN"],
    [["iw"], [], "he", "he"],
    [["../../x", "fr"], [], "fr", "fr"],
    [["../../x"], [], "en", "en"],
    [["de/../../x"], [], "en", "en"],
    [["__proto__", "constructor", "", null, undefined, {}, 7], [], "en", "en"],
    [["en-US@posix"], [], "en", "en"],
    [["sv"], ["sv-SE"], "en", "en"],
  ]) {
    expect(choose(wishes, browser), JSON.stringify(wishes)).toEqual({ language, place });
  }
});

test("setLocale, the tag, the page, the browser and the site are asked in this order", async ({ hire, visit }) => {
  const composer = async (options, place) => (await (await visit(options, place)).open()).composer;
  await (await hire()).decide({ language: "it" });
  const browser = { locale: "fr-FR" };
  await expect(await composer(browser, { tag: { locale: "de" }, html: { lang: "es" } })).toHaveAttribute("placeholder", "Nachricht schreiben …");
  await expect(await composer(browser, { html: { lang: "es-MX" } })).toHaveAttribute("placeholder", "Escribe un mensaje…");
  await expect(await composer(browser, { html: { lang: "" } })).toHaveAttribute("placeholder", "Écrivez un message…");
  await expect(await composer({ locale: "sv-SE" }, { html: { lang: "" } })).toHaveAttribute("placeholder", "Scrivi un messaggio…");
});

test("every language greets, and speaks of the queue, with the platform's own plurals and numbers", async ({ hire, visit }) => {
  test.slow();
  await (await hire()).become("Available");
  const greeted = new Set();
  for (const language of LANGUAGES) {
    const visitor = await visit(STILL, { tag: { locale: language } });
    const asked = [];
    visitor.page.on("request", (request) => request.url().includes("/locales/") && asked.push(new URL(request.url()).pathname));
    await visitor.open();
    expect(asked, "English needs no file").toEqual(language === "en" ? [] : [`/widget/locales/${language}.json`]);
    const root = visitor.chat.locator("html");
    await expect(root).toHaveAttribute("lang", language);
    await expect(root).toHaveAttribute("dir", ["ar", "he"].includes(language) ? "rtl" : "ltr");
    const greeting = await visitor.messages("bot").first().locator(".bubble").innerText();
    expect(greeting, "the site's name stands in it").toContain("Lindenhof");
    greeted.add(greeting);
    await visitor.write(HUMAN);
    await expect(visitor.queue).toBeVisible();
    const seen = await visitor.chat.locator("body").innerText();
    if (language !== "en") expect(seen, language).not.toMatch(/queue|Sent|wait|AI assistant|customer service/);
    // All forms that a number can need are there: none falls to the general one by mistake.
    const frame = await visitor.document();
    const forms = await frame.evaluate(async (language) => {
      const texts = language === "en" ? {} : await (await fetch(`/widget/locales/${language}.json`)).json();
      const known = texts.words?.["{0} new messages"];
      const rules = new Intl.PluralRules(language);
      const needed = new Set(Array.from({ length: 300 }, (_, at) => rules.select(at + 4)));
      return known ? [...needed].filter((form) => !(form in known)) : [];
    }, language);
    expect(forms, language).toEqual([]);
    await visitor.page.context().close();
  }
  expect(greeted.size).toBe(LANGUAGES.length);
});

test("another language draws the chat anew and loses nothing", async ({ hire, visit }) => {
  const visitor = await (await visit(STILL)).open();
  await visitor.ask("How do I return an item?");
  await visitor.composer.fill("half a sentence");
  const before = await visitor.messages().count();
  await visitor.page.evaluate(() => window.Baton("setLocale", "de"));
  await expect(visitor.composer).toHaveAttribute("placeholder", "Nachricht schreiben …");
  await expect(visitor.composer).toHaveValue("half a sentence");
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.messages()).toHaveCount(before);
  await expect(visitor.messages("bot").first()).toContainText("kein Mensch");
  await expect(visitor.status).toContainText("antwortet sofort");
  await expect(visitor.launcher).toHaveAccessibleName("Chat schließen");
  await visitor.page.reload();
  await expect(visitor.launcher, "as it was on the last visit").toHaveAccessibleName("Chat öffnen");
});

test("a site's own words go before ours, and what is missing is said in English", async ({ hire, visit }) => {
  const agent = await hire();
  const texts = await agent.page.evaluate(async () => (await (await fetch("/api/settings")).json()).texts);
  await agent.decide({ texts: { ...texts, greeting: "Ahoy! I am the machine of {site}." } });
  const visitor = await visit(STILL, { tag: { locale: "de" } });
  await visitor.page.route("**/widget/locales/de.json", async (route) => {
    const known = await (await route.fetch()).json();
    delete known.words["Write a message…"];
    await route.fulfill({ json: known });
  });
  await visitor.open();
  await expect(visitor.messages("bot").first()).toContainText("Ahoy! I am the machine of Lindenhof");
  await expect(visitor.composer).toHaveAttribute("placeholder", "Write a message…");
  await expect(visitor.status).toContainText("antwortet sofort");
});

test("without its file a language is English, and the chat is there all the same", async ({ visit }) => {
  const visitor = await visit(STILL, { tag: { locale: "ja" } });
  await visitor.page.route("**/widget/locales/**", (route) => route.abort());
  await visitor.open();
  await expect(visitor.composer).toHaveAttribute("placeholder", "Write a message…");
});
