// The page of one analysis: its report, and above it the run while there is one.

import { wireApi } from "./api-dialog.js";
import { wireComparing } from "./compare-choice.js";
import { ChunkPanel } from "./chunk-panel.js";
import { Chunks } from "./chunks.js";
import { Landing } from "./landing.js";
import { LaneMarks } from "./lane-marks.js";
import { TimeChoice } from "./time-choice.js";
import { printInLight } from "./print.js";
import { showProblem } from "./problem.js";
import { RejectTools } from "./reject-tools.js";
import { ReportView } from "./report-view.js";
import { Facets } from "./facets.js";
import { FilterBar } from "./filter-bar.js";
import { RawLines } from "./raw-lines.js";
import { followSections } from "./section-nav.js";
import { listenForKeys } from "./shortcuts.js";
import { ValueFilter } from "./value-filter.js";
import { ViewState } from "./view-state.js";
import { ZoneSwitch } from "./zone-switch.js";

function openTarget() {
  const closed = location.hash === "#rejects" && document.querySelector("#rejects details");
  if (closed) {
    closed.open = true;
  }
}

const place = document.getElementById("report");
const run = document.getElementById("run");
const view = new ReportView(place);
const state = new ViewState(place.dataset);
const zones = new ZoneSwitch(state, place.dataset.logZone);
view.query = state.query;
const chunks = new Chunks(place.dataset.chunks);
document.documentElement.classList.add("scripted");
const marks = new LaneMarks(view);
new ChunkPanel(view, chunks, marks);
new TimeChoice(view, chunks, marks);
view.onUpdate(() => zones.tell(view));
new ValueFilter(view, state);
new Facets(place.dataset.facets, state, view);
const bar = new FilterBar(state);
new RawLines(place.dataset, state);
new RejectTools(document.getElementById("reject-tools"), view);
wireComparing(place.dataset.analysis, state);
listenForKeys(state);
printInLight(view);
wireApi();
followSections(document.querySelector(".sections"));
addEventListener("hashchange", openTarget);
openTarget();
new Landing();
if (run) {
  import("./run.js").then(({ liveRun }) => liveRun(run, view));
}
state.addEventListener("change", () => {
  view.query = state.query;
  show();
});
if (!place.hidden) {
  show();
}

function show() {
  const old = document.getElementById("filters");
  old.setAttribute("aria-busy", "true");
  view
    .load()
    .then(() => bar.tell(view.part))
    .catch((error) => (state.isEverything ? showProblem(error.message) : bar.fail(error.message)))
    .finally(() => old.setAttribute("aria-busy", "false"));
}
