// The middle of the page: one channel, direct message or the app, with its header, messages and composer.

import { markRead } from "./api.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { appHeader, channelHeader } from "./header.js";
import { Home } from "./home.js";
import { isSystemLine } from "./message.js";
import { MessageList } from "./messages.js";
import { addNotice, channelMessages, refresh } from "./timeline.js";
import { toast } from "./toast.js";
import { isAppChannel, markedTitleOf, world } from "./world.js";

/** `went(place)` is told of a move, `changed()` when what the sidebar shows did. */
export class Conversation {
  #here = { channel: null, tab: null };
  #unreadFrom = null;

  constructor(node, { thread, went, changed, openSidebar }) {
    Object.assign(this, { node, thread, went, changed, openSidebar });
    this.header = el("header", { class: "header" });
    this.list = new MessageList({ reply: (message) => thread.open(message) });
    this.composer = new Composer({ sent: () => this.list.toEnd() });
    this.home = new Home();
    node.append(this.header, this.list.node, this.home.node, this.composer.node);
  }

  get here() {
    return this.#here;
  }

  /** Whether the channel's messages are on screen. */
  shows(channel) {
    return this.#here.channel === channel && this.#here.tab !== "home";
  }

  /** Go to `{channel, tab}`; the tab means something for the app only. */
  open({ channel, tab }, { quietly = false } = {}) {
    const known = world.channels.get(channel);
    this.#here = { channel: known ? channel : null, tab: this.#tabFor(known, tab) };
    this.thread.close();
    this.#unreadFrom = known?.unread > 0 ? this.#lastRead(known) : null;
    if (!quietly) this.went(this.#here);
    this.#arrange();
    return this.#here.tab === "home" ? this.home.open() : this.load();
  }

  #tabFor(known, tab) {
    if (known && !isAppChannel(known)) return null;
    return tab === "messages" && known ? "messages" : "home";
  }

  #arrange() {
    const { channel, tab } = this.#here;
    const atHome = tab === "home";
    this.list.node.hidden = atHome;
    this.home.node.hidden = !atHome;
    this.composer.node.hidden = atHome || world.channels.get(channel)?.is_archived === true;
    this.showHeader();
    if (!atHome) {
      this.composer.moveTo(
        { channel, thread: null },
        `Message ${markedTitleOf(world.channels.get(channel))}`,
      );
      if (matchMedia("(hover: hover)").matches) this.composer.focus();
      this.update();
    }
    this.changed();
  }

  /** Draw the header again, after the channel changed. */
  showHeader() {
    const { channel, tab } = this.#here;
    const choose = (next) => this.open({ channel, tab: next });
    const nodes = tab
      ? appHeader(tab, choose, this.openSidebar)
      : channelHeader(world.channels.get(channel), this.openSidebar);
    this.header.replaceChildren(...nodes);
  }

  /** Fetch the messages anew and show them, unless the reader has gone elsewhere meanwhile. */
  async load() {
    const channel = world.channels.get(this.#here.channel);
    try {
      await refresh(channel.id);
    } catch (trouble) {
      toast(trouble.message, "warning");
    }
    if (!this.shows(channel.id)) return;
    this.#unreadFrom ??= channel.unread > 0 ? this.#lastRead(channel) : null;
    this.update();
    this.read();
  }

  /** The `ts` before the unread messages; null while they are not fetched. */
  #lastRead(channel) {
    const others = channelMessages(channel.id).filter(
      (message) => message.user !== world.me.id && !message.notice && !isSystemLine(message),
    );
    return others.length < channel.unread ? null : (others.at(-channel.unread - 1)?.ts ?? "0");
  }

  /** Draw the messages that are known. */
  update() {
    const { channel, tab } = this.#here;
    if (tab === "home") return;
    const opening = beginning(world.channels.get(channel));
    this.list.show(channel, channelMessages(channel), { opening, unreadFrom: this.#unreadFrom });
    this.thread.update();
  }

  /** Count what is on screen as read, if someone looks at it. */
  read() {
    const channel = world.channels.get(this.#here.channel);
    if (!channel || !this.shows(channel.id) || document.hidden) return;
    channel.unread = 0;
    // A mark that is lost only leaves a badge that the next one clears.
    markRead(channel.id).catch(() => {});
    this.changed();
  }

  /** Add a line that only this person sees; false when no messages are on screen to put it under. */
  notice(text) {
    if (this.#here.tab === "home") return false;
    addNotice(this.#here.channel, text);
    this.update();
    this.list.toEnd();
    return true;
  }
}

function beginning(channel) {
  const direct = channel.kind === "im";
  const title = el("h3", {}, markedTitleOf(channel));
  const words = direct
    ? `This conversation is just between you and ${markedTitleOf(channel)}.`
    : `This is the very beginning of ${markedTitleOf(channel)}.`;
  return el("div", {}, title, el("p", {}, words));
}
