// The page of one analysis: its report, and above it the run while there is one.

import { wireApi } from "./api-dialog.js";
import { ChunkPanel } from "./chunk-panel.js";
import { Chunks } from "./chunks.js";
import { LaneMarks } from "./lane-marks.js";
import { TimeChoice } from "./time-choice.js";
import { printInLight } from "./print.js";
import { showProblem } from "./problem.js";
import { ReportView } from "./report-view.js";
import { followSections } from "./section-nav.js";

function openTarget() {
  const closed = location.hash === "#rejects" && document.querySelector("#rejects details");
  if (closed) {
    closed.open = true;
  }
}

const place = document.getElementById("report");
const run = document.getElementById("run");
const view = new ReportView(place);
const chunks = new Chunks(place.dataset.chunks);
document.documentElement.classList.add("scripted");
const marks = new LaneMarks(view);
new ChunkPanel(view, chunks, marks);
new TimeChoice(view, chunks, marks);
printInLight(view);
wireApi();
followSections(document.querySelector(".sections"));
addEventListener("hashchange", openTarget);
openTarget();
if (run) {
  import("./run.js").then(({ liveRun }) => liveRun(run, view));
}
if (!place.hidden) {
  view.load().catch((error) => showProblem(error.message));
}
