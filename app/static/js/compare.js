// The compare page: its sides can be changed, and what differs between them is asked for once.

import { AnalysisPicker } from "./analysis-picker.js";
import { wireApi } from "./api-dialog.js";
import { CompareView } from "./compare-view.js";
import { printInLight } from "./print.js";
import { showProblem } from "./problem.js";
import { followSections } from "./section-nav.js";

const WAITING = [
  [0, "Comparing…"],
  [2, "Still comparing: the first question to an analysis reads its columns into memory."],
  [15, "Still comparing. Large logs take a while; within two minutes there is an answer, or the reason why there is none."],
];

const byId = (id) => document.getElementById(id);

function wireSides() {
  let chosen = "a";
  const picker = new AnalysisPicker((id) => {
    const parameters = new URLSearchParams(location.search);
    parameters.set(chosen, id);
    return `${location.pathname}?${parameters}`;
  });
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      chosen = button.dataset.choose;
      byId("picker-title").textContent = `Choose the analysis of side ${chosen.toUpperCase()}`;
      byId("picker-dialog").showModal();
      picker.load();
    });
  }
  byId("sides").addEventListener("formdata", ({ formData }) => {
    // What is empty does not belong in an address that is sent to others.
    [...formData].filter(([, value]) => !value).forEach(([name]) => formData.delete(name));
  });
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
  show(place).then(() => followSections(document.querySelector(".sections")));
}
