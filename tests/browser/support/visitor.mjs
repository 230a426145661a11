// A person on the customer's page, with the chat as such a person finds it.
import { expect } from "@playwright/test";

export class Visitor {
  constructor(page, shop) {
    this.page = page;
    this.shop = shop;
    /** Everything that the visitor's sockets have received. */
    this.received = [];
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => this.received.push(String(payload)));
    });
    this.launcher = page.getByTestId("launcher");
    // Its name is in the visitor's language.
    this.frame = page.locator("baton-chat iframe");
    this.chat = this.frame.contentFrame();
    this.composer = this.chat.getByTestId("composer");
    this.button = this.chat.getByTestId("handover-button");
    this.status = this.chat.getByTestId("status");
    this.writing = this.chat.getByTestId("writing");
    this.queue = this.chat.getByTestId("queue-card");
    this.form = this.chat.getByTestId("offline-form");
  }

  async arrive() {
    await this.page.goto(this.shop);
    await expect(this.launcher).toBeVisible();
    return this;
  }

  /** Comes to the same page in another language or direction, or with more on the script tag. */
  async arriveAt(place) {
    // A page that a test has made itself may not ask the machine that it runs on: the real one is changed as it is read.
    await this.page.addInitScript(({ tag = {}, html = {} }) => {
      if (top !== self) return;
      new MutationObserver((_, observer) => {
        Object.assign(document.documentElement, html);
        const script = document.querySelector("script[data-site]");
        if (!script) return;
        Object.assign(script.dataset, tag);
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    }, place);
    return this.arrive();
  }

  /** Opens the chat and waits for the greeting. */
  async open() {
    await this.launcher.click();
    await expect(this.messages().first()).toBeVisible();
    return this;
  }

  /** Messages, of one sender if one is named. */
  messages(sender) {
    const which = sender ? `[data-sender=${sender}]` : "";
    return this.chat.locator(`[data-testid=message]${which}`);
  }

  /** Stored messages: those with a place. */
  stored() {
    return this.chat.locator("[data-testid=message]:not([data-seq=''])");
  }

  async write(text) {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** Asks the bot, and waits for its answer. */
  async ask(text) {
    const before = await this.messages("bot").count();
    await this.write(text);
    await expect(this.messages("bot")).toHaveCount(before + 1);
    return this.messages("bot").last();
  }

  /** Asks as often as the site wants before it offers a human. */
  async askThrice() {
    await this.ask("When will my order arrive?");
    await this.ask("How do I return an item?");
    await this.ask("Where do I find my invoice?");
  }

  /** The chat's document, for what only a script can see. */
  async document() {
    return (await this.frame.elementHandle()).contentFrame();
  }
}

/** What a timeline says, line by line. */
export function words(messages) {
  return messages.locator(".bubble, :scope:not(:has(.bubble))").allInnerTexts();
}
