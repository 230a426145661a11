// A human at the desk, with the desk as such a human finds it.
import { expect } from "@playwright/test";

export class Agent {
  constructor(page, origin, account) {
    this.page = page;
    this.origin = origin;
    this.name = account.name;
    this.account = account;
    this.rows = page.getByTestId("row");
    this.conversation = page.getByTestId("conversation");
    this.composer = this.conversation.getByTestId("composer");
    this.dialog = page.getByTestId("dialog");
    this.notes = this.conversation.getByTestId("note");
  }

  /** Becomes a member by a one-time link, and sits down. */
  async enter(link) {
    // Any page of the edge's origin will do: the cookie is the browser's from then on.
    await this.page.goto(`${this.origin}/healthz`);
    const body = { ...this.account, token: link.split("invite=")[1] };
    const status = await this.page.evaluate(async (body) => {
      const headers = { "content-type": "application/json" };
      return (await fetch("/api/invitations/accept", { method: "POST", headers, body: JSON.stringify(body) })).status;
    }, body);
    expect(status).toBe(204);
    return this.sitDown();
  }

  async sitDown() {
    await this.page.goto(`${this.origin}/desk`);
    await expect(this.presence()).toBeVisible();
    return this;
  }

  presence() {
    return this.page.getByTestId("presence");
  }

  /** Chooses a presence, and waits until the desk has it. */
  async become(presence) {
    await this.page.locator("label", { hasText: new RegExp(`^${presence}$`) }).click();
    await expect(this.presence()).toHaveAttribute("data-presence", presence.toLowerCase());
    // The page shows the choice at once; the desk has it when it has said so.
    await expect(this.presence()).toHaveAttribute("aria-busy", "false");
    return this;
  }

  /** Shows a view of the list: waiting, mine, bot, all, ended. */
  async show(view) {
    await this.page.getByTestId(`view-${view}`).click();
  }

  /** Opens the conversation in which these words were said last. */
  async open(view, words) {
    await this.show(view);
    await this.rows.filter({ hasText: words }).click();
    await expect(this.conversation).toBeVisible();
  }

  /** Changes the site's settings, as the admin that this agent must be. */
  async decide(change) {
    const status = await this.page.evaluate(async (change) => {
      const now = await fetch("/api/settings");
      const document = { ...(await now.json()), ...change };
      const headers = { "content-type": "application/json", "if-match": now.headers.get("etag") };
      return (await fetch("/api/settings", { method: "PUT", headers, body: JSON.stringify(document) })).status;
    }, change);
    expect(status).toBe(200);
  }

  /** A button of the open conversation: join, accept, transfer, hand-back, end. */
  action(name) {
    return this.conversation.getByTestId(name);
  }

  messages(sender) {
    const which = sender ? `[data-sender=${sender}]` : "";
    return this.conversation.locator(`[data-testid=message]${which}`);
  }

  async write(text) {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }
}
