// How far a run is, in figures and one sentence; `unseen` is what those hear who do not look.

import { exact, seconds, size } from "./numbers.js";
import { Pace } from "./pace.js";

const SAY_EVERY = 10; // percent
const PHASES = { running: "Starting", parse: "Parsing", paused: "Paused" };
const byId = (id) => document.getElementById(id);

export class RunFigures {
  constructor(name) {
    this.name = name;
    this.pace = new Pace();
    this.bytes = 0;
    this.spoken = "";
  }

  show(progress) {
    const percent = this.advance(progress);
    const queued = progress.state === "queued";
    const sentence = queued ? "Queued" : `${this.phase(progress)}, ${percent} %`;
    byId("run-bar").value = progress.bytes_total ? this.bytes / progress.bytes_total : 0;
    byId("run-state").textContent = sentence;
    byId("run-bytes").textContent = `${size(this.bytes)} of ${size(progress.bytes_total)}`;
    byId("run-bytes").title = `${exact(progress.bytes_done)} bytes in finished chunks`;
    byId("run-records").textContent = exact(progress.records);
    byId("run-chunks").textContent = `${exact(progress.chunks_done)} of ${exact(progress.chunks_total)}`;
    byId("run-elapsed").textContent = seconds(progress.elapsed_s);
    this.showPace(progress);
    document.title = `${queued ? "queued" : `${percent} %`} · ${this.name} · Loglanes`;
    const tens = SAY_EVERY * Math.floor(percent / SAY_EVERY);
    this.say(queued ? "Queued" : `${this.phase(progress)}, ${tens} percent`);
  }

  phase({ phase, bytes_done: done, bytes_total: total }) {
    return done && done >= total ? "Finishing" : (PHASES[phase] ?? phase);
  }

  // Bytes of finished chunks and of those under way; never backwards, as a chunk between its worker
  // and the merge is in neither. Returns whole percent.
  advance({ state, paused, bytes_done: done, bytes_total: total, workers }) {
    const underWay = workers.filter(({ chunk }) => chunk >= 0).reduce((sum, { bytes }) => sum + bytes, 0);
    this.bytes = Math.min(total, Math.max(this.bytes, done + underWay));
    if (paused || state !== "running") {
      this.pace.forget();
    } else {
      this.pace.note(performance.now(), this.bytes);
    }
    return total ? Math.min(99, Math.floor((100 * this.bytes) / total)) : 0; // 100 is the report
  }

  showPace({ bytes_done: done, bytes_total: total, records }) {
    const { rate } = this.pace;
    const density = done ? records / done : 0;
    byId("run-rate").textContent = rate && density ? exact(Math.round(rate * density)) : "–";
    byId("run-left").textContent = rate && this.bytes < total ? `about ${seconds(Math.ceil((total - this.bytes) / rate), 0)}` : "–";
  }

  say(text) {
    if (text !== this.spoken) {
      this.spoken = text;
      byId("run-said").textContent = text;
    }
  }
}
