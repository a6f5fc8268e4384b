// A card: a chart that is drawn when it comes near, and its table on request.

import { buildLegend } from "./legend.js";
import { draw } from "./plotting.js";
import { buildTable } from "./table.js";

export class ChartCard {
  constructor(card, chart) {
    this.card = card;
    this.chart = chart;
    this.plot = card.querySelector(".plot");
    this.twin = card.querySelector(".twin");
    this.button = card.querySelector(".card-twin");
    this.drawn = false;
    if (this.isEmpty()) {
      this.plot.hidden = true;
      return;
    }
    this.plot.style.minHeight = `${chart.figure.layout.height}px`;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.toggle());
    this.legend = card.querySelector(".legend");
    buildLegend(this.legend, chart.figure, () => this.redraw(globalThis.Plotly));
  }

  isEmpty() {
    return this.chart.figure.data.length === 0;
  }

  draw(plotly) {
    this.drawn = !this.isEmpty();
    if (this.drawn && !this.plot.hidden) {
      draw(plotly, this.plot, this.chart.name, this.chart.figure);
    }
  }

  redraw(plotly) {
    if (this.drawn) {
      this.draw(plotly);
    }
  }

  toggle() {
    const showTable = this.twin.hidden;
    if (showTable && this.twin.children.length === 0) {
      this.twin.append(buildTable(this.chart.title, this.chart.table));
    }
    this.twin.hidden = !showTable;
    this.plot.hidden = showTable;
    this.legend.hidden = showTable || this.legend.children.length === 0;
    this.button.setAttribute("aria-pressed", String(showTable));
    this.button.textContent = showTable ? "Chart" : "Table";
    if (!showTable) {
      this.redraw(globalThis.Plotly);
    }
  }
}
