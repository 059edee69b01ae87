// The small panel for engineers: what the sandbox asked of the app lately, and faults to inject.

import { fetchRequests, injectFault } from "./api.js";
import { append, el, freshId } from "./dom.js";
import { iconButton } from "./icons.js";
import { clockTime } from "./moments.js";
import { toast } from "./toast.js";

const SHOWN = 40;
const EVERY_SECONDS = 2;
const FAULTS = [
  ["429", "429 rate limited"],
  ["500", "500 error"],
  ["timeout", "Timeout"],
  ["accept_then_timeout", "Accept, then time out"],
  ["duplicate", "Deliver twice"],
];

/** The panel at the bottom of the page. While it is open it asks for news every two seconds. */
export class SandboxPanel {
  #timer = 0;

  constructor(node) {
    this.node = node;
    this.rows = el("tbody");
    const methodId = freshId("method");
    this.method = el("input", {
      class: "input",
      id: methodId,
      value: "chat.postMessage",
      spellcheck: "false",
    });
    const close = iconButton("close", "Close the panel", () => this.toggle());
    append(node, [
      el("header", {}, el("h2", {}, "Sandbox"), el("span", {}, "Requests to the app, newest first"), close),
      el("div", { class: "panel-scroll" }, el("table", {}, head(), this.rows)),
      el("div", { class: "panel-faults" }, [
        el("label", { for: methodId }, "Next call of"),
        this.method,
        FAULTS.map(([fault, words]) =>
          el("button", { type: "button", class: "button small", onclick: () => this.#inject(fault) }, words),
        ),
      ]),
    ]);
  }

  /** Open or close it. */
  toggle() {
    this.node.hidden = !this.node.hidden;
    clearInterval(this.#timer);
    if (this.node.hidden) return;
    this.#update();
    this.#timer = setInterval(() => this.#update(), EVERY_SECONDS * 1000);
  }

  async #update() {
    const { requests } = await fetchRequests().catch(() => ({ requests: null }));
    if (!requests) return;
    this.rows.replaceChildren(...requests.slice(-SHOWN).reverse().map(row));
  }

  async #inject(fault) {
    // What is delivered twice is a request to the app, whichever comes next.
    const method = fault === "duplicate" ? "*" : this.method.value.trim();
    try {
      const answer = await injectFault({ method, fault });
      if (!answer.ok) toast(`The sandbox refuses this: ${answer.detail ?? answer.error}`, "warning");
      else if (fault === "duplicate") toast("The next request reaches the app twice");
      else toast(`The next ${method} meets: ${fault}`);
    } catch (trouble) {
      toast(trouble.message, "warning");
    }
  }
}

const head = () =>
  el(
    "thead",
    {},
    el(
      "tr",
      {},
      ["At", "What", "Status", "Took", "Ack"].map((name) => el("th", { scope: "col" }, name)),
    ),
  );

function row(request) {
  const late = request.in_time === false;
  const failed = late || !(request.status >= 200 && request.status < 300);
  return el("tr", { class: failed ? "failed" : null }, [
    el("td", {}, request.at ? clockTime(new Date(request.at * 1000)) : ""),
    el("td", {}, `${request.kind} ${request.name}`),
    el("td", {}, String(request.status ?? "—")),
    el("td", {}, `${Math.round(request.milliseconds ?? 0)} ms`),
    el("td", {}, late ? "late" : "in time"),
  ]);
}
