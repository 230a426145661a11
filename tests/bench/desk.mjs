// A large desk: what a decision takes in wasm, and how long a full desk needs to wake. Started by `cargo xtask bench`;
// prints two tables.
import { readFile } from "node:fs/promises";

const { BATON_URL: baton, DESK_WASM: file } = process.env;
const DECISION_MS_MAX = 1;
const WAKE_MS_MAX = 150;
const LIVE = 5000;

const sorted = (times) => times.sort((a, b) => a - b);
const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const fixed = (value) => value.toFixed(3).padStart(9);

/** Decisions without store and sockets. */
async function decisions() {
  const { instance } = await WebAssembly.instantiate(await readFile(file), {});
  const { set_up, ends, accepts, asks } = instance.exports;
  const timed = (times, work) => {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  };
  console.log("\ndecisions with 500 agents and 5,000 who wait        mean ms    p50 ms    p99 ms");
  const row = (label, times) => {
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    sorted(times);
    // The median: on a machine that does other things, too, the mean tells about those.
    const late = at(times, 0.5) > DECISION_MS_MAX ? `   over ${DECISION_MS_MAX} ms` : "";
    console.log(`${label.padEnd(48)} ${fixed(mean)} ${fixed(at(times, 0.5))} ${fixed(at(times, 0.99))}${late}`);
  };
  for (const [routing, name] of ["round robin", "skill based", "load balanced"].entries()) {
    set_up(routing, 0);
    const [offers, accepted, placed] = [[], [], []];
    // The first five lack the language that all others wait for.
    for (let number = 5; number < 405; number++) {
      timed(placed, asks);
      timed(offers, () => ends(number));
      timed(accepted, () => accepts(number));
    }
    row(`${name}: somebody is free, the first rings`, offers);
    row(`${name}: it is accepted`, accepted);
    row(`${name}: one more asks for a place`, placed);
  }
  set_up(1, 1);
  const [offers, placed] = [[], []];
  for (let number = 0; number < 5; number++) timed(offers, () => ends(number));
  for (let number = 0; number < 40; number++) timed(placed, asks);
  row("skill based: 495 free who lack the language, one rings", offers);
  row("skill based: the same, one more asks", placed);
}

const get = async (path) => {
  const began = performance.now();
  const answer = await fetch(`${baton}/test/${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  await answer.text();
  return performance.now() - began;
};

/** The first request to a desk that has left memory, beside the same request when it is awake. */
async function wakes() {
  await get(`fill?${LIVE}`);
  const [asleep, awake] = [[], []];
  for (let round = 0; round < 7; round++) {
    await get("evict");
    asleep.push(await get("desk"));
    for (let more = 0; more < 5; more++) awake.push(await get("desk"));
  }
  const [first, again] = [sorted(asleep), sorted(awake)];
  console.log(`\na desk with ${LIVE} live conversations                   p50 ms    max ms`);
  console.log(`first request after it has left memory           ${fixed(at(first, 0.5))} ${fixed(at(first, 1))}`);
  console.log(`the same request when it is awake                ${fixed(at(again, 0.5))} ${fixed(at(again, 1))}`);
  const wake = at(first, 0.5) - at(again, 0.5);
  console.log(`so it wakes in ${wake.toFixed(0)} ms${wake > WAKE_MS_MAX ? `, over ${WAKE_MS_MAX} ms` : ""}`);
}

if (file) await decisions();
if (baton) await wakes();
process.exit(0);
