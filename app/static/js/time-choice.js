// A time range dragged in "Requests over time" lights up the chunks whose records overlap it.

import { showProblem } from "./problem.js";
import { momentOf, wallTime, zoneLabel } from "./zone-time.js";

const CHART = "requests_over_time";
const RANGE = ["xaxis.range[0]", "xaxis.range[1]"];

export class TimeChoice {
  constructor(view, chunks, marks) {
    this.view = view;
    this.chunks = chunks;
    this.marks = marks;
    this.range = null;
    this.chips = [...document.querySelectorAll("[data-chip]")];
    this.chips.forEach((chip) => chip.querySelector("button").addEventListener("click", () => this.clear()));
    view.onCard(CHART, (card) => card.on("plotly_relayout", (change) => this.hear(change)));
    view.onUpdate(() => this.range && this.apply());
  }

  hear(change) {
    const [from, to] = RANGE.map((key) => change[key]);
    if (from !== undefined && to !== undefined) {
      const { zone } = this.view;
      this.range = [momentOf(String(from), zone), momentOf(String(to), zone, true)];
      this.apply();
    } else if (change["xaxis.autorange"]) {
      this.forget();
    }
  }

  async apply() {
    try {
      const [from, to] = this.range;
      const timed = (await this.chunks.all()).filter((chunk) => chunk.from && chunk.to);
      if (timed.length > 0 && this.range) {
        const within = timed.filter((one) => Date.parse(one.from) <= to && Date.parse(one.to) >= from);
        this.marks.light(new Set(within.map(({ chunk }) => chunk)));
        const { zone } = this.view;
        const [begin, end] = this.range.map((time) => wallTime(time, zone));
        this.say(`${begin} to ${end} ${zoneLabel(zone)}: in ${within.length} of ${timed.length} chunks`);
      }
    } catch (error) {
      showProblem(error.message);
    }
  }

  say(text) {
    for (const chip of this.chips) {
      chip.querySelector("span").textContent = text;
      chip.hidden = !text;
    }
  }

  forget() {
    this.range = null;
    this.marks.light(null);
    this.say("");
  }

  clear() {
    this.forget();
    const { plot, plotly } = this.view.cards.get(CHART);
    plotly.relayout(plot, { "xaxis.autorange": true });
  }
}
