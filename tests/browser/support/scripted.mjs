// A visitor without a window, for the desk's list: says what is wanted on the real socket and stays connected.
import { randomBytes } from "node:crypto";
import WebSocket from "ws";

const DONE = /"type":"done"/;

export class ScriptedVisitor {
  static async arrive(engine, page) {
    const visitor = new ScriptedVisitor();
    const start = { start_id: randomBytes(16).toString("hex"), page };
    const { conversation, token } = await engine.post("/api/sites/demo/conversations", start);
    const url = `${engine.origin.replace("http", "ws")}/api/conversations/${conversation}/socket`;
    visitor.socket = new WebSocket(url, { headers: { origin: engine.origin } });
    visitor.heard = [];
    visitor.socket.on("message", (data) => {
      visitor.heard.push(String(data));
      visitor.tell?.();
    });
    await new Promise((resolve, reject) => visitor.socket.on("open", resolve).on("error", reject));
    await visitor.say({ type: "hello", v: 1, token, after: 0 }, /"type":"messages"/);
    return visitor;
  }

  /** Sends a frame and waits for what it brings. */
  async say(frame, answer) {
    this.heard = [];
    this.socket.send(JSON.stringify(frame));
    while (!this.heard.some((text) => answer.test(text))) await new Promise((resolve) => (this.tell = resolve));
  }

  /** Writes a message and waits until it is stored. */
  write(text) {
    return this.say({ type: "post", client_id: randomBytes(8).toString("hex"), text }, /"type":"ack"/);
  }

  /** Asks the bot and waits for its answer. */
  ask(text) {
    return this.say({ type: "post", client_id: randomBytes(8).toString("hex"), text }, /"answers":\d/);
  }

  /** Asks for a human. */
  requestHuman() {
    return this.say({ type: "request_human", ref: 1 }, DONE);
  }

  /** Fills in the offline form. */
  leaveMessage(message) {
    const form = { name: "A Customer", email: "customer@example.com", message };
    return this.say({ type: "leave_offline_message", ref: 2, ...form }, DONE);
  }

  leave() {
    this.socket.close();
  }
}
