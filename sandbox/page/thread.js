// The pane beside a conversation that shows one thread.

import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { iconButton } from "./icons.js";
import { MessageList } from "./messages.js";
import { threadMessages } from "./timeline.js";
import { markedTitleOf, world } from "./world.js";

/** One thread at a time, or none. */
export class ThreadPane {
  #root = null;

  constructor(node) {
    this.node = node;
    this.list = new MessageList({ name: "Replies" });
    this.composer = new Composer({ sent: () => this.list.toEnd(), compact: true });
    this.place = el("span", { class: "topic" });
    const close = iconButton("close", "Close the thread", () => this.close());
    const head = el(
      "header",
      { class: "header" },
      el("div", { class: "header-words" }, el("h2", {}, "Thread"), this.place),
      close,
    );
    node.append(head, this.list.node, this.composer.node);
    node.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && !event.defaultPrevented && this.close(),
    );
  }

  /** Open the thread of a message. */
  open({ channel, ts, thread_ts }) {
    this.#root = { channel, ts: thread_ts ?? ts };
    this.node.hidden = false;
    this.place.textContent = markedTitleOf(world.channels.get(channel));
    this.composer.moveTo({ channel, thread: this.#root.ts }, "Reply…");
    this.update();
    this.composer.focus();
  }

  close() {
    this.#root = null;
    this.node.hidden = true;
  }

  /** Draw again what is known of the open thread. */
  update() {
    if (!this.#root) return;
    const { channel, ts } = this.#root;
    this.list.show(`${channel} ${ts}`, threadMessages(channel, ts));
  }
}
