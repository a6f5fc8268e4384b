// A card: its words, a chart that is drawn when it comes near, and its table on request. A newer
// answer replaces the older one in place: what the reader switched, zoomed or opened stays.

import { drawSoon } from "./draw-queue.js";
import { buildLegend } from "./legend.js";
import { draw } from "./plotting.js";
import { fillTable } from "./table.js";

export class ChartCard {
  constructor(card, plotly) {
    this.card = card;
    this.name = card.dataset.chart;
    this.actionsOf = () => null; // what the rows of a chart's table offer, see fillTable
    this.plotly = plotly;
    this.plot = card.querySelector(".plot");
    this.twin = card.querySelector(".twin");
    this.button = card.querySelector(".card-twin");
    this.legend = card.querySelector(".legend");
    this.isNear = false;
    this.isStale = false;
    this.known = "";
    this.unheard = []; // handlers that wait for the first drawing
    this.decorate = (figure) => figure;
    this.button.addEventListener("click", () => this.toggle());
  }

  // Handles an event of Plotly's.
  on(event, handler) {
    this.unheard.push([event, handler]);
  }

  // Takes a newer answer.
  update(chart) {
    const known = JSON.stringify(chart);
    if (known === this.known) {
      return;
    }
    this.known = known;
    this.chart = chart;
    this.write();
    if (!this.twin.hidden) {
      this.fillTwin();
    }
    this.show();
    this.redraw();
  }

  fillTwin() {
    fillTable(this.twin, this.chart.title, this.chart.table, this.actionsOf(this.chart));
  }

  write() {
    const { summary, cut, figure } = this.chart;
    this.card.hidden = false;
    this.card.querySelector(".card-summary").textContent = summary;
    const place = this.card.querySelector(".card-cut");
    place.textContent = cut;
    place.hidden = !cut;
    this.button.hidden = this.isEmpty();
    this.plot.style.minHeight = this.isEmpty() ? "" : `${figure.layout.height}px`;
    buildLegend(this.legend, figure, () => this.redraw());
  }

  hide() {
    this.card.hidden = true;
    this.known = "";
  }

  isEmpty() {
    return this.chart.figure.data.length === 0;
  }

  near(isNear) {
    this.isNear = isNear;
    if (this.isStale) {
      this.redraw();
    }
  }

  // Draws soon if the card is near the viewport, else when it comes near.
  redraw() {
    this.isStale = true;
    if (this.isNear) {
      drawSoon(this);
    }
  }

  draw() {
    if (this.chart && !this.plot.hidden) {
      this.isStale = false;
      draw(this.plotly, this.plot, this.chart.name, this.decorate(this.chart.figure));
      this.unheard.splice(0).forEach(([event, handler]) => this.plot.on(event, handler));
    }
  }

  toggle() {
    this.twin.hidden = !this.twin.hidden;
    const asTable = !this.twin.hidden;
    this.button.setAttribute("aria-pressed", String(asTable));
    this.button.textContent = asTable ? "Chart" : "Table";
    if (asTable) {
      this.fillTwin();
    }
    this.show();
    this.redraw();
  }

  show() {
    const charted = this.twin.hidden && !this.isEmpty();
    this.plot.hidden = !charted;
    this.legend.hidden = !charted || this.legend.children.length === 0;
  }
}
