// A mail server for the engine's tests. Reads one line of JSON: { key, cert, offersTls, refuses }. Writes a line of JSON for
// where it listens and for each mail that it takes.
import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";

const lines = createInterface({ input: process.stdin });
const { value } = await lines[Symbol.asyncIterator]().next();
const { key, cert, offersTls, refuses } = JSON.parse(value);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

const server = new SMTPServer({
  key,
  cert,
  hideSTARTTLS: !offersTls,
  // A client that sends a password in the clear has not understood what the port is for.
  allowInsecureAuth: false,
  onAuth: ({ username, password }, _session, done) =>
    username === "baton" && password === "a password" ? done(null, { user: username }) : done(new Error("wrong password")),
  onRcptTo: ({ address }, _session, done) =>
    address === refuses ? done(Object.assign(new Error("no such person"), { responseCode: 550 })) : done(),
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      say({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map(({ address }) => address),
        secure: session.secure,
        message: Buffer.concat(chunks).toString("utf8"),
      });
      done();
    });
  },
});
// A client that hangs up is its own affair.
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
process.stdin.on("end", () => process.exit(0));
