// A run under way: asks how far it is, paints the live lanes, and makes room for the report.

import { paintLanes } from "./live-lanes.js";
import { exact, seconds, size } from "./numbers.js";
import { request, showProblem } from "./problem.js";

const STEP_MS = 300;
const MOVING = ["queued", "running"];

const byId = (id) => document.getElementById(id);
const url = `/api/v1/analyses/${byId("progress").dataset.analysis}`;
let stopped = false;

function show(state, progress) {
  const done = progress.bytes_total ? progress.bytes_done / progress.bytes_total : 0;
  const phase = progress.phase ? `, ${progress.phase}` : "";
  byId("progress-bar").value = done;
  byId("progress-state").textContent = `${state}${phase}`;
  byId("progress-bytes").textContent = `${size(progress.bytes_done)} of ${size(progress.bytes_total)}`;
  byId("progress-bytes").title = `${exact(progress.bytes_done)} bytes`;
  byId("progress-records").textContent = exact(progress.records);
  byId("progress-rate").textContent = progress.elapsed_s
    ? exact(Math.round(progress.records / progress.elapsed_s))
    : "–";
  byId("progress-chunks").textContent = `${exact(progress.chunks_done)} of ${exact(progress.chunks_total)}`;
  byId("progress-elapsed").textContent = seconds(progress.elapsed_s);
  document.title = `${Math.floor(done * 100)} % · Loglanes`;
  paintLanes(byId("live-lanes"), progress.workers);
}

async function step() {
  try {
    const { state, progress } = await request("GET", url);
    if (stopped) {
      return;
    }
    if (!MOVING.includes(state)) {
      location.reload(); // The same address now answers with the report, or with what went wrong.
      return;
    }
    byId("problem").hidden = true;
    if (progress) {
      show(state, progress);
    }
  } catch (error) {
    showProblem(`${error.message} Asking again.`);
  }
  setTimeout(step, STEP_MS);
}

byId("progress-stop").addEventListener("click", async () => {
  stopped = true;
  try {
    await request("DELETE", url);
    location.assign("/");
  } catch (error) {
    showProblem(error.message);
    stopped = false;
    step();
  }
});
step();
