// What differs between two sides, in the page: sentences, charts, and the way to the report behind each
// bar.

import { fill } from "./binding.js";
import { group, element } from "./element.js";
import { loadPlotly } from "./plotting.js";
import { request } from "./problem.js";
import { ReportView } from "./report-view.js";

export class CompareView extends ReportView {
  constructor(place) {
    super(place);
    this.onEveryCard((card) => this.meet(card));
  }

  async load() {
    const [plotly, found] = await Promise.all([
      loadPlotly(this.place.dataset.plotly),
      request("GET", this.place.dataset.charts),
    ]);
    this.place.hidden = false;
    document.getElementById("sections").hidden = false;
    this.coming = new Map(found.charts.map((chart) => [chart.name, chart]));
    fill(document.body, found.shown);
    found.charts.forEach((chart) => this.showChart(chart, plotly));
    this.showSections();
  }

  makeCard(name, title) {
    const { section, width } = this.coming.get(name);
    const made = super.makeCard(name, title, this.place.querySelector(`#${section} .cards`));
    made.className = `card card-${width}`;
    return made;
  }

  meet(card) {
    card.on("plotly_click", ({ points: [{ data, pointNumber }] }) => {
      const filter = card.chart.leads[pointNumber]?.[data.meta];
      if (filter) {
        location.assign(reportOf(data.meta, filter));
      }
    });
    card.actionsOf = ({ leads, table }) =>
      leads.length > 0 && { title: "open in", cellOf: (row) => links(leads[row], table.rows[row][0]) };
  }
}

// The report of a side as it is filtered in the page, with one more condition.
function reportOf(side, filter) {
  const url = new URL(document.querySelector(`[data-side="${side}"] [data-report]`).href);
  url.searchParams.append("f", filter);
  return url.href;
}

function links(lead, value) {
  const made = Object.entries(lead).map(([side, filter]) => {
    const name = side.toUpperCase();
    return element("a", { href: reportOf(side, filter), "aria-label": `${value} in the report of ${name}` }, name);
  });
  return group("td", { class: "choices" }, made.flatMap((one) => [one, " "]));
}
