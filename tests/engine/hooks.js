// The engine's own fault injector behind three paths, for test builds only: `/test/hibernate` evicts all objects and
// keeps their sockets, `/test/evict` closes the sockets too, `/test/abort` ends the objects as a crash of each would.
// Two more are for the bench of the desk: `/test/fill?5000` fills it, `/test/desk` asks it one thing.
import unsafe from "workerd:unsafe";
import Baton, { ConversationObject, CourierObject, DeskObject, SiteObject } from "./index.js";

export { ConversationObject, CourierObject, DeskObject, SiteObject };

const ask = (env, path, body) =>
  env.DESK.get(env.DESK.idFromName("demo")).fetch(`https://object/${path}`, { method: "POST", body });

const faults = {
  "/test/hibernate": () => unsafe.evictAllDurableObjects({ webSockets: "hibernate" }),
  "/test/evict": () => unsafe.evictAllDurableObjects({ webSockets: "close" }),
  "/test/abort": () => unsafe.abortAllDurableObjects(),
  "/test/fill": (env, url) => ask(env, "fill", url.search.slice(1)),
  "/test/desk": (env) => ask(env, "closed-to", '"agent-one"'),
};

export default {
  async fetch(request, env, context) {
    const url = new URL(request.url);
    const fault = faults[url.pathname];
    if (!fault) return new Baton(context, env).fetch(request);
    const answer = await fault(env, url);
    return answer && !answer.ok ? answer : new Response("ok");
  },
};
