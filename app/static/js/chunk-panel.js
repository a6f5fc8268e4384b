// The details of one chunk, under the lanes: opened by a bar or by button, closed by Escape.

import { element, group } from "./element.js";
import { clearProblem, showProblem } from "./problem.js";
import { wallTime, zoneLabel } from "./zone-time.js";

const byId = (id) => document.getElementById(id);
const fact = ([name, text]) => group("div", {}, [element("dt", {}, name), element("dd", {}, text)]);

export class ChunkPanel {
  constructor(view, chunks, marks) {
    this.view = view;
    this.chunks = chunks;
    this.marks = marks;
    this.place = byId("chunk-panel");
    this.at = 0; // position among all chunks
    byId("chunk-open").addEventListener("click", () => this.open(() => this.at));
    byId("chunk-before").addEventListener("click", () => this.open(() => this.at - 1));
    byId("chunk-after").addEventListener("click", () => this.open(() => this.at + 1));
    byId("chunk-close").addEventListener("click", () => this.close());
    this.place.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    view.onCard("lanes", (card) => {
      byId("chunk-open").hidden = false;
      card.on("plotly_click", ({ points: [{ customdata }] }) => this.openBar(customdata));
    });
    view.onUpdate(() => this.renew());
  }

  // A bar of the parent may belong to no chunk: then its hover text is all that is known of it.
  openBar(customdata) {
    const [phase, , took, began] = customdata;
    const [chunk] = customdata.at(-1);
    if (chunk === undefined) {
      this.fill(`The run: ${phase}`, [["duration", took], ["began after", began]], "");
      this.marks.outline(null);
      this.reveal();
    } else {
      this.open((all) => all.findIndex((one) => one.chunk === chunk));
    }
  }

  async open(choose) {
    if (await this.show(choose)) {
      this.reveal();
    }
  }

  renew() {
    this.chunks.forget();
    if (!this.place.hidden) {
      this.show(() => this.at);
    }
  }

  // Fills in the chunk at the position that `choose` picks; false when it cannot be had.
  async show(choose) {
    clearProblem();
    try {
      const all = await this.chunks.all();
      this.at = Math.min(Math.max(choose(all), 0), all.length - 1);
      const { chunk, facts, note, from, to } = all[this.at];
      this.fill(`Chunk ${chunk}`, [...facts, ...this.timeSpan(from, to)], note);
      byId("chunk-before").disabled = this.at === 0;
      byId("chunk-after").disabled = this.at === all.length - 1;
      this.marks.outline(chunk);
      return true;
    } catch (error) {
      showProblem(error.message);
      return false;
    }
  }

  // In the zone that the page shows; nothing of records without times.
  timeSpan(...times) {
    const { zone } = this.view;
    const [from, to] = times.map((time) => time && wallTime(Date.parse(time), zone));
    return from ? [["time span", `${from} to ${to} ${zoneLabel(zone)}`]] : [];
  }

  fill(title, facts, note) {
    byId("chunk-title").textContent = title;
    byId("chunk-note").textContent = note;
    byId("chunk-note").hidden = !note;
    byId("chunk-facts").replaceChildren(...facts.map(fact));
  }

  reveal() {
    this.place.hidden = false;
    const held = document.activeElement;
    if (!this.place.contains(held) || held.disabled) {
      byId("chunk-title").focus({ preventScroll: true });
    }
    this.place.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.place.hidden = true;
    this.marks.outline(null);
    byId("chunk-open").focus({ preventScroll: true });
  }
}
