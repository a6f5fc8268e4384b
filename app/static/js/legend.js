// The legend of a chart: one switch per trace, reachable by keyboard and as wide as the page allows.

import { element, group } from "./element.js";

function swatch(trace) {
  const mark = element("i", { "aria-hidden": "true" });
  mark.style.background = trace.marker.color; // a var(--token): follows the theme by itself
  return mark;
}

function entry(trace, changed) {
  const button = group("button", { type: "button", "aria-pressed": "true" }, [swatch(trace), trace.name]);
  button.addEventListener("click", () => {
    trace.visible = trace.visible === false;
    button.setAttribute("aria-pressed", String(trace.visible));
    changed();
  });
  return button;
}

// Fills `place` when the figure asks for a legend; `changed` is called after a trace was switched.
export function buildLegend(place, figure, changed) {
  if (!figure.layout.showlegend) {
    return;
  }
  figure.layout.showlegend = false; // Plotly's own would need its room inside the chart
  const named = figure.data.filter((trace) => trace.showlegend !== false);
  place.append(...named.map((trace) => entry(trace, changed)));
  place.hidden = false;
}
