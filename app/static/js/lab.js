// The page of a lab: choose, start, follow, cancel, and read what it found.

import { wireForm } from "./lab-form.js";
import { LabView } from "./lab-view.js";
import { printInLight } from "./print.js";
import { clearProblem, request, showProblem } from "./problem.js";

const ASK_EVERY_MS = 700;
const byId = (id) => document.getElementById(id);
const lab = byId("lab");
const url = lab.dataset.url;
const view = new LabView(byId("lab-result"));
let hasRun = false; // a lab that ran and is queued again has made way for an analysis
let timer = 0;

const isBusy = (state) => state === "queued" || state === "running";

function say(text) {
  if (byId("lab-news").textContent !== text) {
    byId("lab-news").textContent = text;
  }
}

function stepOf(state, progress) {
  if (state === "queued") {
    return hasRun
      ? "Waiting for an analysis to finish; then the lab begins again"
      : "Queued: the lab begins when no analysis runs";
  }
  return progress.step ? `Under way: ${progress.step}` : "Under way";
}

function showProgress(state, progress = {}) {
  hasRun ||= state === "running";
  const step = stepOf(state, progress);
  byId("lab-step").textContent = step;
  byId("lab-bar").value = progress.total ? progress.done / progress.total : 0;
  byId("lab-count").textContent = progress.total ? `${progress.done} of ${progress.total} steps done` : "";
  if (state === "queued" || !byId("lab-news").textContent.startsWith("Under way")) {
    say(step); // not every step: that would be a chatter
  }
}

// What is in the page in each state; the focus never falls into what is hidden.
function arrange(state) {
  const held = lab.contains(document.activeElement);
  const busy = isBusy(state);
  const changed = lab.dataset.state !== state;
  lab.dataset.state = state;
  byId("lab-run").hidden = !busy;
  byId("lab-setup").hidden = busy;
  if (changed && !busy) {
    byId("lab-setup").open = state !== "done";
    byId("lab-summary").textContent = state === "done" ? "Run it again" : "What to compare";
  }
  view.place.hidden &&= state !== "done";
  if (busy) {
    view.place.hidden = true;
  }
  if (held && changed && document.activeElement?.checkVisibility?.() !== true) {
    (busy ? byId("lab-cancel") : byId("lab-title")).focus({ preventScroll: true });
  }
}

async function end(state, error) {
  hasRun = false;
  if (state === "done") {
    await view.load();
    say("Done. The answers are below.");
  } else if (state === "failed") {
    showProblem(`The lab failed. ${error ?? ""}`);
  } else if (state === "cancelled") {
    say("Cancelled.");
  }
}

async function ask() {
  try {
    const { state, progress, error } = await request("GET", url);
    clearProblem();
    arrange(state);
    if (isBusy(state)) {
      showProgress(state, progress);
      follow();
    } else {
      await end(state, error);
    }
  } catch (error) {
    showProblem(error.message);
    if (isBusy(lab.dataset.state)) {
      follow();
    }
  }
}

function follow() {
  clearTimeout(timer);
  timer = setTimeout(ask, ASK_EVERY_MS);
}

async function start(wishes) {
  clearProblem();
  byId("lab-start").disabled = true;
  try {
    const { state } = await request("POST", url, wishes);
    hasRun = false;
    say("");
    arrange(state);
    showProgress(state);
    follow();
  } catch (error) {
    showProblem(error.message);
  } finally {
    byId("lab-start").disabled = false;
  }
}

async function cancel() {
  byId("lab-cancel").disabled = true;
  try {
    await request("DELETE", url);
    clearTimeout(timer);
    await ask();
  } catch (error) {
    showProblem(error.message);
  } finally {
    byId("lab-cancel").disabled = false;
  }
}

document.documentElement.classList.add("scripted");
printInLight(view);
wireForm(byId("lab-form"), start);
byId("lab-cancel").addEventListener("click", cancel);
if (lab.dataset.state !== "none") {
  ask();
}
