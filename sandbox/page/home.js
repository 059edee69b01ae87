// The App Home tab: the view that the app published for this person.

import { openHome } from "./api.js";
import { renderBlocks } from "./blocks/index.js";
import { el, reconcile } from "./dom.js";
import { actionsByBlock } from "./form_state.js";
import { Surface } from "./surface.js";
import { appChannel, world } from "./world.js";

/** The tab's content; it stays when another tab is shown, and is asked for anew each time it opens. */
export class Home {
  #surface = new Surface(
    "home",
    { type: "view", view_id: null },
    { conversation: () => appChannel()?.id ?? null },
  );
  #known = new Map();
  #published = 0;

  constructor() {
    this.blocks = el("div", { class: "home-blocks" });
    this.node = el("div", { class: "home", role: "tabpanel", tabindex: "0" }, this.blocks);
    this.#sayNothing("Loading…");
  }

  /** Tell the app that its home is looked at, and show what it published. */
  async open() {
    const before = this.#published;
    try {
      const { view } = await openHome();
      // The app may have published a newer one while this answer was under way.
      if (before === this.#published) this.show(view ?? null);
    } catch (trouble) {
      this.#sayNothing(trouble.message);
    }
  }

  /** Show a view; null when the app has published none. */
  show(view) {
    this.#published += 1;
    if (!view) return this.#sayNothing(`${world.app.name} has not published a home yet.`);
    this.#surface.container.view_id = view.id;
    this.#surface.state.keepOnly(actionsByBlock(view.blocks));
    return reconcile(this.blocks, renderBlocks(view.blocks, this.#surface, this.#known));
  }

  #sayNothing(words) {
    this.#known.clear();
    this.blocks.replaceChildren(el("p", { class: "empty" }, words));
  }
}
