// The place of one interactive element: its ids, its entry in the form's state, and how its action is sent.

import { askConfirm } from "../confirm.js";

/**
 * `surface` is `{container, state, act(action), kind}`; `label` says how the element is named: `{inputId,
 * labelId, describedBy}` inside an input block, otherwise null.
 */
export class Slot {
  constructor(element, block, surface, { dispatches, label = null }) {
    Object.assign(this, { element, block, surface, dispatches, label });
  }

  /** The entry to start from: what was entered before, if it still fits, or the element's own initial value. */
  begin(initial, fits = () => true) {
    const kept = this.surface.state.get(this.block.block_id, this.element.action_id);
    const entry =
      kept?.type === this.element.type && fits(kept) ? kept : { type: this.element.type, ...initial };
    this.note(entry);
    return entry;
  }

  /** Keep an entry without telling the app. */
  note(entry) {
    this.surface.state.set(this.block.block_id, this.element.action_id, {
      type: this.element.type,
      ...entry,
    });
  }

  /** Keep an entry and, where the element dispatches, send it; false when the person declined to confirm. */
  async choose(entry) {
    if (this.element.confirm && !(await askConfirm(this.element.confirm))) return false;
    this.note(entry);
    if (this.dispatches) this.send(entry);
    return true;
  }

  /** Send the element's action as Slack's action object. */
  send(entry) {
    const { type, action_id } = this.element;
    return this.surface.act({ type, action_id, block_id: this.block.block_id, ...entry });
  }

  /** Attributes that name the control: the input block's label, or the words given. */
  naming(words) {
    if (!this.label) return { "aria-label": words };
    return { id: this.label.inputId, "aria-describedby": this.label.describedBy };
  }

  /** The same for a group of controls, which a `<label>` can't name. */
  groupNaming(words) {
    if (!this.label) return { "aria-label": words };
    return { "aria-labelledby": this.label.labelId, "aria-describedby": this.label.describedBy };
  }
}
