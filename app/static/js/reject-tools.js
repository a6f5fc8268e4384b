// Rejected lines by shape, and patterns tried on them.

import { element, group } from "./element.js";
import { exact } from "./numbers.js";
import { clearProblem, request, showProblem } from "./problem.js";
import { visible } from "./visible.js";

const PROBLEM = "reject-problem";
const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
const counted = (count, word) => `${exact(count)} ${word}${count === 1 ? "" : "s"}`;
const percent = (share) => `${(100 * share).toFixed(share < 0.001 ? 3 : 1)} %`;

function rect(name, x, width) {
  const made = document.createElementNS(SVG, "rect");
  for (const [key, value] of Object.entries({ class: name, x, width, height: 1 })) {
    made.setAttribute(key, value);
  }
  return made;
}

// A line as long as the log, marked from the first to the last of them.
function placeOf({ first, last }) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("class", "reject-place");
  made.setAttribute("viewBox", "0 0 100 1");
  made.setAttribute("preserveAspectRatio", "none");
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `from ${percent(first)} to ${percent(last)} of the log`);
  made.append(rect("past-track", 0, 100), rect("reject-span", 100 * first, Math.max(1, 100 * (last - first))));
  return made;
}

function row(shape) {
  const code = element("code", { title: visible(shape.samples[0].text) }, visible(shape.shape));
  return group("tr", {}, [
    group("td", {}, [code]),
    element("td", { class: "number" }, exact(shape.count)),
    element("td", { class: "number" }, percent(shape.share)),
    group("td", {}, [placeOf(shape)]),
    element("td", {}, visible(shape.reason)),
  ]);
}

function table(tried) {
  const head = group("tr", {}, tried.fields.map((name) => element("th", { scope: "col" }, visible(name))));
  const cells = (one) => tried.fields.map((name) => element("td", {}, visible(one.fields[name] ?? "")));
  const rows = tried.samples.map((one) => group("tr", {}, cells(one)));
  return group("table", {}, [group("thead", {}, [head]), group("tbody", {}, rows)]);
}

export class RejectTools {
  constructor(place, view) {
    this.place = place;
    this.url = place.dataset.analysis;
    byId("reject-try").addEventListener("submit", (event) => {
      event.preventDefault();
      this.attempt();
    });
    byId("reject-pattern").addEventListener("input", () => this.forget());
    byId("reject-read").addEventListener("click", () => this.readWithIt());
    this.seen = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.load());
    this.seen.observe(byId("rejects"));
    view.onUpdate(() => this.loaded || this.load());
  }

  async load() {
    const run = byId("run");
    if (this.loaded || (run && !byId("run-fold").classList.contains("folded"))) {
      return; // lines can be asked for once the run has ended
    }
    this.loaded = true;
    this.seen.disconnect();
    const found = await request("GET", `${this.url}/rejects/shapes`).catch(() => null);
    if (!found?.total) {
      return;
    }
    byId("reject-shapes").replaceChildren(...found.shapes.map(row));
    byId("reject-shapes-note").textContent =
      found.looked_at < found.total
        ? `Looked at: the first ${exact(found.looked_at)} of ${counted(found.total, "rejected line")}.`
        : `Looked at: ${counted(found.total, "rejected line")}.`;
    this.place.hidden = false;
  }

  forget() {
    clearProblem(PROBLEM);
    byId("reject-said").textContent = "";
    byId("reject-read").hidden = true;
    byId("reject-read-lines").hidden = true;
  }

  async attempt() {
    this.forget();
    const pattern = byId("reject-pattern").value;
    try {
      const tried = await request("POST", `${this.url}/rejects/try`, { pattern });
      byId("reject-said").textContent = `It reads ${exact(tried.read)} of ${counted(tried.of, "rejected line")}.`;
      byId("reject-read").hidden = tried.read === 0;
      byId("reject-read-lines").replaceChildren(table(tried));
      byId("reject-read-lines").hidden = tried.read === 0;
    } catch (error) {
      showProblem(error.message, PROBLEM);
    }
  }

  async readWithIt() {
    clearProblem(PROBLEM);
    try {
      await request("POST", `${this.url}/reading`, { pattern: byId("reject-pattern").value });
      location.reload();
    } catch (error) {
      showProblem(error.message, PROBLEM);
    }
  }
}
