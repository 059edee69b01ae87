// What people entered into one view or message: `state.values[block_id][action_id]`, in Slack's shape.

/** The values of one surface. It outlives a redraw, so an update that keeps the ids keeps what was typed. */
export class FormState {
  #blocks = new Map();

  /** The entry under these ids, or null. */
  get(blockId, actionId) {
    return this.#blocks.get(blockId)?.get(actionId) ?? null;
  }

  /** Keep an entry: `{type, value}`, `{type, selected_option}` and so on, null where nothing is chosen. */
  set(blockId, actionId, entry) {
    if (!this.#blocks.has(blockId)) this.#blocks.set(blockId, new Map());
    this.#blocks.get(blockId).set(actionId, entry);
  }

  /** Forget what is no longer on the surface: only these blocks, each with its action ids, stay. */
  keepOnly(actionsByBlock) {
    for (const [blockId, actions] of this.#blocks) {
      const kept = actionsByBlock.get(blockId) ?? new Set();
      for (const actionId of actions.keys()) if (!kept.has(actionId)) actions.delete(actionId);
      if (actions.size === 0) this.#blocks.delete(blockId);
    }
  }

  /** Slack's `state` object. */
  toSlack() {
    const values = {};
    for (const [blockId, actions] of this.#blocks) values[blockId] = Object.fromEntries(actions);
    return { values };
  }
}

/** The elements that a block holds, wherever its type keeps them. */
function elementsOf(block) {
  const nested = (block.child_blocks ?? []).flatMap(elementsOf);
  const own = block.type === "rich_text" ? [] : (block.elements ?? []);
  const held = [block.element, block.accessory, ...own, ...(block.actions ?? [])];
  return [...held.filter((element) => element?.action_id), ...nested];
}

/** The ids of all elements, by block: what `FormState.keepOnly` takes. */
export function actionsByBlock(blocks) {
  const pairs = blocks.flatMap((block) => [block, ...(block.child_blocks ?? [])]);
  return new Map(
    pairs.map((block) => [block.block_id, new Set(elementsOf(block).map((one) => one.action_id))]),
  );
}
