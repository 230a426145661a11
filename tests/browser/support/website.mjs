// A customer's website under the test's hands: its pages, their headers and the policy that they come with.
import http from "node:http";

const TITLE = "A customer's page";

export class Website {
  /** Pages by their path: `{ body, head, headers }`, or a function of the request that makes one. */
  static async start(pages) {
    const website = new Website();
    website.pages = pages;
    website.server = http.createServer((request, response) => website.answer(request, response));
    await new Promise((resolve) => website.server.listen(0, "127.0.0.1", resolve));
    // Another name of the same machine than the engine's: another site for the browser.
    website.origin = `http://localhost:${website.server.address().port}`;
    return website;
  }

  answer(request, response) {
    const { pathname } = new URL(request.url, this.origin);
    const found = this.pages[pathname];
    const page = typeof found === "function" ? found(request) : found;
    if (!page) return response.writeHead(404).end();
    const { head = "", body = "", headers = {} } = page;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache", ...headers });
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${TITLE}</title>${head}</head><body><h1>Shop</h1>${body}</body></html>`);
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** The one tag. */
export function tag(engine, attributes = "") {
  return `<script async src="${engine.origin}/baton.js" data-site="demo" ${attributes}></script>`;
}

/** Calls that wait for the script. */
export function stub(calls, attributes = "") {
  const begin = "window.Baton = window.Baton || function () { (Baton.q = Baton.q || []).push(arguments); };";
  return `<script ${attributes}>${begin}\n${calls}</script>`;
}
