// One cell of a table or data_table: raw text, a number, or rich text.

import { richText } from "./rich_text.js";

/** What the cell shows: a string, or an element for rich text. */
export function cellContent(cell) {
  if (cell.type === "rich_text") return richText(cell);
  return cell.text ?? String(cell.value ?? "");
}

/** Whether the cell holds a number, or text that reads as one. */
export function isNumeric(cell) {
  return cell.type === "raw_number" || /^[-+−]?[^\w\s]?[\d.,\s]*\d\s*%?$/.test(cell.text ?? "—x");
}

/** The month that the cell's text reads as ("Nov 2026"), as a number to sort by; null when it is none. */
export function monthKey(cell) {
  if (!/^[A-Z][a-z]{2,8} \d{4}$/.test(cell.text ?? "")) return null;
  const moment = Date.parse(`1 ${cell.text}`);
  return Number.isNaN(moment) ? null : moment;
}

/** What the cell is sorted by: its number, or its text in lower case. */
export function sortKey(cell) {
  if (cell.type === "raw_number") return Number(cell.value ?? cell.text);
  const text = cell.type === "rich_text" ? richText(cell).textContent : (cell.text ?? "");
  return isNumeric(cell) ? Number(text.replace("−", "-").replace(/[^\d.-]/g, "")) : text.toLowerCase();
}
