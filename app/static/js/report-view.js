// The report in the page: words and charts, filled in once, or again and again while a run goes on.

import { fill } from "./binding.js";
import { ChartCard } from "./chart-card.js";
import { loadPlotly } from "./plotting.js";
import { request, showProblem } from "./problem.js";

const NEAR = "600px 0px";

export class ReportView {
  constructor(place) {
    this.place = place;
    this.cards = new Map();
    this.ears = [];
    this.awaited = new Map();
    this.meetings = [];
    this.query = new URLSearchParams();
    this.asked = 0;
    this.zone = "UTC"; // of what is shown
    this.logZone = place.dataset.logZone;
    this.watcher = new IntersectionObserver((entries) => this.look(entries), { rootMargin: NEAR });
    document.addEventListener("themechange", () => this.each((card) => card.redraw()));
  }

  each(act) {
    this.cards.forEach(act);
  }

  // `hear()` is called each time the report was filled in.
  onUpdate(hear) {
    this.ears.push(hear);
  }

  // `meet(card)` is called once, when the report first answers the chart of that name.
  onCard(name, meet) {
    this.awaited.set(name, meet);
  }

  // `meet(card)` is called once for each chart, when the report first answers it.
  onEveryCard(meet) {
    this.meetings.push(meet);
  }

  // Resolves to what is shown, once it is. The newest question wins, whichever is answered last.
  async load() {
    const number = ++this.asked;
    const query = new URLSearchParams(this.query);
    this.shown && query.size && query.set("kept", ""); // what no view changes is drawn
    const question = query.size ? `?${query}` : "";
    const [plotly, report] = await Promise.all([
      loadPlotly(this.place.dataset.plotly),
      request("GET", this.place.dataset.charts + question),
    ]);
    if (number !== this.asked) {
      return this.shown;
    }
    this.reveal();
    this.zone = report.zone;
    this.logZone = report.log_zone;
    report.charts.forEach((chart) => this.showChart(chart, plotly));
    this.hideUnanswered(report);
    fill(document.body, report.shown);
    document.getElementById("coverage").classList.toggle("folded", !report.shown.coverage);
    this.showSections();
    this.part = { matched: report.matched, of: report.of };
    this.shown = report.shown;
    this.ears.forEach((hear) => hear());
    return report.shown;
  }

  // A view may leave nothing that answers a chart, also one that the page came with.
  hideUnanswered({ charts, kept }) {
    const answered = new Set([...charts.map(({ name }) => name), ...kept]);
    for (const element of this.place.querySelectorAll("[data-chart]")) {
      const { chart } = element.dataset;
      if (!answered.has(chart)) {
        element.hidden = true;
        this.cards.get(chart)?.hide();
      }
    }
  }

  // One chart that cannot be drawn must not take the others with it.
  showChart(chart, plotly) {
    try {
      chart.figure.layout.uirevision = `${chart.name}?${this.query}`; // a zoom is of its view
      this.cardOf(chart, plotly)?.update(chart);
    } catch (error) {
      showProblem(`${chart.title} cannot be drawn: ${error.message}`);
    }
  }

  cardOf({ name, title }, plotly) {
    const element = this.place.querySelector(`[data-chart="${name}"]`) ?? this.makeCard(name, title);
    if (element && !this.cards.has(name)) {
      const card = new ChartCard(element, plotly);
      this.cards.set(name, card);
      this.meetings.forEach((meet) => meet(card));
      this.awaited.get(name)?.(card);
      this.watcher.observe(element);
    }
    return this.cards.get(name);
  }

  // The card of a chart that the page came without: in a report, of a field that only this log has.
  makeCard(name, title, grid = this.place.querySelector("#fields .cards")) {
    const made = document.getElementById("blank-card")?.content.querySelector("[data-chart]").cloneNode(true);
    if (!grid || !made) {
      return null;
    }
    made.dataset.chart = name;
    made.setAttribute("aria-labelledby", `chart-${name}-title`);
    made.querySelector("h3").id = `chart-${name}-title`;
    made.querySelector("h3").textContent = title;
    made.querySelector(".plot").id = `${name}-plot`;
    made.querySelector(".plot").setAttribute("aria-label", `Chart: ${title}`);
    made.querySelector(".twin").id = `${name}-table`;
    made.querySelector(".card-twin").setAttribute("aria-controls", `${name}-table`);
    made.querySelector(".card-twin").setAttribute("aria-label", `${title} as a table`);
    grid.append(made);
    return made;
  }

  look(entries) {
    for (const { target, isIntersecting } of entries) {
      this.cards.get(target.dataset.chart).near(isIntersecting);
    }
  }

  reveal() {
    this.place.hidden = false;
    document.getElementById("sections").classList.remove("unreported");
    document.getElementById("first-report")?.remove();
  }

  showSections() {
    for (const section of this.place.querySelectorAll("[data-needs-cards]")) {
      section.hidden = !section.querySelector("[data-chart]:not([hidden])");
      document.querySelector(`#sections a[href="#${section.id}"]`).parentElement.hidden = section.hidden;
    }
  }
}
