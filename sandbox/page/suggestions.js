// What the composer offers while one types: slash commands after `/`, people after `@`.

import { appAvatar, avatar } from "./avatar.js";
import { el, freshId } from "./dom.js";
import { hidePopup, showPopup } from "./popup.js";
import { people, world } from "./world.js";

const MOST = 8;

/** What fits the text before the cursor: `{items, start, exact}`, or null. An item has `insert` and `node`. */
function suggestionsFor(text, cursor) {
  const before = text.slice(0, cursor);
  const command = before.match(/^\/(\S*)$/);
  if (command) return commandSuggestions(command[1].toLowerCase());
  const person = before.match(/(?:^|\s)@([\p{L}\p{N}._-]*)$/u);
  return person ? personSuggestions(person[1].toLowerCase(), cursor - person[1].length - 1) : null;
}

function commandSuggestions(typed) {
  const fitting = world.commands.filter(({ command }) => command.slice(1).startsWith(typed));
  const exact = fitting.find(({ command }) => command === `/${typed}`);
  const ordered = exact ? [exact, ...fitting.filter((one) => one !== exact)] : fitting;
  return { items: ordered.map(commandItem), start: 0, exact: Boolean(exact) };
}

function commandItem({ command, usage_hint, description }) {
  const node = el("div", { class: "suggestion" }, [
    appAvatar("small"),
    el("div", { class: "suggestion-words" }, [
      el("div", {}, el("b", {}, command), usage_hint && el("span", { class: "usage" }, ` ${usage_hint}`)),
      el("div", { class: "suggestion-more" }, description),
    ]),
    el("span", { class: "suggestion-app" }, world.app.name),
  ]);
  return { insert: `${command} `, node };
}

function personSuggestions(typed, start) {
  const fits = (user) =>
    `${user.real_name} ${user.name}`
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(typed));
  const items = people()
    .filter(fits)
    .slice(0, MOST)
    .map((user) => ({ insert: `@${user.name} `, node: personItem(user) }));
  return { items, start, exact: false };
}

const personItem = (user) =>
  el("div", { class: "suggestion" }, [
    avatar(user, { size: "small" }),
    el(
      "div",
      { class: "suggestion-words" },
      el("b", {}, user.real_name),
      el("span", { class: "usage" }, ` ${user.title ?? ""}`),
    ),
  ]);

/** The usage line of the command that is being written, or null. */
export function usageFor(text) {
  const command = world.commands.find((one) => text.startsWith(`${one.command} `));
  return command ? `${command.command} ${command.usage_hint ?? ""}`.trim() : null;
}

/** The list above a composer's field. */
export class Suggestions {
  #found = null;
  #active = 0;
  #moved = false;

  constructor(field, anchor) {
    Object.assign(this, { field, anchor });
    this.box = el("div", {
      class: "option-list suggestions",
      role: "listbox",
      id: freshId("list"),
      popover: "manual",
    });
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    field.setAttribute("aria-controls", this.box.id);
  }

  /** Look again at what is typed. */
  update() {
    const found = suggestionsFor(this.field.value, this.field.selectionStart);
    this.#found = found?.items.length ? found : null;
    this.#active = 0;
    this.#moved = false;
    if (!this.#found) return this.close();
    this.box.replaceChildren(...this.#found.items.map((item, at) => this.#option(item, at)));
    showPopup(this.box, this.anchor, { matchWidth: true });
    return this.#mark();
  }

  close() {
    this.#found = null;
    hidePopup(this.box);
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Handle a key while the list is open; true when the key was used up. */
  key(event) {
    if (!this.#found) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#move(steps[event.key]);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && this.#enterCompletes))
      this.#pick(this.#active);
    else return false;
    event.preventDefault();
    return true;
  }

  /** A command typed in full is sent by Enter, unless another one was walked to. */
  get #enterCompletes() {
    return !this.#found.exact || (this.#moved && this.#active > 0);
  }

  #option(item, at) {
    const pick = { onclick: () => this.#pick(at), onmousemove: () => this.#mark((this.#active = at)) };
    return el("div", { class: "option", role: "option", id: `${this.box.id}-${at}`, ...pick }, item.node);
  }

  #move(step) {
    const count = this.#found.items.length;
    this.#active = (this.#active + step + count) % count;
    this.#moved = true;
    this.#mark();
  }

  #mark() {
    [...this.box.children].forEach((node, at) => {
      node.classList.toggle("active", at === this.#active);
      node.setAttribute("aria-selected", String(at === this.#active));
      if (at === this.#active) node.scrollIntoView({ block: "nearest" });
    });
    this.field.setAttribute("aria-activedescendant", `${this.box.id}-${this.#active}`);
  }

  #pick(at) {
    const { start, items } = this.#found;
    this.field.focus();
    this.field.setRangeText(items[at].insert, start, this.field.selectionStart, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
