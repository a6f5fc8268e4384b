// The compare page: its sides can be changed, and what differs between them is asked for once.

import { AnalysisPicker } from "./analysis-picker.js";
import { wireApi } from "./api-dialog.js";
import { CompareView } from "./compare-view.js";
import { Landing } from "./landing.js";
import { printInLight } from "./print.js";
import { showProblem } from "./problem.js";
import { followSections } from "./section-nav.js";
import { ZoneSwitch } from "./zone-switch.js";

const WAITING = [
  [0, "Comparing…"],
  [2, "Still comparing: the first question to an analysis reads its columns into memory."],
  [15, "Still comparing. Large logs take a while; within two minutes there is an answer, or the reason why there is none."],
];

const byId = (id) => document.getElementById(id);

const FIELDS = ["where", "since", "until"];
const fieldOf = (name, side) => document.querySelector(`[name=${name}_${side}]`);

// The address of this page with another analysis on one side. A short id is of a view of the old one.
function withAnalysis(side, id) {
  const parameters = new URLSearchParams(location.search);
  parameters.set(side, id);
  if (parameters.has(`view_${side}`)) {
    parameters.delete(`view_${side}`);
    FIELDS.forEach((name) => parameters.set(`${name}_${side}`, fieldOf(name, side).defaultValue));
  }
  return `${location.pathname}?${parameters}`;
}

// What is empty does not belong in an address that is sent to others; nor does a view in full that has
// a short id still.
function shorten({ formData }) {
  [...formData].filter(([, value]) => !value).forEach(([name]) => formData.delete(name));
  for (const { dataset } of document.querySelectorAll("[data-side]")) {
    const fields = FIELDS.map((name) => fieldOf(name, dataset.side));
    if (dataset.view && fields.every(({ value, defaultValue }) => value === defaultValue)) {
      fields.forEach(({ name }) => formData.delete(name));
      formData.set(`view_${dataset.side}`, dataset.view);
    }
  }
}

function wireSides() {
  let chosen = "a";
  const picker = new AnalysisPicker((id) => withAnalysis(chosen, id));
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      chosen = button.dataset.choose;
      byId("picker-title").textContent = `Choose the analysis of side ${chosen.toUpperCase()}`;
      byId("picker-dialog").showModal();
      picker.load();
    });
  }
  byId("sides").addEventListener("formdata", shorten);
}

// The zone that times are shown in, as the switch wants it: another one is another address.
class ZoneOfPage extends EventTarget {
  constructor({ zone }) {
    super();
    this.zone = zone;
  }

  set({ zone }) {
    const parameters = new URLSearchParams(location.search);
    parameters.set("tz", zone);
    location.assign(`${location.pathname}?${parameters}`);
  }
}

async function show(place) {
  const view = new CompareView(place);
  const timers = WAITING.map(([seconds, text]) =>
    setTimeout(() => (byId("waiting").textContent = text), 1000 * seconds),
  );
  printInLight(view);
  try {
    await view.load();
  } catch (error) {
    showProblem(error.message);
  }
  timers.forEach(clearTimeout);
  byId("waiting").hidden = true;
}

document.documentElement.classList.add("scripted");
if (byId("sides")) {
  wireSides();
}
const place = byId("comparison");
if (place) {
  wireApi();
  new ZoneSwitch(new ZoneOfPage(place.dataset), place.dataset.logZone);
  show(place).then(() => {
    followSections(document.querySelector(".sections"));
    new Landing();
  });
}
