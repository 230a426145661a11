// A conversation's turn (visitor's frame → stored → acknowledged, in a conversation that an agent owns) beside the
// floor (`bare.js`), on the same workerd, in turns. Started by `cargo xtask bench`; prints one table.
import { randomBytes } from "node:crypto";
import WebSocket from "ws";

const { BATON_URL: baton, BARE_URL: bare, BATON_SECRET: secret } = process.env;
const ROUNDS = 5; // the first warms up and is not counted
const SHAPES = [
  { connections: 1, each: 600 },
  { connections: 50, each: 40 },
];

const json = { "content-type": "application/json", origin: baton };
const post = (path, body, headers = {}) =>
  fetch(baton + path, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });

/** An agent's cookie, by way of the first admin's link. */
async function signIn() {
  const { link } = await (await post("/api/setup/link", {}, { "x-baton-setup": secret })).json();
  const token = link.split("invite=")[1];
  const admin = { token, name: "Agent One", email: "one@example.com", password: randomBytes(12).toString("hex") };
  const accepted = await post("/api/invitations/accept", admin);
  return accepted.headers.get("set-cookie").split(";")[0];
}

/** A socket whose frames can be waited for. */
function open(url, headers) {
  const socket = new WebSocket(url.replace("http", "ws"), { headers: { origin: baton, ...headers } });
  const waiting = [];
  socket.on("message", (data) => {
    const text = String(data);
    const at = waiting.findIndex((it) => text.includes(it.part));
    if (at >= 0) waiting.splice(at, 1)[0].done(text);
  });
  const until = (part) => new Promise((done) => waiting.push({ part, done }));
  const opened = new Promise((done, failed) => socket.on("open", done).on("error", failed));
  return { socket, until, opened, say: (frame) => socket.send(JSON.stringify(frame)) };
}

/** A visitor's socket to a conversation that an agent owns. */
async function conversation(cookie) {
  const start = { start_id: randomBytes(16).toString("hex") };
  const { conversation: id, token } = await (await post("/api/sites/demo/conversations", start)).json();
  const visitor = open(`${baton}/api/conversations/${id}/socket`);
  await visitor.opened;
  const welcome = visitor.until('"messages"');
  visitor.say({ type: "hello", v: 1, token, after: 0 });
  await welcome;
  const agent = open(`${baton}/api/conversations/${id}/socket?as=agent`, { cookie });
  await agent.opened;
  const taken = agent.until('"done"');
  agent.say({ type: "hello", v: 1, after: 0 });
  agent.say({ type: "take_over", ref: 1 });
  await taken;
  agent.socket.close();
  let sent = 0;
  return {
    close: () => visitor.socket.close(),
    async turn() {
      const name = `m${sent++}`;
      const acknowledged = visitor.until(`"ack","client_id":"${name}"`);
      visitor.say({ type: "post", client_id: name, text: "Where is my order? It was to come on Tuesday." });
      await acknowledged;
    },
  };
}

/** A socket to the floor. */
async function floor() {
  const line = open(`${bare}/${randomBytes(8).toString("hex")}`);
  await line.opened;
  let sent = 0;
  return {
    close: () => line.socket.close(),
    async turn() {
      const name = `m${sent++}"`;
      const echoed = line.until(name);
      line.say({ type: "post", client_id: `m${sent - 1}`, text: "Where is my order? It was to come on Tuesday." });
      await echoed;
    },
  };
}

/** Turns one after the other on each connection, all connections at once. */
async function run(make, { connections, each }) {
  const lines = await Promise.all(Array.from({ length: connections }, make));
  const times = [];
  const began = performance.now();
  await Promise.all(
    lines.map(async (line) => {
      for (let turn = 0; turn < each; turn++) {
        const sent = performance.now();
        await line.turn();
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  lines.forEach((line) => line.close());
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { p50: at(0.5), p99: at(0.99), rate: times.length / seconds };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const cookie = await signIn();
const makers = { baton: () => conversation(cookie), bare: floor };
const fixed = (value, digits) => value.toFixed(digits).padStart(9);
console.log("connections            p50 ms    p99 ms       1/s");
for (const shape of SHAPES) {
  const seen = { baton: [], bare: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, make] of Object.entries(makers)) {
      const figures = await run(make, shape);
      if (round > 0) seen[name].push(figures);
    }
  }
  const of = (name, figure) => median(seen[name].map((it) => it[figure]));
  const row = (label, values) => console.log(`${String(shape.connections).padStart(11)} ${label} ${values.join(" ")}`);
  for (const name of ["baton", "bare"]) {
    row(name.padEnd(6), [fixed(of(name, "p50"), 2), fixed(of(name, "p99"), 2), fixed(of(name, "rate"), 0)]);
  }
  // Pair by pair, so that a machine whose speed drifts does not decide.
  const ratio = (figure) => median(seen.baton.map((it, round) => it[figure] / seen.bare[round][figure]));
  row("ratio ", [fixed(ratio("p50"), 2), fixed(ratio("p99"), 2), fixed(ratio("rate"), 2)]);
}
process.exit(0);
