// One engine (real workerd) and one customer's page, by way of `cargo xtask engine` and `cargo xtask page`.
import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The program that `cargo xtask test` names, else the one that cargo has built. */
function xtask() {
  const built = path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "debug/xtask");
  const program = process.env.BATON_XTASK ?? built;
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`cargo xtask test browser\``);
  return program;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts `cargo xtask …` and waits for the address that it prints when it is up. */
function run(args, log) {
  const child = spawn(xtask(), args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  // A test that is broken off has nobody who stops this.
  const end = () => child.kill("SIGTERM");
  process.on("exit", end);
  ended.then(() => process.off("exit", end));
  const up = new Promise((resolve, reject) => {
    let said = "";
    const hear = (data) => {
      log.write(data);
      said += data;
      if (/^http:\/\/\S+$/m.test(said)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", reject);
    ended.then((code) => reject(new Error(`xtask ${args[0]} ended with ${code}:\n${said}`)));
  });
  const stop = () => {
    end();
    return ended;
  };
  return up.then(() => ({ id: child.pid, ended, stop }));
}

export class Engine {
  static async start(logFile) {
    const engine = new Engine();
    engine.state = mkdtempSync(path.join(os.tmpdir(), "baton-browser-"));
    engine.log = createWriteStream(logFile);
    const [port, pagePort] = await Promise.all([freePort(), freePort()]);
    engine.port = port;
    engine.origin = `http://127.0.0.1:${port}`;
    // Another name of the same machine: for the browser another site, so that the chat's frame is a third party.
    engine.shop = `http://localhost:${pagePort}`;
    await engine.restart();
    engine.page = await run(["page", "--port", pagePort, "--engine-port", port], engine.log);
    return engine;
  }

  get secret() {
    return readFileSync(path.join(this.state, "secret"), "utf8").trim();
  }

  /** Starts workerd on the same port with the same state. */
  async restart() {
    const pictures = "BATON_PICTURES=https://pictures.example.com";
    const outbound = this.outbound ? ["--outbound", this.outbound] : [];
    const engine = ["engine", "--port", this.port, "--state", this.state, "--binding", pictures, ...outbound];
    this.process = await run(engine, this.log);
  }

  /** What a power cut does to workerd. */
  async kill() {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    const processes = lines.map((line) => line.trim().split(/\s+/).map(Number));
    const [workerd] = processes.find(([, parent]) => parent === this.process.id);
    process.kill(workerd, "SIGKILL");
    await this.process.ended;
  }

  async stop() {
    await Promise.all([this.process.stop(), this.page.stop()]);
    this.log.end();
    rmSync(this.state, { recursive: true, force: true });
  }

  /** A request as our own pages make it. */
  async post(address, body, headers = {}) {
    const own = { "content-type": "application/json", origin: this.origin };
    const answer = await fetch(this.origin + address, {
      method: "POST",
      headers: { ...own, ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${address}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  /** The first admin's one-time link. */
  async firstLink() {
    return (await this.post("/api/setup/link", {}, { "x-baton-setup": this.secret })).link;
  }
}
