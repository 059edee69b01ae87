// The list that a select opens: groups of options, one of them active, or one line that says why there is none.

import { el, freshId } from "../dom.js";
import { icon } from "../icons.js";
import { hidePopup, placePopup, showPopup } from "../popup.js";

/** A listbox in the top layer. `pick(choice)` is called with what was clicked. */
export class OptionList {
  #choices = [];
  #active = -1;
  #anchor;
  #input;

  constructor(input, anchor, { many, pick }) {
    this.#input = input;
    this.#anchor = anchor;
    this.pick = pick;
    this.box = el("div", { class: "option-list", role: "listbox", id: freshId("list"), popover: "manual" });
    if (many) this.box.setAttribute("aria-multiselectable", "true");
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get open() {
    return this.box.isConnected && this.box.matches(":popover-open");
  }

  /** The option that Enter would choose. */
  get active() {
    return this.#choices[this.#active]?.choice ?? null;
  }

  /** Show these groups; `chosen` has the keys that are selected already. */
  showGroups(groups, chosen) {
    this.#choices = [];
    const shown = groups.filter((group) => group.choices.length > 0);
    if (shown.length === 0) return this.showWords("No results");
    this.box.replaceChildren(...shown.map((group) => this.#groupNode(group, chosen)));
    const selected = this.#choices.findIndex(({ choice }) => chosen.has(choice.key));
    this.#show();
    this.#activate(Math.max(selected, 0));
  }

  /** Show one line instead of options. */
  showWords(words) {
    this.#choices = [];
    this.#activate(-1);
    this.box.replaceChildren(el("div", { class: "option-words", role: "status" }, words));
    this.#show();
  }

  /** Move the active option by `step`, around the ends. */
  move(step) {
    const count = this.#choices.length;
    if (count > 0) this.#activate((this.#active + step + count) % count);
  }

  close() {
    hidePopup(this.box);
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
    removeEventListener("scroll", this.#follow, true);
  }

  #follow = (event) => {
    if (this.open && !this.box.contains(event.target)) {
      placePopup(this.box, this.#anchor, { align: "start", matchWidth: true });
    }
  };

  #show() {
    showPopup(this.box, this.#anchor, { matchWidth: true });
    this.#input.setAttribute("aria-expanded", "true");
    addEventListener("scroll", this.#follow, true);
  }

  #groupNode({ label, choices }, chosen) {
    const options = choices.map((choice) => this.#optionNode(choice, chosen.has(choice.key)));
    if (!label) return el("div", { role: "presentation" }, options);
    const labelId = freshId("group");
    return el("div", { role: "group", "aria-labelledby": labelId }, [
      el("div", { class: "option-group", id: labelId }, label),
      options,
    ]);
  }

  #optionNode(choice, selected) {
    const at = this.#choices.length;
    const props = {
      class: "option",
      role: "option",
      id: freshId("option"),
      "aria-selected": String(selected),
    };
    const node = el(
      "div",
      { ...props, onclick: () => this.pick(choice), onmousemove: () => this.#activate(at) },
      [
        el("div", { class: "option-words-of" }, [
          el("div", { class: "option-text" }, choice.text),
          choice.description && el("div", { class: "option-more" }, choice.description),
        ]),
        selected && icon("check"),
      ],
    );
    this.#choices.push({ choice, node });
    return node;
  }

  #activate(at) {
    if (at === this.#active && this.#choices[at]?.node.classList.contains("active")) return;
    this.#choices[this.#active]?.node.classList.remove("active");
    this.#active = at;
    const node = this.#choices[at]?.node;
    if (!node) return this.#input.removeAttribute("aria-activedescendant");
    node.classList.add("active");
    node.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", node.id);
  }
}
