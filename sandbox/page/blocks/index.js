// Block Kit's blocks by type. Each renderer takes a block and the surface it stands on:
// `{container, state, act(action), kind: "message"|"modal"|"home"}`.

import { el } from "../dom.js";
import { actions, context, contextActions, divider, header, section } from "./basic.js";
import { alert, card, carousel, container } from "./card.js";
import { dataTable } from "./data_table.js";
import { file, image, video } from "./image.js";
import { input } from "./input.js";
import { markdown } from "./markdown.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";

const BLOCKS = {
  actions,
  alert,
  card,
  carousel,
  container: (block, surface) => container(block, surface, renderBlock),
  context,
  context_actions: contextActions,
  data_table: dataTable,
  divider,
  file,
  header,
  image,
  input,
  markdown,
  rich_text: richText,
  section,
  table,
  video,
};

/** One block as an element. */
export function renderBlock(block, surface) {
  const render = BLOCKS[block.type];
  if (!render) return el("div", { class: "unsupported" }, `This block can’t be shown here: ${block.type}`);
  const node = render(block, surface);
  node.classList.add("block", `block-${block.type.replaceAll("_", "-")}`);
  node.dataset.block = block.block_id ?? "";
  return node;
}

/**
 * All blocks, reusing from `known` (a map that this fills) the elements of blocks that did not change: an
 * update redraws only what it touches.
 */
export function renderBlocks(blocks, surface, known = new Map()) {
  const nodes = new Map();
  blocks.forEach((block, at) => {
    const key = `${block.block_id ?? at} ${JSON.stringify(block)}`;
    nodes.set(key, known.get(key) ?? renderBlock(block, surface));
  });
  known.clear();
  for (const [key, node] of nodes) known.set(key, node);
  return [...nodes.values()];
}
