// The data_table block: sorted by a click on a header, shown a page at a time.

import { el } from "../dom.js";
import { icon, iconButton } from "../icons.js";
import { cellContent, monthKey, sortKey } from "./cell.js";
import { defaultAlign } from "./table.js";

const DEFAULT_PAGE_SIZE = 5;

export function dataTable(block) {
  const view = new DataTableView(block);
  view.show();
  return view.node;
}

class DataTableView {
  #column = null;
  #descending = false;
  #page = 0;

  constructor({ rows, caption, page_size, row_header_column_index }) {
    [this.head, ...this.rows] = rows;
    // The page's kindness, not Slack's, which sorts a total among the rows it sums up.
    this.total = this.rows.at(-1)[0].text === "Total" ? this.rows.slice(-1) : [];
    this.pageSize = page_size ?? DEFAULT_PAGE_SIZE;
    this.rowHeader = row_header_column_index ?? 0;
    this.aligned = this.head.map((_, column) => `align-${defaultAlign(this.rows, column)}`);
    this.headRow = el(
      "tr",
      {},
      this.head.map((cell, column) => this.#headCell(cell, column)),
    );
    this.body = el("tbody");
    this.foot = el("div", { class: "table-foot" });
    this.node = el("div", {}, [
      el("div", { class: "table-frame" }, [
        el("table", {}, [el("caption", {}, el("span", {}, caption)), el("thead", {}, this.headRow), this.body]),
      ]),
      this.foot,
    ]);
  }

  #headCell(cell, column) {
    const sort = el(
      "button",
      { type: "button", onclick: () => this.#sortBy(column) },
      cellContent(cell),
      icon("chevron"),
    );
    return el("th", { class: this.aligned[column], scope: "col" }, sort);
  }

  /** Ascending, then descending, then as the app gave the rows. */
  #sortBy(column) {
    if (this.#column !== column) [this.#column, this.#descending] = [column, false];
    else if (!this.#descending) this.#descending = true;
    else this.#column = null;
    this.#page = 0;
    this.show();
  }

  get #sorted() {
    if (this.#column === null) return this.rows;
    const sign = this.#descending ? -1 : 1;
    const rows = this.rows.slice(0, this.rows.length - this.total.length);
    const keys = sortKeys(rows.map((row) => row[this.#column]));
    const keyed = rows.map((row, at) => [keys[at], row]);
    return [...keyed.sort(([a], [b]) => sign * compare(a, b)).map(([, row]) => row), ...this.total];
  }

  show() {
    const start = this.#page * this.pageSize;
    const rows = this.#sorted.slice(start, start + this.pageSize);
    this.body.replaceChildren(...rows.map((row) => this.#row(row)));
    [...this.headRow.children].forEach((cell, column) => {
      if (column !== this.#column) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", this.#descending ? "descending" : "ascending");
    });
    this.foot.replaceChildren(...this.#paging(start, rows.length));
  }

  #row(row) {
    const cells = row.map((cell, column) => {
      const header = column === this.rowHeader;
      const props = { class: this.aligned[column], scope: header ? "row" : null };
      return el(header ? "th" : "td", props, cellContent(cell));
    });
    return el("tr", {}, cells);
  }

  #paging(start, shown) {
    const total = this.rows.length;
    if (total <= this.pageSize) return [];
    const turn = (step) => () => {
      this.#page += step;
      this.show();
    };
    const back = iconButton("back", "Previous page", turn(-1));
    const next = iconButton("back", "Next page", turn(1), "mirrored");
    back.disabled = start === 0;
    next.disabled = start + shown >= total;
    return [el("span", {}, `${start + 1}–${start + shown} of ${total}`), back, next];
  }
}

/** Months are sorted as dates, which Slack would sort by their letters. */
function sortKeys(cells) {
  const months = cells.map(monthKey);
  return months.includes(null) ? cells.map(sortKey) : months;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
