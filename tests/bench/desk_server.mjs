// A desk without an engine: serves the built console and plays a live list on its socket, as large and as busy as asked.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { WebSocketServer } from "ws";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm" };
const YOU = { id: "one", name: "Agent One" };
const ME = { agent: YOU, email: "one@example.com", role: "admin", site_name: "Demo shop" };
const WORDS = [
  "Where is my order? It was to come on Tuesday.",
  "How do I return an item that I bought in a shop?",
  "The invoice has the wrong address on it.",
  "I was charged twice, please help!",
  "Can I change the delivery date of my parcel?",
];
const TAGS = ["billing", "delivery", "vip", "returns", "complaint"];

/** The same numbers on every run. */
function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Conversations that come, change and go. */
export class PlayedDesk {
  constructor({ conversations, agents = 20, seed = 1 }) {
    this.pick = randomFrom(seed);
    this.rows = Array.from({ length: conversations }, (_, at) => this.renew({ conversation: `c${at}`, version: 0 }));
    this.agents = Array.from({ length: agents }, (_, at) => this.agent(at));
    this.departments = ["Support", "Sales"].map((name) => this.department(name));
    this.offers = [];
  }

  /** A row as it may be some time later. */
  renew(row) {
    const pick = this.pick;
    const now = Date.now();
    const phase = ["bot", "bot", "queued", "assigned", "assigned", "resolved", "awaiting_follow_up"][pick(7)];
    const owner = phase === "assigned" ? (pick(10) === 0 ? YOU : { id: `a${pick(20)}`, name: `Agent ${pick(20) + 2}` }) : null;
    const sender = ["visitor", "bot", "agent"][pick(3)];
    const waits = phase === "queued" || (phase === "assigned" && sender === "visitor");
    return {
      ...row,
      version: row.version + 1,
      phase,
      agent: owner,
      handover: null,
      reason: null,
      department: ["support", "sales"][pick(2)],
      priority: pick(8) === 0 ? ["low", "high", "urgent"][pick(3)] : "normal",
      tags: TAGS.filter(() => pick(5) === 0),
      visitor: `Visitor ${row.conversation.toUpperCase()}`,
      excerpt: WORDS[pick(WORDS.length)],
      last_sender: sender,
      last_at: now - (row.version === 0 ? pick(3_600_000) : 0),
      unanswered_since: waits ? now - pick(400_000) : null,
      since: now - pick(900_000),
      is_visitor_online: pick(3) > 0,
      is_listed: true,
      viewers: pick(9) === 0 ? ["a1"] : [],
      rating: phase === "resolved" && pick(2) ? 1 + pick(5) : null,
    };
  }

  agent(at) {
    const who = at === 0 ? YOU : { id: `a${at}`, name: `Agent ${at + 1}` };
    const presence = at === 0 ? "available" : ["available", "busy", "away", "offline"][at % 4];
    return { agent: who, presence, is_here: at % 7 !== 6, load: at % 4, capacity: 3, departments: ["support"] };
  }

  department(name) {
    return { id: name.toLowerCase(), name, is_available: true, is_open: true, waiting: 0, wait_ms_max: 300_000 };
  }

  welcome() {
    const { agents, departments, rows: conversations, offers } = this;
    return { type: "welcome", v: 1, you: YOU, agents, departments, conversations, offers, now: Date.now() };
  }

  /** One conversation changes: mostly what was said, at times where it stands. */
  event() {
    const at = this.pick(this.rows.length);
    const row = this.rows[at];
    const said = { ...row, version: row.version + 1, excerpt: WORDS[this.pick(WORDS.length)], last_at: Date.now() };
    this.rows[at] = this.pick(3) === 0 ? this.renew(row) : said;
    return { type: "conversation", ...this.rows[at] };
  }
}

/** Serves `dist` and the desk; `hear` gets every frame of a page and a way to answer it. */
export async function serve(dist, desk, { port = 0, hear = () => {} } = {}) {
  const server = createServer(async (request, response) => {
    const url = request.url.split("?")[0];
    if (url === "/api/me") return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(ME));
    const name = url === "/desk" || url === "/desk/" ? "/desk/index.html" : url;
    const file = path.join(dist, path.normalize(name));
    try {
      const body = await readFile(file);
      response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
    }
  });
  const pages = new Set();
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    const say = (frame) => socket.send(JSON.stringify(frame));
    socket.on("close", () => pages.delete(say));
    socket.on("message", (data) => {
      const text = String(data);
      if (text === "ping") return socket.send("pong");
      const frame = JSON.parse(text);
      if (frame.type === "hello") {
        say(desk.welcome());
        pages.add(say);
      }
      hear(frame, say);
    });
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const say = (frame) => pages.forEach((page) => page(frame));
  const drop = () => sockets.clients.forEach((socket) => socket.terminate());
  const stop = () => {
    drop();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, say, drop, stop };
}
