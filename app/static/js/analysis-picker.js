// The finished analyses, newest first, to choose from; what is typed narrows them.

import { element, group } from "./element.js";
import { exact, size } from "./numbers.js";
import { request } from "./problem.js";
import { visible } from "./visible.js";

const MOST = 100;

const byId = (id) => document.getElementById(id);
const moment = (time) => `${time.slice(0, 19).replace("T", " ")} UTC`;

export class AnalysisPicker {
  // `addressOf(id)` is where choosing an analysis leads to; `current` is one that is not offered.
  constructor(addressOf, current) {
    this.addressOf = addressOf;
    this.current = current;
    this.analyses = [];
    byId("picker-search").addEventListener("input", () => this.show());
  }

  async load() {
    byId("picker-search").value = "";
    byId("picker-list").replaceChildren();
    byId("picker-said").textContent = "Asking for the analyses…";
    try {
      const { analyses } = await request("GET", "/api/v1/analyses");
      this.analyses = analyses.filter(({ id, state }) => state === "done" && id !== this.current);
      this.show();
    } catch (error) {
      byId("picker-said").textContent = error.message;
    }
  }

  show() {
    const wanted = byId("picker-search").value.trim().toLowerCase();
    const found = this.analyses.filter(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase().includes(wanted));
    byId("picker-list").replaceChildren(...found.slice(0, MOST).map((one) => this.row(one)));
    byId("picker-said").textContent = this.counted(found.length);
  }

  counted(found) {
    if (this.analyses.length === 0) {
      return "No other analysis has finished yet.";
    }
    if (found === 0) {
      return `None of ${exact(this.analyses.length)} has that in its name.`;
    }
    return found > MOST ? `${MOST} of ${exact(found)} shown: type a part of the name.` : `${exact(found)} shown.`;
  }

  row({ id, name, records, bytes, created }) {
    const link = group("a", { href: this.addressOf(id) }, [
      visible(name),
      element("span", {}, `${exact(records ?? 0)} records, ${size(bytes)}, ${moment(created)}`),
    ]);
    return group("li", {}, [link]);
  }
}
