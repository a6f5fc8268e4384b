// The legend of a chart: one switch per trace, reachable by keyboard and as wide as the page allows.

import { element, group } from "./element.js";

function swatch(trace) {
  const patterned = Boolean(trace.marker?.pattern) || trace.line?.dash === "dot";
  const mark = element("i", { "aria-hidden": "true", "data-patterned": String(patterned) });
  mark.style.background = trace.marker?.color ?? trace.line?.color; // a var(--token): follows the theme by itself
  return mark;
}

function entry(trace, changed) {
  const pressed = String(trace.visible !== false);
  const button = group("button", { type: "button", "aria-pressed": pressed }, [swatch(trace), trace.name]);
  button.addEventListener("click", () => {
    trace.visible = trace.visible === false;
    button.setAttribute("aria-pressed", String(trace.visible));
    changed();
  });
  return button;
}

const namesIn = (place) => [...place.children].map((button) => button.textContent);

// Fills `place` when the figure asks for a legend; `changed` is called after a trace was switched.
// What was switched off in `place` before stays off; an unchanged row keeps its focus.
export function buildLegend(place, figure, changed) {
  if (!figure.layout.showlegend) {
    place.replaceChildren();
    return;
  }
  figure.layout.showlegend = false; // Plotly's own would need its room inside the chart
  const named = figure.data.filter((trace) => trace.showlegend !== false);
  const off = new Set(
    [...place.children].filter((one) => one.getAttribute("aria-pressed") === "false").map((one) => one.textContent),
  );
  named.filter((trace) => off.has(trace.name)).forEach((trace) => (trace.visible = false));
  const focused = namesIn(place)[[...place.children].indexOf(document.activeElement)];
  place.replaceChildren(...named.map((trace) => entry(trace, changed)));
  [...place.children].find((button) => focused && button.textContent === focused)?.focus({ preventScroll: true });
}
