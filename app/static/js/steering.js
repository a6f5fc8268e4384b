// The buttons of a run: pause, resume, cancel, next in line, delete. A failure is told beside them.

import { confirmedDeletion } from "./confirm.js";
import { clearProblem, request, showProblem } from "./problem.js";

const PROBLEM = "run-problem";
const FIRST_IN_LINE = 100;
const byId = (id) => document.getElementById(id);

export class Steering {
  // `said(text)` is told what the reader asked for.
  constructor(url, name, said) {
    this.paused = false;
    this.leaving = false; // while deleting: the run's end is then no news
    this.state = "";
    this.wire("run-pause", () => {
      said(this.paused ? "Going on" : "Pausing after the chunks under way");
      return request("POST", `${url}/${this.paused ? "resume" : "pause"}`);
    });
    this.wire("run-cancel", async () => {
      await request("POST", `${url}/cancel`);
      said("Ending the run; what was found is kept");
    });
    this.wire("run-next", async () => {
      await request("PUT", `${url}/priority`, { priority: FIRST_IN_LINE });
      said("Queued, next in line");
    });
    this.wire("run-delete", async () => {
      if (await confirmedDeletion(name, this.state)) {
        this.leaving = true;
        await request("DELETE", url);
        location.assign("/");
      }
    });
  }

  wire(id, act) {
    const button = byId(id);
    button.addEventListener("click", async () => {
      clearProblem(PROBLEM);
      button.disabled = true;
      try {
        await act();
      } catch (error) {
        this.leaving = false;
        showProblem(error.message, PROBLEM);
      } finally {
        button.disabled = false;
      }
    });
  }

  show(state, paused) {
    this.state = state;
    this.paused = paused;
    byId("run-next").hidden = state !== "queued";
    byId("run-pause").hidden = state === "queued";
    byId("run-pause").textContent = paused ? "Resume" : "Pause";
  }
}
