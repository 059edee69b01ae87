// The plain layout blocks: section, header, context, divider, actions.

import { el } from "../dom.js";
import { renderElement } from "../elements/index.js";
import { plainWords, textNode } from "../mrkdwn.js";
import { picture } from "./image.js";

const dispatching = { dispatches: true };

export function section(block, surface) {
  const words = el("div", { class: "section-words" }, [
    block.text && textNode(block.text, "div", "section-text"),
    block.fields &&
      el(
        "div",
        { class: "fields" },
        block.fields.map((field) => textNode(field, "div")),
      ),
  ]);
  return el("div", {}, words, block.accessory && accessory(block, surface));
}

function accessory(block, surface) {
  const { accessory: element } = block;
  const node =
    element.type === "image" ? picture(element) : renderElement(element, block, surface, dispatching);
  return el("div", { class: `accessory accessory-${element.type.replaceAll("_", "-")}` }, node);
}

export function header(block) {
  return el(`h${Math.min(Math.max(block.level ?? 3, 1), 6)}`, {}, plainWords(block.text));
}

export function context(block) {
  const parts = block.elements.map((part) => (part.type === "image" ? picture(part) : textNode(part)));
  return el("div", {}, parts);
}

export function divider() {
  return el("hr");
}

export function actions(block, surface) {
  const controls = block.elements.map((element) => renderElement(element, block, surface, dispatching));
  return el("div", {}, controls);
}

export const contextActions = actions;
