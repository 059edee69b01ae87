// The plain table block: its first row is the header, its columns are aligned as the app says.

import { el } from "../dom.js";
import { cellContent, isNumeric } from "./cell.js";

export function table(block) {
  const [head, ...rows] = block.rows;
  const settings = head.map((_, column) => ({
    align: defaultAlign(rows, column),
    ...block.column_settings?.[column],
  }));
  const cells = (row, tag) =>
    row.map((cell, column) => {
      const { align, is_wrapped } = settings[column] ?? {};
      const look = `align-${align ?? "left"}${is_wrapped === false ? " unwrapped" : ""}`;
      return el(tag, { class: look, scope: tag === "th" ? "col" : null }, cellContent(cell));
    });
  return el("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" }, [
    el("table", {}, [
      el("thead", {}, el("tr", {}, cells(head, "th"))),
      el(
        "tbody",
        {},
        rows.map((row) => el("tr", {}, cells(row, "td"))),
      ),
    ]),
  ]);
}

/** Numbers stand under each other on the right, unless the app says otherwise. */
export function defaultAlign(rows, column) {
  const filled = rows.map((row) => row[column]).filter((cell) => cell && !["", "—", "-"].includes(cell.text));
  return filled.length > 0 && filled.every(isNumeric) ? "right" : "left";
}
