// The stack of modal views: the topmost is shown, the others keep what was entered and come back below it.

import { closeView, submitView } from "./api.js";
import { showFieldError } from "./blocks/input.js";
import { renderBlocks } from "./blocks/index.js";
import { el, freshId, reconcile } from "./dom.js";
import { actionsByBlock } from "./form_state.js";
import { icon, iconButton } from "./icons.js";
import { plainWords } from "./mrkdwn.js";
import { Surface } from "./surface.js";

const TROUBLE = "We had some trouble connecting. Try again?";
const FIELDS = "input:not([disabled]), textarea, select";

/** One dialog for the whole stack. `conversation()` is the channel that is on screen behind it. */
export class ModalStack {
  #open = [];

  constructor({ conversation }) {
    this.conversation = conversation;
    const titleId = freshId("title");
    this.back = iconButton("back", "Back", () => this.#pop(), "modal-back");
    this.title = el("h2", { id: titleId });
    this.banner = el("div", { class: "modal-banner", role: "alert" });
    this.body = el("div", { class: "modal-body" });
    this.cancel = el("button", { type: "button", class: "button", onclick: () => this.#pop() });
    this.submit = el("button", { type: "submit", class: "button primary filled" });
    const close = iconButton("close", "Close", () => this.#pop(true), "modal-close");
    const foot = el("footer", { class: "modal-foot" }, this.cancel, this.submit);
    this.form = el(
      "form",
      { class: "modal-form", novalidate: "true", onsubmit: (event) => this.#submit(event) },
      [el("header", { class: "modal-head" }, this.back, this.title, close), this.banner, this.body, foot],
    );
    this.dialog = el("dialog", { class: "modal", role: "dialog", "aria-labelledby": titleId }, this.form);
    this.#listen();
    document.body.append(this.dialog);
  }

  #listen() {
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.#pop();
    });
    // The browser's own ways to cancel, as the back gesture of a phone.
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.#pop();
    });
    this.body.addEventListener("input", (event) => {
      const field = event.target.closest(".field.invalid");
      if (field) showFieldError(field, "");
    });
  }

  get open() {
    return this.#open.length > 0;
  }

  get #top() {
    return this.#open.at(-1);
  }

  /** Take in the whole stack as the server has it. */
  show(views) {
    const before = this.#top;
    this.#open = views.map((view) => this.#entryFor(view));
    if (!this.open) {
      this.#shut();
      return;
    }
    const arrived = this.#top !== before;
    const held = document.activeElement?.closest("[data-element]")?.dataset.element;
    this.#draw(arrived);
    if (!this.dialog.open) this.dialog.showModal();
    if (arrived) this.#focusFirst();
    else this.#focusAgain(held);
  }

  /** What is known of a view keeps its form: an update or a return from above loses nothing typed. */
  #entryFor(view) {
    const entry = this.#open.find((one) => one.view.id === view.id) ?? this.#begin(view);
    entry.changed ||= entry.view.hash !== view.hash;
    entry.view = view;
    return entry;
  }

  #begin(view) {
    const surface = new Surface(
      "modal",
      { type: "view", view_id: view.id },
      { conversation: this.conversation },
    );
    return { view, surface, known: new Map(), busy: false, sent: false, banner: "", changed: true };
  }

  #shut() {
    if (this.dialog.open) this.dialog.close();
    this.body.replaceChildren();
  }

  #draw(arrived) {
    const entry = this.#top;
    const { view } = entry;
    this.title.textContent = plainWords(view.title);
    this.back.hidden = this.#open.length < 2;
    this.cancel.textContent = plainWords(view.close) || (view.submit ? "Cancel" : "Close");
    this.submit.hidden = !view.submit;
    entry.surface.state.keepOnly(actionsByBlock(view.blocks));
    reconcile(this.body, renderBlocks(view.blocks, entry.surface, entry.known));
    if (entry.changed) this.#clearErrors();
    if (arrived || (entry.changed && entry.sent)) this.body.scrollTop = 0;
    if (entry.changed) entry.sent = false;
    entry.changed = false;
    this.#drawState();
  }

  #drawState() {
    const { busy, banner, view } = this.#top;
    this.submit.disabled = busy;
    this.submit.setAttribute("aria-busy", String(busy));
    this.submit.textContent = plainWords(view.submit) || "Submit";
    this.banner.replaceChildren(...(banner ? [icon("warning"), el("span", {}, banner)] : []));
  }

  #focusFirst() {
    const asked = this.body.querySelector("[data-focus]");
    const target = asked?.matches(FIELDS) ? asked : asked?.querySelector(FIELDS);
    (target ?? this.body.querySelector(FIELDS) ?? this.#lastButton).focus({ focusVisible: true });
  }

  get #lastButton() {
    return this.submit.hidden ? this.cancel : this.submit;
  }

  #focusAgain(held) {
    if (this.dialog.contains(document.activeElement)) return;
    const control = held && this.body.querySelector(`[data-element="${CSS.escape(held)}"]`);
    const target = control?.matches(`${FIELDS}, button`)
      ? control
      : control?.querySelector(`${FIELDS}, button`);
    (target ?? this.#lastButton).focus();
  }

  async #submit(event) {
    event.preventDefault();
    const entry = this.#top;
    if (entry.busy || this.submit.hidden) return;
    this.#setState(entry, { busy: true, sent: true, banner: "" });
    this.#clearErrors();
    const answer = await answerOr(TROUBLE, () => submitView(entry.view.id, entry.surface.state.toSlack()));
    const errors = answer.errors ?? {};
    const banner = answer.ok || Object.keys(errors).length > 0 ? "" : answer.notice || TROUBLE;
    this.#setState(entry, { busy: false, sent: entry.sent && answer.ok === true, banner });
    if (entry === this.#top) this.#showErrors(errors);
  }

  #setState(entry, state) {
    Object.assign(entry, state);
    if (entry === this.#top) this.#drawState();
  }

  #clearErrors() {
    for (const field of this.body.querySelectorAll(".field.invalid")) showFieldError(field, "");
  }

  #showErrors(errors) {
    for (const [blockId, words] of Object.entries(errors)) {
      const field = this.body.querySelector(`.field[data-block="${CSS.escape(blockId)}"]`);
      if (field) showFieldError(field, words);
      else this.#setState(this.#top, { banner: words });
    }
    const first = this.body.querySelector(".field.invalid");
    first?.scrollIntoView({ block: "nearest" });
    first?.querySelector(FIELDS)?.focus({ preventScroll: true });
  }

  /** Close the view on top, or with `all` the whole stack; what is left comes as an event. */
  async #pop(all = false) {
    const entry = this.#top;
    if (!entry) return;
    const answer = await answerOr("", () => closeView(entry.view.id, all));
    // A view must go even when the server no longer knows it, or is gone.
    if (answer.ok === false)
      this.show(this.#open.filter((one) => !all && one !== entry).map((one) => one.view));
  }
}

async function answerOr(notice, call) {
  try {
    return await call();
  } catch {
    return { ok: false, notice };
  }
}
