// How soon a key is seen at the desk while its list is large and busy: 5,000 conversations, 50 events a second. The real
// console in a real browser; only the desk behind the socket is played. Started by `cargo xtask bench`.
import { chromium } from "@playwright/test";
import { PlayedDesk, serve } from "./desk_server.mjs";

const { BATON_DIST: dist, CHROMIUM: executablePath } = process.env;
const CONVERSATIONS = 5_000;
const EVENTS_PER_SECOND = 50;
const KEYS = 120;
/** Between two keys: a quick typist, or a key that is held down. */
const KEY_MS = { typing: 90, arrows: 45 };
const BUDGET_MS = 100;
const QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];

/** In the page: from the key to the first moment after the frame in which it is seen. */
function watch() {
  window.seen = [];
  window.longest = 0;
  const stamp = (event) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.seen.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  addEventListener("keydown", stamp, { capture: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: "longtask" });
}

// Not a poll: a person's pace is part of what is measured.
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function press(page, keys, ms) {
  await page.evaluate(() => Object.assign(window, { seen: [], longest: 0 }));
  for (const key of keys) {
    await page.keyboard.press(key);
    await pause(ms);
  }
  await page.waitForFunction((count) => window.seen.length >= count, keys.length);
  const { seen, longest } = await page.evaluate(() => ({ seen: window.seen, longest: window.longest }));
  seen.sort((a, b) => a - b);
  const at = (share) => seen[Math.min(seen.length - 1, Math.floor(seen.length * share))];
  return { p50: at(0.5), p99: at(0.99), longest };
}

const typed = "where is my order billing delivery agent ".repeat(4).slice(0, KEYS);
const WORK = {
  "typing in the search": async (page) => {
    await page.getByRole("searchbox").focus();
    const keys = [...typed].map((letter) => (letter === " " ? "Space" : letter));
    const figures = await press(page, keys, KEY_MS.typing);
    await page.getByRole("searchbox").fill("");
    return figures;
  },
  "arrows down the list": async (page) => {
    await page.getByTestId("row").first().focus();
    return press(page, Array.from({ length: KEYS }, (_, at) => (at % 30 === 29 ? "PageDown" : "ArrowDown")), KEY_MS.arrows);
  },
  "from view to view": (page) => page.locator("body").evaluate(() => document.activeElement?.blur()).then(() =>
    press(page, Array.from({ length: KEYS / 2 }, (_, at) => String(1 + (at % 5))), KEY_MS.typing)),
};

const desk = new PlayedDesk({ conversations: CONVERSATIONS });
const server = await serve(dist, desk);
const browser = await chromium.launch({ executablePath, args: QUIET });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.addInitScript(watch);
const began = performance.now();
await page.goto(`${server.url}/desk`);
await page.getByTestId("view-all").click();
await page.getByTestId("row").first().waitFor();
console.log(`list there after ${Math.round(performance.now() - began)} ms; rows in the page: ${await page.getByTestId("row").count()}`);

const fixed = (value) => value.toFixed(1).padStart(9);
console.log(`events/s  what                       p50 ms    p99 ms  longest task   budget`);
for (const rate of [0, EVENTS_PER_SECOND]) {
  const playing = rate && setInterval(() => server.say(desk.event()), 1_000 / rate);
  for (const [name, work] of Object.entries(WORK)) {
    await page.getByTestId("view-all").click();
    const { p50, p99, longest } = await work(page);
    console.log(`${String(rate).padStart(8)}  ${name.padEnd(22)} ${fixed(p50)} ${fixed(p99)} ${fixed(longest)}     ${BUDGET_MS} ms`);
  }
  clearInterval(playing);
}
await browser.close();
server.stop();
process.exit(0);
