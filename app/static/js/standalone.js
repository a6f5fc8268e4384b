// The report as a file of its own: charts and the charting script are in the page, compressed.

import { ChartCard } from "./chart-card.js";
import { printInLight } from "./print.js";
import { showProblem } from "./problem.js";
import { followSections } from "./section-nav.js";
import "./theme.js";

const NEAR = "600px 0px";

async function unpacked(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

// The page's policy names this script by its hash: any other text would be refused.
async function loadPlotly() {
  const script = document.createElement("script");
  script.textContent = await unpacked("plotly");
  document.head.append(script);
  return globalThis.Plotly;
}

async function show() {
  const [plotly, { charts }] = await Promise.all([
    loadPlotly(),
    unpacked("charts").then((text) => JSON.parse(text)),
  ]);
  const cards = new Map();
  const watcher = new IntersectionObserver(
    (entries) => entries.forEach(({ target, isIntersecting }) => cards.get(target).near(isIntersecting)),
    { rootMargin: NEAR },
  );
  for (const chart of charts) {
    const element = document.querySelector(`[data-chart="${chart.name}"]`);
    const card = new ChartCard(element, plotly);
    cards.set(element, card);
    card.update(chart);
    watcher.observe(element);
  }
  const each = (act) => cards.forEach(act);
  document.addEventListener("themechange", () => each((card) => card.redraw()));
  printInLight({ each });
}

document.documentElement.classList.add("scripted");
followSections(document.getElementById("sections"));
show().catch((error) => showProblem(`The charts cannot be drawn: ${error.message}`));
