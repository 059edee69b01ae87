// Slack's select menus, single and multi, over one searchable field.

import { plainWords } from "../mrkdwn.js";
import { world } from "../world.js";
import { Combobox } from "./combobox.js";
import { choiceOf, offersChannel, offersOption, sourceFor } from "./sources.js";

const FIELDS = {
  static_select: "option",
  external_select: "option",
  users_select: "user",
  conversations_select: "conversation",
  channels_select: "channel",
};

/** Any of the five selects. */
export function select(slot) {
  const { element } = slot;
  const noun = FIELDS[element.type];
  const field = `selected_${noun}`;
  const initial = element[`initial_${noun}`] ?? currentConversation(slot);
  const entry = slot.begin({ [field]: initial ?? null }, (kept) => fits(element, kept[field]));
  const box = new Combobox({
    ...appearance(slot, `Select ${noun === "option" ? "an option" : `a ${noun}`}`),
    many: false,
    limit: 1,
    chosen: entry[field] === null ? [] : [choiceOf(entry[field])],
    picked: ([choice]) => slot.choose({ [field]: choice?.value ?? null }),
  });
  return box.node;
}

/** Any of the five multi selects. In a message or section it tells the app when its list closes. */
export function multiSelect(slot) {
  const { element } = slot;
  const noun = FIELDS[element.type.replace("multi_", "")];
  const field = `selected_${noun}s`;
  const initial = element[`initial_${noun}s`] ?? [currentConversation(slot)].filter(Boolean);
  const entry = slot.begin({ [field]: initial });
  let values = entry[field].filter((value) => fits(element, value));
  slot.note({ [field]: values });
  let sent = JSON.stringify(values);
  const box = new Combobox({
    ...appearance(slot, `Select ${noun}s`),
    many: true,
    limit: element.max_selected_items ?? Infinity,
    chosen: values.map(choiceOf),
    picked: (chosen) => {
      values = chosen.map((choice) => choice.value);
      slot.note({ [field]: values });
    },
    closed: () => {
      if (!slot.dispatches || JSON.stringify(values) === sent) return;
      sent = JSON.stringify(values);
      slot.send({ [field]: values });
    },
  });
  return box.node;
}

function appearance(slot, words) {
  const placeholder = plainWords(slot.element.placeholder) || words;
  return { placeholder, naming: slot.naming(placeholder), source: sourceFor(slot) };
}

function currentConversation({ element, surface }) {
  if (!element.default_to_current_conversation) return null;
  const current = world.channels.get(surface.conversation?.());
  return offersChannel(element, current) ? current.id : null;
}

function fits(element, value) {
  if (!value || !element.type.endsWith("static_select")) return true;
  return offersOption(element, value);
}
