// The table twin of a chart.

import { element, group } from "./element.js";
import { exact } from "./numbers.js";

function cell(value) {
  if (typeof value === "number") {
    const text = Number.isInteger(value) ? exact(value) : String(value);
    return element("td", { class: "number" }, text);
  }
  return element("td", {}, value ?? "–");
}

function head(columns, firstRow) {
  const cells = columns.map((name, index) =>
    element("th", { scope: "col", class: typeof firstRow?.[index] === "number" ? "number" : "" }, name),
  );
  return group("thead", {}, [group("tr", {}, cells)]);
}

function buildTable(title, { columns, rows, rows_total: total, about }, actions) {
  const all = `${about ? "about " : ""}${exact(total)}`;
  const shown = total > rows.length ? `${exact(rows.length)} of ${all} rows shown` : `${all} rows`;
  const body = rows.map((row, index) =>
    group("tr", {}, [...row.map(cell), ...(actions ? [actions.cellOf(index)] : [])]),
  );
  const table = group("table", {}, [
    element("caption", {}, `${title}: ${shown}`),
    head(actions ? [...columns, actions.title] : columns, rows[0]),
    group("tbody", {}, body),
  ]);
  return group("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}, table` }, [table]);
}

// Puts the table into `place`; one that was there before hands on how far it was scrolled.
// `actions` are one more column: its title, and what makes the cell of a row.
export function fillTable(place, title, table, actions) {
  const before = place.firstElementChild;
  const [top, left] = [before?.scrollTop ?? 0, before?.scrollLeft ?? 0];
  const held = before !== null && before === document.activeElement;
  const made = buildTable(title, table, actions);
  place.replaceChildren(made);
  made.scrollTo({ top, left, behavior: "instant" });
  if (held) {
    made.focus({ preventScroll: true });
  }
}
