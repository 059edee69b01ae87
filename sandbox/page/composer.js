// Where messages and slash commands are written. It keeps a draft for each conversation.

import { runShortcut, say } from "./api.js";
import { el } from "./dom.js";
import { iconButton } from "./icons.js";
import { openMenu } from "./menu.js";
import { Suggestions, usageFor } from "./suggestions.js";
import { toast } from "./toast.js";
import { world } from "./world.js";

const TALLEST = 220;

/** `sent(text)` is called after a message went out; `compact` leaves out the shortcuts, as in a thread. */
export class Composer {
  #drafts = new Map();
  #place = { channel: null, thread: null };

  constructor({ sent = () => {}, compact = false } = {}) {
    this.sent = sent;
    this.field = el("textarea", {
      class: "composer-field",
      rows: 1,
      spellcheck: "true",
      autocomplete: "off",
    });
    this.usage = el("div", { class: "composer-usage", "aria-live": "polite" });
    this.sendButton = iconButton("send", "Send", () => this.send(), "send");
    this.box = el("div", { class: "composer-box" }, [
      this.field,
      el("div", { class: "composer-bar" }, [compact ? null : this.#shortcuts(), this.usage, this.sendButton]),
    ]);
    this.node = el("div", { class: "composer" }, this.box);
    this.suggestions = new Suggestions(this.field, this.box);
    this.box.append(this.suggestions.box);
    this.#listen();
  }

  #listen() {
    this.field.addEventListener("input", () => {
      this.#changed();
      this.suggestions.update();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing || this.suggestions.key(event)) return;
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("blur", () => this.suggestions.close());
    this.box.addEventListener("click", (event) => event.target === this.box && this.field.focus());
  }

  #shortcuts() {
    const open = () => openMenu(button, [{ heading: "Shortcuts" }, ...this.#items()]);
    const button = iconButton("bolt", "Shortcuts", open, "outlined");
    button.setAttribute("aria-haspopup", "menu");
    return button;
  }

  #items() {
    const shortcuts = world.shortcuts.filter((shortcut) => shortcut.type !== "message");
    const global = shortcuts.map((shortcut) => ({
      label: shortcut.name,
      description: world.app.name,
      icon: "bolt",
      onPick: () => attempt(() => runShortcut(shortcut.callback_id)),
    }));
    const slash = {
      label: "Slash commands",
      description: "Type / and choose one",
      icon: "plus",
      onPick: () => this.#slash(),
    };
    return global.length > 0 ? [...global, { line: true }, slash] : [slash];
  }

  #slash() {
    this.field.value = "/";
    this.field.focus();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Write to this place from now on; what was begun there before comes back. */
  moveTo(place, label) {
    this.#drafts.set(this.#key, this.field.value);
    this.#place = place;
    this.field.value = this.#drafts.get(this.#key) ?? "";
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
    this.suggestions.close();
    this.#changed();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  get #key() {
    return `${this.#place.channel} ${this.#place.thread ?? ""}`;
  }

  #changed() {
    const usage = usageFor(this.field.value);
    this.usage.textContent = usage ?? "";
    this.sendButton.disabled = this.field.value.trim() === "";
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
  }

  /** Send what is written. It stays when the sandbox can't be reached, or refuses it. */
  async send() {
    const text = this.field.value.trim();
    if (text === "") return;
    const { channel, thread } = this.#place;
    const key = this.#key;
    this.field.value = "";
    this.#changed();
    this.suggestions.close();
    this.focus();
    if (await attempt(() => say(channel, text, thread ?? undefined))) this.sent(text);
    else this.#giveBack(key, text);
  }

  #giveBack(key, text) {
    if (key !== this.#key) this.#drafts.set(key, text);
    else if (this.field.value === "") {
      this.field.value = text;
      this.#changed();
    }
  }
}

/** Whether it went out. What Slack had to say about a refusal comes as a notice, everything else as a toast. */
async function attempt(call) {
  try {
    const answer = await call();
    if (answer.ok === false && !answer.notice) toast(answer.error, "warning");
    return answer.ok !== false || Boolean(answer.notice);
  } catch (trouble) {
    toast(trouble.message, "warning");
    return false;
  }
}
