// A list of messages: rows by day, grouped by author, scrolled to the newest unless the reader went back.
// Of a newest message that is taller than the window the top is shown, as one begins to read there.

import { el, reconcile } from "./dom.js";
import { isSystemLine, messageRow } from "./message.js";
import { dayName, momentOf, sameDay } from "./moments.js";
import { Surface } from "./surface.js";

const GROUP_SECONDS = 5 * 60;
const NEAR_END = 80;
const ABOVE_TALL = 8;

/** One list, for a channel or a thread. `reply(message)` opens a thread; null inside one. */
export class MessageList {
  #rows = new Map();
  #surfaces = new Map();
  #channel = null;
  #newest = null;
  #follows = true;
  #readToEnd = false;
  #seenAt = null;

  constructor({ reply = null, name = "Conversation" } = {}) {
    this.reply = reply;
    this.rows = el("div", { class: "rows" });
    this.opening = el("div", { class: "opening" });
    this.node = el("div", { class: "message-list", role: "log", "aria-label": name, tabindex: "0" }, [
      this.opening,
      this.rows,
    ]);
    this.node.addEventListener("scroll", () => this.#scrolled());
    // Pictures and fonts that load later make the list longer.
    const size = new ResizeObserver(() => this.#follows && this.#toNewest());
    size.observe(this.rows);
    size.observe(this.node);
  }

  /** Show these messages; `key` names the conversation, `unreadFrom` the `ts` before which all was read. */
  show(key, messages, { opening = null, unreadFrom = null } = {}) {
    this.#scrolled(); // the browser says so only with its next picture, and this would be first
    if (this.#channel !== key) this.#begin(key);
    this.opening.replaceChildren(...(opening ? [opening] : []));
    const before = this.#rows;
    this.#rows = new Map();
    const nodes = [];
    messages.forEach((message, at) => {
      const previous = messages[at - 1];
      if (!previous || !sameDay(momentOf(previous.ts), momentOf(message.ts)))
        nodes.push(this.#day(message, before));
      const unread = unreadFrom !== null && message.ts > unreadFrom && !(previous?.ts > unreadFrom);
      if (unread)
        nodes.push(
          this.#keep("new", before, "New", () => el("div", { class: "new-line" }, el("span", {}, "New"))),
        );
      nodes.push(this.#row(message, previous, unread, before));
    });
    reconcile(this.rows, nodes);
    const newest = messages.at(-1)?.ts ?? null;
    if (newest !== this.#newest) this.#readToEnd = false;
    this.#newest = newest;
    if (this.#follows) this.#toNewest();
  }

  /** Go to the newest message, as after writing one. */
  toEnd() {
    this.#follows = true;
    this.#toNewest();
  }

  /** The reader scrolled; a list that this class placed, or that grew below, has not been. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    if (scrollTop === this.#seenAt) return;
    this.#seenAt = scrollTop;
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.#readToEnd = this.#follows;
  }

  #begin(key) {
    this.#channel = key;
    this.#rows = new Map();
    this.#surfaces = new Map();
    this.#newest = null;
    this.#follows = true;
    this.#readToEnd = false;
  }

  #toNewest() {
    const row = this.rows.lastElementChild;
    const isTall = row && row.offsetHeight > this.node.clientHeight;
    if (isTall && !this.#readToEnd) this.node.scrollTop += this.#topOf(row) - ABOVE_TALL;
    else this.node.scrollTop = this.node.scrollHeight;
    this.#seenAt = this.node.scrollTop;
  }

  /** How far below the list's own top the row begins. */
  #topOf(row) {
    return row.getBoundingClientRect().top - this.node.getBoundingClientRect().top;
  }

  #keep(key, before, source, make) {
    const known = before.get(key);
    const row = known?.source === source ? known : { source, node: make() };
    this.#rows.set(key, row);
    return row.node;
  }

  #day(message, before) {
    const name = dayName(momentOf(message.ts));
    return this.#keep(`day ${name}`, before, name, () =>
      el("div", { class: "day", role: "separator" }, el("span", {}, name)),
    );
  }

  #row(message, previous, unread, before) {
    const compact = !unread && follows(message, previous);
    const known = before.get(message.ts);
    if (known?.source === message && known.compact === compact) {
      this.#rows.set(message.ts, known);
      return known.node;
    }
    const blocks = known?.blocks ?? new Map();
    const surface = this.#surfaceOf(message);
    const node = messageRow(message, { compact, surface, reply: this.reply, known: blocks });
    this.#rows.set(message.ts, { source: message, compact, blocks, node });
    return node;
  }

  /** A message keeps its surface when it changes, and with it what was entered. */
  #surfaceOf({ channel, ts }) {
    if (!this.#surfaces.has(ts)) {
      const container = { type: "message", channel, ts };
      this.#surfaces.set(ts, new Surface("message", container, { conversation: () => channel }));
    }
    return this.#surfaces.get(ts);
  }
}

function follows(message, previous) {
  if (!previous || isSystemLine(message) || isSystemLine(previous)) return false;
  const same = ["user", "username", "bot", "notice"].every((name) => message[name] === previous[name]);
  const sameSight = Boolean(message.ephemeral) === Boolean(previous.ephemeral);
  const near = Number(message.ts) - Number(previous.ts) < GROUP_SECONDS;
  return same && sameSight && near && sameDay(momentOf(message.ts), momentOf(previous.ts));
}
