// A click on a bar or a cell keeps only its value, a click with Alt leaves it out; a time range dragged in a chart
// over time becomes the time range of the view.

import { element, group } from "./element.js";
import { momentOf } from "./zone-time.js";

const OVER_TIME = ["requests_over_time", "levels_over_time", "bytes_over_time"];
const RANGE = ["xaxis.range[0]", "xaxis.range[1]"];

const toSecond = (moment, round) => new Date(round(moment / 1000) * 1000).toISOString().replace(".000", "");

// Which row of the table a bar is; of a heatmap's cells those of its first row come first.
function rowOf({ pointNumber, data }) {
  return Array.isArray(pointNumber) ? pointNumber[0] * data.z[0].length + pointNumber[1] : pointNumber;
}

export class ValueFilter {
  constructor(view, state) {
    this.state = state;
    this.view = view;
    view.onEveryCard((card) => this.meet(card));
  }

  meet(card) {
    if (OVER_TIME.includes(card.name)) {
      card.on("plotly_relayout", (change) => this.zoom(change));
      return;
    }
    card.on("plotly_click", ({ points, event }) => this.click(card, points[0], event));
    card.actionsOf = ({ field, values }) =>
      field && { title: "filter", cellOf: (row) => this.chooser(field, values[row]) };
  }

  // Keep only a row's value, or leave it out.
  chooser(field, value) {
    const button = (text, negated) => {
      const made = element("button", { type: "button", class: "quiet", "aria-label": `${text} ${value}` }, text);
      made.addEventListener("click", () => this.state.choose(field, value, negated));
      return made;
    };
    return group("td", { class: "choices" }, [button("only", false), " ", button("not", true)]);
  }

  click(card, point, event) {
    const { field, values } = card.chart;
    const value = values?.[rowOf(point)];
    const isEmpty = point.z === 0 && !this.state.isChosen(field); // else one that the view leaves out
    if (field && value !== undefined && !isEmpty) {
      this.state.choose(field, value, event.altKey);
    }
  }

  zoom(change) {
    const [from, to] = RANGE.map((key) => change[key]);
    if (from !== undefined && to !== undefined) {
      const { zone } = this.view;
      const since = toSecond(momentOf(String(from), zone), Math.floor);
      this.state.set({ since, until: toSecond(momentOf(String(to), zone, true), Math.ceil) });
    } else if (change["xaxis.autorange"]) {
      this.state.set({ since: "", until: "" });
    }
  }
}
