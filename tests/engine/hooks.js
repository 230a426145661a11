// The engine's own fault injector behind three paths, for test builds only: `/test/hibernate` evicts all objects and
// keeps their sockets, `/test/evict` closes the sockets too, `/test/abort` ends the objects as a crash of each would.
import unsafe from "workerd:unsafe";
import Baton, { ConversationObject, DeskObject, SiteObject } from "./index.js";

export { ConversationObject, DeskObject, SiteObject };

const faults = {
  "/test/hibernate": () => unsafe.evictAllDurableObjects({ webSockets: "hibernate" }),
  "/test/evict": () => unsafe.evictAllDurableObjects({ webSockets: "close" }),
  "/test/abort": () => unsafe.abortAllDurableObjects(),
};

export default {
  async fetch(request, env, context) {
    const fault = faults[new URL(request.url).pathname];
    if (!fault) return new Baton(context, env).fetch(request);
    await fault();
    return new Response("ok");
  },
};
