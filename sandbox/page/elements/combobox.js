// A field that is searched by typing: one choice shown in the field, or many as chips before it.

import { debounce, el } from "../dom.js";
import { icon, iconButton } from "../icons.js";
import { OptionList } from "./option_list.js";

/**
 * `chosen` are the choices at first; `picked(chosen)` is called with the new ones and may answer false (or a
 * promise of it) to take them back; `closed()` when the list closes.
 */
export class Combobox {
  #query = null;
  #asked = 0;

  constructor({ naming, placeholder, source, many, limit, chosen, picked, closed }) {
    Object.assign(this, { placeholder, source, many, limit, chosen, picked, closed });
    this.input = el("input", {
      ...naming,
      class: "combobox-input",
      role: "combobox",
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-haspopup": "listbox",
    });
    this.chips = el("span", { class: "chips" });
    this.node = el(
      "div",
      { class: `combobox input${many ? " many" : ""}` },
      this.chips,
      this.input,
      icon("chevron"),
    );
    this.list = new OptionList(this.input, this.node, { many, pick: (choice) => this.#pick(choice) });
    this.input.setAttribute("aria-controls", this.list.box.id);
    this.node.append(this.list.box);
    this.#listen();
    this.#show();
  }

  #listen() {
    this.search = debounce(() => this.#search(), this.source.pause);
    this.node.addEventListener("mousedown", (event) => {
      if (event.target === this.input || event.target.closest("[role=listbox]")) return;
      // The field must not lose the focus: its chips would be drawn anew under the press.
      event.preventDefault();
      if (event.target.closest("button")) return;
      this.input.focus();
      this.#open();
    });
    this.input.addEventListener("click", () => this.#open());
    this.input.addEventListener("input", () => {
      this.#query = this.input.value;
      this.#begin();
    });
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#leave());
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (this.list.open) this.list.move(steps[event.key]);
      else this.#open();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.list.open && this.list.active) this.#pick(this.list.active);
      else this.#open();
    } else if (event.key === "Escape" && this.list.open) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Backspace" && this.many && this.input.value === "") {
      this.#choose(this.chosen.slice(0, -1));
    }
  }

  #open() {
    if (this.list.open) return;
    this.input.select();
    this.#query = null;
    this.#begin();
  }

  /** A list of the page's own shows at once; the app's is asked for after a pause in the typing. */
  #begin() {
    const query = this.#query ?? "";
    this.#asked += 1;
    if (query.trim().length < this.source.minimum) {
      const missing = this.source.minimum;
      return this.list.showWords(
        `Type at least ${missing} ${missing === 1 ? "letter" : "letters"} to search`,
      );
    }
    if (!this.source.pause) return this.#search();
    if (!this.list.open) this.list.showWords("Searching…");
    return this.search();
  }

  async #search() {
    const asked = this.#asked;
    try {
      const groups = this.source.groups(this.#query ?? "");
      const found = groups instanceof Promise ? await groups : groups;
      if (asked === this.#asked && this.#held) this.list.showGroups(found, this.#keys);
    } catch {
      if (asked === this.#asked && this.#held)
        this.list.showWords("Couldn’t load the options. Type to try again.");
    }
  }

  get #held() {
    return document.activeElement === this.input;
  }

  get #keys() {
    return new Set(this.chosen.map((choice) => choice.key));
  }

  #pick(choice) {
    if (!this.many) {
      this.#choose([choice]);
      return this.#close();
    }
    const held = this.#keys.has(choice.key);
    if (!held && this.chosen.length >= this.limit) {
      return this.list.showWords(`At most ${this.limit} can be chosen`);
    }
    this.#choose(held ? this.chosen.filter((one) => one.key !== choice.key) : [...this.chosen, choice]);
    this.#query = null;
    return this.#begin();
  }

  async #choose(chosen) {
    const before = this.chosen;
    this.chosen = chosen;
    this.#show();
    if ((await this.picked(chosen)) !== false) return;
    this.chosen = before;
    this.#show();
  }

  #leave() {
    const emptied = !this.many && this.#query !== null && this.input.value.trim() === "";
    if (emptied && this.chosen.length > 0) this.#choose([]);
    this.#close();
  }

  #close() {
    this.#asked += 1;
    this.#query = null;
    this.list.close();
    this.#show();
    this.closed?.();
  }

  #show() {
    this.input.value = this.many ? "" : (this.chosen[0]?.text ?? "");
    this.input.placeholder = this.many && this.chosen.length > 0 ? "" : this.placeholder;
    if (this.many) this.chips.replaceChildren(...this.chosen.map((choice) => this.#chip(choice)));
  }

  #chip(choice) {
    const remove = () => {
      this.#choose(this.chosen.filter((one) => one.key !== choice.key));
      if (!this.list.open) this.closed?.();
      this.input.focus();
    };
    return el("span", { class: "chip" }, choice.text, iconButton("close", `Remove ${choice.text}`, remove));
  }
}
