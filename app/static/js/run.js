// A run under way: its figures and lanes, and the report growing below. When it ends, this part of
// the page folds away and the report stays.

import { follow } from "./follow.js";
import { LiveLanes } from "./live-lanes.js";
import { loadPlotly } from "./plotting.js";
import { clearProblem, showProblem } from "./problem.js";
import { RunFigures } from "./run-figures.js";
import { Steering } from "./steering.js";

const PROBLEM = "run-problem";
const REPORT_EVERY_MS = 1000;
const byId = (id) => document.getElementById(id);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Loads the report when asked, one at a time and at most once a second.
function refresher(view) {
  let asked = false;
  let working = null;
  const work = async () => {
    while (asked) {
      asked = false;
      const began = performance.now();
      await view.load().catch(() => {}); // the next report, or the end, tries again
      await pause(Math.max(0, REPORT_EVERY_MS - (performance.now() - began)));
    }
    working = null;
  };
  return {
    ask() {
      asked = true;
      working ??= work();
    },
    async last() {
      asked = false;
      await working;
      return view.load();
    },
  };
}

function fold(run) {
  if (run.contains(document.activeElement)) {
    byId("report-title").focus({ preventScroll: true });
  }
  byId("run-fold").classList.add("folded");
}

export function liveRun(run, view) {
  const { name } = run.dataset;
  const url = `/api/v1/analyses/${run.dataset.analysis}`;
  const figures = new RunFigures(name);
  const lanes = new LiveLanes(byId("live-lanes"));
  const refresh = refresher(view);
  let lost = false;
  const steering = new Steering(url, name, (text) => figures.say(text));

  async function end({ state }) {
    if (steering.leaving) {
      return;
    }
    const shown = await refresh.last().catch((error) => {
      showProblem(`${error.message} Load the page again for the report.`, PROBLEM);
    });
    if (state !== "done" && (!shown || shown.state === "running")) {
      location.reload(); // no report, or none of the end: the same address says why
      return;
    }
    if (!shown) {
      return;
    }
    document.title = `${name} · Loglanes`;
    const news = state === "done" ? "Done. The report is complete." : `The run was ${state}. Its report is kept.`;
    figures.say(news);
    fold(run);
  }

  loadPlotly(view.place.dataset.plotly).catch(() => {}); // early; the first report tells a failure
  follow(url, {
    progress(progress) {
      figures.show(progress);
      steering.show(progress.state, Boolean(progress.paused));
      lanes.paint(progress.workers, progress.bytes_total / Math.max(progress.chunks_total, 1));
    },
    report: () => refresh.ask(),
    end,
    lost(why) {
      lost = true;
      showProblem(`${why} Asking again.`, PROBLEM);
    },
    gone: () => steering.leaving || location.reload(), // deleted elsewhere: the same address says so
    back() {
      if (lost) {
        lost = false;
        clearProblem(PROBLEM);
      }
    },
  });
}
