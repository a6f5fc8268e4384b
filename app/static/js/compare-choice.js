// "Compare with…" on the page of a report: the whole log, the previous period, or another analysis.

import { AnalysisPicker } from "./analysis-picker.js";

const byId = (id) => document.getElementById(id);

// The parameters of a view as those of a side.
function sideOf(key, id, query) {
  const named = [...query].map(([name, value]) => [name === "tz" ? name : `${name}_${key}`, value]);
  return [[key, id], ...named];
}

const address = (a, b) => `/compare?${new URLSearchParams([...a, ...b])}`;

function offer(link, href, why) {
  link.toggleAttribute("href", Boolean(href));
  if (href) {
    link.href = href;
  }
  byId(`${link.id}-note`).textContent = why;
}

export function wireComparing(id, state) {
  const dialog = byId("compare-dialog");
  // The same filter for both; a time range is of this log alone.
  const filterOnly = () => new URLSearchParams([...state.asked].filter(([name]) => name === "where" || name === "tz"));
  const others = (other) => address(sideOf("a", other, filterOnly()), sideOf("b", id, state.query));
  const picker = new AnalysisPicker(others, id);
  byId("compare-open").hidden = false;
  byId("compare-open").addEventListener("click", () => {
    const { query, since, until, isEverything } = state;
    const whole = address([["a", id]], sideOf("b", id, query));
    offer(
      byId("compare-whole"),
      !isEverything && whole,
      isEverything ? "once a filter or a time range is chosen here" : "against what is chosen here",
    );
    const previous = since && until && `/analyses/${id}/previous?${query}`;
    offer(
      byId("compare-previous"),
      previous,
      previous ? "as long as the time range chosen here, and just before it" : "once a time range is chosen here",
    );
    dialog.showModal();
    picker.load();
  });
}
