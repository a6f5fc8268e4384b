// A time range dragged in "Requests over time" lights up the chunks whose records overlap it.

import { showProblem } from "./problem.js";

const CHART = "requests_over_time";
const RANGE = ["xaxis.range[0]", "xaxis.range[1]"];

// Plotly writes "2026-03-02 10:00:00.5" and means UTC.
const moment = (text) => Date.parse(text.includes(" ") ? `${text.replace(" ", "T")}Z` : text);
const readable = (time) => new Date(time).toISOString().slice(0, 19).replace("T", " ");

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
      this.range = [from, to].map((text) => moment(String(text)));
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
        this.say(`${readable(from)} to ${readable(to)} UTC: in ${within.length} of ${timed.length} chunks`);
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
