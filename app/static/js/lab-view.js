// What a lab found, in the page: sentences, charts, and the table of all figures.

import { fill } from "./binding.js";
import { loadPlotly } from "./plotting.js";
import { request } from "./problem.js";
import { ReportView } from "./report-view.js";
import { fillTable } from "./table.js";

export class LabView extends ReportView {
  async load() {
    const [plotly, lab] = await Promise.all([
      loadPlotly(this.place.dataset.plotly),
      request("GET", this.place.dataset.charts),
    ]);
    this.place.hidden = false;
    fill(this.place, lab.shown);
    lab.charts.forEach((chart) => this.showChart(chart, plotly));
    fillTable(document.getElementById("lab-table"), "All figures", lab.figures);
  }
}
