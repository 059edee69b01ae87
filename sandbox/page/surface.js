// A place where blocks stand and can be acted on: a message, a modal or the App Home.

import { act } from "./api.js";
import { FormState } from "./form_state.js";
import { toast } from "./toast.js";

/** `container` is Slack's (`{type: "view", view_id}` or `{type: "message", channel, ts}`). */
export class Surface {
  constructor(kind, container, { state = new FormState(), conversation = () => null } = {}) {
    Object.assign(this, { kind, container, state, conversation });
  }

  /** Send a block action to the app; what goes wrong is said in a toast. */
  async act(action) {
    try {
      const answer = await act(this.container, action, this.state.toSlack());
      if (answer.ok === false && answer.error) toast(`That didn’t work: ${answer.error}`, "warning");
    } catch (trouble) {
      toast(trouble.message, "warning");
    }
  }
}
