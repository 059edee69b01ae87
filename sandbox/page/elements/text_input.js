// Fields that are typed into: plain, number, email, address, and the rich text input as plain paragraphs.

import { debounce, el } from "../dom.js";
import { plainWords } from "../mrkdwn.js";

const KEYBOARDS = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };
const TYPING_PAUSE = 300;

/** Any of Slack's text inputs. */
export function textInput(slot) {
  const { element } = slot;
  const rich = element.type === "rich_text_input";
  const show = rich ? richText : (text) => ({ value: text || null });
  const initial = rich
    ? { rich_text_value: element.initial_value ?? null }
    : { value: element.initial_value || null };
  const entry = slot.begin(initial);
  const field = fieldFor(slot, rich);
  field.value = (rich ? wordsOf(entry.rich_text_value) : entry.value) ?? "";
  const counter = element.max_length ? el("span", { class: "counter", "aria-hidden": "true" }) : null;
  const typed = () => {
    slot.note(show(field.value));
    showRoom(counter, field);
    grow(field);
  };
  field.addEventListener("input", typed);
  dispatchFrom(field, slot, () => show(field.value));
  showRoom(counter, field);
  requestAnimationFrame(() => grow(field));
  return el("div", { class: "text-field" }, field, counter);
}

function fieldFor(slot, rich) {
  const { element } = slot;
  const tall = rich || element.multiline;
  const placeholder = plainWords(element.placeholder);
  return el(tall ? "textarea" : "input", {
    class: "input",
    ...slot.naming(placeholder || "Text"),
    ...(tall ? { rows: 3 } : { type: "text", inputmode: KEYBOARDS[element.type] ?? "text" }),
    placeholder: placeholder || (element.type === "url_text_input" ? "https://" : ""),
    autocomplete: "off",
    dataset: { maximum: String(element.max_length ?? "") },
  });
}

function grow(field) {
  if (field.tagName !== "TEXTAREA") return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 320)}px`;
}

function showRoom(counter, field) {
  if (!counter) return;
  const maximum = Number(field.dataset.maximum);
  const room = maximum - field.value.length;
  counter.textContent = room <= Math.max(20, maximum * 0.1) ? String(room) : "";
  counter.classList.toggle("over", room < 0);
}

function dispatchFrom(field, slot, entry) {
  if (!slot.dispatches) return;
  const on = slot.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (on.includes("on_character_entered")) {
    field.addEventListener(
      "input",
      debounce(() => slot.send(entry()), TYPING_PAUSE),
    );
  }
  if (on.includes("on_enter_pressed")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      slot.send(entry());
    });
  }
}

function richText(text) {
  if (text === "") return { rich_text_value: null };
  const elements = [{ type: "rich_text_section", elements: [{ type: "text", text }] }];
  return { rich_text_value: { type: "rich_text", elements } };
}

function wordsOf(rich) {
  return (rich?.elements ?? []).flatMap((part) => part.elements.map((word) => word.text ?? "")).join("");
}
