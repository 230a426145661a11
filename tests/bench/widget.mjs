// What the widget costs a customer's page, beside the page alone and beside the floor: cold, on a slow and on a fast
// machine, medians of a few runs that take turns. Started by `cargo xtask bench`.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { probe } from './probe.mjs';

const { BATON_URL: engine, BATON_ROUNDS: rounds = '5', CHROMIUM: executablePath } = process.env;
const QUIET = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const PROFILES = {
  slow: { cpu: 4, net: { latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 1.5e6 / 8 } },
  fast: { cpu: 1 },
};
/** What is promised (docs: README, "What it costs"). */
const MOST = {
  slow: { 'launcher ms': ['floor', 30], 'press to text ms': 150, 'press to alive ms': 500, 'long tasks ms': 0, 'private MB': 30 },
  fast: { 'press to alive ms': 150, 'long tasks ms': 0, 'private MB': 30 },
};
const FIELD = 'textarea';
const TYPED = 'typed';
const floor = readFileSync(new URL('floor.js', import.meta.url));

const tag = (address, attributes = '') => `<script async src="${address}" ${attributes}></script>`;
const ENTRIES = {
  page: { html: '' },
  floor: { html: tag('/floor.js'), launcher: '.launcher', text: FIELD, alive: FIELD },
  baton: {
    html: tag(`${engine}/baton.js`, 'data-site="demo"'),
    launcher: '.launcher',
    // The frame's own first field, then the widget's with the bot's first words.
    text: FIELD,
    alive: '[data-testid=message]',
  },
};

const shop = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://shop');
  if (pathname === '/floor.js') {
    response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'br' });
    return response.end(brotliCompressSync(floor));
  }
  const entry = ENTRIES[pathname.slice(1)];
  if (!entry) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  const words = '<p>Orders placed before three o’clock leave on the same day. Returns are free for sixty days.</p>'.repeat(12);
  response.end(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Everything for the workshop</h1>${words}${entry.html}</html>`);
});
await new Promise((resolve) => shop.listen(0, '127.0.0.1', resolve));
const own = `http://127.0.0.1:${shop.address().port}`;

/** Bytes on the wire and requests that are not the page's own, until a moment. */
async function traffic(cdp, name) {
  const isOwn = (url) => !/^https?:/.test(url) || url === `${own}/${name}`;
  const known = new Map();
  const bytes = (id, count) => known.has(id) && known.get(id).parts.push([Date.now(), count]);
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!isOwn(request.url)) known.set(requestId, { at: Date.now(), parts: [] });
  });
  cdp.on('Network.responseReceived', ({ requestId, response }) => bytes(requestId, response.encodedDataLength));
  cdp.on('Network.dataReceived', ({ requestId, encodedDataLength }) => bytes(requestId, encodedDataLength));
  await cdp.send('Network.enable');
  return (until) => {
    const begun = [...known.values()].filter(({ at }) => at <= until);
    const parts = begun.flatMap((one) => one.parts).filter(([at]) => at <= until);
    return { requests: begun.length, kB: parts.reduce((sum, [, count]) => sum + count, 0) / 1000 };
  };
}

/** Private memory of the process that draws the page: the one that works when the page does. */
async function privateMB(browser, page) {
  const cdp = await browser.newBrowserCDPSession();
  const times = async () => {
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  await page.evaluate(() => {
    const end = performance.now() + 250;
    while (performance.now() < end);
  });
  const worked = [...(await times())].map(([id, time]) => [id, time - (before.get(id) ?? time)]);
  const [[id]] = worked.sort((one, other) => other[1] - one[1]);
  await cdp.detach();
  const lines = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8').matchAll(/^Private_(?:Clean|Dirty):\s+(\d+)/gm);
  return [...lines].reduce((sum, [, kB]) => sum + kB / 1024, 0);
}

async function measure(browser, name, { cpu, net }) {
  const entry = ENTRIES[name];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const moments = new Map();
  const waits = new Map();
  await context.exposeBinding('told', (_, what, at) => {
    if (!moments.has(what)) moments.set(what, at);
    waits.get(what)?.(at);
  });
  const moment = (what) => moments.get(what) ?? new Promise((resolve) => waits.set(what, resolve));
  const page = await context.newPage();
  const { launcher, text, alive } = entry;
  await page.addInitScript(probe, { ...(launcher && { launcher, text, alive }) });
  const cdp = await context.newCDPSession(page);
  const upTo = await traffic(cdp, name);
  if (net) await cdp.send('Network.emulateNetworkConditions', { offline: false, ...net });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  const result = {};
  await page.goto(`${own}/${name}`, { waitUntil: 'load' });
  const begun = await moment('begun');
  if (launcher) {
    result['launcher ms'] = (await moment('launcher')) - begun;
    // Whatever the launcher asks for without being asked would come now.
    await page.waitForLoadState('networkidle');
    const { requests, kB } = upTo(Date.now());
    Object.assign(result, { 'requests before': requests, 'kB before': kB });
    const kept = await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length);
    result['stored before'] = kept + (await context.cookies()).length;
  }
  const before = await page.evaluate(() => window.benchState());
  Object.assign(result, { 'LCP ms': before.lcp, 'layout shift': before.shift });
  if (launcher) {
    const { x, y } = await page.evaluate(() => {
      const find = (root) => root.querySelector('.launcher') ?? [...root.querySelectorAll('*')].map((it) => it.shadowRoot && find(it.shadowRoot)).find(Boolean);
      const { x, y, width, height } = find(document).getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await page.mouse.click(x, y);
    const pressed = await moment('pressed');
    result['press to text ms'] = (await moment('text')) - pressed;
    const ready = Date.now();
    await page.keyboard.type(TYPED);
    result['press to alive ms'] = (await moment('alive')) - pressed;
    await page.waitForLoadState('networkidle');
    const typed = await Promise.all(page.frames().map((frame) => frame.evaluate(() => {
      const fields = (root) => [...root.querySelectorAll('textarea'), ...[...root.querySelectorAll('*')].flatMap((it) => (it.shadowRoot ? fields(it.shadowRoot) : []))];
      return fields(document).map(({ value }) => value);
    })));
    if (!typed.flat().includes(TYPED)) throw new Error(`${name}: what was typed is lost: ${JSON.stringify(typed)}`);
    Object.assign(result, { 'kB to text': upTo(ready).kB, 'kB in all': upTo(Date.now()).kB, requests: upTo(Date.now()).requests });
  }
  const after = await page.evaluate(() => window.benchState());
  // The page's own first tasks are those of the page alone.
  result['long tasks ms'] = after.tasks.reduce((sum, [, duration]) => sum + duration - 50, 0);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await cdp.send('HeapProfiler.collectGarbage');
  result['private MB'] = await privateMB(browser, page);
  await context.close();
  return result;
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const browser = await chromium.launch({ executablePath, args: QUIET });
let isOver = false;
for (const [profile, conditions] of Object.entries(PROFILES)) {
  const runs = Object.fromEntries(Object.keys(ENTRIES).map((name) => [name, []]));
  // The first round warms the machine up and does not count.
  for (let round = 0; round <= Number(rounds); round++)
    for (const name of Object.keys(ENTRIES)) {
      const result = await measure(browser, name, conditions);
      if (round) runs[name].push(result);
    }
  const medians = Object.fromEntries(Object.entries(runs).map(([name, all]) =>
    [name, Object.fromEntries(Object.keys(all[0]).map((what) => [what, median(all.map((one) => one[what]))]))]));
  console.log(`\n${profile.padEnd(22)}${Object.keys(ENTRIES).map((name) => name.padStart(10)).join('')}      most`);
  for (const what of Object.keys(medians.baton)) {
    const most = MOST[profile][what];
    const limit = Array.isArray(most) ? medians[most[0]][what] + most[1] : most;
    const isMore = limit !== undefined && medians.baton[what] > limit;
    isOver ||= isMore;
    const shown = (value) => (value === undefined ? '' : value.toFixed(/kB|MB|shift/.test(what) ? 1 : 0)).padStart(10);
    console.log(`${what.padEnd(22)}${Object.values(medians).map((one) => shown(one[what])).join('')}${shown(limit)}${isMore ? '  over' : ''}`);
  }
}
await browser.close();
shop.close();
console.log(isOver ? '\nover what is promised: see above' : '\nwithin what is promised');
process.exit(0);
