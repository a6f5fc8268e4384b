// The report page: fetches the figures once and draws each when it comes near the viewport.

import { ChartCard } from "./chart-card.js";
import { loadPlotly } from "./plotting.js";
import { request, showProblem } from "./problem.js";
import { followSections } from "./section-nav.js";

const NEAR = "600px 0px";
const report = document.getElementById("report");

function drawWhenNear(cards, plotly) {
  const byElement = new Map(cards.map((card) => [card.card, card]));
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter(({ isIntersecting }) => isIntersecting)) {
        watcher.unobserve(entry.target);
        byElement.get(entry.target).draw(plotly);
      }
    },
    { rootMargin: NEAR },
  );
  for (const element of byElement.keys()) {
    watcher.observe(element);
  }
}

// Paper is white: draw all of it in light colours, then go back to what the reader had.
function printInLight(cards, plotly) {
  const root = document.documentElement;
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    cards.forEach((card) => card.draw(plotly));
  });
  addEventListener("afterprint", () => {
    before ? (root.dataset.theme = before) : delete root.dataset.theme;
    cards.forEach((card) => card.redraw(plotly));
  });
}

function openTarget() {
  const closed = location.hash === "#rejects" && document.querySelector("#rejects details");
  if (closed) {
    closed.open = true;
  }
}

async function start() {
  const [plotly, { charts }] = await Promise.all([
    loadPlotly(report.dataset.plotly),
    request("GET", report.dataset.charts),
  ]);
  const cards = charts.map(
    (chart) => new ChartCard(document.querySelector(`[data-chart="${chart.name}"]`), chart),
  );
  drawWhenNear(cards, plotly);
  printInLight(cards, plotly);
  document.addEventListener("themechange", () => cards.forEach((card) => card.redraw(plotly)));
}

followSections(document.querySelector(".sections"));
addEventListener("hashchange", openTarget);
openTarget();
start().catch((error) => showProblem(error.message));
