// DOM nodes from plain values. Text always becomes a text node: nothing here, or in any file of this page,
// reads text as markup.

/**
 * An element with its properties and children. `class`, `dataset` and `style` (custom properties) are set as
 * such, `on…` functions become listeners, other strings attributes, other values DOM properties.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProperty(node, name, value);
  append(node, children);
  return node;
}

function setProperty(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (name === "style")
    for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (typeof value === "string") node.setAttribute(name, value);
  else if (name in node) node[name] = value;
  else node.setAttribute(name, String(value));
}

/** Append nodes, strings and nested lists of them; null and false are left out. */
export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child);
  }
}

/** Make `parent` hold exactly `nodes`, moving as little as possible: a node that stays keeps its focus. */
export function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
  });
}

let lastId = 0;

/** An id no other element of the page has. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** `act`, run once when no further call came for `milliseconds`. */
export function debounce(act, milliseconds) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...values), milliseconds);
  };
}
